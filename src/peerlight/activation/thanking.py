"""Small communities: people worth a thank-you, in an order that is not by score."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from peerlight.clock import DAY
from peerlight.influence.reasons import REASONS, tell
from peerlight.people.cards import Cards
from peerlight.values import Card, Reason

MONTH = 30 * DAY
YEAR = 365 * DAY
DEEDS = (
    "answers",
    "welcomes",
    "encourages",
    "passes_on",
    "starts",
    "experience",
    "turned_to",
    "takes_part",
)
"""What can be thanked for: deeds before attention, and taking part where nothing else is known."""


def thank(cards: Cards, cap: int) -> tuple[Card, ...]:
    """At most ``cap`` members with what they did in the last 30 days of the data.

    Where nobody did anything in 30 days, what was done in the last 180 counts, and else in two
    years. The appointed are thanked only where nobody else did anything. If more than ``cap``
    qualify, a lot drawn for the month decides, so that in time everybody has their turn. Sorted
    by name, because no order by worth would be honest.

    Reads each signal's evidence once; linear in its rows.
    """
    as_of = int(cards.results.run["period"]["as_of"])
    worthy = _worthy(cards, as_of)
    drawn = sorted(worthy, key=lambda member: _lot(member, as_of // MONTH))[:cap]
    made = [cards.made(m, worthy[m], cards.evidence(m)) for m in drawn]
    return tuple(sorted(made, key=lambda card: (card.name.casefold(), card.member_id)))


def _worthy(cards: Cards, as_of: int) -> dict[str, tuple[Reason, ...]]:
    for since, deeds in ((MONTH, DEEDS), (6 * MONTH, DEEDS), (2 * YEAR, ("consistent",))):
        told = _told(cards, deeds, as_of - since)
        # evidence may be of somebody who was only called by name and never did anything
        told = {member: reasons for member, reasons in told.items() if member in cards.rows}
        for unproposed in (("appointed", "bot"), ("bot",)):
            found = {
                member: reasons
                for member, reasons in told.items()
                if not cards.rows[member]["set_aside"].startswith(unproposed)
            }
            if found:
                return found
    return {}


def _told(cards: Cards, deeds: Iterable[str], since: int) -> dict[str, tuple[Reason, ...]]:
    """The first reasons of everybody who did any of the deeds later than ``since``."""
    import pyarrow.compute as pc

    told: dict[str, list[Reason]] = {}
    for signal in deeds:
        rows = cards.results.table(f"evidence/{signal}")
        recent = rows.filter(pc.greater(rows["at"], since))
        start = 0
        # one member's rows lie together in the file
        for group in pc.value_counts(recent["member_id"].combine_chunks()).to_pylist():
            reasons = told.setdefault(group["values"], [])
            if len(reasons) < REASONS:
                reasons += filter(None, [tell(signal, recent.slice(start, group["counts"]))])
            start += group["counts"]
    return {member: tuple(reasons) for member, reasons in told.items()}


def _lot(member: str, month: int) -> str:
    return hashlib.sha256(f"{month}/{member}".encode()).hexdigest()
