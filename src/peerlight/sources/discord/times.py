"""When a message was written: by its id, by an ISO 8601 time, else by a date as it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from peerlight.sources.discord.months import month_of
from peerlight.sources.json_files import LATEST

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_MS = 1_420_070_400_000  # Discord counts from the first second of 2015
_MICRO = timedelta(microseconds=1)
_SECOND = 1_000_000
_LONGEST = 120
"""Letters of a printed date; what is longer is none."""

_YEAR_FIRST = re.compile(r"(\d{4})[-/.年년]\s?(\d{1,2})[-/.月월]\s?(\d{1,2})")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[-/.] ?(\d{1,2})[-/.] ?(\d{4}|\d\d)(?!\d)")
_NAMED = re.compile(
    r"(?<!\d)(\d{1,2})(?:º|er)?[\s.,/-]*(?:de |d['’]|of )?([^\W\d_]{3,})[\s.,/-]*(?:de )?"
    r"(\d{4}|\d\d)(?!\d)"
    r"|([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"
    r"|(\d{4})\.?\s+(?:m\. )?([^\W\d_]{3,})\.?\s+(\d{1,2})"
)
_NUMBERED = re.compile(r"(\d{1,2}) tháng (\d{1,2})(?: năm|,)? (\d{4})", re.IGNORECASE)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.h](\d\d)(?:[:.](\d\d))?(?!\d)")
_AFTER_NOON = re.compile(r"(?i:\bp\.?\s?m\b)|下午|午後|오후|μ\.μ|\d CH\b")
_BEFORE_NOON = re.compile(r"(?i:\ba\.?\s?m\b)|上午|午前|오전|π\.μ|\d SA\b")


def snowflake_time(number: str) -> int | None:
    """UTC microseconds, exact to the millisecond, that an id of Discord's carries; else None."""
    if not (14 < len(number) < 21 and number.isascii() and number.isdigit()):
        return None
    at = ((int(number) >> 22) + _FIRST_MS) * 1_000
    return at if at < LATEST * _SECOND else None


def iso_time(value: object) -> int | None:
    """UTC microseconds of an ISO 8601 time with its zone; None for anything else."""
    if not isinstance(value, str) or value[4:5] != "-":
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (at - _EPOCH) // _MICRO if at.tzinfo else None


def possible(at: int) -> bool:
    """Whether microseconds can be a message's time."""
    return 0 < at < LATEST * _SECOND


@lru_cache(maxsize=16_384)
def printed_time(text: str, month_first: bool = True) -> int | None:
    """Seconds since 1970 that a date says, as the clock it was printed by shows them.

    ``month_first`` says how ``03/04/2024`` is read, unless only one way makes a date.

    >>> printed_time("20-Sep-25 03:41 PM") == printed_time("samedi 20 septembre 2025 15:41")
    True
    """
    found = _date(text, month_first) if len(text) <= _LONGEST else None
    if found is None:
        return None
    (year, month, day), rest = found
    clock = _CLOCK.search(rest)
    hours, minutes, seconds = (int(n or 0) for n in clock.groups()) if clock else (0, 0, 0)
    if _AFTER_NOON.search(rest):
        hours = hours % 12 + 12 if hours < 13 else hours
    elif hours == 12 and _BEFORE_NOON.search(rest):
        hours = 0
    try:
        at = datetime(year, month, day, hours, minutes, seconds, tzinfo=UTC)
    except ValueError:
        return None
    return int((at - _EPOCH).total_seconds())


def _date(text: str, month_first: bool) -> tuple[tuple[int, int, int], str] | None:
    """Year, month and day, and the text without them."""
    if found := _YEAR_FIRST.search(text):
        date = int(found[1]), int(found[2]), int(found[3])
    elif found := _NUMBERED.search(text):
        date = int(found[3]), int(found[2]), int(found[1])
    elif found := _NUMERIC.search(text):
        first, second = int(found[1]), int(found[2])
        swapped = second > 12 or (month_first and first <= 12)
        month, day = (first, second) if swapped else (second, first)
        date = _year(found[3]), month, day
    else:
        for found in _NAMED.finditer(text):
            if named := _by_name(found):
                date = named
                break
        else:
            return None
    return date, text[: found.start()] + " " + text[found.end() :]


def _by_name(found: re.Match[str]) -> tuple[int, int, int] | None:
    name = found[2] or found[4] or found[8]
    year, day = found[3] or found[6] or found[7], found[1] or found[5] or found[9]
    month = month_of(name)
    return (_year(year), month, int(day)) if month else None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def month_comes_first(dates: Iterable[str]) -> bool | None:
    """How dates like ``03/04/2024`` are to be read, by those that follow each other in a file.

    A number above 12 tells; else the way in which the fewest messages come before an earlier one;
    else the month is first after a slash, as in the exporter's default. None where no date is of
    this kind. Linear in dates.
    """
    steps, last = [0, 0], [(0, 0, 0), (0, 0, 0)]
    slash = None
    for text in dates:
        found = None if _YEAR_FIRST.search(text) else _NUMERIC.search(text)
        if found is None:
            continue
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        if (first > 12) != (second > 12):
            return second > 12
        slash = "/" in found[0]
        for way, date in enumerate(((year, first, second), (year, second, first))):
            steps[way] += date < last[way]
            last[way] = date
    if slash is None:
        return None
    return steps[0] < steps[1] if steps[0] != steps[1] else slash
