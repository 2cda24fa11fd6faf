"""Whom a commit's message thanks: ``Reviewed-by`` and its like, at the start of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from peerlight.sources.git.commits import Signature

REVIEW, CREDIT, AUTHOR = "review", "credit", "author"

# who looked at a change, tried it or helped with it did something for its author
_KINDS = {
    **dict.fromkeys(("reviewed", "acked", "tested", "helped", "mentored", "suggested"), REVIEW),
    **dict.fromkeys(("approved", "reviewer", "reviewers", "review"), REVIEW),
    **dict.fromkeys(("co-authored", "coauthored", "co-developed", "reported"), CREDIT),
    **dict.fromkeys(("co-author", "co-authors", "coauthor", "coauthors"), CREDIT),
    **dict.fromkeys(("author", "authors"), AUTHOR),
}
# a colon may be missing where the words cannot be anything else
_TRAILER = re.compile(
    r"\s*(?:[*-] ?)?(?:"
    r"(?P<by>reviewed|acked|tested|helped|mentored|suggested|approved|co-?authored|co-developed"
    r"|reported)(?:[ -]by:|(?<=authored)[ -]by\b)"
    r"|(?P<role>reviewers?|review|co-?authors?|authors?):"
    r")\s*(?P<who>\S.*)",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\s*(?:signed-off-by|change-id|git-svn-id|cc|reviewed-on|fixes|reopens|closes|refs): .*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>()@,:]+@[^\s<>()\[\],:@]+")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_HANDLE = re.compile(r"(?<![\w.])@([A-Za-z0-9][A-Za-z0-9-]{0,38})(?![\w@])")
_PROFILE = re.compile(r"https?://github\.com/([A-Za-z0-9-]+)/?", re.IGNORECASE)
_LIST = re.compile(r"\s*[,;&]\s*|\s+and\s+", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)?")
_LONGEST, _WORDS = 60, 5
_LONGEST_LINE = 2_000
_COLONLESS = "uthored"
_NOBODY = frozenset({"me", "myself", "self", "none", "nobody", "n/a", "tbd", "yes", "no", "todo"})


class Trailer(NamedTuple):
    """One person in a trailer: what for, the trailer's name, and how the person is named."""

    kind: str
    key: str
    who: Signature
    handle: str | None = None


def parted(message: str) -> tuple[str, list[Trailer]]:
    """A message's own words without the lines that are for the record, and all who are named there.

    Trailers count wherever in the message their lines stand, and each once.
    """
    if ":" not in message and _COLONLESS not in message:
        return message, []
    said: list[str] = []
    named: dict[Trailer, None] = {}
    for line in message.split("\n"):
        if (":" not in line and _COLONLESS not in line) or len(line) > _LONGEST_LINE:
            said.append(line)
        elif found := _TRAILER.fullmatch(line):
            named.update(dict.fromkeys(_trailers(found)))
        elif not _RECORD.fullmatch(line):
            said.append(line)
    return "\n".join(said), list(named)


def _trailers(found: re.Match[str]) -> Iterator[Trailer]:
    word = (found["by"] or found["role"]).lower()
    key = f"{word}-by" if found["by"] else word
    for who, handle in _people(found["who"]):
        yield Trailer(_KINDS[word], key, who, handle)


def _people(text: str) -> Iterator[tuple[Signature, str | None]]:
    """The people in a trailer's value: signatures, handles, or names in a list."""
    text = _PROFILE.sub(r"@\1", _LINK.sub(r"<\1>", text)).replace("`", "")
    addresses = list(_ADDRESS.finditer(text))
    if addresses:
        start = 0
        for found in addresses:
            handle = _HANDLE.search(text, start, found.start())
            name = _name(text[start : found.start()].replace("mailto", " "))
            yield Signature(name, found[0].rstrip(".")), handle[1] if handle else None
            start = found.end()
        return
    for share in _LIST.split(_ASIDE.sub(_kept_handle, text)):
        handle = _HANDLE.search(share)
        name = _name(share)
        name = name if _is_person(name) else ""
        if handle or name:
            yield Signature(name, ""), handle[1] if handle else None


def _kept_handle(aside: re.Match[str]) -> str:
    found = _HANDLE.search(aside[0])
    return f" @{found[1]} " if found else " "


def _name(text: str) -> str:
    text = _HANDLE.sub(" ", _ASIDE.sub(" ", text))
    return " ".join(text.strip(" <>(),;:*.!").split())


def _is_person(name: str) -> bool:
    """Whether this can be a name, for trailers say all sorts of things."""
    return (
        bool(name)
        and len(name) <= _LONGEST
        and len(name.split()) <= _WORDS
        and not any(mark in name for mark in ":#/<")
        and name.lower() not in _NOBODY
    )
