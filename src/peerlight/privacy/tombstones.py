"""Who was erased, known by seals alone: a later import is checked against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from peerlight.privacy.keys import seal
from peerlight.privacy.traces import OWN, POINTING
from peerlight.store.engines import Engine

_SAME = "SELECT account_id, same_as FROM accounts WHERE same_as IS NOT NULL"


def tombstone(key: bytes, account_id: str) -> str:
    """How an erased account is known."""
    return seal(key, account_id)


def buried(engine: Engine, key: bytes, seals: frozenset[str]) -> frozenset[str]:
    """The accounts in the tables on ``engine`` that were erased.

    An account that the source itself says is the same person as an erased one is erased too.
    Linear in accounts; nothing is read where nobody was erased.
    """
    if not seals:
        return frozenset()
    found = {account for account in _everybody(engine) if tombstone(key, account) in seals}
    return frozenset(_with_same(found, engine) if found else ())


def _everybody(engine: Engine) -> Iterable[str]:
    places = [*OWN.items(), *POINTING.items()]
    asks = (f"SELECT {column} AS account_id FROM {table}" for table, column in places)
    everybody = " UNION ".join(asks)
    rows = engine.rows(f"SELECT a.account_id FROM ({everybody}) a WHERE a.account_id IS NOT NULL")
    accounts: list[str] = rows["account_id"].to_pylist()
    return accounts


def _with_same(found: Iterable[str], engine: Engine) -> set[str]:
    same = _ties(engine)
    reached, open_ends = set(found), list(found)
    while open_ends:
        for account in same.get(open_ends.pop(), set()) - reached:
            reached.add(account)
            open_ends.append(account)
    return reached


def _ties(engine: Engine) -> Mapping[str, set[str]]:
    same: dict[str, set[str]] = defaultdict(set)
    for row in engine.rows(_SAME).to_pylist():
        same[row["account_id"]].add(row["same_as"])
        same[row["same_as"]].add(row["account_id"])
    return same
