"""A repository's ``.mailmap``: which spellings of names and addresses are one person's."""

from __future__ import annotations

from collections.abc import Mapping

from peerlight.sources.encodings import decoded
from peerlight.sources.git.commits import SIGNATURE, Signature

_LONGEST_LINE = 1_000

Mailmap = Mapping[tuple[str, str], Signature]
"""By address and name, both in lowercase; an empty name stands for whatever name."""


def read_mailmap(data: bytes) -> dict[tuple[str, str], Signature]:
    """Lines ``Right Name <right@x> Wrong Name <wrong@x>``, of which most may be left out."""
    known: dict[tuple[str, str], Signature] = {}
    for line in decoded(data).splitlines():
        found = SIGNATURE.findall(line.partition("#")[0][:_LONGEST_LINE])
        if not found:
            continue
        (name, address), (wrong, old) = found[0], found[1] if len(found) > 1 else ("", found[0][1])
        known[_key(wrong, old)] = Signature(name.strip(), address.strip())
    return known


def mapped(who: Signature, mailmap: Mailmap) -> Signature:
    """The right spelling of a signature."""
    if not mailmap:
        return who
    right = mailmap.get(_key(who.name, who.address)) or mailmap.get(_key("", who.address))
    return Signature(right.name or who.name, right.address or who.address) if right else who


def _key(name: str, address: str) -> tuple[str, str]:
    return address.strip().casefold(), name.strip().casefold()
