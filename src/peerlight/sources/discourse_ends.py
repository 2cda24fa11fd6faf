"""Discourse's loose ends: replies go by a post's number, mentions by lowercase name."""

from __future__ import annotations

from pathlib import Path

from peerlight.sources.loose import shards, take_loose
from peerlight.store.tables import TABLES

NUMBERS, REPLIES = "numbers", "replies"


def tie_ends(folder: Path) -> list[str]:
    """Rewrite the shards so that replies and mentions name messages and accounts.

    Needs the loose ends ``numbers`` (thread, post number, message) and ``replies`` (thread,
    number answered, message). Mentions of nobody who wrote here are left out. Returns notes for
    the audit. Complexity: linear in posts.
    """
    numbers = {(thread, n): message for thread, n, message in take_loose(folder, NUMBERS)}
    replies = {
        message: numbers.get((thread, n)) for thread, n, message in take_loose(folder, REPLIES)
    }
    _tie_replies(folder, replies)
    nobody = _tie_mentions(folder)
    lost = sum(answered is None for answered in replies.values())
    notes = []
    if lost:
        notes.append(f"{lost:,} replies answer a post that is not in the archive.")
    if nobody:
        notes.append(f"{nobody:,} mentions name nobody who wrote here.")
    return notes


def _tie_replies(folder: Path, replies: dict[str, str | None]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = TABLES["messages"].schema()
    for file, messages in shards(folder, "messages", schema.names):
        answered = [replies.get(m) for m in messages["message_id"].to_pylist()]
        if any(answered):
            place = schema.get_field_index("reply_to")
            tied = messages.set_column(place, schema.field(place), pa.array(answered, pa.string()))
            pq.write_table(tied.cast(schema), file, compression="lz4")


def _tie_mentions(folder: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    authors = {
        account.lower(): account
        for _, accounts in shards(folder, "accounts", ("account_id",))
        for account in sorted(accounts["account_id"].to_pylist())
    }
    nobody = 0
    schema = TABLES["mentions"].schema()
    for file, mentions in shards(folder, "mentions", schema.names):
        called = [authors.get(a.lower()) for a in mentions["account_id"].to_pylist()]
        tied = pa.table([mentions["message_id"], pa.array(called, pa.string())], names=schema.names)
        tied = tied.filter(pa.compute.is_valid(tied["account_id"]))
        nobody += len(called) - len(tied)
        pq.write_table(tied.cast(schema), file, compression="lz4")
    return nobody
