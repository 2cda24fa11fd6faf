"""What speaks for two accounts being one person's: each ground in bits, with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from peerlight.activity.identity.joining import shared
from peerlight.activity.identity.known import Known, blocks, pairs
from peerlight.activity.identity.rarity import Rarity

_HOSTS = sorted(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com"}
    | {"protonmail.com", "proton.me", "gmx.de", "gmx.net", "web.de", "mail.ru", "yandex.ru"}
    | {"qq.com", "163.com", "users.noreply.github.com"}
)
"""Where many have their mail: an address that is stored as a seal can only be asked for."""

_SHORTEST = 4


class Kind(StrEnum):
    """Kinds of grounds. Two of one kind count once, since they say the same."""

    address = "address"
    mailbox = "mailbox"
    handle = "handle"
    name = "name"
    signature = "signature"


@dataclass(frozen=True)
class Ground:
    """``bits`` is by how many halvings chance is a worse explanation than one person.

    ``alone`` tells whether it is enough without a second ground: a common name is not.
    """

    one: Known
    other: Known
    kind: Kind
    bits: float
    words: str
    alone: bool = True


def by_address(people: Sequence[Known]) -> Iterator[Ground]:
    """The same e-mail address. If it looks like several people's, it says little."""
    for block in blocks((each.address, each) for each in people if each.address).values():
        several = shared(each.name for each in block)
        for one, other in pairs(block):
            if several:
                words = "have one e-mail address, which seems to be several people's"
                yield Ground(one, other, Kind.address, 6.0, words, alone=False)
            else:
                yield Ground(one, other, Kind.address, 40.0, "have the same e-mail address")


def by_mailbox(
    people: Sequence[Known], rare: Rarity, seal: Callable[[str], str]
) -> Iterator[Ground]:
    """A handle that is the other's mailbox at one of the large mail hosts.

    Addresses are known by their seals only; each handle is sealed with each host and looked up.
    Linear in handles; nothing is sealed where no address is known.
    """
    owners = blocks((each.address, each) for each in people if each.address)
    if not owners:
        return
    for each in people:
        box = each.handle.lower()
        if len(box) < _SHORTEST or not _ascii_box(box):
            continue
        for host in _HOSTS:
            for owner in owners.get(seal(f"{box}@{host}"), ()):
                if owner.member != each.member:
                    words = f"the handle “{each.handle}” is the other's e-mail address before the @"
                    bits = min(max(_bits(rare, each), 12.0), 22.0)
                    yield Ground(each, owner, Kind.mailbox, bits, words)


def _ascii_box(handle: str) -> bool:
    return handle.isascii() and not set(handle) & set(" @<>,;:\"'()/\\")


def _bits(rare: Rarity, each: Known) -> float:
    return min((rare.handle(call) for call in each.calls), default=0.0)


def best(grounds: Iterable[Ground]) -> list[Ground]:
    """The strongest ground of each kind, the strongest first."""
    strongest: dict[Kind, Ground] = {}
    for ground in grounds:
        if ground.kind not in strongest or _order(ground) < _order(strongest[ground.kind]):
            strongest[ground.kind] = ground
    return sorted(strongest.values(), key=_order)


def _order(ground: Ground) -> tuple[float, str, str, str]:
    return -ground.bits, ground.one.account, ground.other.account, ground.words
