"""What each account goes by: all that can be compared without reading a message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

from peerlight.activity.identity.rarity import Rarity
from peerlight.activity.identity.spelling import Name, aside, read_handle, read_name

if TYPE_CHECKING:
    import pyarrow as pa

K = TypeVar("K", bound=Hashable)

NAMELESS = "(an e-mail address)"
"""What an account is called of which only the seal of an address is known."""

CROWD = 12
"""Members from which something shared tells nobody apart."""


@dataclass(frozen=True)
class Known:
    """An account with its name and handle, as written and as spelled alike.

    ``handles`` are spelled alike: the platform's, and what the name says in brackets. ``calls``
    are these and a name of one word. ``own_id`` tells whether the platform itself knows its people
    apart, and not by the address or name that they happen to use.
    """

    account: str
    member: str
    source: str
    handle: str
    name: str
    read: Name
    handles: frozenset[str]
    calls: frozenset[str]
    address: str | None
    own_id: bool

    @property
    def shown(self) -> str:
        """What to call it in a sentence."""
        native = self.account.split(":", 1)[-1]
        return self.name or self.handle or (NAMELESS if native == self.address else native)

    def written(self, call: str) -> str:
        """How the account itself writes one of its ``calls``."""
        ways = (self.handle, aside(self.name), self.name)
        return next((way for way in ways if way and read_handle(way) == call), self.shown)


def known(accounts: pa.Table, member: Mapping[str, str], left_out: Collection[str]) -> list[Known]:
    """All accounts, sorted by id, but those of the members ``left_out``."""
    columns = ["account_id", "source", "handle", "name", "email_hash"]
    rows = accounts.select(columns).sort_by("account_id").to_pylist()
    away = set(left_out)
    return [
        _known(*row.values(), member=member[row["account_id"]])
        for row in rows
        if member[row["account_id"]] not in away
    ]


def rarity(people: Iterable[Known]) -> Rarity:
    """How rare names and handles are among these."""
    listed = list(people)
    names = (each.read.words for each in listed if each.read.full)
    return Rarity(names, (call for each in listed for call in each.calls))


def blocks(keyed: Iterable[tuple[K, Known]]) -> dict[K, list[Known]]:
    """The accounts by something they share."""
    found: dict[K, list[Known]] = defaultdict(list)
    for key, each in keyed:
        found[key].append(each)
    return found


def pairs(block: list[Known]) -> Iterator[tuple[Known, Known]]:
    """The accounts of a block two by two, those of one member not; none of a crowd."""
    if 1 < len({each.member for each in block}) <= CROWD:
        for one, other in combinations(block, 2):
            if one.member != other.member:
                yield one, other


def _known(
    account: str,
    source: str,
    handle: str | None,
    name: str | None,
    address: str | None,
    *,
    member: str,
) -> Known:
    read = read_name(name)
    handles = frozenset(filter(None, map(read_handle, (handle, aside(name)))))
    word = "" if read.full else read_handle(name)
    native = account.split(":", 1)[-1]
    return Known(
        account=account,
        member=member,
        source=source,
        handle=handle or "",
        name=name or "",
        read=read,
        handles=handles,
        calls=handles | {word} if word else handles,
        address=address,
        own_id=native != address and native.casefold() != " ".join((name or "").split()).casefold(),
    )
