"""Text that people wrote, made safe to show on a page or a terminal."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

NAMELESS = "(no name)"
NAME_LIMIT = 60

_JOINERS = "\u200c\u200d"  # Persian words and many emoji are written with them
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # count as letters or symbols, yet show nothing
_MARKS_IN_A_ROW = 4  # more than any living script stacks; beyond it text covers its neighbours


def plain(text: str, limit: int = 600) -> str:
    """``text`` on one line, without what could reorder, hide, overprint or command.

    Control, bidirectional and invisible formatting characters go, lone surrogates become
    U+FFFD, stacked marks are cut, and what is longer than ``limit`` characters ends in "…".
    """
    # a first rough cut keeps a name of a million letters cheap
    kept = "".join(_kept(c) for c in text[: 8 * limit + 1000])
    kept = " ".join(_fewer_marks(kept).split())
    return kept if len(kept) <= limit else kept[: limit - 1].rstrip() + "…"


def plain_name(name: str, limit: int = NAME_LIMIT) -> str:
    """A person's or community's name by :func:`plain`; "(no name)" where nothing can be seen."""
    shown = plain(name, limit)
    return shown if shown.strip(_JOINERS + _BLANKS + " ") else NAMELESS


def web_address(url: str | None) -> str | None:
    """``url`` where it is a complete http(s) address without stray characters, else None."""
    if not url or not re.fullmatch(r"https?://[^\s\x00-\x20\x7f-\x9f\"<>\\^`{|}]+", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.hostname and plain(url, len(url)) == url else None


def _kept(char: str) -> str:
    if char.isascii():
        return char if char.isprintable() else " "
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category == "Cf" and char not in _JOINERS else char


def _fewer_marks(text: str) -> str:
    kept, row = [], 0
    for char in text:
        row = row + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if row <= _MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)
