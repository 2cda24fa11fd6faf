"""All members as one table: the contract for research and outside evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peerlight.people.gathering import gather
from peerlight.store.results import Results

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = (
    "member_id",
    "name",
    "accounts",
    "influence",
    "low",
    "high",
    "p_top",
    "tier",
    "recognised",
    "helps_newcomers",
    "turned_to",
    "roles",
    "niches",
    "set_aside",
)


def ranking(results: Results, everyone: bool = False, niche: str | None = None) -> pa.Table:
    """One row per member with the columns of ``COLUMNS``, by influence, then by id.

    The order is for looking things up: members of one tier cannot be told apart. Members without
    an estimate (bots) come last. Without ``everyone`` those set aside are left out; ``niche``
    keeps those who carry it.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    people = gather(results)
    if not everyone:
        people = people.filter(pc.equal(people["set_aside"], ""))
    if niche is not None:
        listed = pc.split_pattern(people["niches"], ";").to_pylist()
        people = people.filter(pa.array([niche in niches for niches in listed], pa.bool_()))
    order = [("influence", "descending"), ("member_id", "ascending")]
    return people.select(list(COLUMNS)).sort_by(order)
