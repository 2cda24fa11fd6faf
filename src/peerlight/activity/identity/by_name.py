"""The same full name: in any order, with or without a middle name, in Cyrillic or Latin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from peerlight.activity.identity.cyrillic import is_cyrillic, sound
from peerlight.activity.identity.grounds import Ground, Kind
from peerlight.activity.identity.known import Known, blocks, pairs
from peerlight.activity.identity.rarity import RARE, Rarity

MOST_BITS = 26.0
"""What a name can say at most: two people of one very rare name are often father and son."""

_LONGEST = 5
_MIDDLE = 3.0
_SCRIPT = 3.0


def by_name(people: Sequence[Known], rare: Rarity) -> Iterator[Ground]:
    """Grounds by name; of names with one word none.

    Accounts are compared only where two words of their names agree, and no more than
    :data:`~peerlight.activity.identity.known.CROWD` members share these.
    """
    full = [each for each in people if each.read.full and len(each.read.words) <= _LONGEST]
    seen: set[tuple[str, str]] = set()
    keyed = ((two, each) for each in full for two in combinations(sorted(each.read.words), 2))
    for block in blocks(keyed).values():
        for one, other in pairs(block):
            if (one.account, other.account) not in seen:
                seen.add((one.account, other.account))
                yield from _alike(one, other, rare)
    yield from _in_two_scripts(full, rare)


def _alike(one: Known, other: Known, rare: Rarity) -> Iterator[Ground]:
    fewer, more = sorted((one, other), key=lambda each: len(each.read.words))
    if not fewer.read.words <= more.read.words or not one.read.fits(other.read):
        return
    bits = min(rare.name(fewer.read.words), MOST_BITS)
    scarce = bits >= RARE
    called = "rare name" if scarce else "name"
    if fewer.read == more.read:
        words = f"have the same {called}, “{fewer.name}”"
    else:
        bits -= _MIDDLE
        words = f"have the same {called} but for a middle one, “{fewer.name}” and “{more.name}”"
    yield Ground(one, other, Kind.name, bits, words, alone=scarce)


def _in_two_scripts(full: Sequence[Known], rare: Rarity) -> Iterator[Ground]:
    keyed = ((frozenset(map(sound, each.read.words)), each) for each in full)
    for block in blocks(keyed).values():
        for one, other in pairs(block):
            if _cyrillic(one) == _cyrillic(other):
                continue
            # each script has its own common names; the commoner spelling counts
            bits = min(rare.name(one.read.words), rare.name(other.read.words), MOST_BITS)
            words = f"have the same name in two scripts, “{one.name}” and “{other.name}”"
            yield Ground(one, other, Kind.name, bits - _SCRIPT, words, alone=bits >= RARE)


def _cyrillic(each: Known) -> bool:
    return any(map(is_cyrillic, each.read.words))
