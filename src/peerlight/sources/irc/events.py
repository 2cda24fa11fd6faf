"""Lines and blocks of logs turned into records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from peerlight.sources.contract import Wish
from peerlight.sources.encodings import decoded
from peerlight.sources.html import tidy
from peerlight.sources.irc.calls import called
from peerlight.sources.irc.lines import OFFICES, Line, acted, plain, read_line
from peerlight.sources.irc.logs import TABS, Log
from peerlight.sources.irc.names import Nicks
from peerlight.sources.irc.relays import WRAPS, wrapped
from peerlight.sources.irc.renames import RENAMES
from peerlight.sources.irc.stamps import (
    HEADINGS,
    STAMP,
    Clock,
    heading_day,
    is_heading,
    turns_day,
)
from peerlight.sources.json_files import LATEST
from peerlight.sources.loose import LooseRows
from peerlight.sources.words import web_links
from peerlight.store.tables import Appointment, Channel, Link, Membership, Mention, Message

_SECOND = 1_000_000


class LogReader:
    """Turns the lines and blocks of logs into rows."""

    def __init__(self, wish: Wish, platform: str) -> None:
        self.prefix = wish.source or platform
        self.rows = LooseRows()
        self.nicks = Nicks(self.prefix, wish)
        self.channels: dict[str, Channel] = {}
        self.offices: dict[str, int] = {}
        self.wraps: Counter[str] = Counter()
        self.channel = ""
        # the second or minute of the line before, and which texts were said in it
        self.last, self.within = 0, 0
        self.said_before: dict[str, int] = {}

    def open(self, log: Log) -> None:
        """What follows is said in the channel of ``log``."""
        self.channel = f"{self.prefix}:{log.channel.lower()}"
        kind = "direct" if log.private else "channel"
        row = Channel(self.channel, self.prefix, log.channel, kind, log.private)
        self.channels.setdefault(self.channel, row)
        # another log may begin at the very time at which this one ends, with the same messages
        self.last = 0

    def block(self, block: bytes) -> None:
        """Keep one block, or drop it for a reason."""
        stamp, _, rest = decoded(block).lstrip("\n").partition("\n")
        nick, _, text = rest.partition("\n")
        text = text.strip("\r\n")
        if not nick.strip() or not stamp.strip().lstrip("-").isdecimal():
            self.rows.audit.drop("unreadable")
        elif not 0 < (at := int(stamp)) < LATEST:
            self.rows.audit.drop("impossible time")
        elif not text:
            self.rows.audit.drop("no text")
        else:
            self.said(Line("said", nick, acted(plain(text))), at)

    def lines(self, group: Iterable[str], log: Log) -> None:
        """Read lines that follow each other in one log."""
        clock = Clock(log.day)
        for text in group:
            self.line(text, log, clock)

    def line(self, text: str, log: Log, clock: Clock) -> None:
        """Keep one line, or drop it for a reason; headings are no records."""
        stamp = STAMP.match(text)
        body = text[stamp.end() :] if stamp else text
        if body.startswith(HEADINGS) and is_heading(body):
            if turns_day(body):
                clock.turn_to(heading_day(body))
        elif stamp is None:
            if text.strip():
                self.rows.audit.drop("unreadable")
        elif (at := clock.at(stamp)) is None:
            self.rows.audit.drop("impossible time")
        else:
            self.event(read_line(body, log.style == TABS, log.stars), at)

    def event(self, line: Line, at: int) -> None:
        """Keep what a line says; ``at`` in seconds since 1970."""
        if line.kind == "said" and line.text:
            self.said(line, at)
            return
        if line.kind == "said":
            self.rows.audit.drop("no text")
            return
        self.rows.audit.drop("unreadable" if line.kind == "unreadable" else "system message")
        if line.kind in ("join", "leave"):
            if account := self.nicks.account(line.nick):
                row = Membership(account, self.channel, line.kind, None, at * _SECOND)
                self.rows.add(row)
        elif line.kind == "rename":
            old, new = self.nicks.account(line.nick), self.nicks.account(line.text)
            if old and new and old != new:
                self.rows.loose[RENAMES].append((old, new, at * _SECOND))
        elif line.kind == "operator":
            for nick in line.text.split():
                self.appointed(nick, at)

    def said(self, line: Line, at: int) -> None:
        """Keep one message."""
        account, text = self.nicks.account(line.nick), tidy(line.text)
        if account is None:
            self.rows.audit.drop("no author")
            return
        message_id = self.number(account, text, at)
        # a thread of its own: IRC knows none
        self.rows.keep(
            Message(
                message_id,
                account,
                self.channel,
                message_id,
                at * _SECOND + self.within,
                "post",
                None,
                None,
                None,
                text or None,
            )
        )
        if line.sign and line.sign[0] in OFFICES:
            self.appointed(line.nick, at)
        words = text
        if text and (found := wrapped(text, self.nicks.is_relay(account))):
            self.wraps[account] += 1
            words = found[1]
        for nick in called(words):
            self.rows.add(Mention(message_id, f"{self.prefix}:{nick}"))
        for url, domain in web_links(text):
            self.rows.add(Link(message_id, url, domain))

    def number(self, account: str, text: str, at: int) -> str:
        """A message's id, from what it is; another log of the channel gives the same one.

        What one nick says twice within a second (or a minute, where no seconds are logged) is
        told apart by its order.
        """
        if at == self.last:
            # the order of lines is known, though not their microseconds
            self.within = min(self.within + 1, _SECOND - 1)
        else:
            self.last, self.within = at, 0
            self.said_before.clear()
        what = f"{self.channel}\n{at}\n{account}\n{text}"
        nth = self.said_before.get(what, 0)
        self.said_before[what] = nth + 1
        digest = sha256(f"{what}\n{nth}".encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self.prefix}:{digest[:20]}"

    def appointed(self, nick: str, at: int) -> None:
        """Note the first time at which somebody is seen as an operator."""
        if account := self.nicks.account(nick):
            self.offices[account] = min(at, self.offices.get(account, at))

    def finished(self) -> LooseRows:
        """The rows, with what all parts together have to settle as loose ends."""
        for channel in self.channels.values():
            self.rows.add(channel)
        for known in self.nicks.accounts():
            self.rows.add(known)
        for account, at in self.offices.items():
            self.rows.add(Appointment(account, "operator", since=at * _SECOND))
        self.rows.loose[WRAPS].extend(self.wraps.items())
        for topic in [topic for topic, ends in self.rows.loose.items() if not ends]:
            del self.rows.loose[topic]
        return self.rows
