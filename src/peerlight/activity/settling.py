"""From the shards of a reading to the tables of an import: one row per key, sorted by key."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from peerlight.clock import DAY
from peerlight.store.editions import columns, one_edition, overlap
from peerlight.store.engines import Engine
from peerlight.store.tables import TABLES, Table

# a clock may run ahead, and time zones get mixed up: a day is not yet the future
TOLERANCE = DAY


def settle(
    engine: Engine, shards: Path, into: Path, now: int, tell: Callable[[str], None]
) -> tuple[dict[str, int], dict[str, int]]:
    """Write each table's shards as one sorted Parquet file ``into/<table>/part-0.parquet``.

    Returns the rows kept per table, and the messages dropped by reason: "duplicate" (the same
    message read twice) and "in the future" (posted more than a day after ``now``, microseconds).
    """
    rows: dict[str, int] = {}
    dropped: dict[str, int] = {}
    for table in TABLES.values():
        files = sorted((shards / table.name).glob("*.parquet"))
        if not files:
            continue
        tell(f"Settling {table.name}")
        engine.files("shards", files, table.schema())
        relation = "shards"
        if table.name == "messages":
            relation, dropped = _timely(engine, now)
        target = into / table.name / "part-0.parquet"
        target.parent.mkdir(parents=True)
        engine.write(_sorted_once(engine, table, relation), target)
        engine.files("settled", [target], table.schema())
        found = _count(engine, "settled")
        if table.name == "messages":
            dropped["duplicate"] = _count(engine, relation) - found
        if found:
            rows[table.name] = found
        else:
            # a reader may make a shard that turns out to hold nothing
            shutil.rmtree(target.parent)
    return rows, {reason: n for reason, n in dropped.items() if n}


def _timely(engine: Engine, now: int) -> tuple[str, dict[str, int]]:
    latest = now + TOLERANCE
    engine.view("timely", f"SELECT * FROM shards WHERE posted_at <= {latest}")
    return "timely", {"in the future": _count(engine, "shards") - _count(engine, "timely")}


def _sorted_once(engine: Engine, table: Table, relation: str) -> str:
    order = f" ORDER BY {', '.join(f'r.{k} NULLS FIRST' for k in table.key)}"
    if overlap(engine, table, relation):
        return f"SELECT {columns(table)} FROM ({one_edition(table, relation)}) AS r{order}"
    return f"SELECT {columns(table)} FROM {relation} AS r{order}"


def _count(engine: Engine, relation: str) -> int:
    n: int = engine.rows(f"SELECT COUNT(*) AS n FROM {relation}")["n"][0].as_py()
    return n
