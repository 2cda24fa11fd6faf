"""What the tables leave out and their rows imply: message ids, threads, channels, accounts."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_CONTENT = ("account_id", "channel_id", "thread_id", "posted_at", "reply_to", "text")


def message_ids(messages: pa.Table, prefix: str) -> pa.Array:
    """The given ids; a missing one is made from the row's content.

    The same row gives the same id wherever it stands, so overlapping snapshots agree. Equal rows
    of one file are different messages and are numbered.
    """
    import pyarrow as pa

    given = messages.column("message_id")
    if not given.null_count:
        return given
    seen: Counter[str] = Counter()
    made = []
    contents = zip(*(messages.column(c).to_pylist() for c in _CONTENT), strict=True)
    for message_id, content in zip(given.to_pylist(), contents, strict=True):
        made.append(message_id or f"{prefix}:{_numbered(content, seen)}")
    return pa.array(made, pa.string())


def _numbered(content: tuple[object, ...], seen: Counter[str]) -> str:
    digest = sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()[:20]
    seen[digest] += 1
    return digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


def thread_ids(messages: pa.Table) -> pa.Array:
    """The given threads; a missing one is the root of the reply chain, else the message itself.

    O(n log d) in messages n and depth d of the chains, by pointer doubling.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    given = messages.column("thread_id").combine_chunks()
    if not given.null_count:
        return given
    ids = messages.column("message_id").combine_chunks()
    asked = messages.column("reply_to").combine_chunks()
    parents = pc.fill_null(pc.index_in(asked, value_set=ids), -1).to_numpy(zero_copy_only=False)
    own = np.arange(len(messages))
    root = np.where(parents < 0, own, parents)
    for _ in range(64):
        further = root[root]
        if np.array_equal(further, root):
            break
        root = further
    root = np.where(root[root] == root, root, own)  # a chain that bites its tail has no root
    outside = pc.and_(pa.array(parents < 0), pc.is_valid(asked))
    key = pc.if_else(outside, asked, ids)
    made = pc.binary_join_element_wise(messages.column("channel_id").combine_chunks(), key, "/")
    return pc.coalesce(given, pc.coalesce(given, made).take(pa.array(root)))


def implied_threads(messages: pa.Table) -> pa.Table:
    """One row per thread that messages name: thread_id, channel_id, title, started_by.

    Who started it stays null where the first message known is a reply to one that is not.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    ordered = messages.select(
        ["thread_id", "channel_id", "account_id", "reply_to", "posted_at", "message_id"]
    ).sort_by([("posted_at", "ascending"), ("message_id", "ascending")])
    firsts = [
        (c, "first", pc.ScalarAggregateOptions(skip_nulls=False))
        for c in ("channel_id", "account_id", "reply_to")
    ]
    first = ordered.group_by("thread_id", use_threads=False).aggregate(firsts)
    starter = pc.if_else(
        pc.is_null(first.column("reply_to_first")),
        first.column("account_id_first"),
        pa.scalar(None, pa.string()),
    )
    return pa.table(
        {
            "thread_id": first.column("thread_id"),
            "channel_id": first.column("channel_id_first"),
            "title": pa.nulls(len(first), pa.string()),
            "started_by": starter,
        }
    )


def missing_from(known: pa.Array | pa.ChunkedArray, named: pa.Table, key: str) -> pa.Table:
    """The rows of ``named`` whose ``key`` is not among ``known``."""
    import pyarrow.compute as pc

    return named.filter(pc.invert(pc.is_in(named.column(key), value_set=known)))
