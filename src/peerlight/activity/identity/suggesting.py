"""Suggestions that two members are one person, each with its confidence and its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from peerlight.activity.identity.by_handle import by_handle, by_making
from peerlight.activity.identity.by_name import by_name
from peerlight.activity.identity.by_signature import by_signature
from peerlight.activity.identity.confidence import ENOUGH, confidence, in_words
from peerlight.activity.identity.deciding import NOTHING, Decided, Pair, pair
from peerlight.activity.identity.grounds import Ground, best, by_address, by_mailbox
from peerlight.activity.identity.joining import members
from peerlight.activity.identity.known import Known, known, rarity
from peerlight.activity.identity.talking import wrote_to
from peerlight.store.engines import Engine


@dataclass(frozen=True)
class Suggestion:
    """Two accounts that may be one person's; ``name`` and ``other_name`` are what they go by.

    ``confidence`` is the chance that they are, 0 to 1, ``likely`` the same in a word. ``reasons``
    speak for it, the strongest first, ``against`` is what speaks against it.
    """

    account_id: str
    other_id: str
    name: str
    other_name: str
    confidence: float
    likely: str
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()


def suggest(
    engine: Engine,
    left_out: Collection[str] = (),
    decided: Decided = NOTHING,
    seal: Callable[[str], str] | None = None,
) -> list[Suggestion]:
    """Who may be one person, surest first; at most one suggestion for two members.

    Args:
        engine: where the activity tables are.
        left_out: accounts of bots, and of whom else nothing is to be suggested.
        decided: whom a human joined, parted or hid; these are not suggested.
        seal: how the community seals an e-mail address; None looks up none.

    Accounts are compared only within blocks that share a key (an address, a handle, two words of a
    name), so that it is close to linear in accounts; texts are read once, by the engine. Tested
    with 100,000 accounts.
    """
    accounts = engine.rows("SELECT * FROM accounts")
    member = members(accounts, decided)
    away = {member[a] for a in chain(left_out, decided.objected) if a in member}
    people = known(accounts, member, away)
    found = _by_couple(_grounds(people, engine, seal), _parted(decided, member))
    calls = wrote_to(engine, found, people)
    size = len({each.member for each in people})
    made = (_suggestion(best(g), size, calls.get(c, 0)) for c, g in found.items())
    return sorted(filter(None, made), key=lambda s: (-s.confidence, s.account_id, s.other_id))


def _grounds(
    people: Sequence[Known], engine: Engine, seal: Callable[[str], str] | None
) -> Iterable[Ground]:
    rare = rarity(people)
    yield from by_address(people)
    yield from by_name(people, rare)
    yield from by_handle(people, rare)
    yield from by_making(people, rare)
    yield from by_signature(people, rare, engine)
    if seal is not None:
        yield from by_mailbox(people, rare, seal)


def _parted(decided: Decided, member: Mapping[str, str]) -> set[Pair]:
    """The members of whom a human said that they are two."""
    return {pair(member.get(one, one), member.get(other, other)) for one, other in decided.apart}


def _by_couple(grounds: Iterable[Ground], parted: set[Pair]) -> dict[Pair, list[Ground]]:
    found: dict[Pair, list[Ground]] = defaultdict(list)
    for ground in grounds:
        couple = pair(ground.one.member, ground.other.member)
        if couple not in parted:
            found[couple].append(ground)
    return found


def _suggestion(grounds: list[Ground], people: int, calls: int) -> Suggestion | None:
    sure = confidence(grounds, people, calls)
    if sure < ENOUGH:
        return None
    one, other = sorted((grounds[0].one, grounds[0].other), key=lambda each: each.account)
    times = "once" if calls == 1 else f"{calls:,} times"
    return Suggestion(
        account_id=one.account,
        other_id=other.account,
        name=one.shown,
        other_name=other.shown,
        confidence=round(sure, 2),
        likely=in_words(sure),
        reasons=tuple(ground.words for ground in grounds),
        against=(f"they wrote to each other {times}",) if calls else (),
    )
