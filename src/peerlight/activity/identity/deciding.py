"""What humans decided about accounts, as it counts now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from peerlight.store.decisions import Decisions
from peerlight.store.workspace import Workspace
from peerlight.values import Decision, DecisionKind

_PAIRS = (DecisionKind.same_person, DecisionKind.not_same_person)
_KINDS = (DecisionKind.bot, DecisionKind.human)

Pair = tuple[str, str]


@dataclass(frozen=True)
class Decided:
    """The decisions that count: of two about the same accounts, the newer one.

    ``same`` and ``apart`` are pairs of accounts, each sorted; the others are accounts.
    """

    same: frozenset[Pair] = field(default_factory=frozenset)
    apart: frozenset[Pair] = field(default_factory=frozenset)
    bots: frozenset[str] = field(default_factory=frozenset)
    humans: frozenset[str] = field(default_factory=frozenset)
    objected: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, standing: Iterable[Decision]) -> Decided:
        """From decisions that were not undone, oldest first."""
        pairs: dict[Pair, DecisionKind] = {}
        kinds: dict[str, DecisionKind] = {}
        objected = set()
        for each in standing:
            if each.kind in _PAIRS and each.other_id is not None:
                pairs[pair(each.account_id, each.other_id)] = each.kind
            elif each.kind in _KINDS:
                kinds[each.account_id] = each.kind
            elif each.kind is DecisionKind.objection:
                objected.add(each.account_id)
        return cls(
            same=frozenset(p for p, kind in pairs.items() if kind is DecisionKind.same_person),
            apart=frozenset(p for p, kind in pairs.items() if kind is DecisionKind.not_same_person),
            bots=frozenset(a for a, kind in kinds.items() if kind is DecisionKind.bot),
            humans=frozenset(a for a, kind in kinds.items() if kind is DecisionKind.human),
            objected=frozenset(objected),
        )

    def listed(self) -> dict[str, list[Any]]:
        """As plain lists in a stable order, for what has to depend on them."""
        return {name: sorted(getattr(self, name)) for name in self.__dataclass_fields__}


NOTHING = Decided()
"""Where nobody decided anything."""


def decided(workspace: Workspace) -> Decided:
    """The decisions of a community as they stand now."""
    with Decisions.of(workspace) as decisions:
        return Decided.of(decisions.standing())


def pair(one: str, other: str) -> Pair:
    """Two accounts in a stable order."""
    return (one, other) if one <= other else (other, one)
