"""What became of every message that was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from peerlight.store.engines import Engine
from peerlight.store.tables import TABLES
from peerlight.store.workspace import Import, Workspace
from peerlight.values import SourceAudit

if TYPE_CHECKING:
    import pyarrow as pa

OBJECTED = "written by people who objected"
ENOUGH = 5
"""Fewer people than these could be told who objected, so nothing is said of them."""

# whoever objected is asked first: nothing else may be counted of them
_FATES = f"""
SELECT arrived.import_order, CASE
    WHEN identities.hidden = 1 THEN '{OBJECTED}'
    WHEN arrived.nth > 1 THEN 'in an earlier import too'
    WHEN posts.message_id IS NOT NULL THEN 'kept'
    WHEN arrived.posted_at > period.as_of THEN 'after the date looked at'
    WHEN identities.bot = 1 THEN 'bot'
    WHEN arrived.deleted_at IS NOT NULL THEN 'deleted'
    ELSE 'system message' END AS fate,
    COUNT(*) AS n, COUNT(DISTINCT identities.member_id) AS people
FROM (SELECT message_id, account_id, posted_at, deleted_at, import_order, ROW_NUMBER() OVER
        (PARTITION BY message_id ORDER BY import_order) AS nth FROM arrived_messages) AS arrived
CROSS JOIN period
LEFT JOIN posts ON posts.message_id = arrived.message_id
LEFT JOIN identities ON identities.account_id = arrived.account_id
GROUP BY 1, 2
"""
_MEMBERS = """
SELECT COUNT(*) AS n FROM arrived_accounts a
LEFT JOIN identities i ON i.account_id = a.account_id
WHERE COALESCE(i.hidden, 0) = 0
"""
# what platforms call their totals, by our table
_TOTALS = ("channels", "threads", "reactions", "mentions", "gatherings")


def reconcile(workspace: Workspace, engine: Engine) -> tuple[SourceAudit, ...]:
    """Each import's audit, carried on through the analysis: found = kept + dropped still holds.

    Needs the analysis views. The sum of ``kept`` is the number of rows in ``posts``. What fewer
    than :data:`ENOUGH` people wrote who objected is not among what was found either.
    """
    imports = workspace.imports()
    arrived = [_arrived(workspace, engine, each) for each in imports]
    engine.view("arrived_messages", " UNION ALL ".join(arrived))
    fates = engine.rows(_FATES)
    return tuple(
        replace(_carried_on(each, fates), read=_read(workspace, engine, each)) for each in imports
    )


def _arrived(workspace: Workspace, engine: Engine, each: Import) -> str:
    name = f"arrived_{each.order}"
    folder = workspace.root / "activity" / "messages" / each.id
    engine.files(name, sorted(folder.glob("*.parquet")), TABLES["messages"].schema())
    columns = "message_id, account_id, posted_at, deleted_at"
    return f"SELECT {columns}, {each.order} AS import_order FROM {name}"


def _carried_on(each: Import, fates: pa.Table) -> SourceAudit:
    dropped = dict(each.audit.dropped)
    found, kept = each.audit.found, 0
    for row in fates.to_pylist():
        if row["import_order"] != each.order:
            continue
        if row["fate"] == "kept":
            kept = row["n"]
        elif row["fate"] == OBJECTED and row["people"] < ENOUGH:
            found -= row["n"]
        else:
            dropped[row["fate"]] = dropped.get(row["fate"], 0) + row["n"]
    return replace(each.audit, found=found, kept=kept, dropped=dict(sorted(dropped.items())))


def _read(workspace: Workspace, engine: Engine, each: Import) -> Mapping[str, int]:
    """How many were read of all that the source itself states a total of."""
    stated = each.audit.stated
    read = {what: each.rows.get(what, 0) for what in _TOTALS if what in stated}
    if "members" in stated:
        files = sorted((workspace.root / "activity" / "accounts" / each.id).glob("*.parquet"))
        engine.files("arrived_accounts", files, TABLES["accounts"].schema())
        read["members"] = engine.rows(_MEMBERS)["n"][0].as_py()
    return read
