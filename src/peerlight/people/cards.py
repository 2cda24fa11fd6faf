"""A member as a card: one sentence, reasons for and against, the honest range."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from peerlight.influence.against import against
from peerlight.influence.reasons import reasons, summary
from peerlight.people.gathering import gather
from peerlight.signals.catalogue import signals
from peerlight.store.results import Results
from peerlight.values import Card, Estimate, Undetermined

if TYPE_CHECKING:
    import pyarrow as pa

ESTIMATES = {
    "recognised": "percentile among active members",
    "helps_newcomers": "percentile among active members",
    "turned_to": "observed ÷ expected",
}


class Cards:
    """Makes cards from one run's results; tables are read once."""

    def __init__(self, results: Results) -> None:
        self.results = results

    @cached_property
    def people(self) -> pa.Table:
        """See :func:`~peerlight.people.gathering.gather`."""
        return gather(self.results)

    @cached_property
    def rows(self) -> dict[str, dict[str, Any]]:
        """The rows of ``people`` by member."""
        return {row["member_id"]: row for row in self.people.to_pylist()}

    @cached_property
    def names(self) -> dict[str, str]:
        """What everybody is called, by member."""
        return {member: row["name"] for member, row in self.rows.items()}

    def evidence(self, member: str) -> dict[str, pa.Table]:
        """The member's evidence rows by signal."""
        return {s.name: self.results.evidence(s.name, member) for s in signals()}

    def card(self, member: str, drawn_by: str | None = None) -> Card:
        """The card of one member, its evidence not yet quoted."""
        import pyarrow.compute as pc

        unusual = self._unusual.filter(pc.equal(self._unusual["member_id"], member))
        evidence = self.evidence(member)
        return self.made(member, reasons(unusual, evidence), evidence, drawn_by)

    def made(
        self,
        member: str,
        told: tuple[Any, ...],
        evidence: Mapping[str, pa.Table],
        drawn_by: str | None = None,
    ) -> Card:
        """A card with these reasons."""
        row = self.rows[member]
        cut = self.results.run["period"]["as_of"]
        # nothing is measured of a bot, so there is nothing to say for or against it
        bot = row["set_aside"].startswith("bot")
        estimates = {name: self._estimate(row, name) for name in ESTIMATES}
        unknown = tuple(
            f"{name.replace('_', ' ')}: {e.reason}"
            for name, e in estimates.items()
            if isinstance(e, Undetermined)
        )
        return Card(
            member_id=member,
            name=row["name"],
            sentence="" if bot else summary(row),
            reasons=told,
            against="" if bot else against(evidence, cut, self._channels, self._unseen).sentence,
            following=row["following"] or 0,
            engaged=row["engaged"] or 0,
            roles=tuple(role for role in row["roles"].split(";") if role),
            niches=tuple(niche for niche in row["niches"].split(";") if niche),
            estimate=_place(row, drawn_by),
            tier=row[f"{drawn_by}_tier" if drawn_by else "tier"],
            drawn_by=drawn_by,
            estimates=estimates,
            unknown=unknown,
            set_aside=row["set_aside"],
        )

    @cached_property
    def _unusual(self) -> pa.Table:
        return self.results.table("unusual")

    @cached_property
    def _channels(self) -> dict[str, str]:
        threads = self.results.table("thread_channels")
        return dict(
            zip(threads["thread_id"].to_pylist(), threads["channel_id"].to_pylist(), strict=True)
        )

    @cached_property
    def _unseen(self) -> list[str]:
        lacking = {"replies", "reactions", "text"} - set(self.results.run["available"])
        return sorted(lacking)

    def _estimate(self, row: Mapping[str, Any], name: str) -> Estimate | Undetermined:
        value, low, high = (row[name + end] for end in ("", "_low", "_high"))
        if value is None:
            return Undetermined("cannot tell: nothing of what it takes was seen")
        if low is None:
            return Undetermined("cannot tell: too few active members for an honest range")
        return Estimate(value, low, high, method=ESTIMATES[name])


def _place(row: Mapping[str, Any], drawn_by: str | None) -> Estimate | None:
    """The place among the active by the estimate that drew the member, else by all of them."""
    names = ("influence", "low", "high")
    if drawn_by:
        names = (f"{drawn_by}_place", f"{drawn_by}_place_low", f"{drawn_by}_place_high")
    value, low, high = (row[name] for name in names)
    if low is None:
        return None
    return Estimate(
        value, low, high, method=f"percentile among active members: {drawn_by or 'all'}"
    )
