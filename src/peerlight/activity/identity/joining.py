"""From accounts to members: by the source's own ids, by e-mail address, by decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from peerlight.activity.identity.cyrillic import sound
from peerlight.activity.identity.deciding import NOTHING, Decided, Pair
from peerlight.activity.identity.spelling import read_name

if TYPE_CHECKING:
    import pyarrow as pa

SHARED = 4
"""So many accounts with one e-mail address: nobody's own."""

_COLUMNS = ("account_id", "source", "handle", "name", "is_bot", "same_as", "email_hash")


def identities(accounts: pa.Table, bots: Mapping[str, str], decided: Decided = NOTHING) -> pa.Table:
    """Which member stands behind each account.

    Args:
        accounts: the activity table ``accounts``, one row per account.
        bots: the reason by account, for those recognised as bots.
        decided: what humans decided; it outweighs what was recognised.

    Returns:
        ``account_id, member_id, bot, hidden`` (the last two int64 0/1), sorted by account. A
        member is a bot if any account is, unless a human said otherwise of one of them; and is
        hidden if any account objected.
    """
    import pyarrow as pa

    member = members(accounts, decided)
    ids = sorted(member)
    human = _members_of(decided.humans, member)
    mechanical = (_members_of(bots, member) - human) | _members_of(decided.bots, member)
    hidden = _members_of(decided.objected, member)
    return pa.table(
        {
            "account_id": pa.array(ids, pa.string()),
            "member_id": pa.array([member[a] for a in ids], pa.string()),
            "bot": pa.array([int(member[a] in mechanical) for a in ids], pa.int64()),
            "hidden": pa.array([int(member[a] in hidden) for a in ids], pa.int64()),
        }
    )


def members(accounts: pa.Table, decided: Decided = NOTHING) -> dict[str, str]:
    """The member by account.

    Accounts are joined, in this order, by what a human said, by ``same_as``, and by one e-mail
    address within one source. Never joined are two of whom a human said that they are not the same
    person: of several ways in which they would meet, the last one in this order is left out.

    The member's id is that of the account which the others point to; of several the one with a
    name. Close to linear in accounts.
    """
    rows = {row["account_id"]: row for row in accounts.select(list(_COLUMNS)).to_pylist()}
    parts = _Parts(decided.apart)
    for one, other in (*sorted(decided.same), *_pointing(rows), *_one_address(rows)):
        parts.join(one, other)
    together: dict[str, list[str]] = defaultdict(list)
    for account in sorted(rows):
        together[parts.root(account)].append(account)
    chosen = {root: _standing_for(listed, rows) for root, listed in together.items()}
    return {account: chosen[root] for root, listed in together.items() for account in listed}


def _members_of(accounts: Iterable[str], member: Mapping[str, str]) -> set[str]:
    return {member[account] for account in accounts if account in member}


def _pointing(rows: Mapping[str, Mapping[str, Any]]) -> Iterator[Pair]:
    for account in sorted(rows):
        if (other := rows[account]["same_as"]) is not None:
            yield account, other


def _one_address(rows: Mapping[str, Mapping[str, Any]]) -> Iterator[Pair]:
    """Accounts of one source with one address, unless it is shared or a program's."""
    by_address: dict[tuple[str, str], list[str]] = defaultdict(list)
    for account in sorted(rows):
        row = rows[account]
        if row["email_hash"] is not None and not row["is_bot"]:
            by_address[row["source"], row["email_hash"]].append(account)
    for listed in by_address.values():
        if len(listed) > 1 and not shared([rows[account]["name"] for account in listed]):
            yield from ((listed[0], other) for other in listed[1:])


def shared(names: Iterable[str | None]) -> bool:
    """Whether an address is several people's, by the names of the accounts that have it.

    So it is if they are many, or if two of them have full names without a word in common.
    """
    listed = list(names)
    full = [set(map(sound, name.words)) for name in map(read_name, listed) if name.full]
    return len(listed) >= SHARED or any(
        not one & other for n, one in enumerate(full) for other in full[:n]
    )


def _standing_for(accounts: list[str], rows: Mapping[str, Mapping[str, Any]]) -> str:
    ends = [account for account in accounts if rows[account]["same_as"] is None]

    def telling(account: str) -> tuple[bool, bool, str]:
        row = rows[account]
        return not row["name"], not row["handle"], account

    # accounts that point to each other in a circle: the same one serves for all of them
    return min(ends or accounts, key=telling)


class _Parts:
    """Accounts in parts that grow together, but for those kept apart."""

    def __init__(self, apart: Iterable[Pair]) -> None:
        self._over: dict[str, str] = {}
        self._foes: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._foes[one].add(other)
            self._foes[other].add(one)

    def root(self, account: str) -> str:
        """The account that stands for the whole part."""
        path = []
        while (over := self._over.get(account, account)) != account:
            path.append(account)
            account = over
        for each in path:
            self._over[each] = account
        return account

    def join(self, one: str, other: str) -> None:
        """Make two parts one, unless that would bring together who is kept apart."""
        kept, gone = self.root(one), self.root(other)
        if kept == gone or any(self.root(foe) == gone for foe in self._foes.get(kept, ())):
            return
        self._over[gone] = kept
        if gone in self._foes:
            self._foes[kept] |= self._foes.pop(gone)
