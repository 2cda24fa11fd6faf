"""Retention: texts older than the community keeps go; what was read in them stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from peerlight.clock import DAY, Clock, iso, system_clock
from peerlight.errors import BadInput
from peerlight.plan import Plan
from peerlight.privacy.log import note
from peerlight.privacy.rewriting import stored_files
from peerlight.privacy.texts import Keeping, share, shorten
from peerlight.store.engines import Engine, open_engine
from peerlight.store.identifiers import import_id
from peerlight.store.tables import TABLES
from peerlight.store.workspace import Import, Workspace


def plan_retention(
    workspace: Workspace, keeping: Keeping, clock: Clock = system_clock
) -> Plan[int]:
    """Drop the texts that the settings no longer keep; gives how many lost some or all of theirs.

    Ids, marks and runs stay. Each import is written anew beside the old one and takes its place
    by one rename, so a crash leaves either.

    Raises:
        BadInput: the settings keep every text for good.
    """
    if keeping == Keeping():
        raise BadInput(
            "The settings keep every text for good",
            where=workspace.root / "peerlight.toml",
            do_next="Set text_days = 365 there, for one.",
        )
    now = clock()
    due = {each.id: _due(workspace, each, keeping, now) for each in workspace.imports()}

    def apply() -> int:
        lost = sum(
            _rewrite(workspace, each, keeping, now) for each in workspace.imports() if due[each.id]
        )
        note(workspace.root, "retention", clock, texts=lost)
        return lost

    return Plan(tuple(_steps(keeping, due, now)), apply)


def _steps(keeping: Keeping, due: dict[str, int], now: int) -> list[str]:
    rule = f"Texts written before {iso(now - keeping.days * DAY)} go." if keeping.days else ""
    rule = "All texts go." if not keeping.text else rule
    cut = f"Texts are cut after {keeping.chars:,} characters." if keeping.chars else ""
    steps = [step for step in (rule, cut) if step]
    steps += [f"Shorten {n:,} texts of import {each}." for each, n in due.items() if n]
    return steps if any(due.values()) else [*steps, "There is nothing to do."]


def _due(workspace: Workspace, each: Import, keeping: Keeping, now: int) -> int:
    engine = open_engine()
    try:
        files = stored_files(workspace, each).get("messages", ())
        engine.files("messages", list(files), TABLES["messages"].schema())
        ask = f"SELECT COUNT(*) AS n FROM ({keeping.leaving(now)}) l"
        n: int = engine.rows(ask)["n"][0].as_py()
        return n
    finally:
        engine.close()


def _rewrite(workspace: Workspace, each: Import, keeping: Keeping, now: int) -> int:
    engine = open_engine()
    try:
        with workspace.staging() as folder:
            rest = folder / "tables"
            lost = _written(engine, workspace, each, keeping, now, rest)
            new = replace(each, id=import_id(each.audit.source, rest))
            workspace.replace_import(each.id, rest, new)
            return lost
    finally:
        engine.close()


def _written(
    engine: Engine, workspace: Workspace, each: Import, keeping: Keeping, now: int, rest: Path
) -> int:
    files = stored_files(workspace, each)
    lost = shorten(engine, files["messages"], keeping, now, rest)
    for table, listed in files.items():
        if table != "messages":
            for file in listed:
                share(file, rest / table / file.name)
    return lost
