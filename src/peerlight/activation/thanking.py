"""Small communities: people worth a thank-you, in an order that is not by score."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from peerlight.clock import DAY
from peerlight.influence.reasons import REASONS, tell
from peerlight.people.cards import Cards
from peerlight.values import Card, Reason

if TYPE_CHECKING:
    import pyarrow as pa

MONTH = 30 * DAY
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

    Where nobody did anything in 30 days, what was done in the last 180 counts. If more than
    ``cap`` qualify, a lot drawn for the month decides, so that in time everybody has their turn.
    Sorted by name, because no order by worth would be honest.
    """
    as_of = int(cards.results.run["period"]["as_of"])
    for since in (as_of - MONTH, as_of - 6 * MONTH):
        worthy = _worthy(cards, since)
        if worthy:
            break
    drawn = sorted(worthy, key=lambda member: _lot(member, as_of // MONTH))[:cap]
    made = [cards.made(m, worthy[m], cards.evidence(m)) for m in drawn]
    return tuple(sorted(made, key=lambda card: (card.name.casefold(), card.member_id)))


def _worthy(cards: Cards, since: int) -> dict[str, tuple[Reason, ...]]:
    found = {}
    for member, row in cards.rows.items():
        if row["set_aside"].startswith(("appointed", "bot")):
            continue
        told = _deeds(cards.evidence(member), since)
        if told:
            found[member] = told
    return found


def _deeds(evidence: Mapping[str, pa.Table], since: int) -> tuple[Reason, ...]:
    import pyarrow.compute as pc

    told = []
    for signal in DEEDS:
        rows = evidence[signal]
        reason = tell(signal, rows.filter(pc.greater(rows["at"], since)))
        if reason is not None:
            told.append(reason)
    return tuple(told[:REASONS])


def _lot(member: str, month: int) -> str:
    return hashlib.sha256(f"{month}/{member}".encode()).hexdigest()
