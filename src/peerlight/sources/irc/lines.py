"""What one line of a log says, whichever client wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Line(NamedTuple):
    """``kind`` is said, join, leave, rename, operator, other or unreadable.

    ``text`` is what was said; of a rename the new nick, of operators all their nicks. ``sign`` is
    the mark of office before the nick.
    """

    kind: str
    nick: str = ""
    text: str = ""
    sign: str = ""


UNREADABLE = Line("unreadable")
OTHER = Line("other")
# owners, admins, operators and half-operators; a plus is only a voice
OFFICES = "~&@%"
_SIGNS = OFFICES + "+!"

_FORMAT = re.compile(
    "\x03(?:\\d{1,2}(?:,\\d{1,2})?)?|\x04(?:[0-9a-fA-F]{6})?|[\x02\x0f\x11\x16\x1d\x1e\x1f\x00]"
)
_ACT = "\x01ACTION "
_SAID = re.compile(r"<([ ~&@%+!]*)([^<>\s]{1,64})>[ \t]?(.*)", re.DOTALL)
_DONE = re.compile(r"(?:\*|Action:)[ \t]+([~&@%+!]?)([^\s*]{1,64})[ \t]+(.*)", re.DOTALL)
_SERVER = re.compile(r"(?:-!-|\*{3}|={3}|-->|<--|--)[ \t]+|(?=-[^\s-]\S{0,63}-[ \t])")
_STAR = re.compile(r"\*[ \t]+")

_HOST = r"(?: [\[(<][^\])>]{0,200}[\])>]){0,3}"
_JOIN = re.compile(rf"(?:Joins: (\S{{1,64}})|(\S{{1,64}}?){_HOST} (?:has )?joined(?: |$))")
_LEAVE = re.compile(
    rf"(?:Parts|Quits): (\S{{1,64}})|(\S{{1,64}}?){_HOST} (?:has )?(?:left|quit|parted)\b"
    r"|(\S{1,64}) was kicked\b|\S{1,64} has kicked (\S{1,64})"
)
_RENAME = re.compile(
    r"(?:Nick change: (\S{1,64}) -> |(\S{1,64}) is now known as )(\S{1,64}?)[.]?\s*$"
)
_MODE = re.compile(r"(?:Server)?[Mm]ode[/ ]\S+ \[([^\]]+)\]|\S+ sets? mode:? ([+-].*)")
_GIVEN = re.compile(r"\S+ gives channel operator status to (.+)")
_TAKES_WORD = frozenset("ovhaqbeIk")


def plain(line: str) -> str:
    """The line without colours and other formatting."""
    return line if line.isprintable() else _FORMAT.sub("", line)


def read_line(body: str, tabs: bool, stars: bool) -> Line:
    """Read what follows the stamp of a line.

    Args:
        body: without formatting.
        tabs: a tab parts the nick from the text.
        stars: one star marks what the server says as well as what somebody does.
    """
    if tabs:
        return _tabbed(body)
    if said := _SAID.match(body):
        return Line("said", said[2], acted(said[3]), said[1].strip())
    if server := _SERVER.match(body):
        return server_line(body[server.end() :])
    if stars and (star := _STAR.match(body)):
        told = server_line(body[star.end() :])
        if told is not OTHER:
            return told
    if done := _DONE.match(body):
        return Line("said", done[2], done[3], done[1])
    told = server_line(body)
    return UNREADABLE if told is OTHER else told


def acted(text: str) -> str:
    """The text without the frame that the protocol puts around an action."""
    return text[len(_ACT) :].rstrip("\x01") if text.startswith(_ACT) else text


def _tabbed(body: str) -> Line:
    prefix, tab, text = body.partition("\t")
    prefix = prefix.strip()
    if not tab:
        return OTHER
    if prefix in ("-->", "<--", "--", "=!=", ""):
        return server_line(text)
    if prefix == "*":
        nick, _, rest = text.partition(" ")
        return Line("said", nick.lstrip(_SIGNS), rest)
    sign = prefix[0] if prefix[0] in _SIGNS and len(prefix) > 1 else ""
    return Line("said", prefix[len(sign) :], acted(text), sign)


def server_line(text: str) -> Line:
    """What the server says: who came, went, changed their nick or was made an operator."""
    if " joined" in text or text.startswith("Joins: "):
        found = _JOIN.match(text)
        return Line("join", found[1] or found[2]) if found else OTHER
    if found := _RENAME.match(text):
        return Line("rename", found[1] or found[2], found[3])
    if found := _LEAVE.match(text):
        return Line("leave", next(filter(None, found.groups())))
    if found := _MODE.match(text):
        return Line("operator", text=" ".join(_made_operators(found[1] or found[2])))
    if found := _GIVEN.match(text):
        return Line("operator", text=found[1])
    return OTHER


def _made_operators(modes: str) -> Iterator[str]:
    """The nicks that a change of modes, ``+vo-b ada bo *!*@*``, makes operators."""
    letters, *words = modes.split()
    given = iter(words)
    adds = True
    for letter in letters:
        if letter in "+-":
            adds = letter == "+"
        elif letter in _TAKES_WORD or (letter == "l" and adds):
            word = next(given, "")
            if letter in "oaq" and adds and "!" not in word and word:
                yield word
