"""Accounts that sign their messages with the name or the handle of another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from peerlight.activity.identity.grounds import Ground, Kind
from peerlight.activity.identity.known import CROWD, Known, blocks
from peerlight.activity.identity.rarity import RARE, Rarity
from peerlight.activity.identity.spelling import read_handle, read_name
from peerlight.store.engines import Engine

MOST_BITS = 22.0
_QUOTED = 3.0
"""Bits off, because people end messages with the names of others whom they quote."""
_TWICE = 2
_SHORTEST = 4

# only what could hold a signature leaves the engine
_ENDS = """
SELECT e.account_id, e.head, e.tail FROM (
  SELECT m.account_id, SUBSTR(m.text, 1, 100) AS head,
    SUBSTR(m.text, GREATEST(LENGTH(m.text) - 99, 1)) AS tail
  FROM messages m
  WHERE m.text IS NOT NULL AND m.kind <> 'system' AND m.deleted_at IS NULL
) e
WHERE e.tail LIKE '%--%' OR e.tail LIKE '%—%' OR e.head LIKE '@% here%'
  OR LOWER(e.head) LIKE '%i am %' OR LOWER(e.head) LIKE '%i_m %' OR LOWER(e.head) LIKE '%this is %'
  OR LOWER(e.head) LIKE '%my %'
ORDER BY e.account_id, e.head, e.tail
"""
_SIGNED = re.compile(r"(?:\n\s*|(?<=[.!?)])\s+)(?:--+|—)[ \t]*\n?[ \t]*([^\n]{2,60})\s*\Z")
_INTRODUCED = re.compile(
    r"\A@(?P<called>[\w.-]{3,39}) here\b"
    r"|\b(?:i am|i['’]m|this is|my (?:handle|nick|user ?name|login|account)(?: there)? is)"
    r" @?(?P<named>[\w.-]{3,39}) on"
    r" (?:git(?:hub|lab)|irc|slack|discord|zulip|matrix|the (?:forum|list))\b",
    re.IGNORECASE,
)


def by_signature(people: Sequence[Known], rare: Rarity, engine: Engine) -> Iterator[Ground]:
    """Grounds from the ends and beginnings of messages.

    A signature stands after a dash at the very end, at least twice, and in most messages of the
    account that end so. Somebody with a full name of their own who ends with another's quotes
    them. To say "I'm tulip on IRC" once is enough. Needs ``messages`` on ``engine``; linear in
    them, and only the few that could be signed are looked at.
    """
    named = blocks((each.read.words, each) for each in people if each.read.full)
    called = blocks((call, each) for each in people for call in each.calls)
    by_account = {each.account: each for each in people}
    for account, said in sorted(_signatures(engine).items()):
        if signer := by_account.get(account):
            yield from _by_name(signer, said, named.get(read_name(said).words, []), rare)
    for account, handle in sorted(_introductions(engine)):
        if (signer := by_account.get(account)) and len(handle) >= _SHORTEST:
            yield from _by_handle(signer, handle, called.get(handle, []), rare)


def _by_name(signer: Known, said: str, others: list[Known], rare: Rarity) -> Iterator[Ground]:
    if signer.read.full or len({each.member for each in others}) > CROWD:
        return
    for each in others:
        if each.member != signer.member:
            bits = min(rare.name(each.read.words) - _QUOTED, MOST_BITS)
            words = f"“{signer.shown}” signs as “{said}”"
            yield Ground(signer, each, Kind.signature, bits, words, alone=bits >= RARE)


def _by_handle(signer: Known, handle: str, others: list[Known], rare: Rarity) -> Iterator[Ground]:
    for each in others:
        # within one place, to say a handle is to call somebody
        if each.member != signer.member and each.source != signer.source and len(others) <= CROWD:
            bits = min(rare.handle(handle), MOST_BITS)
            words = f"“{signer.shown}” says that they are “{handle}” elsewhere"
            yield Ground(signer, each, Kind.signature, bits, words, alone=bits >= RARE)


def _signatures(engine: Engine) -> dict[str, str]:
    """What each account signs as, where it does so as a rule."""
    signed: dict[str, Counter[str]] = defaultdict(Counter)
    for row in engine.rows(_ENDS).to_pylist():
        if found := _SIGNED.search(row["tail"]):
            signed[row["account_id"]][found[1].strip()] += 1
    usual = {account: said.most_common(1)[0] for account, said in signed.items()}
    return {
        account: said
        for account, (said, times) in usual.items()
        if times >= _TWICE and 2 * times > signed[account].total()
    }


def _introductions(engine: Engine) -> set[tuple[str, str]]:
    found = set()
    for row in engine.rows(_ENDS).to_pylist():
        if said := _INTRODUCED.search(row["head"]):
            found.add((row["account_id"], read_handle(said["called"] or said["named"])))
    return found
