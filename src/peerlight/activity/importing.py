"""A source on its way into the workspace: read, settled, marked, and only then taken in.

At the door, what may not be kept is left out: texts beyond what is wished, and whoever was erased.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from peerlight.activity.door import AtTheDoor, leave_out
from peerlight.activity.marking import mark_messages
from peerlight.activity.settling import settle
from peerlight.activity.unchanged import Archive
from peerlight.clock import Clock, system_clock
from peerlight.errors import BadInput
from peerlight.plan import Plan
from peerlight.privacy.keys import community_key
from peerlight.progress import Progress, silent
from peerlight.sources.audit import Audit
from peerlight.sources.contract import Wish
from peerlight.sources.reading import read_source
from peerlight.store.engines import open_engine
from peerlight.store.workspace import Import, Workspace
from peerlight.values import SourceAudit


def plan_import(
    workspace: Workspace,
    path: Path,
    wish: Wish | None = None,
    progress: Progress = silent,
    clock: Clock = system_clock,
    *,
    verify: bool = False,
) -> Plan[Import]:
    """Read ``path`` beside the workspace; applying the plan takes it in.

    The import's id is made from its rows, so the same export twice is the same import. An archive
    whose names, sizes and times are those of a known one is not read again; with ``verify``, one
    whose contents are.

    Raises:
        BadInput: the source cannot be read, see :func:`~peerlight.sources.reading.read_source`.
    """
    # with a key of its own a community is gone after this, and nothing need be remembered
    kept, wish = not (wish and wish.key), _keyed(workspace, wish)
    archive = Archive(path, wish, kept)
    if known := archive.known(workspace, verify):
        return _nothing_new(workspace, archive, known, verify)
    folder = workspace.stage()
    try:
        audit = read_source(path, folder / "shards", wish, progress)
        made, told = _settled(workspace, folder, audit, wish, progress, clock)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise

    def discard() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    def apply() -> Import:
        try:
            if not _known(workspace, made.id):
                workspace.commit_import(folder / "tables", made)
                told.log(workspace, clock)
            archive.remember(workspace, made.id)
        finally:
            discard()
        return made

    return Plan(tuple(_steps(workspace, made)), apply, discard)


def _nothing_new(
    workspace: Workspace, archive: Archive, known: Import, verified: bool
) -> Plan[Import]:
    def apply() -> Import:
        if verified:
            # the next time its names and times will do
            archive.remember(workspace, known.id)
        return known

    return Plan((f"Nothing new: this is import {known.id}, and the archive is unchanged.",), apply)


def plan_undo(workspace: Workspace, import_id: str) -> Plan[Import]:
    """Take one import out again.

    Raises:
        BadInput: there is no such import; names those that there are.
    """
    imports = {i.id: i for i in workspace.imports()}
    if import_id not in imports:
        raise BadInput(
            f"There is no import {import_id!r}",
            where=workspace.root,
            do_next=f"The imports are: {', '.join(imports) or 'none'}.",
        )
    found = imports[import_id]

    def apply() -> Import:
        workspace.remove_import(import_id)
        return found

    return Plan((f"Remove import {found.id}: {found.audit.kept:,} messages.",), apply)


def _keyed(workspace: Workspace, wish: Wish | None) -> Wish:
    wish = wish or Wish()
    return wish if wish.key else replace(wish, key=community_key(workspace.root))


def _settled(
    workspace: Workspace,
    folder: Path,
    audit: Audit,
    wish: Wish,
    progress: Progress,
    clock: Clock,
) -> tuple[Import, AtTheDoor]:
    tables = folder / "tables"
    # a source without any row has tables too: none
    tables.mkdir()
    engine = open_engine()
    try:
        rows, dropped = settle(
            engine, folder / "shards", tables, clock(), lambda what: progress(what, 0, 0)
        )
        shutil.rmtree(folder / "shards", ignore_errors=True)
        audit.dropped.update(dropped)
        progress("Reading what the messages say", 0, 0)
        rows["marks"] = mark_messages(tables)
        order = max((i.order for i in workspace.imports()), default=0) + 1
        made = Import("", order, _frozen(audit), rows)
        return leave_out(workspace, engine, tables, made, wish, clock())
    finally:
        engine.close()


def _frozen(audit: Audit) -> SourceAudit:
    return SourceAudit(
        source=audit.source,
        path=audit.path,
        found=audit.found,
        kept=audit.kept,
        dropped=dict(sorted(audit.dropped.items())),
        stated=dict(sorted(audit.stated.items())),
        unreadable=tuple(sorted(audit.unreadable)),
        notes=tuple(audit.notes),
    )


def _known(workspace: Workspace, import_id: str) -> bool:
    return any(i.id == import_id for i in workspace.imports())


def _steps(workspace: Workspace, made: Import) -> list[str]:
    if _known(workspace, made.id):
        return [f"Nothing new: this is import {made.id}, which is already here."]
    steps = [f"Take in {made.audit.kept:,} of {made.audit.found:,} messages as {made.id}."]
    steps += [f"Leave out {n:,}: {reason}." for reason, n in made.audit.dropped.items()]
    return steps + [f"Skip {file}." for file in made.audit.unreadable]
