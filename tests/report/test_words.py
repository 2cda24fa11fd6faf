"""Words claim no more than the numbers do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlight.clock import DAY, parse_date
from peerlight.report import words
from peerlight.values import Estimate


def interval(low: float, high: float) -> Estimate:
    return Estimate((low + high) / 2, low, high)


def test_numbers_and_plurals() -> None:
    assert words.plural(1, "reply") == "1 reply"
    assert words.plural(12_431, "reply") == "12,431 replies"
    assert words.plural(0, "person") == "0 people"


def test_days_read_the_same_everywhere() -> None:
    assert words.day(parse_date("2025-05-03") + DAY - 1) == "3 May 2025"


def test_ordinals() -> None:
    numbers = (1, 2, 3, 4, 11, 12, 13, 21, 82, 93, 100)
    said = ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "82nd", "93rd", "100th"]
    assert [words.ordinal(n) for n in numbers] == said


def test_a_range_names_both_ends() -> None:
    said = words.range_in_words(interval(0.82, 0.97))
    assert said == "between the 82nd and the 97th percentile of active members"


def test_a_range_at_the_edge_has_one_end() -> None:
    assert words.range_in_words(interval(0.82, 1)).startswith("above the 82nd")
    assert words.range_in_words(interval(0, 0.4)).startswith("below the 40th")
    assert words.range_in_words(interval(0, 1)).startswith("anywhere at all")


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_never_make_a_range_narrower(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    said_low, said_high = words.percentiles(interval(low, high))
    assert said_low <= 100 * low + 1e-6
    assert said_high >= 100 * high - 1e-6


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.91, 0.99, "somewhere in the top tenth"),
        (0.76, 0.99, "somewhere in the upper quarter"),
        (0.5, 0.99, "somewhere in the upper half"),
        (0.2, 0.95, "too wide a range to say more"),
        (0.4, 0.6, "not clearly above the middle"),
    ],
)
def test_where_a_member_stands_is_said_by_the_lower_end(low: float, high: float, said: str) -> None:
    assert words.where_in_words(interval(low, high)) == said


def test_the_following_and_who_came_back() -> None:
    said = {
        (23, 14): "A following of 23, 14 of them came back this month",
        (8, 0): "A following of 8, none of them came back this month",
        (8, 8): "A following of 8, all of them came back this month",
        (1, 1): "A following of 1, who came back this month",
        (1, 0): "A following of 1, who did not come back this month",
        (0, 0): "No following that the data can show",
    }
    assert {pair: words.following_in_words(*pair) for pair in said} == said


def test_tiers_have_names() -> None:
    assert [words.tier_in_words(t) for t in ("1", "3", "B", "top tier", "12")] == [
        "First tier",
        "Third tier",
        "Tier B",
        "top tier",
        "Tier 12",
    ]


def test_no_order_is_claimed_inside_a_tier() -> None:
    assert "cannot honestly be told apart" in words.tier_note(4)
    assert "cannot" not in words.tier_note(1)


def test_a_thank_you_list_speaks_of_no_score() -> None:
    assert "not by score" in words.introduction("thank-you", 4)
    assert words.heading("thank-you") == "People worth a thank-you this month"


def test_lists_in_a_sentence() -> None:
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.listed([]) == ""
