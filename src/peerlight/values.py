"""The values that travel between stages: small, frozen, with their doubt attached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class Estimate:
    """A number with its interval. ``level`` is the interval's coverage, ``n`` the events behind it.

    ``value``, ``low`` and ``high`` share one unit, which ``method`` names.
    """

    value: float
    low: float
    high: float
    level: float = 0.9
    n: int = 0
    method: str = ""


@dataclass(frozen=True)
class Undetermined:
    """An answer that the data cannot give, and why."""

    reason: str


@dataclass(frozen=True)
class Evidence:
    """One row behind a number.

    ``at`` is UTC microseconds; ``value`` is the row's share in the number, in millionths.
    ``quote``, ``channel`` and ``url`` are filled for showing only.
    """

    signal: str
    member_id: str
    peer_id: str | None
    message_id: str
    thread_id: str
    at: int
    value: int
    peer_name: str | None = None
    channel: str | None = None
    quote: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Reason:
    """One sentence about what a member did, with the evidence rows it was counted from.

    ``count`` is the number in the sentence: rows, or distinct peers where ``counts`` is "peers".
    """

    signal: str
    sentence: str
    count: int
    counts: str = "rows"
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Card:
    """One member as proposed: the sentence, three reasons, one against, the honest range.

    ``drawn_by`` names the estimate that brought the member here; ``estimate`` is None in
    communities too small for one; ``set_aside`` is why a member is not proposed, or empty.
    """

    member_id: str
    name: str
    sentence: str
    reasons: tuple[Reason, ...]
    against: str
    following: int
    engaged: int
    roles: tuple[str, ...]
    niches: tuple[str, ...]
    estimate: Estimate | None
    tier: str | None
    drawn_by: str | None = None
    estimates: Mapping[str, Estimate | Undetermined] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    set_aside: str = ""

    @property
    def engaged_share(self) -> float | None:
        """The share of the following seen again in the last 30 days; None without a following."""
        return self.engaged / self.following if self.following else None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All evidence rows of the reasons, in the order of the reasons."""
        return tuple(row for reason in self.reasons for row in reason.evidence)


@dataclass(frozen=True)
class SetAside:
    """A member who is not proposed, and the reason in words."""

    member_id: str
    name: str
    reason: str


@dataclass(frozen=True)
class SourceAudit:
    """One source reconciled: ``found == kept + sum(dropped.values())``.

    ``stated`` holds the platform's own totals where the source states them, ``read`` how many of
    the same were read ("members", "threads", …; of messages it is ``found``).
    """

    source: str
    path: str
    found: int
    kept: int
    dropped: Mapping[str, int]
    stated: Mapping[str, int] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    read: Mapping[str, int] = field(default_factory=dict)


class DecisionKind(StrEnum):
    """What a human can decide about accounts."""

    same_person = "same person"
    not_same_person = "not the same person"
    bot = "bot"
    human = "human"
    objection = "objection"


@dataclass(frozen=True)
class Decision:
    """Something a human decided. ``at`` and ``undone_at`` are UTC microseconds."""

    id: int
    at: int
    kind: DecisionKind
    account_id: str
    other_id: str | None = None
    note: str = ""
    by: str = ""
    undone_at: int | None = None


@dataclass(frozen=True)
class Totals:
    """What the kept activity adds up to; ``first`` and ``last`` are UTC microseconds."""

    messages: int
    members: int
    reactions: int
    replies: int
    mentions: int
    threads: int
    channels: int
    first: int | None
    last: int | None


@dataclass(frozen=True)
class Findings:
    """The answer to the main job.

    ``kind`` is "shortlist", or "thank-you" where the community is too small for estimates.
    ``provenance`` holds what it takes to get the same result again: versions, seed, data cut,
    configuration, command.
    """

    kind: str
    audit: tuple[SourceAudit, ...]
    totals: Totals
    shortlist: tuple[Card, ...]
    set_aside: tuple[SetAside, ...]
    limits: tuple[str, ...]
    community: str = ""
    judgement: tuple[str, ...] = ()
    provenance: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OwnPage:
    """What a member is told about themselves.

    ``held`` counts what is stored, by what it is; ``card`` is None where nothing was estimated;
    ``proposed`` says whether they are among those suggested now; ``notice`` is headed paragraphs;
    ``contact`` is the address to reply to, or empty.
    """

    community: str
    member_id: str
    name: str
    accounts: tuple[str, ...]
    held: Mapping[str, int]
    card: Card | None
    proposed: bool
    objected: bool
    notice: tuple[tuple[str, str], ...]
    contact: str = ""
    provenance: Mapping[str, Any] = field(default_factory=dict)
