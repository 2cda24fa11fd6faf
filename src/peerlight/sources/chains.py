"""Threads as chains of replies, where a platform links messages and names no thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from peerlight.sources.loose import shards
from peerlight.store.tables import TABLES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LONGEST = 64
"""Doublings of a step along a chain: no chain is longer than 2 to this power."""


def tie_chains(folder: Path) -> None:
    """Put every reply into the thread of the message at the root of its chain.

    A reader gives a message that answers none its own thread, and one that answers another the
    thread named by that other's id; so replies to what is missing are together. Chains that bite
    their tail stay as they are. The shards are rewritten. O(n log d) in messages and depth.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    schema = TABLES["messages"].schema()
    tables = [t for _, t in shards(folder, "messages", ("message_id", "reply_to", "thread_id"))]
    if not tables:
        return
    every = pa.concat_tables(tables).combine_chunks()
    asked = pc.fill_null(pc.index_in(every["reply_to"], value_set=every["message_id"]), -1)
    threads = every["thread_id"].take(pa.array(_roots(asked.to_numpy())))
    start, place = 0, schema.get_field_index("thread_id")
    for (file, table), before in zip(shards(folder, "messages", schema.names), tables, strict=True):
        tied = threads.slice(start, len(before))
        start += len(before)
        if not tied.equals(before["thread_id"]):
            moved = table.set_column(place, schema.field(place), tied)
            pq.write_table(moved.cast(schema), file, compression="lz4")


def _roots(parents: NDArray[Any]) -> NDArray[np.int64]:
    """Where each chain begins, by pointer doubling; ``parents`` is -1 for none."""
    import numpy as np

    own = np.arange(len(parents))
    root = np.where(parents < 0, own, parents)
    for _ in range(_LONGEST):
        further = root[root]
        if np.array_equal(further, root):
            break
        root = further
    return np.where(parents[root] < 0, root, own)
