"""The one place that asks what time it is; everything else is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from peerlight.errors import BadInput

SECOND = 1_000_000
DAY = 86_400 * SECOND
WEEK = 7 * DAY

Clock = Callable[[], int]
"""Gives UTC microseconds since 1970."""


def system_clock() -> int:
    """The machine's time, in UTC microseconds since 1970."""
    return time.time_ns() // 1000


def parse_date(text: str) -> int:
    """00:00 UTC of an ISO date (``2024-05-01``), in microseconds.

    Raises:
        BadInput: it is no date.
    """
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise BadInput(
            f"{text!r} is not a date", do_next="Write it as year-month-day, 2024-05-01 for one."
        ) from error
    return int(day.timestamp()) * SECOND


def iso(micros: int) -> str:
    """ISO 8601 text, to the second, in UTC."""
    return datetime.fromtimestamp(micros // SECOND, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
