"""What members are called."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from peerlight.store.engines import Engine

if TYPE_CHECKING:
    import pyarrow as pa

_ACCOUNTS = """
SELECT i.member_id, i.account_id, a.name, a.handle
FROM identities i JOIN accounts a ON a.account_id = i.account_id
WHERE i.hidden = 0
ORDER BY i.member_id, i.account_id
"""


def names(engine: Engine) -> pa.Table:
    """``member_id, name, accounts`` (separated by ``;``), sorted by member; bots included.

    The name is that of the account which gives the member its id, else its handle, else what any
    other account is called, else the platform's own id.
    """
    import pyarrow as pa

    accounts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in engine.rows(_ACCOUNTS).to_pylist():
        accounts[row["member_id"]].append(row)
    members = sorted(accounts)
    return pa.table(
        {
            "member_id": pa.array(members, pa.string()),
            "name": pa.array([_name(m, accounts[m]) for m in members], pa.string()),
            "accounts": pa.array(
                [";".join(row["account_id"] for row in accounts[m]) for m in members], pa.string()
            ),
        }
    )


def _name(member: str, accounts: list[dict[str, Any]]) -> str:
    own_first = sorted(accounts, key=lambda row: row["account_id"] != member)
    known = (row[field] for row in own_first for field in ("name", "handle"))
    return next((name for name in known if name), member.split(":", 1)[-1])
