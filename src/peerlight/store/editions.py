"""One row per key, whatever was read twice. Portable SQL: it runs at import and at analysis."""

from __future__ import annotations

from peerlight.store.tables import Table


def one_edition(table: Table, relation: str) -> str:
    """A ``SELECT`` of ``table``'s columns from ``relation`` with one row per key.

    Where the table has a ``newest`` column the newest edition wins; elsewhere each column takes
    what any row knows. Ties are settled by content, never by the order of reading.
    """
    rest = [c for c in table.columns if c not in table.key]
    if table.newest:
        return _newest(table, rest, relation)
    keys = ", ".join(table.key)
    if not rest:
        return f"SELECT DISTINCT {keys} FROM {relation}"
    known = ", ".join(f"MAX({c}) AS {c}" for c in rest)
    columns = ", ".join(table.columns)
    return f"SELECT {columns} FROM (SELECT {keys}, {known} FROM {relation} GROUP BY {keys}) AS one"


def _newest(table: Table, rest: list[str], relation: str) -> str:
    assert table.newest
    order = [table.newest, *(c for c in rest if c != table.newest)]
    by = ", ".join(f"{c} DESC NULLS LAST" for c in order)
    return (
        f"SELECT {', '.join(table.columns)} FROM (SELECT *, ROW_NUMBER() OVER"
        f" (PARTITION BY {', '.join(table.key)} ORDER BY {by}) AS edition FROM {relation})"
        " AS editions WHERE edition = 1"
    )
