"""Humans join, part and name bots; every estimate moves with it and back, and no file does."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.activation.small_talk import account, joined, talk
from tests.cli.conftest import everything
from tests.end_to_end.rewritten import believed, evidence, results_bytes, written

from peerlight import BadInput, Community
from peerlight.store.decisions import FILE, Decisions
from peerlight.values import DecisionKind

ANA, OTHER, BO = account("ana"), account("quilla"), account("bo")


@pytest.fixture
def community(tmp_path: Path) -> Community:
    """Ana writes under two accounts, Bo under one; a chime tells the time."""
    rows = talk(
        ("bo", 9, "glue", "How do I glue this?"),
        ("ana", 8, "glue", "Try clamps and patience."),
        ("bo", 7, "glue", "Thank you, that worked!"),
        ("bo", 6, "stool", "Which wood for a stool?"),
        ("quilla", 5, "stool", "Ash, it bends well."),
        ("bo", 4, "stool", "Thanks a lot!"),
        ("chime", 3, "noon", "It is noon."),
    )
    joined(rows, "chime", is_bot=True)
    for row in rows["accounts"]:
        if row["account_id"] in (ANA, OTHER):
            row["name"] = "Ana Quillamore"
    made = Community.create(tmp_path / "lantern")
    made.import_(written(tmp_path / "export", rows)).apply()
    return made


def facts(community: Community) -> dict[str, bytes]:
    return everything(community.folder / "activity")


def who(community: Community) -> dict[str, str]:
    rows = community.analyse().table("names").to_pylist()
    return {row["member_id"]: row["accounts"] for row in rows}


def helped(community: Community) -> dict[str, int]:
    rows = evidence(community.analyse())["askers_answered"]
    return {m: sum(row["member_id"] == m for row in rows) for m in {r["member_id"] for r in rows}}


def test_a_merge_moves_the_numbers_and_its_undo_brings_back_the_same_bytes(
    community: Community,
) -> None:
    first, held = results_bytes(community.analyse()), facts(community)
    apart = helped(community)
    assert {row["member_id"] for row in believed(community.analyse())} == {ANA, OTHER, BO}
    made = community.same_person(OTHER, ANA, by="ines").apply()
    assert who(community)[ANA] == f"{ANA};{OTHER}" and OTHER not in who(community)
    assert helped(community) == {ANA: apart[ANA] + apart[OTHER]}
    assert {row["member_id"] for row in believed(community.analyse())} == {ANA, BO}
    assert results_bytes(community.analyse()) != first
    assert facts(community) == held
    community.undo_decision(made.id).apply()
    again = community.analyse()
    for file in again.folder.rglob("*"):
        if file.is_file():
            file.unlink()
    # not the run that was kept, but made anew
    assert results_bytes(community.analyse()) == first
    assert facts(community) == held


def test_a_suggestion_goes_when_it_is_accepted_or_rejected_and_comes_back(
    community: Community,
) -> None:
    (suggestion,) = community.suggestions()
    assert {suggestion.account_id, suggestion.other_id} == {ANA, OTHER}
    for decide in (community.same_person, community.not_same_person):
        made = decide(suggestion.account_id, suggestion.other_id).apply()
        assert community.suggestions() == []
        community.undo_decision(made.id).apply()
        assert community.suggestions() == [suggestion]


def test_a_rejection_is_remembered_beside_new_imports(community: Community, tmp_path: Path) -> None:
    community.not_same_person(ANA, OTHER).apply()
    rows = talk(("ana", 1, "lamp", "A lamp."), ("quilla", 1, "lamp", "A shade."))
    for row in rows["accounts"]:
        row["name"] = "Ana Quillamore"
    community.import_(written(tmp_path / "more", rows)).apply()
    assert Community.open(community.folder).suggestions() == []


def test_what_the_source_ties_can_be_parted_and_tied_again(tmp_path: Path) -> None:
    rows = talk(("ana", 2, "glue", "Glue?"), ("bo", 1, "glue", "Clamps."))
    rows["accounts"][0]["same_as"] = BO
    community = Community.create(tmp_path / "lantern")
    community.import_(written(tmp_path / "export", rows)).apply()
    first = results_bytes(community.analyse())
    assert set(who(community)) == {BO}
    made = community.not_same_person(ANA, BO).apply()
    assert set(who(community)) == {ANA, BO}
    community.undo_decision(made.id).apply()
    assert results_bytes(community.analyse()) == first


def test_the_newer_decision_counts_and_its_undo_restores_the_older(community: Community) -> None:
    community.same_person(ANA, OTHER).apply()
    parted = community.not_same_person(OTHER, ANA).apply()
    assert OTHER in who(community)
    again = community.same_person(ANA, OTHER).apply()
    assert again.id > parted.id and OTHER not in who(community)
    community.undo_decision(again.id).apply()
    assert OTHER in who(community)


def test_a_merge_that_an_earlier_decision_forbids_says_which(community: Community) -> None:
    made = community.not_same_person(ANA, BO).apply()
    merged = community.same_person(OTHER, BO).apply()
    with pytest.raises(BadInput, match=f"Decision {made.id} says") as refused:
        community.same_person(ANA, OTHER)
    assert f"identity undo COMMUNITY {made.id}" in str(refused.value)
    community.undo_decision(merged.id).apply()
    assert community.same_person(ANA, OTHER).apply().id > merged.id


def test_a_plan_that_is_not_applied_changes_nothing(community: Community) -> None:
    plan = community.same_person(ANA, OTHER)
    assert ANA in plan.explain() and "Ana Quillamore" in plan.explain()
    community.suggestions()
    assert not (community.folder / FILE).exists()
    assert community.decisions == []


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (ANA, ANA, "the same account"),
        (ANA, "nobody", "There is no account 'nobody'"),
        (ANA, "Ana Quillamore", "2 members are called"),
    ],
)
def test_what_cannot_be_joined_is_refused(
    community: Community, one: str, other: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        community.same_person(one, other)


def test_accounts_can_be_told_by_a_name_that_only_one_member_has(community: Community) -> None:
    made = community.same_person("bo", ANA).apply()
    assert (made.account_id, made.other_id) == (ANA, BO)
    with pytest.raises(BadInput, match="one member already"):
        community.same_person(BO, ANA)


def test_only_a_decision_that_stands_can_be_undone(community: Community) -> None:
    made = community.bot(BO).apply()
    community.undo_decision(made.id).apply()
    for number in (made.id, 99):
        with pytest.raises(BadInput, match=f"no decision {number} that stands"):
            community.undo_decision(number)


def test_a_human_outweighs_recognition_both_ways_and_can_take_it_back(
    community: Community,
) -> None:
    first = results_bytes(community.analyse())
    chime = account("chime")
    assert _bots(community) == {chime: "declared as a bot by the source"}
    human = community.human(chime).apply()
    assert _bots(community) == {}
    assert chime in {row["member_id"] for row in believed(community.analyse())}
    bot = community.bot(BO).apply()
    assert _bots(community) == {BO: "called a bot by a human here"}
    assert BO not in {row["member_id"] for row in believed(community.analyse())}
    for made in (human, bot):
        community.undo_decision(made.id).apply()
    assert results_bytes(community.analyse()) == first


def test_an_objection_hides_every_account_of_a_merged_member(community: Community) -> None:
    with Decisions(community.folder / FILE) as decisions:
        decisions.record(DecisionKind.same_person, ANA, OTHER)
        decisions.record(DecisionKind.objection, OTHER)
    assert set(who(community)) == {BO, account("chime")}
    assert community.suggestions() == []
    assert community.decisions == []
    with pytest.raises(BadInput, match="no decision 2 that stands"):
        community.undo_decision(2)


def _bots(community: Community) -> dict[str, str]:
    rows = community.analyse().table("bots").to_pylist()
    return {row["member_id"]: row["reason"] for row in rows}
