"""A card says what is known of a member, and says so where nothing is."""

from __future__ import annotations

from pathlib import Path

from tests.people.written_run import standing, written_run

from peerlight.people.cards import ESTIMATES, Cards
from peerlight.people.gathering import NICHES, gather
from peerlight.people.ranking import ranking
from peerlight.values import Estimate, Undetermined

KNOWN = {
    **{"influence": 0.7, "low": 0.5, "high": 0.9, "tier": "by all"},
    **{"turned_to": 1.8, "turned_to_low": 1.2, "turned_to_high": 2.4},
    **{"turned_to_place": 0.8, "turned_to_place_low": 0.6, "turned_to_place_high": 0.95},
    **{"turned_to_tier": "by turning", "following": 8, "engaged": 6},
}


def test_the_range_is_that_of_the_estimate_that_drew_the_member(tmp_path: Path) -> None:
    cards = Cards(written_run(tmp_path, [standing("ana", **KNOWN)]))
    drawn = cards.card("ana", "turned_to")
    assert drawn.estimate
    assert (drawn.estimate.low, drawn.estimate.value, drawn.estimate.high) == (0.6, 0.8, 0.95)
    assert (drawn.tier, drawn.drawn_by) == ("by turning", "turned_to")
    asked_for = cards.card("ana")
    assert asked_for.estimate
    assert (asked_for.estimate.low, asked_for.estimate.high) == (0.5, 0.9)
    assert (asked_for.tier, asked_for.drawn_by) == ("by all", None)


def test_every_estimate_is_an_interval_or_a_reason(tmp_path: Path) -> None:
    card = Cards(written_run(tmp_path, [standing("ana", **KNOWN, recognised=0.4)])).card("ana")
    assert card.estimates.keys() == ESTIMATES.keys()
    assert card.estimates["turned_to"] == Estimate(1.8, 1.2, 2.4, method="observed ÷ expected")
    assert card.estimates["recognised"] == Undetermined(
        "cannot tell: too few active members for an honest range"
    )
    assert card.unknown == (
        "recognised: cannot tell: too few active members for an honest range",
        "helps newcomers: cannot tell: nothing of what it takes was seen",
    )


def test_everybody_but_a_bot_has_a_sentence_also_where_nothing_stands_out(tmp_path: Path) -> None:
    run = written_run(tmp_path, [standing("ana")], {"chime": "says so in its name"})
    ana = Cards(run).card("ana")
    assert ana.sentence == "Takes part, without one role that stands out."
    assert ana.against == "Little to go on: 0 threads in the last 180 days."
    assert ana.estimate is None
    chime = Cards(run).card("chime")
    assert (chime.sentence, chime.against, chime.reasons) == ("", "", ())
    assert chime.set_aside == "bot: says so in its name"
    assert (chime.following, chime.engaged_share) == (0, None)
    assert all(isinstance(estimate, Undetermined) for estimate in chime.estimates.values())


def test_a_member_carries_at_most_three_niches_the_most_written_in_first(tmp_path: Path) -> None:
    written_in = [("ana", f"n{n}", 9 - n) for n in range(5)] + [("bo", "n4", 3)]
    run = written_run(
        tmp_path, [standing("ana"), standing("bo"), standing("cy")], niches=written_in
    )
    cards = Cards(run)
    assert cards.card("ana").niches == ("N0", "N1", "N2")
    assert len(cards.card("ana").niches) == NICHES
    assert (cards.card("bo").niches, cards.card("cy").niches) == (("N4",), ())


def test_bots_are_gathered_with_everybody_and_ranked_last(tmp_path: Path) -> None:
    people = [standing("zoe", influence=0.9), standing("ana", influence=0.2), standing("bo")]
    run = written_run(tmp_path, people, {"chime": "declared"})
    assert gather(run)["member_id"].to_pylist() == ["ana", "bo", "chime", "zoe"]
    everyone = ranking(run, everyone=True)["member_id"].to_pylist()
    assert everyone == ["zoe", "ana", "bo", "chime"]
    assert ranking(run)["member_id"].to_pylist() == ["zoe", "ana", "bo"]
