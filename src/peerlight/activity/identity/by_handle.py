"""The same handle in two places, and handles made of somebody's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from peerlight.activity.identity.grounds import Ground, Kind
from peerlight.activity.identity.known import CROWD, Known, blocks, pairs
from peerlight.activity.identity.rarity import RARE, Rarity
from peerlight.activity.identity.spelling import made_of

MOST_BITS = 24.0
_SHORTEST = 4
_OF_A_NAME = 3.0
"""Bits of the choice to make a handle of one's name in this way and no other."""
_CHOICES = 3


def by_handle(people: Sequence[Known], rare: Rarity) -> Iterator[Ground]:
    """The same handle in two places; or in one where the platform does not tell people apart."""
    keyed = ((call, each) for each in people for call in each.calls if len(call) >= _SHORTEST)
    for call, block in sorted(blocks(keyed).items()):
        for one, other in pairs(block):
            if not _rivals(one, other) and not _at_odds(one, other):
                bits = min(_bits(call, one, other, rare), MOST_BITS)
                # a single word that is but a name tells too little, however rare it looks
                handle = call in one.handles and call in other.handles
                words = f"both go by the handle “{one.written(call)}”"
                if not handle:
                    words = f"both go by “{one.written(call)}”"
                yield Ground(one, other, Kind.handle, bits, words, alone=handle and bits >= RARE)


def by_making(people: Sequence[Known], rare: Rarity) -> Iterator[Ground]:
    """A handle that is made of the other's name: written together, or with an initial.

    The fewer names it could be made of, the more it tells; of more than three, nothing.
    """
    callers = blocks((call, each) for each in people for call in _without_numbers(each))
    makers = _makers(people, callers)
    for call, block in sorted(makers.items()):
        names = {each.read.words for each, _ in block}
        if len(names) > _CHOICES or len(callers[call]) > CROWD:
            continue
        for maker, shown in block:
            bits = rare.name(shown) + (_OF_A_NAME if len(shown) == 1 else 0.0)
            # it may be a name of its own
            bits = min(bits, rare.borne(call))
            for caller in callers[call]:
                if caller.member != maker.member and not _rivals(maker, caller):
                    yield from _made(maker, caller, call, min(bits, MOST_BITS) + 1 - len(names))


def _made(maker: Known, caller: Known, call: str, bits: float) -> Iterator[Ground]:
    # somebody with a full name of their own made the handle of that
    if not caller.read.full:
        words = f"the handle “{caller.written(call)}” is made of the name “{maker.name}”"
        yield Ground(maker, caller, Kind.name, bits - 1, words, alone=bits >= RARE)


def _makers(
    people: Sequence[Known], callers: Mapping[str, list[Known]]
) -> dict[str, list[tuple[Known, frozenset[str]]]]:
    """Who could have made each handle of their name, with the words that it shows in full."""
    makers: dict[str, list[tuple[Known, frozenset[str]]]] = {}
    for each in people:
        for call, shown in made_of(each.read.words):
            if call in callers and max(map(len, shown)) >= _SHORTEST:
                makers.setdefault(call, []).append((each, shown))
    return makers


def _without_numbers(each: Known) -> set[str]:
    bare = {call.rstrip("0123456789") for call in each.calls}
    return {call for call in each.calls | bare if len(call) >= _SHORTEST}


def _rivals(one: Known, other: Known) -> bool:
    """Whether the platform itself says that they are two."""
    return one.source == other.source and one.own_id and other.own_id


def _at_odds(one: Known, other: Known) -> bool:
    """Whether both have full names, and none of their words in common."""
    both = one.read.full and other.read.full
    return both and not one.read.words & other.read.words


def _bits(call: str, one: Known, other: Known, rare: Rarity) -> float:
    """Of a handle that is made of its owner's name: no more than the name and the making say."""
    bits = rare.handle(call)
    for each in (one, other):
        if each.read.full and call in {made for made, _ in made_of(each.read.words)}:
            same = one.read.full and other.read.full
            bits = min(bits, _OF_A_NAME if same else rare.name(each.read.words) + _OF_A_NAME)
    return bits
