"""A human's decisions about accounts, as plans: they change no file of facts, and can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from peerlight.activity.identity.deciding import Decided, pair
from peerlight.activity.identity.joining import members
from peerlight.activity.opening import open_activity
from peerlight.clock import Clock, system_clock
from peerlight.errors import BadInput
from peerlight.plan import Plan
from peerlight.store.decisions import Decisions
from peerlight.store.engines import open_engine
from peerlight.store.workspace import Workspace
from peerlight.values import Decision, DecisionKind

_NO_FILE = (
    "No file of the activity changes; the next analysis is made with it, and it can be undone."
)
_ABOUT_TWO = (DecisionKind.same_person, DecisionKind.not_same_person)
_ABOUT_ONE = (DecisionKind.bot, DecisionKind.human)


def plan_two(
    workspace: Workspace,
    kind: DecisionKind,
    asked: tuple[str, str],
    by: str = "",
    clock: Clock = system_clock,
) -> Plan[Decision]:
    """Say that two accounts are the same person's, or that they are not.

    ``asked`` are account ids, or names that only one member has.

    Raises:
        BadInput: there is no such account, both are the same one, they are one member already, or
            an earlier decision keeps them apart.
    """
    known = _Known(workspace)
    one, other = pair(*map(known.account, asked))
    if one == other:
        raise BadInput("These are the same account", where=one)
    if kind is DecisionKind.same_person:
        _check_joinable(known, one, other)
        said = f"{known.called(one)} and {known.called(other)} are one person's."
    else:
        said = f"{known.called(one)} and {known.called(other)} are two people's; never ask again."
    return Plan((said, _NO_FILE), lambda: _record(workspace, kind, one, other, by, clock))


def plan_one(
    workspace: Workspace,
    kind: DecisionKind,
    asked: str,
    by: str = "",
    clock: Clock = system_clock,
) -> Plan[Decision]:
    """Say that an account is a bot's, or a human's, whatever was recognised.

    Raises:
        BadInput: there is no such account.
    """
    known = _Known(workspace)
    account = known.account(asked)
    said = f"{known.called(account)} is a {kind}."
    return Plan((said, _NO_FILE), lambda: _record(workspace, kind, account, None, by, clock))


def plan_undo(
    workspace: Workspace, decision_id: int, clock: Clock = system_clock
) -> Plan[Decision]:
    """Take such a decision back; what was decided before it counts again.

    Raises:
        BadInput: there is no such decision that stands.
    """
    found = next((d for d in shown_decisions(workspace) if d.id == decision_id), None)
    if found is None or found.undone_at is not None:
        raise BadInput(
            f"There is no decision {decision_id} that stands",
            do_next="peerlight identity history lists them with their numbers.",
        )

    def apply() -> Decision:
        with Decisions.of(workspace, clock) as decisions:
            return decisions.undo(decision_id)

    about = " and ".join(filter(None, (found.account_id, found.other_id)))
    return Plan((f"Take back “{found.kind}” about {about}.", _NO_FILE), apply)


def shown_decisions(workspace: Workspace) -> list[Decision]:
    """Every decision about accounts, also those undone, oldest first.

    Objections are no such decisions, and none about whoever objected is shown.
    """
    with Decisions.of(workspace) as decisions:
        history = decisions.history()
    standing = (each for each in history if each.undone_at is None)
    objected = Decided.of(standing).objected
    return [
        each
        for each in history
        if each.kind in (*_ABOUT_TWO, *_ABOUT_ONE)
        and not objected & {each.account_id, each.other_id}
    ]


def _record(
    workspace: Workspace,
    kind: DecisionKind,
    account: str,
    other: str | None,
    by: str,
    clock: Clock,
) -> Decision:
    rivals = _ABOUT_TWO if kind in _ABOUT_TWO else _ABOUT_ONE
    with Decisions.of(workspace, clock) as decisions:
        about = [
            each
            for each in decisions.standing(*rivals)
            if (each.account_id, each.other_id) == (account, other)
        ]
        if about and about[-1].kind is kind:
            return about[-1]
        for each in about:
            if each.kind is kind:
                # the newest counts, so an older one that says the same is said anew
                decisions.undo(each.id)
        return decisions.record(kind, account, other, by=by)


def _check_joinable(known: _Known, one: str, other: str) -> None:
    if known.member[one] == known.member[other]:
        raise BadInput("These are one member already", where=f"{one}, {other}")
    between = {known.member[one], known.member[other]}
    for each in known.standing:
        about = pair(each.account_id, each.other_id or "")
        if about not in known.decided.apart or about == (one, other):
            continue
        if {known.member.get(account) for account in about} == between:
            raise BadInput(
                f"Decision {each.id} says that {' and '.join(about)} are not the same person",
                do_next=f"Undo it first: peerlight identity undo COMMUNITY {each.id}.",
            )


@dataclass(frozen=True)
class _Known:
    """The accounts of a community, and who is who among them now."""

    workspace: Workspace

    @cached_property
    def accounts(self) -> Any:  # noqa: ANN401 - an Arrow table
        """The activity table ``accounts``."""
        engine = open_engine()
        try:
            open_activity(self.workspace, engine)
            return engine.rows("SELECT * FROM accounts")
        finally:
            engine.close()

    @cached_property
    def standing(self) -> list[Decision]:
        """The decisions that were not undone."""
        with Decisions.of(self.workspace) as decisions:
            return decisions.standing()

    @cached_property
    def decided(self) -> Decided:
        """The decisions that count."""
        return Decided.of(self.standing)

    @cached_property
    def member(self) -> dict[str, str]:
        """The member by account."""
        return members(self.accounts, self.decided)

    @cached_property
    def _names(self) -> dict[str, tuple[str | None, str | None]]:
        columns = self.accounts.select(["account_id", "name", "handle"]).to_pylist()
        return {row["account_id"]: (row["name"], row["handle"]) for row in columns}

    def account(self, asked: str) -> str:
        """The account with this id; else that of the only member with this name or handle."""
        if asked in self._names:
            return asked
        wanted = asked.casefold()
        named = [a for a, n in self._names.items() if wanted in (w.casefold() for w in n if w)]
        found = {self.member[account] for account in named}
        if len(found) == 1:
            return found.pop()
        if found:
            raise BadInput(
                f"{len(found)} members are called {asked!r}",
                do_next=f"Name one by account: {', '.join(sorted(named)[:5])}.",
            )
        raise BadInput(
            f"There is no account {asked!r}",
            do_next="peerlight people COMMUNITY --all --format csv lists them with their ids.",
        )

    def called(self, account: str) -> str:
        """The account with what it goes by."""
        name = next(filter(None, self._names[account]), None)
        return account if name is None else f"{account} ({name})"
