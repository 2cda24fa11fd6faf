"""What became of every message that was found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from peerlight.store.engines import Engine
from peerlight.store.tables import TABLES
from peerlight.store.workspace import Import, Workspace
from peerlight.values import SourceAudit

if TYPE_CHECKING:
    import pyarrow as pa

_FATES = """
SELECT arrived.import_order, CASE
    WHEN arrived.nth > 1 THEN 'in an earlier import too'
    WHEN posts.message_id IS NOT NULL THEN 'kept'
    WHEN arrived.posted_at > period.as_of THEN 'after the date looked at'
    WHEN identities.hidden = 1 THEN 'objected'
    WHEN identities.bot = 1 THEN 'bot'
    ELSE 'system or deleted message' END AS fate, COUNT(*) AS n
FROM (SELECT message_id, account_id, posted_at, import_order, ROW_NUMBER() OVER
        (PARTITION BY message_id ORDER BY import_order) AS nth FROM arrived_messages) AS arrived
CROSS JOIN period
LEFT JOIN posts ON posts.message_id = arrived.message_id
LEFT JOIN identities ON identities.account_id = arrived.account_id
GROUP BY 1, 2
"""


def reconcile(workspace: Workspace, engine: Engine) -> tuple[SourceAudit, ...]:
    """Each import's audit, carried on through the analysis: found = kept + dropped still holds.

    Needs the analysis views. The sum of ``kept`` is the number of rows in ``posts``.
    """
    imports = workspace.imports()
    arrived = [_arrived(workspace, engine, each) for each in imports]
    engine.view("arrived_messages", " UNION ALL ".join(arrived))
    fates = engine.rows(_FATES)
    return tuple(_carried_on(each, fates) for each in imports)


def _arrived(workspace: Workspace, engine: Engine, each: Import) -> str:
    name = f"arrived_{each.order}"
    folder = workspace.root / "activity" / "messages" / each.id
    engine.files(name, sorted(folder.glob("*.parquet")), TABLES["messages"].schema())
    columns = "message_id, account_id, posted_at"
    return f"SELECT {columns}, {each.order} AS import_order FROM {name}"


def _carried_on(each: Import, fates: pa.Table) -> SourceAudit:
    dropped = dict(each.audit.dropped)
    kept = 0
    for row in fates.to_pylist():
        if row["import_order"] != each.order:
            continue
        if row["fate"] == "kept":
            kept = row["n"]
        else:
            dropped[row["fate"]] = dropped.get(row["fate"], 0) + row["n"]
    return replace(each.audit, kept=kept, dropped=dict(sorted(dropped.items())))
