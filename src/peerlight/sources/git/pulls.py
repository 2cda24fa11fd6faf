"""Pull requests by what their merge commits say: number, title, whose branch, who approved."""

from __future__ import annotations

import re
from typing import NamedTuple

_LOGIN = r"[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:\[bot\])?"
# GitHub, and what its web page writes
_GITHUB = re.compile(rf"Merge pull request #(\d+) from ({_LOGIN})/\S+")
# homu, also in roll-ups: Auto merge of #12 - login:branch, r=nick
_HOMU = re.compile(rf"(?:Auto|Rollup) merge of #(\d+) - ({_LOGIN}):[^,\s]+, r=(\S.*)")
# bors: 12: Title r=nick a=login
_BORS = re.compile(rf"(\d+): (.*?)(?: r=(\S[^=]*?))?(?: a=({_LOGIN}))?\s*")
_BATCH = re.compile(r"Merge (?:#\d+ ?)+")
_GITLAB = re.compile(r"See merge request \S*!(\d+)")
# bringing one's own branch up to date is no merge of anybody's work
_CATCH_UP = re.compile(
    r"Merge (?:remote[- ]tracking )?(?:branch|branches|commit)? ?'?(?:[\w.-]+[/:])?"
    r"(?:master|main|trunk|develop|dev|HEAD)'?(?: of \S+)?(?: into .*)?\.?",
    re.IGNORECASE,
)

_LONGEST_LINE = 1_000


class Pull(NamedTuple):
    """One merged pull request; ``owner`` is the login whose branch it was."""

    number: str
    title: str | None
    owner: str | None = None
    reviewers: tuple[str, ...] = ()


def pulls(message: str) -> tuple[Pull, ...]:
    """The pull requests that a merge's message names; several where a robot merges a batch."""
    first, _, rest = message.partition("\n")
    lines = [line.strip() for line in rest.split("\n")]
    title = next((line for line in lines if line), None)
    if found := _GITHUB.match(first):
        return (Pull(found[1], title, found[2]),)
    if found := _HOMU.fullmatch(first):
        return (Pull(found[1], title, found[2], _nicks(found[3])),)
    if _BATCH.fullmatch(first):
        short = (line for line in lines if len(line) <= _LONGEST_LINE)
        each = (m for m in map(_BORS.fullmatch, short) if m and (m[3] or m[4]))
        return tuple(Pull(m[1], m[2], m[4], _nicks(m[3])) for m in each)
    if first.startswith("Merge branch") and (found := _GITLAB.search(rest)):
        return (Pull(found[1], title),)
    return ()


def catches_up(first: str) -> bool:
    """Whether a merge brings the main branch into another, by its message's first line."""
    return _CATCH_UP.fullmatch(first) is not None


def _nicks(text: str | None) -> tuple[str, ...]:
    nicks = (nick.strip("`@, ") for nick in re.split(r"[,\s]+", text or ""))
    return tuple(dict.fromkeys(n for n in nicks if re.fullmatch(r"[\w.-]+", n) and n != "me"))
