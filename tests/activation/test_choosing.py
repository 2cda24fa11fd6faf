"""Whom to propose: few people, three estimates in turn, nobody who is not to be asked."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from peerlight.activation.choosing import AWAY, ESTIMATES, MIDDLE, choose
from peerlight.clock import DAY

NOW = 1000 * DAY
Row = dict[str, Any]


def member(name: str, **given: Any) -> Row:
    """A micro member seen yesterday, whose interval begins at 0.6 in every estimate."""
    row: Row = {"member_id": name, "set_aside": "", "following": 5, "last_at": NOW - DAY}
    for estimate in ESTIMATES:
        row |= {estimate: 1.0, f"{estimate}_place_low": 0.6}
    return row | given


def begins(**low: float | None) -> Row:
    """Where the interval of each of these estimates begins; of the others nothing is known."""
    return {f"{name}_place_low": low.get(name) for name in ESTIMATES}


def chosen(rows: list[Row], cap: int = 7) -> list[tuple[str, str]]:
    kinds = {name: pa.float64() for e in ESTIMATES for name in (e, f"{e}_place_low")}
    kinds |= {"member_id": pa.string(), "set_aside": pa.string()}
    kinds |= {"following": pa.int64(), "last_at": pa.int64()}
    return choose(pa.Table.from_pylist(rows, pa.schema(kinds)), cap, NOW)


def names(rows: list[Row], cap: int = 7) -> list[str]:
    return [name for name, _ in chosen(rows, cap)]


def test_there_are_never_more_people_than_the_cap() -> None:
    people = [member(f"m{n}") for n in range(20)]
    assert [len(chosen(people, cap)) for cap in (0, 1, 7, 20, 30)] == [0, 1, 7, 20, 20]


def test_the_three_estimates_take_turns() -> None:
    rows = [
        member(f"{estimate}{n}", **begins(**{estimate: 0.9 - n / 100}))
        for estimate in sorted(ESTIMATES)
        for n in range(3)
    ]
    turns = [drawn_by for _, drawn_by in chosen(rows)]
    assert turns == [*ESTIMATES, *ESTIMATES, "turned_to"]
    assert names(rows)[:4] == ["turned_to0", "helps_newcomers0", "recognised0", "turned_to1"]


def test_whoever_leads_in_every_estimate_is_proposed_once() -> None:
    rows = [member("first", **begins(**dict.fromkeys(ESTIMATES, 0.95))), member("a"), member("b")]
    assert chosen(rows) == [
        ("first", "turned_to"),
        ("a", "helps_newcomers"),
        ("b", "recognised"),
    ]


def test_nobody_set_aside_is_proposed_however_high_they_stand() -> None:
    best = begins(**dict.fromkeys(ESTIMATES, 0.99))
    reasons = ("appointed", "already visible", "too little data", "bot: declared by the source")
    aside = [member(f"aside{n}", set_aside=reason, **best) for n, reason in enumerate(reasons)]
    assert names([*aside, member("quiet")]) == ["quiet"]


def test_nobody_without_a_following_is_proposed() -> None:
    assert names([member("alone", following=0), member("bot", following=None)]) == []


def test_whoever_is_away_is_not_asked_this_week() -> None:
    rows = [member("away", last_at=NOW - AWAY), member("here", last_at=NOW - AWAY + 1)]
    assert names(rows) == ["here"]


def test_an_estimate_passes_its_turn_where_nobody_stands_out_by_it() -> None:
    rows = [
        member(f"m{n}", **begins(turned_to=MIDDLE - 0.1, recognised=0.9 - n / 100))
        for n in range(4)
    ]
    assert chosen(rows, 3) == [(f"m{n}", "recognised") for n in range(3)]


def test_where_nobody_stands_out_at_all_somebody_is_still_shown() -> None:
    rows = [member(f"m{n}", **begins(turned_to=n / 10)) for n in range(3)]
    assert names(rows) == ["m2", "m1", "m0"]


def test_an_estimate_that_is_not_known_draws_nobody() -> None:
    rows = [member(f"m{n}", **begins(helps_newcomers=0.7)) for n in range(3)]
    assert {drawn_by for _, drawn_by in chosen(rows)} == {"helps_newcomers"}
    assert names([member("unknown", **begins())]) == []


def test_of_two_intervals_that_begin_alike_the_higher_estimate_goes_first() -> None:
    rows = [member("a", turned_to=1.2), member("b", turned_to=1.9), member("c", turned_to=1.2)]
    assert names(rows, 1) == ["b"]
    assert names([rows[2], rows[0]], 1) == ["a"]


low = st.none() | st.floats(0, 1)
anybody = st.builds(
    lambda aside, following, ago, lows: {
        "set_aside": aside,
        "following": following,
        "last_at": NOW - int(ago * DAY),
        **begins(**dict(zip(ESTIMATES, lows, strict=True))),
    },
    st.sampled_from(["", "", "", "appointed", "too little data"]),
    st.integers(0, 3),
    st.floats(0, 60),
    st.tuples(low, low, low),
)


@given(st.lists(anybody, max_size=25), st.integers(0, 9))
def test_the_list_is_as_full_as_it_honestly_can_be(people: list[Row], cap: int) -> None:
    rows = {f"m{n}": member(f"m{n}", **given) for n, given in enumerate(people)}
    proposed = chosen(list(rows.values()), cap)
    eligible = {
        name
        for name, row in rows.items()
        if not row["set_aside"]
        and row["following"]
        and row["last_at"] > NOW - AWAY
        and any(row[f"{estimate}_place_low"] is not None for estimate in ESTIMATES)
    }
    assert {name for name, _ in proposed} <= eligible
    assert len({name for name, _ in proposed}) == len(proposed) == min(cap, len(eligible))
    assert all(rows[name][f"{drawn_by}_place_low"] is not None for name, drawn_by in proposed)


@given(st.permutations([member(f"m{n}", **begins(turned_to=n % 4 / 5)) for n in range(9)]))
def test_the_order_of_the_rows_changes_nothing(rows: list[Row]) -> None:
    assert chosen(rows) == chosen(sorted(rows, key=lambda row: str(row["member_id"])))
