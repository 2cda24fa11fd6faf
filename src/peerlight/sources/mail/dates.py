"""When a mail was written: what it says itself, unless that cannot be true."""

from __future__ import annotations

import re
from calendar import monthrange, timegm
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_tz

from peerlight.sources.json_files import LATEST

_DAY = 86_400
_SKEW = 15 * _DAY
"""Seconds by which a mail's clock may be wrong: Mailman's own limit for its archives."""
_FIRST = 631_152_000
"""1 January 1990 in seconds; no archive of a list is older."""
_WIDEST = 15 * 3_600

_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_NAMES.split(), start=1)}
_USUAL = re.compile(
    r"(?:[A-Za-z]{3}, )?(\d\d?) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)\b"
)
_FILED = re.compile(
    r"([A-Za-z]{3}) +(\d\d?) +(\d\d?):(\d\d)(?::(\d\d))?(?: +(?:[+-]\d{4}|[A-Z]{3,5}))? +(\d{4})"
)
_NAMED = re.compile(r"(\d{4})[-_.]?(?:([A-Za-z]{3})[a-z]*|q([1-4])|(\d\d))(?![\d])", re.IGNORECASE)

Range = tuple[int, int]


def said_date(header: str) -> int | None:
    """Seconds since 1970 of a ``Date`` header, read as UTC where it names no zone."""
    if found := _USUAL.match(header):
        day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
        zone = int(f"{sign}1") * (int(hours) * 3_600 + int(minutes) * 60)
        return _moment((year, _MONTHS.get(month.lower(), 0), day, hour, minute, second), zone)
    try:
        parsed = parsedate_tz(header)
    except (ValueError, TypeError, IndexError, OverflowError):
        # the standard library stumbles over some headers that are no dates
        return None
    return _moment(parsed[:6], parsed[9] or 0) if parsed else None


def filed_date(line: str) -> int | None:
    """Seconds since 1970 of the line before a mail; None if it has none that can be trusted."""
    found = _FILED.search(line)
    # a dash stands where a mail program fetched the mail, at any time later
    if found is None or line.startswith("From - "):
        return None
    month, day, hour, minute, second, year = found.groups()
    at = _moment((year, _MONTHS.get(month.lower(), 0), day, hour, minute, second or 0), 0)
    return at if at is not None and _FIRST < at < LATEST else None


def _moment(fields: Sequence[str | int], zone: int) -> int | None:
    """Seconds since 1970; ``zone`` is seconds east, and passed over where there is none such."""
    year, month, day, hour, minute, second = map(int, fields)
    try:
        # a second may be a leap one
        said = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return int(said.timestamp()) - (zone if abs(zone) < _WIDEST else 0)


def named_months(name: str) -> Range | None:
    """The months that a file's name says it is of, in seconds; None if it says none."""
    found = _NAMED.search(name.rpartition("/")[2])
    if found is None:
        return None
    word, quarter, digits = found[2], found[3], found[4]
    if quarter:
        first, last = int(quarter) * 3 - 2, int(quarter) * 3
    else:
        first = last = _MONTHS.get(word.lower(), 0) if word else int(digits)
    year = int(found[1])
    if not 0 < first <= last <= 12:
        return None
    end = timegm((year, last, monthrange(max(year, 1), last)[1], 23, 59, 59))
    return (timegm((year, first, 1, 0, 0, 0)), end) if _FIRST < end < LATEST else None


def believed(said: int | None, filed: int | None, months: Range | None) -> int | None:
    """When a mail was written, in seconds; None where nothing tells.

    What the mail says, unless it is impossible, later than when it was filed, or far from the
    months that its file is of; then when it was filed.
    """
    if said is None or not 0 < said < LATEST:
        return filed
    if filed is None:
        return said
    far = months is not None and not months[0] - _SKEW < said < months[1] + _SKEW
    return filed if far or said > filed + _SKEW or said < _FIRST else said
