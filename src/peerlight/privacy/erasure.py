"""Erasure: a person taken out of every file, for good, and kept out of later imports.

First a mark is set that the work is under way, then the seals are put down; whoever opens the
community after a crash finds the mark and ends what the seals demand.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from peerlight.clock import Clock, system_clock
from peerlight.plan import Plan
from peerlight.privacy.counting import Held, count_held
from peerlight.privacy.forgetting import open_tables
from peerlight.privacy.keys import community_key
from peerlight.privacy.log import note
from peerlight.privacy.named import Named, find_named
from peerlight.privacy.rewriting import stored_files, without
from peerlight.privacy.tombstones import buried, tombstone
from peerlight.store.decisions import Decisions
from peerlight.store.engines import open_engine
from peerlight.store.workspace import Import, Workspace


@dataclass(frozen=True)
class Erased:
    """What an erasure did: ``named`` are the places that still name the person in free text."""

    accounts: int
    held: Held
    named: tuple[Named, ...]


def plan_erasure(
    workspace: Workspace, accounts: Sequence[str], clock: Clock = system_clock
) -> Plan[Erased]:
    """Erase whoever is behind these accounts.

    The files are written anew as if the accounts had never been imported, the runs that knew them
    go, the decisions about them are forgotten, and a seal of each account stays.
    """
    held = count_held(workspace, accounts)
    named = find_named(workspace, accounts)
    done = Erased(len(accounts), held, named)

    def apply() -> Erased:
        key = community_key(workspace.root)
        workspace.mark_erasing(True)
        with Decisions.of(workspace, clock) as decisions:
            decisions.bury(tombstone(key, account) for account in accounts)
        end_erasure(workspace)
        note(workspace.root, "erasure", clock, accounts=len(accounts))
        return done

    return Plan(tuple(_steps(workspace, accounts, done)), apply)


def end_erasure(workspace: Workspace) -> None:
    """Do what the seals demand and is not done yet; nothing without the mark of work under way."""
    if not workspace.erasing:
        return
    workspace.end_replacing()
    for each in workspace.imports():
        _rewrite(workspace, each)
    _remove_runs(workspace)
    _forget_decisions(workspace)
    workspace.mark_erasing(False)


def _rewrite(workspace: Workspace, each: Import) -> None:
    files = stored_files(workspace, each)
    engine = open_engine()
    try:
        open_tables(engine, files)
        erased = buried(engine, community_key(workspace.root), _seals(workspace))
        if not erased:
            return
        with workspace.staging() as folder:
            rest = folder / "tables"
            rest.mkdir()
            left = without(engine, files, each, erased, rest)
            workspace.replace_import(each.id, rest, left)
    finally:
        engine.close()


def _remove_runs(workspace: Workspace) -> None:
    """Take out the runs that knew more than there is now."""
    here = {each.id for each in workspace.imports()}
    for run in workspace.runs():
        known = json.loads((run / "run.json").read_text("utf-8"))["imports"]
        if not here.issuperset(known):
            workspace.remove_run(run)


def _forget_decisions(workspace: Workspace) -> None:
    key, seals = community_key(workspace.root), _seals(workspace)
    with Decisions.of(workspace) as decisions:
        named = {a for d in decisions.history() for a in (d.account_id, d.other_id) if a}
        erased = [account for account in sorted(named) if tombstone(key, account) in seals]
        if erased:
            decisions.forget(erased)


def _seals(workspace: Workspace) -> frozenset[str]:
    with Decisions.of(workspace) as decisions:
        return decisions.tombstones()


def _steps(workspace: Workspace, accounts: Sequence[str], done: Erased) -> list[str]:
    steps = [f"Erase {', '.join(accounts)}: {done.held.in_words()}."]
    if done.held.calls:
        steps.append(f"Cut calls of them by name out of {done.held.calls:,} texts of others.")
    if runs := len(workspace.runs()):
        steps.append(f"Remove what {runs:,} analyses made of it; the next one is made anew.")
    if done.held.decisions:
        steps.append(f"Forget {done.held.decisions:,} decisions about them.")
    steps.append("Keep a seal of each account, so that no later import brings them back.")
    steps.append("This cannot be undone.")
    if done.named:
        steps.append(f"Left for you to read: {len(done.named):,} places seem to name them.")
    steps += [f"  {each.channel}, {each.when}, {each.id}" for each in done.named]
    return steps
