"""A source read to shards in this process, and the shards as settled rows."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import pytest

from peerlight.sources.audit import Audit
from peerlight.sources.contract import Source, Wish
from peerlight.sources.packing import open_tree
from peerlight.sources.rows import Rows
from peerlight.store.editions import one_edition
from peerlight.store.tables import TABLES

Tables = dict[str, list[dict[str, Any]]]


def community(name: str) -> Path:
    """The unpacked real community, or a skip that says what is missing."""
    place = os.environ.get("PEERLIGHT_COMMUNITIES")
    if not place:
        pytest.skip("PEERLIGHT_COMMUNITIES is not set")
    if not (Path(place) / name).is_dir():
        pytest.skip(f"{name} is not among the unpacked communities")
    return Path(place) / name


def settled(folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection in which every activity table is a view with one row per key."""
    connection = duckdb.connect()
    for table in TABLES.values():
        if files := sorted(map(str, (folder / table.name).glob("*.parquet"))):
            connection.execute(f"CREATE VIEW shards_{table.name} AS FROM read_parquet({files})")
            once = one_edition(table, f"shards_{table.name}")
            connection.execute(f"CREATE TABLE {table.name} AS {once}")
    return connection


def count(connection: duckdb.DuckDBPyConnection, select: str) -> int:
    """The one whole number that a query gives."""
    ((number,),) = connection.execute(select).fetchall()
    return int(number)


def read(reader: Source, path: Path, into: Path, wish: Wish | None = None) -> tuple[Tables, Audit]:
    """Read ``path`` part by part in this process; the rows are settled and sorted by key."""
    wish = wish or Wish()
    audit = Audit()
    with open_tree(path) as tree:
        for n, part in enumerate(reader.parts(tree, wish)):
            rows = reader.read(tree, part, wish)
            rows.write(into, n)
            audit.add(rows.audit)
    audit.notes.extend(reader.finish(into, wish))
    return _rows(into), audit


def _rows(folder: Path) -> Tables:
    tables: Tables = {name: [] for name in TABLES}
    with settled(folder) as connection:
        for table in TABLES.values():
            if (folder / table.name).is_dir():
                order = ", ".join(f'"{column}"' for column in table.key)
                found = connection.sql(f"SELECT * FROM {table.name} ORDER BY {order}")
                tables[table.name] = found.to_arrow_table().to_pylist()
    return tables


def arrow_ready(rows: Rows) -> dict[str, int]:
    """How many rows each table has, once they have passed into Arrow's types."""
    return {n: len(t.arrow(rows.records[t.record])) for n, t in TABLES.items()}


class Shelf:
    """A tree in memory, for properties over thousands of small archives."""

    path = Path("shelf")

    def __init__(self, **files: bytes) -> None:
        self.files = files

    def names(self) -> list[str]:
        return sorted(self.files)

    def size(self, name: str) -> int:
        return len(self.files[name])

    def read(self, name: str) -> bytes:
        return self.files[name]

    def open(self, name: str) -> BinaryIO:
        return BytesIO(self.files[name])

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        return None
