"""From accounts to members. For now by exact rules alone: what the source's own ids equate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


def identities(accounts: pa.Table, bots: Mapping[str, str]) -> pa.Table:
    """Which member stands behind each account.

    Args:
        accounts: the activity table ``accounts``, one row per account.
        bots: the reason by account, for those recognised as bots.

    Returns:
        ``account_id, member_id, bot, hidden`` (the last two int64 0/1), sorted by account. A
        member's id is the account that the others point to. A member is a bot if any account is.
    """
    import pyarrow as pa

    points_to = dict(
        zip(accounts["account_id"].to_pylist(), accounts["same_as"].to_pylist(), strict=True)
    )
    ids = sorted(points_to)
    member = {account: _root(account, points_to) for account in ids}
    mechanical = {member[account] for account in bots if account in member}
    return pa.table(
        {
            "account_id": pa.array(ids, pa.string()),
            "member_id": pa.array([member[a] for a in ids], pa.string()),
            "bot": pa.array([int(member[a] in mechanical) for a in ids], pa.int64()),
            "hidden": pa.array([0] * len(ids), pa.int64()),
        }
    )


def _root(account: str, points_to: Mapping[str, str | None]) -> str:
    path = [account]
    while (after := points_to.get(path[-1])) is not None:
        if after in path:
            # accounts that point to each other in a circle: the same one serves for all of them
            return min(path[path.index(after) :])
        path.append(after)
    return path[-1]
