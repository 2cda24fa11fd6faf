"""The platform's own totals beside ours, each difference in words."""

from __future__ import annotations

from dataclasses import dataclass

from peerlight.values import SourceAudit

ABSENT = "not in the archive"
BEYOND = "beyond what the platform states"


@dataclass(frozen=True)
class Beside:
    """One total that the source states, and how many of it were read; None where not counted."""

    what: str
    stated: int
    read: int | None

    @property
    def difference(self) -> int | None:
        """How many more the platform states than were read."""
        return None if self.read is None else self.stated - self.read

    @property
    def why(self) -> str:
        """What the difference is; empty where there is none."""
        if not self.difference:
            return ""
        return ABSENT if self.difference > 0 else BEYOND


def beside(source: SourceAudit) -> tuple[Beside, ...]:
    """All totals that a source states, messages first: of these all that were found count."""
    read = {**source.read, "messages": source.found}
    ordered = sorted(source.stated, key=lambda what: (what != "messages", what))
    return tuple(Beside(what, source.stated[what], read.get(what)) for what in ordered)
