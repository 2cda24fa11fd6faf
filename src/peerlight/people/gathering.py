"""All that a run knows of every member, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peerlight.store.results import Results

if TYPE_CHECKING:
    import pyarrow as pa

NICHES = 3
"""A member is said to carry at most so many niches, those they wrote most threads in."""


def gather(results: Results) -> pa.Table:
    """One row per member, sorted by id: the run's ``standing`` with names, accounts and niches.

    Bots are in it too, with no estimates and the reason why they are set aside.
    """
    import pyarrow as pa

    bots = results.table("bots")
    aside = pa.table(
        {
            "member_id": bots["member_id"],
            "set_aside": pa.array([f"bot: {r}" for r in bots["reason"].to_pylist()], pa.string()),
            "roles": pa.array([""] * bots.num_rows, pa.string()),
        }
    )
    people = pa.concat_tables([results.table("standing"), aside], promote_options="default")
    people = people.join(results.table("names"), "member_id").sort_by("member_id")
    carried = niches(results)
    listed = [";".join(carried.get(m, ())) for m in people["member_id"].to_pylist()]
    return people.append_column("niches", pa.array(listed, pa.string()))


def niches(results: Results) -> dict[str, tuple[str, ...]]:
    """The niches each member carries, by label, the one with most threads first."""
    labels = results.document("niches")
    carried: dict[str, tuple[str, ...]] = {}
    for row in results.table("member_niches").to_pylist():
        found = carried.get(row["member_id"], ())
        if len(found) < NICHES:
            carried[row["member_id"]] = (*found, labels[row["niche_id"]])
    return carried
