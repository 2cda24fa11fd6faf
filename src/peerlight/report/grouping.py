"""How findings stand on a page: people by tier, those set aside by reason, evidence by time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from peerlight.values import Card, Evidence, Reason, SetAside, SourceAudit


@dataclass(frozen=True)
class Tier:
    """People who cannot honestly be told apart. ``name`` is None where no tiers are claimed."""

    name: str | None
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Aside:
    """One reason for setting members aside, and their names in order."""

    reason: str
    names: tuple[str, ...]


def by_tier(cards: Iterable[Card]) -> tuple[Tier, ...]:
    """The tiers in the order in which they are first met; inside a tier people stand by name.

    Cards without a tier keep the order they came in, which the caller chose.
    """
    groups: dict[str | None, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.tier, []).append(card)
    return tuple(
        Tier(name, tuple(group if name is None else sorted(group, key=_by_name)))
        for name, group in groups.items()
    )


def by_reason(members: Iterable[SetAside]) -> tuple[Aside, ...]:
    """The reasons, the most frequent first; what follows a colon is detail and does not divide."""
    groups: dict[str, list[SetAside]] = {}
    for member in members:
        groups.setdefault(member.reason.split(":")[0].strip(), []).append(member)
    asides = (
        Aside(reason, tuple(m.name for m in sorted(group, key=_by_name)))
        for reason, group in groups.items()
    )
    return tuple(sorted(asides, key=lambda aside: (-len(aside.names), aside.reason)))


def _by_name(person: Card | SetAside) -> tuple[str, str]:
    return person.name.casefold(), person.member_id


def newest_first(reason: Reason) -> tuple[Evidence, ...]:
    """The reason's evidence from new to old; where people are counted, one row of each first.

    So the first rows are as many people as the sentence says.
    """
    rows = sorted(reason.evidence, key=lambda row: (-row.at, row.message_id, row.peer_id or ""))
    if reason.counts != "peers":
        return tuple(rows)
    firsts = {row.peer_id: row for row in reversed(rows)}
    return tuple(sorted(rows, key=lambda row: firsts[row.peer_id] is not row))


def drops(source: SourceAudit) -> tuple[tuple[str, int], ...]:
    """Why messages of a source were dropped, the most frequent reason first."""
    return tuple(sorted(source.dropped.items(), key=lambda drop: (-drop[1], drop[0])))
