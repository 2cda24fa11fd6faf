"""The times of a log: stamps before each line, and headings that say which day it is."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from peerlight.sources.json_files import LATEST

STAMP = re.compile(
    r"[ \t]*[\[(]?(?:(\d{4}[-/.]\d\d[-/.]\d\d)[T ,]+|([^\W\d]{3,5}\.? [ \d]\d) )?"
    r"(\d\d):(\d\d)(?::(\d\d))?(?:[.,]\d+)?(?: ?([AaPp])[Mm])?(Z|[+-]\d\d:?\d\d)?[\])]?(?:[ \t]+|$)"
)
"""Date, month and day, hours, minutes, seconds, a or p, zone; what follows it is the line."""

_HEADING = re.compile(
    r"(?:--- (?:Log opened |Day changed )?|Session (?:Start|Time): |\*{4} BEGIN LOGGING AT )"
    r"(?:[^\W\d]{1,9}[.,]? )?([^\W\d]{3,9})\.? +(\d{1,2})[.,]? (?:[\d:]{5,8} )?(\d{4})\s*$"
)
HEADINGS = ("--- ", "Session ", "****")
"""What headings start with, so that other lines are told from them at once."""

_NO_NEWS = re.compile(
    r"--- (?:Log|Day) |Session (?:Close|Ident|Start|Time):|\*{4} (?:BEGIN|ENDING) LOGGING"
)
_BEGINS = re.compile(
    rb"(?:\[?[\d:]{5,8}\]? )?--- (?:Log opened|Day changed|[A-Z][a-z]{2} [A-Z][a-z]{2} )"
    rb"|Session (?:Start|Time):|\*{4} BEGIN LOGGING"
)
_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_./]?(\d\d)[-_./]?(\d\d)(?!\d)")
# clients write months in their user's language
_MONTHS = {
    start: number
    for number, starts in enumerate(
        (
            "jan ene gen sty янв",
            "feb fev fév lut фев",
            "mar mär mrt мар",
            "apr abr avr kwi апр",
            "may mai mei maj mag май мая",
            "jun juin giu cze июн",
            "jul juil lug lip июл",
            "aug ago aoû sie авг",
            "sep set wrz сен",
            "oct okt ott out paź окт",
            "nov lis ноя",
            "dec dez dic déc des gru дек",
        ),
        1,
    )
    for start in starts.split()
}
_EPOCH = date(1970, 1, 1)
_DAY = 86_400
_HALF_DAY = _DAY // 2
_HALF_YEAR = timedelta(days=183)


def begins_day(line: bytes) -> bool:
    """Whether a line says which day the lines after it are of."""
    return _BEGINS.match(line) is not None


def turns_day(heading: str) -> bool:
    """Whether a heading says which day it is, be it in a way that cannot be read."""
    return begins_day(heading.encode("utf-8", "replace"))


def heading_day(line: str) -> date | None:
    """The day that a heading names; None for lines that are no heading."""
    found = _HEADING.match(line)
    return _day(int(found[3]), _month(found[1]), int(found[2])) if found else None


def is_heading(line: str) -> bool:
    """Whether a line is about the log itself, so that it is nobody's and no news."""
    return _NO_NEWS.match(line) is not None or _HEADING.match(line) is not None


def day_in_name(name: str) -> date | None:
    """The day that a file's path says, as in ``2024/01-17.txt`` or ``#tea_20240117.log``."""
    found = _IN_NAME.findall(name)
    return _day(*map(int, found[-1])) if found else None


@lru_cache(maxsize=4096)
def _written_day(text: str) -> date | None:
    return _day(int(text[:4]), int(text[5:7]), int(text[8:10]))


def _month(name: str) -> int:
    """The number of a month by its name, short or long; 0 where it is none."""
    name = name.lower()
    return _MONTHS.get(name[:4]) or _MONTHS.get(name[:3], 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


class Clock:
    """Turns the stamps of one log into seconds since 1970, UTC unless a stamp says its zone."""

    def __init__(self, day: date | None) -> None:
        self.day = day
        self._seconds = 0
        # many lines bear the stamp of the one before
        self._text = ""
        self._at: int | None = None

    def turn_to(self, day: date | None) -> None:
        """A heading says which day it is; None where it does so in no way that can be read."""
        self.day, self._seconds, self._text = day, 0, ""

    def at(self, stamp: re.Match[str]) -> int | None:
        """When a line was written; None where the day is unknown or the time is none."""
        if stamp[0] != self._text:
            self._text, self._at = stamp[0], self._read(stamp)
        return self._at

    def _read(self, stamp: re.Match[str]) -> int | None:
        hours, minutes, seconds = int(stamp[3]), int(stamp[4]), int(stamp[5] or 0)
        if stamp[6]:
            hours = hours % 12 + (12 if stamp[6] in "Pp" else 0)
        if hours > 23 or minutes > 59 or seconds > 60:
            return None
        of_day = hours * 3_600 + minutes * 60 + seconds
        day = self._day_of(stamp, of_day)
        if day is None:
            return None
        at = (day - _EPOCH).days * _DAY + of_day - _ahead(stamp[7])
        return at if 0 < at < LATEST else None

    def _day_of(self, stamp: re.Match[str], of_day: int) -> date | None:
        if stamp[1]:
            self.day = _written_day(stamp[1])
        elif self.day and stamp[2]:
            self.day = _after(self.day, stamp[2])
        elif self.day and self._seconds - of_day > _HALF_DAY and self.day < date.max:
            # past midnight, and no heading said so
            self.day += timedelta(days=1)
        self._seconds = of_day
        return self.day


def _after(day: date, text: str) -> date | None:
    """The day that ``Jan 02`` names, in the year of ``day`` or, past its end, the next."""
    name, _, number = text.rpartition(" ") if text[-2] != " " else text.partition("  ")
    month = _month(name)
    found = _day(day.year, month, int(number))
    if found and day.year < date.max.year and day - found > _HALF_YEAR:
        return _day(day.year + 1, month, int(number))
    return found


def _ahead(zone: str | None) -> int:
    """Seconds by which a zone is ahead of UTC."""
    if not zone or zone == "Z":
        return 0
    digits = zone[1:].replace(":", "")
    seconds = int(digits[:2]) * 3_600 + int(digits[2:]) * 60
    return -seconds if zone[0] == "-" else seconds
