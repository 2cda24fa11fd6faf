"""A community's tables opened with one person in mind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from peerlight.store.editions import one_edition, overlap
from peerlight.store.engines import Engine, open_engine
from peerlight.store.tables import TABLES
from peerlight.store.workspace import Workspace


@contextmanager
def opened(workspace: Workspace, accounts: Sequence[str]) -> Iterator[Engine]:
    """An engine with every activity table, one row per key, and the accounts as ``asked``."""
    import pyarrow as pa

    engine = open_engine()
    try:
        for table in TABLES.values():
            relation = f"all_{table.name}"
            engine.files(relation, workspace.files(table.name), table.schema())
            twice = overlap(engine, table, relation)
            engine.view(table.name, one_edition(table, relation) if twice else _all(relation))
        engine.register("asked", pa.table({"account_id": pa.array(list(accounts), pa.string())}))
        yield engine
    finally:
        engine.close()


def _all(relation: str) -> str:
    return f"SELECT * FROM {relation}"
