"""The member table as arrays, in the order of the member ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from peerlight.clock import DAY
from peerlight.influence.pairs import Indices
from peerlight.influence.shrinkage import Floats

if TYPE_CHECKING:
    import pyarrow as pa

SPAN = 180 * DAY
ENOUGH_POSTS = 10
"""Fewer posts than these, ever, are too little to say anything about a person."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Members:
    """One entry per member, sorted by id.

    ``arrival`` lists positions in an order that does not hang on ids, so that a person's luck in a
    draw does not change with their name. ``group`` is -1 without one.
    """

    ids: list[str]
    posts: Floats
    posts_180: Floats
    threads_180: Floats
    weeks: Floats
    appointed: Mask
    active: Mask
    last: Indices
    arrival: Indices
    group: Indices

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def enough(self) -> Mask:
        """Who wrote in the last 180 days, and ten posts ever."""
        return (self.posts_180 > 0) & (self.posts >= ENOUGH_POSTS)

    @property
    def candidates(self) -> Mask:
        """Among whom the best tenth is sought: enough is known and nobody appointed them."""
        return self.enough & ~self.appointed

    def placed(self, table: pa.Table, column: str) -> Floats:
        """A column of another table by member; 0 for members who are not in it."""
        import pyarrow as pa
        import pyarrow.compute as pc

        at = pc.index_in(table["member_id"], pa.array(self.ids, pa.string())).fill_null(-1)
        known = (place := at.to_numpy()) >= 0
        values = np.zeros(len(self))
        values[place[known]] = table[column].to_numpy()[known]
        return values


def read_members(table: pa.Table, as_of: int, groups: pa.Table | None) -> Members:
    """The ``members`` view as arrays. ``groups`` is ``member_groups`` (member_id, group_id)."""
    table = table.sort_by("member_id")
    column = {
        name: table[name].to_numpy().astype(np.float64)
        for name in ("posts", "posts_180", "threads_180", "weeks", "appointed")
    }
    last = table["last_at"].to_numpy()
    ids: list[str] = table["member_id"].to_pylist()
    return Members(
        ids=ids,
        posts=column["posts"],
        posts_180=column["posts_180"],
        threads_180=column["threads_180"],
        weeks=column["weeks"],
        appointed=column["appointed"] > 0,
        active=last > as_of - SPAN,
        last=last.astype(np.int64),
        arrival=np.argsort(table["arrival"].to_numpy(), kind="stable"),
        group=_numbered(ids, groups),
    )


def _numbered(ids: list[str], groups: pa.Table | None) -> Indices:
    """Groups numbered from 0; without any known, all members are one group."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if groups is None or not groups.num_rows:
        return np.zeros(len(ids), np.int64)
    names = pa.array(sorted(set(groups["group_id"].to_pylist())), pa.string())
    at = pc.index_in(pa.array(ids, pa.string()), groups["member_id"].combine_chunks())
    group = groups["group_id"].combine_chunks().take(at)
    numbers: Indices = pc.index_in(group, names).fill_null(-1).to_numpy().astype(np.int64)
    return np.where(np.asarray(at.is_null()), -1, numbers)
