"""What a reader found, what it dropped and why, what it kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Knows:
    """What a platform's export can tell. A page per platform is made from it."""

    reactors: bool = False
    reply_links: bool = False
    reaction_times: bool = False
    joins: bool = False
    appointments: bool = False
    views: bool = False
    notes: tuple[str, ...] = ()


@dataclass
class Audit:
    """The reconciliation of one source; ``found == kept + sum(dropped.values())`` always.

    Counts are of messages. ``stated`` holds the platform's own totals where the source states
    them ("messages", "members", …), so that every difference can be explained. ``unreadable``
    names files that could not be read and says why;
    ``notes`` says what a reader of the report must know ("2 people share the name …").
    """

    source: str = ""
    path: str = ""
    found: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    stated: Counter[str] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def kept(self) -> int:
        """How many messages go on to the activity tables."""
        return self.found - sum(self.dropped.values())

    def drop(self, reason: str, n: int = 1) -> None:
        """Count ``n`` found messages as dropped for ``reason``."""
        self.found += n
        self.dropped[reason] += n

    def state(self, what: str, n: int) -> None:
        """Note that the source itself says it holds ``n`` more of ``what``."""
        self.stated[what] += n

    def skip(self, name: str, why: str) -> None:
        """Name a file that cannot be read; the rest of the source goes on."""
        self.unreadable.append(f"{name}: {why}")

    def add(self, other: Audit) -> None:
        """Take another part's counts into this one."""
        self.found += other.found
        self.dropped.update(other.dropped)
        self.stated.update(other.stated)
        self.unreadable.extend(other.unreadable)
        self.notes.extend(n for n in other.notes if n not in self.notes)
