"""What a dump settles only when all of its rows are read: threads, votes, calls and persons."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from peerlight.sources.loose import shards, take_loose
from peerlight.sources.stackexchange.calls import tie_calls
from peerlight.sources.stackexchange.people import PERSONS
from peerlight.sources.stackexchange.reception import tie_votes
from peerlight.store.tables import TABLES, Account


def tie_ends(folder: Path, source: str) -> list[str]:
    """Settle all loose ends in the shards. Returns notes for the audit."""
    _tie_places(folder)
    tie_votes(folder)
    _tie_persons(folder, source)
    return tie_calls(folder)


def _tie_places(folder: Path) -> None:
    """Put each comment into the thread of its post, and all into their question's channel.

    Linear in messages, by Arrow.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    columns = ("message_id", "thread_id", "channel_id")
    tables = [table for _, table in shards(folder, "messages", columns)]
    if not tables:
        return
    every = pa.concat_tables(tables).combine_chunks()
    post = pc.index_in(every["thread_id"], value_set=every["message_id"])
    threads = pc.coalesce(every["thread_id"].take(post), every["thread_id"])
    question = pc.index_in(threads, value_set=every["message_id"])
    channels = pc.coalesce(every["channel_id"].take(question), every["channel_id"])
    schema, start = TABLES["messages"].schema(), 0
    for file, table in shards(folder, "messages", schema.names):
        settled = {name: table[name] for name in schema.names}
        settled["thread_id"] = threads.slice(start, len(table))
        settled["channel_id"] = channels.slice(start, len(table))
        start += len(table)
        pq.write_table(pa.table(settled, schema=schema), file, compression="lz4")


def _tie_persons(folder: Path, source: str) -> None:
    """Tie the accounts that one person has on several sites."""
    import pyarrow.parquet as pq

    by_person: dict[str, list[str]] = defaultdict(list)
    for account, person in take_loose(folder, PERSONS):
        by_person[person].append(account)
    rows = [
        Account(other, source, same_as=min(accounts))
        for accounts in by_person.values()
        for other in sorted(set(accounts) - {min(accounts)})
    ]
    if rows:
        pq.write_table(TABLES["accounts"].arrow(rows), folder / "accounts" / "persons.parquet")
