"""What the data cannot show, said before anybody asks."""

from __future__ import annotations

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
    missing = tuple(results.run["missing"])
    small = (SMALL,) if results.run["small"] else ()
    return small + missing + ALWAYS
