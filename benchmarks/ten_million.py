"""A large invented community as Parquet files: for measuring, not for judging people.

At full size 200,000 members, 10 million messages, 20 million reactions and 3 million mentions over
three years. Threads are many and mostly short; members write very unequally, mostly among the
thousand of their own circle. The same size gives the same files.

    python -m benchmarks.ten_million FOLDER [MESSAGES]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from peerlight.clock import DAY
from peerlight.store.tables import TABLES

SPAN = 1095 * DAY
FIRST = 1_600_000_000_000_000
CIRCLE = 1000
BATCH = 1_000_000

Array = np.ndarray[Any, Any]


def make(folder: Path, messages: int = 10_000_000) -> None:
    """Write the activity tables into ``folder/<table>.parquet``."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(20_261_123)
    members = max(messages // 50, 2 * CIRCLE)
    thread, circle, posted_at = _conversation(chance, messages, members // CIRCLE)
    account = _somebody(chance, circle, members)
    _write(folder, "accounts", {"account_id": _id("u", np.arange(members)), "source": "bench"})
    _write(
        folder,
        "channels",
        {"channel_id": _id("c", np.arange(members // CIRCLE)), "source": "bench", "name": "room"},
    )
    _write(folder, "messages", _messages(chance, thread, circle, posted_at, account))
    _write(folder, "marks", _marks(chance, messages))
    target = _unequal(chance, 2 * messages, messages)
    reactor = _somebody(chance, circle[target], members)
    waited = chance.exponential(DAY / 4, len(target)).astype(np.int64)
    kind = chance.choice(np.array(["+1", "heart", "accepted"]), len(target), p=[0.8, 0.19, 0.01])
    _write(
        folder,
        "reactions",
        {
            "message_id": _id("m", target),
            "account_id": _id("u", reactor),
            "kind": pa.array(kind),
            "sign": 1,
            "n": 1,
            "reacted_at": posted_at[target] + waited,
        },
    )
    calling = chance.integers(0, messages, messages * 3 // 10)
    called = _somebody(chance, circle[calling], members)
    _write(folder, "mentions", {"message_id": _id("m", calling), "account_id": _id("u", called)})
    for name in TABLES:
        if not (folder / f"{name}.parquet").exists():
            pq.write_table(TABLES[name].schema().empty_table(), folder / f"{name}.parquet")


def _conversation(
    chance: np.random.Generator, messages: int, circles: int
) -> tuple[Array, Array, Array]:
    """Thread, circle and time of each message, ordered by thread and time."""
    sizes = np.minimum(chance.zipf(1.8, messages), 500)
    ends = np.cumsum(sizes)
    threads = int(np.searchsorted(ends, messages)) + 1
    thread = np.repeat(np.arange(threads), sizes[:threads])[:messages]
    begins = chance.integers(0, SPAN, threads)
    opens = np.r_[True, thread[1:] != thread[:-1]]
    waited = np.where(opens, 0, chance.exponential(DAY / 6, messages)).astype(np.int64)
    elapsed = np.cumsum(waited)
    since_opening = elapsed - np.repeat(
        elapsed[opens], np.diff(np.r_[np.flatnonzero(opens), messages])
    )
    posted_at = np.minimum(FIRST + begins[thread] + since_opening, FIRST + SPAN)
    return thread, chance.integers(0, circles, threads)[thread], posted_at


def _somebody(chance: np.random.Generator, circle: Array, members: int) -> Array:
    """A member of the circle, a few of them most of the time; now and then anybody."""
    inside = circle * CIRCLE + (CIRCLE * chance.random(len(circle)) ** 2.5).astype(np.int64)
    anybody = chance.integers(0, members, len(circle))
    return np.where(chance.random(len(circle)) < 0.85, inside, anybody)


def _unequal(chance: np.random.Generator, n: int, of: int) -> Array:
    return (of * chance.random(n) ** 1.5).astype(np.int64)


def _messages(
    chance: np.random.Generator, thread: Array, circle: Array, posted_at: Array, account: Array
) -> dict[str, Any]:
    index = np.arange(len(thread))
    follows = np.r_[False, thread[1:] == thread[:-1]]
    linked = follows & (chance.random(len(thread)) < 0.6)
    return {
        "message_id": _id("m", index),
        "account_id": _id("u", account),
        "channel_id": _id("c", circle),
        "thread_id": _id("t", thread),
        "posted_at": posted_at,
        "kind": "post",
        "reply_to": pc.if_else(pa.array(linked), _id("m", index - 1), None),
    }


def _marks(chance: np.random.Generator, messages: int) -> dict[str, Any]:
    kinds = np.array(["question", "thanks", "experience", "promotion"])
    marked = np.flatnonzero(chance.random(messages) < 0.35)
    kind = chance.choice(kinds, len(marked), p=[0.6, 0.2, 0.15, 0.05])
    return {
        "message_id": _id("m", marked),
        "kind": pa.array(kind),
        "value": "1",
        "model_version": "1",
    }


def _id(letter: str, numbers: Array) -> pa.ChunkedArray:
    joined = [
        pc.binary_join_element_wise(f"bench:{letter}", pc.cast(pa.array(part), pa.string()), "")
        for part in np.array_split(numbers, max(len(numbers) // BATCH, 1))
    ]
    return pa.chunked_array(joined, pa.string())


def _write(folder: Path, name: str, columns: dict[str, Any]) -> None:
    schema, usual = TABLES[name].schema(), TABLES[name].record._field_defaults
    rows = max(len(value) for value in columns.values() if not isinstance(value, str | int))
    with pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd") as writer:
        for start in range(0, rows, BATCH):
            length = min(BATCH, rows - start)
            part = list(_slices(schema, usual | columns, start, length))
            writer.write_table(pa.table(part, schema))


def _slices(
    schema: pa.Schema, columns: dict[str, Any], start: int, length: int
) -> Iterator[pa.Array]:
    for field in schema:
        value = columns.get(field.name)
        if value is None or isinstance(value, str | int):
            yield pa.array([value], field.type).take(pa.array(np.zeros(length, np.int64)))
        else:
            part = value[start : start + length]
            yield part if isinstance(part, pa.ChunkedArray | pa.Array) else pa.array(part)


if __name__ == "__main__":
    make(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
