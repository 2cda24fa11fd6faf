"""The activity of a whole community, readable on an engine."""

from __future__ import annotations

from peerlight.store.editions import one_edition, overlap
from peerlight.store.engines import Engine
from peerlight.store.tables import TABLES
from peerlight.store.workspace import Workspace


def open_activity(workspace: Workspace, engine: Engine) -> None:
    """Name every activity table on ``engine``, over all imports, one row per key.

    What two imports both hold is told apart only where they do overlap: two platforms in one
    community cost nothing.
    """
    several = len(workspace.imports()) > 1
    for table in TABLES.values():
        files = workspace.files(table.name)
        engine.files(f"all_{table.name}", files, table.schema())
        relation = f"all_{table.name}"
        if several and overlap(engine, table, relation):
            engine.materialise(table.name, one_edition(table, relation))
        else:
            engine.view(table.name, f"SELECT * FROM {relation}")
