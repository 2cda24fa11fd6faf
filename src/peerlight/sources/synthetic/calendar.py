"""When people write: the year, the week, the day and each person's hours."""

from __future__ import annotations

from datetime import UTC, datetime

from peerlight.sources.synthetic.draws import Draws

START = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())  # a Monday
DAY = 86_400
_WEEK = (1.15, 1.2, 1.15, 1.1, 0.95, 0.45, 0.5)


def liveliness(day: int) -> float:
    """How lively a day is: quiet weekends, a quiet summer, a quiet turn of the year."""
    of_year = day % 365
    summer = 0.75 if 190 <= of_year < 235 else 1.0
    holidays = 0.5 if of_year < 6 or of_year > 355 else 1.0
    return _WEEK[day % 7] * summer * holidays


def moment(draws: Draws, day: int, hour: float) -> float:
    """A time on a day about somebody's usual hour (UTC), in seconds since 1970."""
    spread = (draws.unit() + draws.unit() + draws.unit() - 1.5) * 7
    return START + day * DAY + ((hour + spread) % 24) * 3600 + draws.unit()


def later(draws: Draws, at: float, median_minutes: float) -> float:
    """Some time after ``at``: most within hours, some after days."""
    return at + 20 + min(draws.wait(median_minutes * 60), 6 * DAY)
