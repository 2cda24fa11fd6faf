"""People stand by tier, inside a tier by name; evidence stands by time."""

from __future__ import annotations

from dataclasses import replace

from tests.report.findings import findings, reason, set_aside, shortlist, thank_you

from peerlight.report.grouping import by_reason, by_tier, newest_first


def test_tiers_keep_their_order_and_people_stand_by_name() -> None:
    tiers = by_tier(shortlist())
    assert [tier.name for tier in tiers] == ["1", "2", "3"]
    names = [card.name for card in tiers[2].cards]
    assert names == sorted(names, key=str.casefold)


def test_the_order_of_the_findings_inside_a_tier_changes_nothing() -> None:
    cards = shortlist()
    swapped = (cards[1], cards[0], *cards[2:])
    assert by_tier(swapped) == by_tier(cards)


def test_without_tiers_the_given_order_stays() -> None:
    (tier,) = by_tier(reversed(thank_you().shortlist))
    assert tier.name is None
    assert tier.cards == tuple(reversed(thank_you().shortlist))


def test_details_after_a_colon_do_not_divide_a_reason() -> None:
    asides = by_reason(set_aside())
    assert [(a.reason, len(a.names)) for a in asides] == [
        ("too little data", 1_204),
        ("already visible", 2),
        ("bot", 2),
        ("appointed", 1),
    ]


def test_evidence_stands_newest_first() -> None:
    times = [row.at for row in newest_first(reason("answers", "{}", "m", 9))]
    assert times == sorted(times, reverse=True)


def test_where_people_are_counted_each_of_them_comes_first_once() -> None:
    counted = reason("welcomes", "{}", "m", 17, "peers")
    rows = newest_first(replace(counted, evidence=tuple(reversed(counted.evidence))))
    assert len({row.peer_id for row in rows[: counted.count]}) == counted.count
    assert sorted(rows, key=repr) == sorted(counted.evidence, key=repr)


def test_every_member_set_aside_is_counted_once() -> None:
    assert sum(len(a.names) for a in by_reason(set_aside())) == len(findings().set_aside)
