"""Finding a member by what a human types, also one who never did anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from peerlight.activity.identity import identities
from peerlight.activity.opening import open_activity
from peerlight.errors import BadInput
from peerlight.privacy.traces import OWN
from peerlight.store.engines import Engine, open_engine
from peerlight.store.workspace import Workspace


@dataclass(frozen=True)
class Whose:
    """A member: the accounts that are theirs, sorted, and what they are called."""

    member_id: str
    accounts: tuple[str, ...]
    name: str


def find_member(workspace: Workspace, asked: str) -> Whose:
    """The member with this id, account id, or name (or handle) that only one member has.

    Raises:
        BadInput: nobody, or more than one member, is called so.
    """
    engine = open_engine()
    try:
        open_activity(workspace, engine)
        members = _members(engine)
        found = [member for member, rows in members.items() if _called(member, rows, asked)]
        exact = [member for member in found if member == asked or _has(members[member], asked)]
        if not found and _appears(engine, asked):
            # somebody who only reacted or was named, and of whom no list knows
            return Whose(asked, (asked,), asked.split(":", 1)[-1])
    finally:
        engine.close()
    return _whose(_one(exact or found, asked), members)


def _members(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    accounts = engine.rows("SELECT * FROM accounts ORDER BY account_id")
    rows = {row["account_id"]: row for row in accounts.to_pylist()}
    members: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in identities(accounts, {}).to_pylist():
        members[row["member_id"]].append(rows[row["account_id"]])
    return members


def _called(member: str, rows: list[dict[str, Any]], asked: str) -> bool:
    names = {row[column] for row in rows for column in ("name", "handle") if row[column]}
    return member == asked or _has(rows, asked) or asked.casefold() in map(str.casefold, names)


def _has(rows: list[dict[str, Any]], asked: str) -> bool:
    return any(row["account_id"] == asked for row in rows)


def _appears(engine: Engine, asked: str) -> bool:
    import pyarrow as pa

    engine.register("asked", pa.table({"account_id": pa.array([asked], pa.string())}))
    return any(
        engine.rows(
            f"SELECT 1 AS there FROM {table} r JOIN asked k ON k.account_id = r.{column} LIMIT 1"
        ).num_rows
        for table, column in OWN.items()
    )


def _one(found: list[str], asked: str) -> str:
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(
            f"{len(found)} members are called {asked!r}",
            do_next=f"Name one by id: {', '.join(sorted(found)[:5])}.",
        )
    raise BadInput(
        f"No member is called {asked!r}",
        do_next="peerlight people COMMUNITY --all lists everybody who did anything.",
    )


def _whose(member: str, members: Mapping[str, list[dict[str, Any]]]) -> Whose:
    rows = sorted(members[member], key=lambda row: row["account_id"] != member)
    known = (row[column] for row in rows for column in ("name", "handle"))
    name = next((each for each in known if each), member.split(":", 1)[-1])
    return Whose(member, tuple(sorted(row["account_id"] for row in rows)), name)
