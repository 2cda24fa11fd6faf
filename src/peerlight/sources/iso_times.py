"""Times as exports write them, in ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime

from peerlight.sources.json_files import LATEST

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def iso_time(value: str) -> int | None:
    """UTC microseconds since 1970, without a zone as UTC; None for what is no possible time.

    >>> iso_time("2020-01-01T00:00:00.250Z"), iso_time("0001-01-01T00:00:00Z")
    (1577836800250000, None)
    """
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    since = (at if at.tzinfo else at.replace(tzinfo=UTC)) - _EPOCH
    micros = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
    return micros if 0 < micros < LATEST * 1_000_000 else None
