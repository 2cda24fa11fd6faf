"""The channels of the invented community and which group each belongs to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

GROUPS = ("install", "plots", "servers", "people")
CLOSED = {
    "study_group": ("study_group",),
    "chapter": ("chapter",),
    "mentor": ("mentor", "pupil"),
    "feed": (),
}
"""Groups with a channel of their own, and the kinds of people in them."""


@dataclass(frozen=True)
class Room:
    """A channel. ``group`` is one of :data:`GROUPS`, ``all``, or a closed circle's name."""

    name: str
    group: str
    purpose: str
    language: str | None = None
    kinds: tuple[tuple[str, float], ...] = (("question", 0.7), ("story", 0.1), ("chat", 0.2))


_TALK = (("chat", 0.75), ("story", 0.1), ("question", 0.15))
_SHOW = (("showcase", 0.55), ("question", 0.3), ("story", 0.15))
_CIRCLE = (("question", 0.4), ("chat", 0.45), ("story", 0.15))

ROOMS: tuple[Room, ...] = (
    Room("general", "all", "What concerns everybody", kinds=_TALK),
    Room("introductions", "all", "Say hello", kinds=(("introduction", 1.0),)),
    Room("help-install", "install", "Getting Lanternfish to run"),
    Room("loading-data", "install", "Files, databases, encodings"),
    Room("plotting", "plots", "From rows to pictures"),
    Room("show-and-tell", "plots", "What you made", kinds=_SHOW),
    Room("deployments", "servers", "Servers, clusters, upgrades"),
    Room("contributors", "servers", "Working on Lanternfish", kinds=_CIRCLE),
    Room("jobs", "people", "Work offered", kinds=(("job", 0.6), ("question", 0.1), ("chat", 0.3))),
    Room("meetups", "people", "Meeting each other", kinds=(("meetup", 0.6), ("chat", 0.4))),
    Room("random", "people", "Everything else", kinds=_TALK),
    Room("release-feed", "feed", "What was released"),
    Room("study-group", "study_group", "Six of us read together", kinds=_CIRCLE),
    Room("chapter-riverside", "chapter", "Lanternfish at the river", kinds=_CIRCLE),
    Room("mentoring", "mentor", "Questions without fear", kinds=(("question", 1.0),)),
    Room("deutsch", "de", "Auf Deutsch", "de", _CIRCLE),
    Room("nihongo", "ja", "日本語で", "ja", _CIRCLE),
)


def rooms(languages: tuple[str, ...], kinds: Collection[str]) -> tuple[Room, ...]:
    """The channels of a community; closed groups have theirs where there are such people.

    The first language is spoken everywhere, the others in channels of their own.
    """
    return tuple(
        room
        for room in ROOMS
        if (room.language is None or room.language in languages[1:])
        and (room.group not in CLOSED or room.group in {*kinds, "feed"})
    )
