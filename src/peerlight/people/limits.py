"""What the data cannot show, said before anybody asks."""

from __future__ import annotations

import re

from peerlight.store.results import Results

ALWAYS = (
    "Promotion of the community elsewhere (on social media, at work, among friends) is in no "
    "export, so nobody is credited for it.",
    "People who read and never write or react leave no trace here.",
    "Direct messages and private channels are not read unless they are named one by one, and are "
    "never quoted.",
    "The estimates describe how others turned to a member. They are associations: nothing here "
    "says what would have happened without them.",
)
SMALL = (
    "With fewer than 150 active members no estimate would be honest, so there is none: no ranges, "
    "no tiers, and an order that means nothing."
)


def limits(results: Results) -> tuple[str, ...]:
    """All that must be said of this run: what its sources lack, then what no source has."""
    small = (SMALL,) if results.run["small"] else ()
    return small + _gathered(results.run["missing"]) + ALWAYS


def _gathered(sentences: list[str]) -> tuple[str, ...]:
    """One sentence for all that "Without replies, …" begins, and so on."""
    said: dict[str, list[str]] = {}
    for sentence in (part for text in sentences for part in re.split(r"(?<=\.) ", text)):
        lack, consequence = sentence.rstrip(".").split(", ", 1)
        said.setdefault(lack, [])
        if consequence not in said[lack]:
            said[lack].append(consequence)
    return tuple(f"{lack}: {'; '.join(what)}." for lack, what in said.items())
