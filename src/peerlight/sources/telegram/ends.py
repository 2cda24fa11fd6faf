"""Telegram's loose ends: forum topics, chains of replies, and people told by name alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from peerlight.sources.chains import tie_chains
from peerlight.sources.loose import shards, take_loose
from peerlight.sources.telegram.messages import NAMED, TOPICS
from peerlight.store.tables import TABLES, Membership


def tie_ends(folder: Path) -> list[str]:
    """Settle threads and who was invited by whom. Returns notes for the audit.

    In a forum the export links every message of a topic to the topic's first line: that is where
    it stands, and no reply. Somebody whose name two accounts bear is not told apart.
    """
    _open_topics(folder, {topic for (topic,) in take_loose(folder, TOPICS)})
    tie_chains(folder)
    return _tie_names(folder)


def _open_topics(folder: Path, topics: set[str]) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    if not topics:
        return
    schema, among = TABLES["messages"].schema(), pa.array(sorted(topics), pa.string())
    for file, table in shards(folder, "messages", schema.names):
        opens = pc.is_in(table["reply_to"], value_set=among)
        columns = {name: table[name] for name in schema.names}
        columns["reply_to"] = pc.if_else(opens, pa.scalar(None, pa.string()), table["reply_to"])
        columns["kind"] = pc.if_else(opens, "post", table["kind"])
        pq.write_table(pa.table(columns, schema=schema), file, compression="lz4")


def _tie_names(folder: Path) -> list[str]:
    import pyarrow.parquet as pq

    moves = take_loose(folder, NAMED)
    if not moves:
        return []
    by_name: dict[str, set[str]] = {}
    for _, table in shards(folder, "accounts", ("account_id", "name")):
        for account, name in zip(*(c.to_pylist() for c in table.columns), strict=True):
            by_name.setdefault(name, set()).add(account)
    rows, lost = [], Counter[str]()
    for name, channel, verb, actor, at in moves:
        bearers = by_name.get(name, set())
        if len(bearers) == 1:
            rows.append(Membership(next(iter(bearers)), channel, verb, actor, at))
        else:
            lost["unknown"] += 1
    if rows:
        place = folder / "memberships"
        place.mkdir(exist_ok=True)
        pq.write_table(TABLES["memberships"].arrow(rows), place / "named.parquet")
    n = lost["unknown"]
    return [f"{n:,} people who were added or removed cannot be told by their name."] if n else []
