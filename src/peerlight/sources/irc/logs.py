"""Which files are logs, how each is written, and which channel it is of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath
from typing import NamedTuple

from peerlight.sources.encodings import decoded
from peerlight.sources.irc.lines import Line, plain, read_line
from peerlight.sources.irc.pages import page_lines
from peerlight.sources.irc.stamps import STAMP, day_in_name, is_heading
from peerlight.sources.packing import Tree

HEAD = 16 * 1024
BLOCK, TABS, LINES, PAGE = "block", "tabs", "lines", "page"

_SUFFIXES = (".txt", ".log", ".irc", ".weechatlog", ".htm", ".html")
_DATE = re.compile(r"[._ -]?\d{4}[-_.]?\d\d(?:[-_.]?\d\d)?$")
_ONLY_DATE = re.compile(r"(?:\d+|[-_./]|week|(?i:[a-z]{3}(?=[-_./\d])))+")
_IN_PATH = re.compile(r"[#&]+[^/\s#&][^/\s]*")
_IDENT = re.compile(r"^Session Ident: (\S+)", re.MULTILINE)
_JOINED = re.compile(
    r"joined ([#&]\S+?)[.]?$|[Mm]ode[/ ]([#&]\S+) \[|topic (?:for|of) ([#&]\S+?):? "
)
_STAMPED = re.compile(r"-?\d{9,12}")
_ENOUGH = 0.6
_CROWD = 3


class Log(NamedTuple):
    """One log file.

    ``style`` is block, tabs, lines or page. ``dated`` says that every line bears its date, ``day``
    is the file's own; ``stars`` is for :func:`~peerlight.sources.irc.lines.read_line`.
    """

    style: str
    channel: str
    private: bool
    day: date | None
    dated: bool = True
    stars: bool = False


def is_log_name(name: str) -> bool:
    """Whether a file of this name may be a log."""
    path = PurePosixPath(name.lower().removesuffix(".gz"))
    return path.suffix in _SUFFIXES or _IN_PATH.search(path.name) is not None


def head_of(tree: Tree, name: str) -> bytes:
    """The first bytes of a file; none where it cannot be opened."""
    try:
        with tree.open(name) as file:
            return file.read(HEAD)
    except OSError:
        return b""


def find_log(tree: Tree, name: str) -> Log | None:
    """How a file is written and of which channel it is; None if it is no log."""
    style, lines = _style(name, head_of(tree, name))
    if style is None:
        return None
    channel, private = _place(tree, name, style, lines)
    return Log(
        style,
        channel,
        private,
        day_in_name(f"{tree.path.name}/{name}"),
        dated=style == TABS or any(s[1] for line in lines if (s := STAMP.match(line))),
        stars=style in (LINES, PAGE) and _star_is_server(lines),
    )


def _style(name: str, head: bytes) -> tuple[str | None, list[str]]:
    """How a file is written, and its first lines."""
    # a line cut in two at the end must not change how the rest is read
    whole = head[: head.rfind(b"\n") + 1] if len(head) == HEAD else head
    if name.lower().removesuffix(".gz").endswith((".htm", ".html")):
        lines = page_lines(whole)
        return (PAGE if _looks_like_lines(lines) else None), lines
    lines = decoded(whole).splitlines()
    if _looks_like_blocks(lines[:4]):
        return BLOCK, lines
    lines = [plain(line) for line in lines]
    if _share(lines, _is_tabbed) >= _ENOUGH:
        return TABS, lines
    return (LINES if _looks_like_lines(lines) else None), lines


def _looks_like_blocks(lines: list[str]) -> bool:
    if len(lines) < 3 or not _STAMPED.fullmatch(lines[0].strip()):
        return False
    nick = lines[1].strip()
    return (
        not nick.isdecimal()
        and len(nick.split()) == 1
        and (len(lines) == 3 or not lines[3].strip())
    )


def _looks_like_lines(lines: list[str]) -> bool:
    return _share([line for line in lines if not is_heading(line)], _is_line) >= _ENOUGH


def _share(lines: list[str], good: Callable[[str], bool]) -> float:
    told = [line for line in lines if line.strip()]
    return sum(map(good, told)) / len(told) if told else 0.0


def _is_tabbed(line: str) -> bool:
    stamp = STAMP.match(line)
    return bool(stamp and stamp[1] and stamp[5] and line.count("\t") >= 2 and line[19:20] == "\t")


def _is_line(line: str) -> bool:
    stamp = STAMP.match(line)
    return stamp is not None and line[stamp.end() :].startswith(("<", "*", "-", "="))


def _star_is_server(lines: list[str]) -> bool:
    """Whether one star marks the server's words, as where no other mark does."""
    bodies = [line[s.end() :] for line in lines if (s := STAMP.match(line))]
    other = ("-!-", "***", "===")
    return not any(body.startswith(other) for body in bodies) and not any(
        line.startswith("--- ") for line in lines
    )


def _place(tree: Tree, name: str, style: str, lines: list[str]) -> tuple[str, bool]:
    """The channel of a log, and whether the talk in it is private."""
    if named := _named_channel(tree, name):
        return named, False
    if ident := _IDENT.search("\n".join(lines)):
        return (ident[1], False) if ident[1][0] in "#&" else (_plain_name(tree, name), True)
    if joined := next(filter(None, map(_JOINED.search, _told(style, lines))), None):
        return joined[1] or joined[2] or joined[3], False
    # blocks are what archives are made of; clients write none
    public = style == BLOCK or _ONLY_DATE.fullmatch(_without_suffix(name)) is not None
    return _plain_name(tree, name), not public and len(_speakers(style, lines)) < _CROWD


def _plain_name(tree: Tree, name: str) -> str:
    """What a log is called where no channel is named: its file or folder, unless that is a date."""
    parts = [_bare(part) for part in reversed(f"{tree.path.name}/{name}".split("/"))]
    return next((part for part in parts if not _ONLY_DATE.fullmatch(part)), parts[0])


def _named_channel(tree: Tree, name: str) -> str | None:
    """The channel that a path names: ``libera.#tea.weechatlog``, ``#tea/2024-01-17.log``."""
    for part in reversed(f"{tree.path.name}/{name}".split("/")):
        if found := _IN_PATH.search(part):
            return _bare(found[0])
    return None


def _without_suffix(name: str) -> str:
    name = re.sub(r"\.gz$", "", name, flags=re.IGNORECASE)
    for suffix in (*_SUFFIXES, ".zip"):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def _bare(name: str) -> str:
    """A file's name without its ending and its date."""
    stem = _without_suffix(name)
    return _DATE.sub("", stem) or stem


def _told(style: str, lines: list[str]) -> list[str]:
    """What the server says in these lines; what people say may name any channel."""
    return [line for line, read in _read(style, lines) if read.kind != "said"]


def _speakers(style: str, lines: list[str]) -> set[str]:
    if style == BLOCK:
        return {nick for before, nick in pairwise(lines) if _STAMPED.fullmatch(before.strip())}
    return {read.nick.lower() for _, read in _read(style, lines) if read.kind == "said"}


def _read(style: str, lines: list[str]) -> Iterator[tuple[str, Line]]:
    for line in lines:
        if style != BLOCK and (stamp := STAMP.match(line)):
            yield line, read_line(line[stamp.end() :], style == TABS, False)
