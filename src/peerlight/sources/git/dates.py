"""Dates as ``git log`` writes them, in each of its styles that tells a moment."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from peerlight.sources.json_files import LATEST

_SECONDS = re.compile(r"@?(\d{1,12})(?: ([+-]\d{4}))?")
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)
# the day of the week is told by the date; Fri Oct 18 21:07:28 2024 +0100
_DEFAULT = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})(?: ([+-]\d{4}))?", re.ASCII
)
# Fri, 18 Oct 2024 21:07:28 +0100
_MAIL = re.compile(
    r"[A-Z][a-z]{2}, (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d)(?: ([+-]\d{4}))?", re.ASCII
)
_MONTH_NAMES = "JanFebMarAprMayJunJulAugSepOctNovDec"


class Moment(NamedTuple):
    """UTC microseconds (None for an impossible time), and whether the zone was told."""

    at: int | None
    zoned: bool = True


# author and committer often sign in one second
@lru_cache(maxsize=256)
def moment(text: str) -> Moment:
    """When a date says: in seconds, ISO 8601, git's own style or that of mails; without a zone UTC.

    What is no such date, before 1970 or after 2099 is an impossible time.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        return _moment(found[1], found[2] or "00:00:00", found[3])
    if found := _SECONDS.fullmatch(text):
        return Moment(_possible(int(found[1]) * 1_000_000))
    if found := _DEFAULT.fullmatch(text):
        month, day, clock, year, zone = found.groups()
        return _moment(f"{year}-{_month(month):02}-{int(day):02}", clock, zone)
    if found := _MAIL.fullmatch(text):
        day, month, year, clock, zone = found.groups()
        return _moment(f"{year}-{_month(month):02}-{int(day):02}", clock, zone)
    return Moment(None)


def _month(name: str) -> int:
    """1 to 12; 0, which no date has, for what is no month."""
    place = _MONTH_NAMES.find(name)
    return 0 if place % 3 else place // 3 + 1


def _moment(date: str, clock: str, zone: str | None) -> Moment:
    try:
        at = datetime.fromisoformat(f"{date}T{clock}{zone or '+00:00'}")
    except ValueError:
        return Moment(None)
    return Moment(_possible(int(at.timestamp()) * 1_000_000), zone is not None)


def _possible(at: int) -> int | None:
    return at if 0 < at < LATEST * 1_000_000 else None
