"""A commit as git tells it, before anything is made of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

SIGNATURE = re.compile(r"([^<]*)<([^>]*)>")


class Signature(NamedTuple):
    """How somebody signs: a name and an e-mail address; either may be empty."""

    name: str
    address: str


class Commit(NamedTuple):
    """One commit. Times are UTC microseconds, None where they cannot be told.

    ``parents`` are ids as far as the log shows them: a plain log shows a merge's alone, and short.
    ``zoned`` is false where a time is shown without its zone.
    """

    id: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature | None
    authored_at: int | None
    committed_at: int | None
    message: str
    zoned: bool = True


# a few people sign most commits
@lru_cache(maxsize=4096)
def signature(text: str) -> Signature:
    """``Name <address>`` taken apart; a name alone has no address."""
    found = SIGNATURE.match(text)
    if found is None:
        return Signature(text.strip(), "")
    return Signature(found[1].strip(), found[2].strip())
