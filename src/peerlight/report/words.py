"""Numbers, dates, ranges and tiers in words: one voice for page and terminal.

Estimates are shares of the active members whom a member stands above (0 to 1): 0.82 is the
82nd percentile. Words round outward, so that no range reads narrower than it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime

from peerlight.clock import SECOND
from peerlight.values import Estimate

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

TIERS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")

ESTIMATES: Mapping[str, str] = {
    "recognised": "is like those this community has recognised",
    "helps_newcomers": "helps newcomers who stay",
    "turned_to": "is turned to beyond how much they write",
}

_WHERE = ((0.9, "in the top tenth"), (0.75, "in the upper quarter"), (0.5, "in the upper half"))
_VERY_WIDE = 0.6
_IRREGULAR = {"reply": "replies", "person": "people", "is": "are", "was": "were"}


def number(n: int) -> str:
    """A count with thousands separated: ``12,431``."""
    return f"{n:,}"


def plural(n: int, one: str) -> str:
    """``1 message``, ``2 messages``, ``1,204 replies``."""
    return f"{number(n)} {one if n == 1 else many(one)}"


def many(one: str) -> str:
    """The plural of one of our own words."""
    return _IRREGULAR.get(one, f"{one}s")


def day(at: int) -> str:
    """UTC microseconds as a day that reads the same everywhere: ``3 May 2025``."""
    when = datetime.fromtimestamp(at // SECOND, UTC)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def ordinal(n: int) -> str:
    """``1st``, ``2nd``, ``3rd``, ``11th``, ``82nd``."""
    tail = "th" if n % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{tail}"


def listed(items: tuple[str, ...] | list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *first, last = items or [""]
    return f"{', '.join(first)} and {last}" if first else last


def percentiles(estimate: Estimate) -> tuple[int, int]:
    """The interval's ends as whole percentiles, rounded outward, between 0 and 100."""
    low = math.floor(round(100 * estimate.low, 6))
    high = math.ceil(round(100 * estimate.high, 6))
    return max(0, min(low, 100)), max(0, min(high, 100))


def range_in_words(estimate: Estimate) -> str:
    """``between the 82nd and the 97th percentile of active members``."""
    low, high = percentiles(estimate)
    if high >= 100:
        return (
            "anywhere at all among active members"
            if low <= 0
            else (f"above the {ordinal(low)} percentile of active members")
        )
    if low <= 0:
        return f"below the {ordinal(high)} percentile of active members"
    if low == high:
        return f"at the {ordinal(low)} percentile of active members"
    return f"between the {ordinal(low)} and the {ordinal(high)} percentile of active members"


def where_in_words(estimate: Estimate) -> str:
    """What the range lets one say at most: ``somewhere in the upper quarter``."""
    for floor, words in _WHERE:
        if estimate.low >= floor:
            return f"somewhere {words}"
    if estimate.high - estimate.low >= _VERY_WIDE:
        return "too wide a range to say more"
    return "not clearly above the middle"


def level_in_words(estimate: Estimate) -> str:
    """How often such a range holds the truth: ``90% interval``."""
    return f"{round(100 * estimate.level)}% interval"


def tier_in_words(tier: str) -> str:
    """``First tier`` for "1"; any other name as it stands."""
    if tier.isascii() and tier.isdigit() and 1 <= int(tier) <= len(TIERS):
        return f"{TIERS[int(tier) - 1]} tier"
    return tier if "tier" in tier.casefold() else f"Tier {tier}"


def tier_note(size: int) -> str:
    """What a tier claims about the people in it, and what it does not."""
    if size == 1:
        return "One person."
    return f"{number(size)} people who cannot honestly be told apart; listed by name."


def stated_in_words(what: str, stated: int, read: int | None) -> str:
    """The platform's total beside ours: ``The platform states 40 members; 38 were read, …``."""
    said = f"The platform states {number(stated)} {what}"
    if read is None:
        return f"{said}; these are not counted here."
    if stated == read:
        return f"{said}, and as many were read."
    difference = f"{number(stated - read)} not in the archive"
    if read > stated:
        difference = f"{number(read - stated)} more than it states"
    return f"{said}; {number(read)} were read, {difference}."


def following_in_words(following: int, engaged: int) -> str:
    """``A following of 23, 14 of them came back this month``."""
    if not following:
        return "No following that the data can show"
    if following == 1:
        return f"A following of 1, who {'came' if engaged else 'did not come'} back this month"
    back = "none" if not engaged else "all" if engaged == following else number(engaged)
    return f"A following of {number(following)}, {back} of them came back this month"


def estimate_name(name: str) -> str:
    """What an estimate is about, in words."""
    return ESTIMATES.get(name, name.replace("_", " "))


def heading(kind: str) -> str:
    """What the list of people is called."""
    if kind == "thank-you":
        return "People worth a thank-you this month"
    return "People who quietly hold this community together"


def size(kind: str, people: int) -> str:
    """How many are named: ``7 people``, ``4 people worth a thank-you``."""
    if not people:
        return "Nobody yet"
    return plural(people, "person") + (" worth a thank-you" if kind == "thank-you" else "")


def introduction(kind: str, people: int) -> str:
    """What the list claims, and what it does not."""
    if not people:
        return "Nobody can be named from this data. What is missing is said below."
    if kind == "thank-you":
        return (
            "There is too little activity here for an honest estimate, so there is none, "
            "and the order is not by score: each of them did something worth a kind word."
        )
    return (
        "Suggestions for a human to judge, never a ranking. People who cannot honestly be told "
        "apart share a tier, and inside a tier the order means nothing. Counts are of the last "
        "180 days unless something else is said."
    )
