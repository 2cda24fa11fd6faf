"""Imports written anew, and the numbers of their audit kept true."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from peerlight.privacy.forgetting import Files, forget
from peerlight.privacy.naming import Called
from peerlight.store.engines import Engine
from peerlight.store.identifiers import import_id
from peerlight.store.tables import TABLES
from peerlight.store.workspace import Import, Workspace
from peerlight.values import SourceAudit


def files_of(folder: Path, below: str = "") -> Files:
    """The Parquet files by table in ``folder/<table>/``, or in a folder ``below`` each."""
    found = {name: sorted((folder / name / below).glob("*.parquet")) for name in TABLES}
    return {name: files for name, files in found.items() if files}


def stored_files(workspace: Workspace, each: Import) -> Files:
    """The files of an import that is in the workspace."""
    return files_of(workspace.root / "activity", each.id)


def without(
    engine: Engine, files: Files, each: Import, erased: Collection[str], into: Path
) -> Import:
    """The import without these accounts, its tables under ``into``.

    What they wrote is not counted among what was found either, nor among what the platform
    states: the audit says what would have been found had they never been there, and not how much
    that was.
    """
    left = forget(engine, files, erased, into)
    found, kept = each.audit.found - left.messages, each.audit.kept - left.messages
    stated = dict(each.audit.stated)
    if "messages" in stated:
        stated["messages"] -= left.messages
    audit = replace(nameless(each.audit, left.called), found=found, kept=kept, stated=stated)
    return replace(each, id=import_id(audit.source, into), audit=audit, rows=left.rows)


def nameless(audit: SourceAudit, called: Called) -> SourceAudit:
    """The audit without the sentences that name this person."""
    return replace(
        audit,
        path="" if called.named(audit.path) else audit.path,
        notes=tuple(note for note in audit.notes if not called.named(note)),
        unreadable=tuple(file for file in audit.unreadable if not called.named(file)),
    )
