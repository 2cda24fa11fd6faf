"""How much is held about somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peerlight.privacy.opening import opened
from peerlight.privacy.traces import OWN
from peerlight.store.decisions import Decisions
from peerlight.store.tables import TABLES
from peerlight.store.workspace import Workspace

# own mentions are messages of others; they are told as calls
_TOLD = ("messages", "reactions", "memberships", "appointments", "gatherings", "attendance")
_ONE = {"memberships": "coming or going", "appointments": "office or title"}
_MANY = {
    "memberships": "comings and goings",
    "appointments": "offices and titles",
    "attendance": "attendances",
}


@dataclass(frozen=True)
class Held:
    """Rows by table, each counted once however often it was imported.

    ``calls`` are texts of others that call them by a mark; ``decisions`` are those about them.
    """

    rows: dict[str, int]
    calls: int
    decisions: int

    def in_words(self) -> str:
        """``134 messages, 1 reaction``; "nothing but the account" where there is nothing."""
        told = [_told(name, self.rows[name]) for name in _TOLD if self.rows.get(name)]
        return ", ".join(told) or "nothing but the account"


def count_held(workspace: Workspace, accounts: Sequence[str]) -> Held:
    """What the community holds about whoever is behind these accounts. Linear in rows."""
    with opened(workspace, accounts) as engine:
        rows = {}
        for name, column in OWN.items():
            keys = ", ".join(f"r.{key}" for key in TABLES[name].key)
            asked = (
                f"SELECT DISTINCT {keys} FROM {name} r JOIN asked a ON a.account_id = r.{column}"
            )
            found = engine.rows(f"SELECT COUNT(*) AS n FROM ({asked}) f")
            rows[name] = found["n"][0].as_py()
    with Decisions.of(workspace) as decisions:
        about = [d for d in decisions.history() if {d.account_id, d.other_id} & set(accounts)]
    return Held(rows, rows["mentions"], len(about))


def _told(name: str, n: int) -> str:
    one = _ONE.get(name, name.removesuffix("s"))
    return f"{n:,} {one if n == 1 else _MANY.get(name, name)}"
