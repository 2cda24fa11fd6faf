"""``peerlight explain``: one member, with the evidence, or a word on who is meant."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Done, Peerlight

from peerlight import Community


def test_a_member_is_told_as_in_the_shortlist(
    peerlight: Peerlight, twins: Path, namesakes: Path
) -> None:
    (bo,) = (
        card
        for card in peerlight("find", namesakes, "--format", "json").document["shortlist"]
        if card["name"] == "Bo"
    )
    explained = peerlight("explain", twins, "invented:bo", "--format", "json")
    assert (explained.code, explained.talk) == (0, "")
    assert explained.document.keys() == bo.keys()
    assert explained.document["member_id"] == "invented:bo"


def test_every_row_of_evidence_is_shown(peerlight: Peerlight, twins: Path) -> None:
    done = peerlight("explain", twins, "invented:bo")
    card = Community.open(twins).explain("invented:bo")
    assert (done.code, done.talk) == (0, "")
    assert card.evidence
    for row in card.evidence:
        assert f"message {row.message_id}" in done.out
    assert "“Try clamps and patience.”" in done.out


def test_a_name_that_only_one_has_is_enough(peerlight: Peerlight, twins: Path) -> None:
    by_name = peerlight("explain", twins, "bO", "--format", "json")
    assert by_name.data == peerlight("explain", twins, "invented:bo", "--format", "json").data


def test_a_name_that_two_have_is_asked_back(peerlight: Peerlight, twins: Path) -> None:
    done = peerlight("explain", twins, "Ana")
    assert (done.code, done.out) == (2, "")
    assert "2 members are called 'Ana'" in done.talk
    assert "invented:ana, invented:ana2" in done.talk


def test_nobody_is_found_in_words(peerlight: Peerlight, twins: Path) -> None:
    done = peerlight("explain", twins, "Quentin")
    assert (done.code, done.out) == (2, "")
    assert "'Quentin'" in done.talk
    assert "peerlight people COMMUNITY --all" in done.talk


def test_whoever_is_set_aside_is_told_why(peerlight: Peerlight, twins: Path) -> None:
    done = peerlight("explain", twins, "Chime")
    assert done.code == 0
    assert "Set aside bot: declared as a bot by the source" in done.words
    # nothing was measured, so nothing may be held against it
    assert "Against" not in done.out
    assert "Set aside too little data" in peerlight("explain", twins, "Bo").words


def test_a_date_is_kept_to(peerlight: Peerlight, twins: Path) -> None:
    thanks = "who said thanks or took the answer"
    assert thanks in peerlight("explain", twins, "Bo").words
    assert thanks not in peerlight("explain", twins, "Bo", "--as-of", "2024-06-29").words


def test_the_main_job_and_the_explanation_agree(
    peerlight: Peerlight, kept: Path, told: Done
) -> None:
    card = told.document["shortlist"][0]
    done = peerlight("explain", kept, card["name"], "--format", "json")
    assert done.code == 0
    same = ("member_id", "sentence", "against", "following", "roles", "niches", "estimates")
    assert {key: done.document[key] for key in same} == {key: card[key] for key in same}
