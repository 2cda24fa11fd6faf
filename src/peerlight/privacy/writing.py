"""Tables written anew with the bytes that an import would have given them."""

from __future__ import annotations

from pathlib import Path

from peerlight.store.editions import columns
from peerlight.store.engines import Engine
from peerlight.store.tables import Table


def in_order(table: Table, relation: str) -> str:
    """The ``SELECT`` of a relation's rows in the order in which imports stand."""
    order = ", ".join(f"r.{key} NULLS FIRST" for key in table.key)
    return f"SELECT {columns(table)} FROM {relation} AS r ORDER BY {order}"


def write_anew(engine: Engine, table: Table, select: str, target: Path) -> None:
    """Write the rows of ``select`` to ``target``, sorted.

    Twice, because an engine notes in the file whether a column may be empty: after an expression
    it cannot know, after reading a file it does, and an import reads files.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    first = target.with_suffix(".first")
    engine.write(select, first)
    engine.files("anew", [first], table.schema())
    engine.write(in_order(table, "anew"), target)
    first.unlink()
