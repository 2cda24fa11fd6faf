"""Gitter archives: tab-separated records, usually a file per room.

The columns are ``room_id room_uri sent_at from_userid from_username message_id text``; a text of
several lines stands in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from peerlight.sources.audit import Audit, Knows
from peerlight.sources.contract import Part, Wish
from peerlight.sources.encodings import decoded
from peerlight.sources.gitter_names import tie_names
from peerlight.sources.iso_times import iso_time
from peerlight.sources.packing import Tree
from peerlight.sources.rows import Rows
from peerlight.sources.spans import records, span_parts
from peerlight.sources.words import kept_id, known_name, web_links, words
from peerlight.store.tables import Account, Channel, Link, Mention, Message

_LOOKED_AT = 20
_HEAD = 64 * 1024
_COLUMNS = 7
_HEADING = "room_id\t"
_RECORD = re.compile(r"(?:^|\n)[0-9a-f]{24}\t[^\t\n]*\t[^\t\n]*(?:\t[^\t\n]*){2}\t[0-9a-f]{24}\t")
# a room's id, or at least a time in its place: a text may go on for many lines
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[0-9a-f]{24}\t|[^\t\r\n]*\t[^\t\r\n]*\t\d{4}-\d\d-\d\dT[\d:.]+Z?\t)"
)
_CALLED = re.compile(r"(?<![\w@./`-])@([A-Za-z0-9][A-Za-z0-9_-]*)")
# what is code or quoted calls nobody
_NOT_SAID = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|^[ \t]*>[^\n]*", re.DOTALL | re.MULTILINE)
_BOTS = re.compile(r"camperbot|gitter|gitter-?(?:badger|bot\w*)", re.IGNORECASE)


class Gitter:
    """The reader of Gitter archives: a file, or a folder or zip of them."""

    platform: ClassVar[str] = "gitter"
    looked_for: ClassVar[str] = (
        "tab-separated .tsv or .txt files of room_id, room_uri, sent_at, from_userid,"
        " from_username, message_id and text"
    )
    knows: ClassVar[Knows] = Knows(
        notes=(
            "Nothing links an answer to a question: only @name tells to whom it is said.",
            "Reactions, joins and owners of rooms are not in this format.",
        )
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether one of the first files that may be an archive is one."""
        return any(_is_archive(tree, name) for name in _names(tree)[:_LOOKED_AT])

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Spans of the files; the first part names those that are no archive."""
        audit, kept = Audit(), []
        for name in _names(tree):
            if _is_archive(tree, name):
                kept.append(name)
            elif tree.size(name):
                audit.skip(name, "no messages as Gitter writes them")
        parts = span_parts(tree, kept)
        parts[0].context["audit"] = audit
        return parts

    def read(self, tree: Tree, part: Part, wish: Wish) -> Rows:
        """Read spans. Complexity: linear in bytes; the part's rows stand in memory."""
        reading = _Reading(wish, self.platform)
        reading.rows.audit.add(part.context.get("audit", Audit()))
        for name, span in zip(part.names, part.context["spans"], strict=True):
            try:
                for record in records(tree, name, span, _begins):
                    reading.record(decoded(b"".join(record)))
            except OSError as error:
                reading.rows.audit.skip(name, str(error))
        return reading.finished()

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Tie calls to accounts, see :func:`~peerlight.sources.gitter_names.tie_names`."""
        return tie_names(folder)


class _Said(NamedTuple):
    """The columns of a record; all are text as it stands."""

    room: str
    uri: str
    at: str
    user: str
    name: str
    message: str
    text: str


class _Reading:
    """One part on its way to rows."""

    def __init__(self, wish: Wish, platform: str) -> None:
        self.prefix = wish.source or platform
        self.wanted = {name.lower() for name in wish.include_private}
        self.rows = Rows()
        self.accounts: dict[str, Account] = {}
        self.channels: dict[tuple[str, str], Channel] = {}

    def record(self, text: str) -> None:
        """Keep one record, or drop it for a reason; a heading is none."""
        fields = text.rstrip("\r\n").split("\t", _COLUMNS - 1)
        if len(fields) == _COLUMNS:
            self.said(_Said(*fields))
        elif text.strip():
            self.rows.audit.drop("unreadable")

    def said(self, said: _Said) -> None:
        """Keep one message, or drop it for a reason."""
        audit = self.rows.audit
        if said.room == _HEADING.strip():
            return
        number = kept_id(said.message)
        if number is None:
            audit.drop("unreadable")
        elif (channel := self.place(said)) is None:
            audit.drop("private message")
        elif (at := iso_time(said.at)) is None:
            audit.drop("impossible time")
        elif (account := self.account(said)) is None:
            audit.drop("no author")
        elif not (text := _unquoted(said.text)).strip():
            # Gitter keeps what was deleted as a message without words
            audit.drop("deleted")
        else:
            self.keep(f"{self.prefix}:{number}", account, channel, at, text)

    def keep(self, message_id: str, account: str, channel: str, at: int, said: str) -> None:
        """Keep a message and what it points to; it is a thread of its own, as Gitter knows none."""
        text = words(said)
        self.rows.keep(Message(message_id, account, channel, message_id, at, text=text))
        if text is None:
            return
        if "@" in text:
            for name in _called(text):
                self.rows.add(Mention(message_id, f"{self.prefix}:@{name}"))
        for url, domain in web_links(text):
            self.rows.add(Link(message_id, url, domain))

    def account(self, said: _Said) -> str | None:
        """The account of a record's author; None where there is none."""
        known = self.accounts.get(said.user)
        if known is None:
            native, name = kept_id(said.user), known_name(said.name)
            if native is None:
                return None
            bot = name is not None and _BOTS.fullmatch(name) is not None
            known = Account(f"{self.prefix}:{native}", self.prefix, handle=name, is_bot=bot)
            self.accounts[said.user] = known
        return known.account_id

    def place(self, said: _Said) -> str | None:
        """The channel of a record; None for a private talk that nobody asked for."""
        known = self.channels.get((said.room, said.uri))
        if known is None:
            known = self.room(kept_id(said.room) or kept_id(said.uri) or "direct", words(said.uri))
            self.channels[said.room, said.uri] = known
        return known.channel_id if self.is_wanted(known) else None

    def room(self, native: str, name: str | None) -> Channel:
        """A channel. Rooms have an address; what two people say to each other has none."""
        channel = f"{self.prefix}:{native}"
        if name is None:
            return Channel(channel, self.prefix, native, "direct", True)
        return Channel(channel, self.prefix, name)

    def is_wanted(self, channel: Channel) -> bool:
        """Whether a channel may be read: it is public, or was named."""
        return not channel.private or channel.name.lower() in self.wanted

    def finished(self) -> Rows:
        """The rows, with the accounts and channels of the part."""
        for account in self.accounts.values():
            self.rows.add(account)
        for channel in self.channels.values():
            if self.is_wanted(channel):
                self.rows.add(channel)
        return self.rows


def _called(text: str) -> Iterator[str]:
    """The names that a text calls aloud, in small letters, each once."""
    if "`" in text or ">" in text:
        text = _NOT_SAID.sub(" ", text)
    yield from dict.fromkeys(name.lower() for name in _CALLED.findall(text))


def _unquoted(text: str) -> str:
    """A column's text without the quotation marks that hold it together."""
    if not text.startswith('"'):
        return text
    # a file that was cut off has lost the closing one
    end = -1 if len(text) > 1 and text.endswith('"') else None
    return text[1:end].replace('""', '"')


def _names(tree: Tree) -> list[str]:
    return [n for n in tree.names() if n.lower().removesuffix(".gz").endswith((".tsv", ".txt"))]


def _is_archive(tree: Tree, name: str) -> bool:
    """Whether a file's first bytes hold a record as Gitter writes it."""
    try:
        with tree.open(name) as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return _RECORD.search(decoded(head)) is not None


def _begins(line: bytes) -> bool:
    return _BEGINS.match(line) is not None
