"""Objection: a person hidden everywhere, until they withdraw it."""

from __future__ import annotations

from collections.abc import Sequence

from peerlight.clock import Clock, system_clock
from peerlight.errors import BadInput
from peerlight.plan import Plan
from peerlight.privacy.log import note
from peerlight.store.decisions import Decisions
from peerlight.store.workspace import Workspace
from peerlight.values import Decision, DecisionKind


def plan_objection(
    workspace: Workspace, accounts: Sequence[str], by: str = "", clock: Clock = system_clock
) -> Plan[list[Decision]]:
    """Hide whoever is behind these accounts from every list, page, count by name and export.

    The facts stay, so that it can be withdrawn; every analysis made before goes, because it knows
    them. Each account is hidden by itself: parting accounts later brings nobody back.
    """

    def apply() -> list[Decision]:
        with Decisions.of(workspace, clock) as decisions:
            kept = [decisions.record(DecisionKind.objection, a, by=by) for a in accounts]
        _remove_runs(workspace)
        note(workspace.root, "objection", clock, accounts=len(accounts))
        return kept

    steps = (
        f"Hide {', '.join(accounts)} from every list, page and export, and from the evidence of"
        " others.",
        f"Remove {len(workspace.runs()):,} analyses; the next one is made without them.",
        "This can be withdrawn; nothing is deleted.",
    )
    return Plan(steps, apply)


def plan_withdrawal(
    workspace: Workspace, accounts: Sequence[str], clock: Clock = system_clock
) -> Plan[list[Decision]]:
    """Take an objection back.

    Raises:
        BadInput: these accounts did not object.
    """
    standing = standing_objections(workspace, accounts)
    if not standing:
        raise BadInput("There is no objection that stands", where=", ".join(accounts))

    def apply() -> list[Decision]:
        with Decisions.of(workspace, clock) as decisions:
            undone = [decisions.undo(each.id) for each in standing]
        note(workspace.root, "objection withdrawn", clock, accounts=len(undone))
        return undone

    return Plan((f"Show {', '.join(accounts)} again, from the next analysis on.",), apply)


def standing_objections(workspace: Workspace, accounts: Sequence[str]) -> list[Decision]:
    """The objections of whoever is behind these accounts that were not withdrawn."""
    with Decisions.of(workspace) as decisions:
        standing = decisions.standing(DecisionKind.objection)
    return [each for each in standing if each.account_id in set(accounts)]


def _remove_runs(workspace: Workspace) -> None:
    for run in workspace.runs():
        workspace.remove_run(run)
