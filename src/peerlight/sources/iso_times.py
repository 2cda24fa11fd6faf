"""Times as exports write them, in ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from peerlight.sources.json_files import LATEST

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def iso_moment(value: object) -> int | None:
    """UTC microseconds since 1970, without a zone as UTC; None for what is no time.

    >>> iso_moment("2020-01-01T00:00:00.250Z"), iso_moment("1969-12-31T23:59:59Z"), iso_moment(5)
    (1577836800250000, -1000000, None)
    """
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value)
        return ((at if at.tzinfo else at.replace(tzinfo=UTC)) - _EPOCH) // _MICROSECOND
    except (ValueError, OverflowError):
        # the first and last days of the calendar have no place in other zones
        return None


def iso_time(value: object) -> int | None:
    """Like :func:`iso_moment`; None also for what is no possible time of a message.

    >>> iso_time("2020-01-01T00:00:00.250Z"), iso_time("0001-01-01T00:00:00Z")
    (1577836800250000, None)
    """
    at = iso_moment(value)
    return at if at is not None and 0 < at < LATEST * 1_000_000 else None
