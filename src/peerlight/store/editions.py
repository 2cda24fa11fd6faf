"""One row per key, whatever was read twice. Portable SQL: it runs at import and at analysis."""

from __future__ import annotations

from collections.abc import Sequence

from peerlight.store.engines import Engine
from peerlight.store.tables import Table


def overlap(engine: Engine, table: Table, relation: str) -> bool:
    """Whether ``relation`` holds any key of ``table`` twice."""
    keys = columns(table, table.key)
    twice = f"SELECT {keys} FROM {relation} AS r GROUP BY {keys} HAVING COUNT(*) > 1 LIMIT 1"
    return bool(engine.rows(twice).num_rows)


def one_edition(table: Table, relation: str) -> str:
    """A ``SELECT`` of ``table``'s columns from ``relation`` with one row per key.

    Where the table has a ``newest`` column the newest edition wins; elsewhere each column takes
    what any row knows. Ties are settled by content, never by the order of reading.
    """
    rest = [c for c in table.columns if c not in table.key]
    if table.newest:
        return _newest(table, rest, relation)
    keys = columns(table, table.key)
    known = "".join(f", MAX(r.{c}) AS {c}" for c in rest)
    merged = f"SELECT {keys}{known} FROM {relation} AS r GROUP BY {keys}"
    return f"SELECT {columns(table)} FROM ({merged}) AS r"


def columns(table: Table, names: Sequence[str] = ()) -> str:
    """The columns of the relation ``r``; qualified, because an engine may reserve a bare name."""
    return ", ".join(f"r.{name}" for name in names or table.columns)


def _newest(table: Table, rest: list[str], relation: str) -> str:
    order = [table.newest, *(c for c in rest if c != table.newest)]
    by = ", ".join(f"r.{c} DESC NULLS LAST" for c in order)
    return (
        f"SELECT {columns(table)} FROM (SELECT r.*, ROW_NUMBER() OVER (PARTITION BY"
        f" {columns(table, table.key)} ORDER BY {by}) AS edition FROM {relation} AS r) AS r"
        " WHERE r.edition = 1"
    )
