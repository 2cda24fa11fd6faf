"""Praise exports: CSV files in which each row is one praise, who gave it, to whom and why."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote

from peerlight.sources.audit import Knows
from peerlight.sources.contract import Part, Wish
from peerlight.sources.encodings import decoded
from peerlight.sources.iso_times import iso_time
from peerlight.sources.loose import LooseRows
from peerlight.sources.packing import Tree
from peerlight.sources.praise_names import TAGS, name_accounts
from peerlight.sources.spans import records, span_parts
from peerlight.sources.words import kept_id, known_name, web_links, words
from peerlight.store.tables import Channel, Link, Mark, Mention, Message

VERSION = "praise-1"

_HEAD = 64 * 1024
_NEEDED = frozenset({"id", "date", "to user account id", "from user account id", "reason"})
# every row begins with its id, so that a reason may go on for many lines
_BEGINS = re.compile(rb'"?[0-9a-f]{24}"?,')

Fields = Mapping[str, str]


class Praise:
    """The reader of Praise: the rounds' CSV files, in a folder, a zip or alone."""

    platform: ClassVar[str] = "praise"
    looked_for: ClassVar[str] = (
        "CSV files with the columns ID, DATE, TO USER ACCOUNT ID, FROM USER ACCOUNT ID and REASON"
    )
    knows: ClassVar[Knows] = Knows(
        notes=(
            "A praise is read as thanks: the giver's message, which mentions the receiver.",
            "The scores that people gave to each praise are not read.",
            "What else the members say and do is not in this format.",
        )
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether a CSV file has the columns of a round."""
        return any(_heading(tree, name) for name in _csv_names(tree))

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Spans of the rounds' files, with the columns of each; other files are passed over."""
        headings = {n: found for n in _csv_names(tree) if (found := _heading(tree, n))}
        return [
            Part(part.names, {**part.context, "columns": [headings[n] for n in part.names]})
            for part in span_parts(tree, list(headings))
        ]

    def read(self, tree: Tree, part: Part, wish: Wish) -> LooseRows:
        """Read spans. Complexity: linear in bytes; the part's rows stand in memory."""
        reading = _Reading(wish, self.platform)
        places = zip(part.names, part.context["spans"], part.context["columns"], strict=True)
        for name, span, columns in places:
            try:
                for record in records(tree, name, span, _begins):
                    reading.row(decoded(b"".join(record)), columns)
            except OSError as error:
                reading.rows.audit.skip(name, str(error))
        return reading.finished()

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Name the accounts, see :func:`~peerlight.sources.praise_names.name_accounts`."""
        return name_accounts(folder, wish.source or self.platform)


class _Reading:
    """One part on its way to rows."""

    def __init__(self, wish: Wish, platform: str) -> None:
        self.wish, self.prefix = wish, wish.source or platform
        self.rows = LooseRows()
        self.channels: set[str] = set()
        self.tags: dict[tuple[str, str], int] = {}

    def row(self, text: str, columns: Sequence[str]) -> None:
        """Keep one row, or drop it for a reason; the heading is none."""
        try:
            values = next(csv.reader(StringIO(text, newline="")), [])
        except csv.Error:
            self.rows.audit.drop("unreadable")
            return
        if _columns(values) == columns:
            return
        self.praise(dict(zip(columns, values, strict=False)))

    def praise(self, fields: Fields) -> None:
        """Keep one praise, or drop it for a reason."""
        audit, number = self.rows.audit, kept_id(fields.get("id"))
        if number is None:
            audit.drop("unreadable")
        elif (at := iso_time(fields.get("date", ""))) is None:
            audit.drop("impossible time")
        elif (giver := self.account(fields, "from", at)) is None:
            audit.drop("no author")
        elif (receiver := self.account(fields, "to", at)) is None:
            audit.drop("no receiver")
        else:
            self.keep(f"{self.prefix}:{number}", giver, receiver, at, fields)

    def keep(self, message_id: str, giver: str, receiver: str, at: int, fields: Fields) -> None:
        """Keep one praise as a message of thanks; several people praised at once are one thread."""
        text, channel = words(fields.get("reason")), self.place(fields)
        at_once = f"{giver}\n{at}\n{text}".encode("utf-8", "surrogatepass")
        thread = f"{self.prefix}:{sha256(at_once).hexdigest()[:20]}"
        self.rows.keep(Message(message_id, giver, channel, thread, at, text=text))
        self.rows.add(Mention(message_id, receiver))
        self.rows.add(Mark(message_id, "thanks", "1", VERSION))
        for url, domain in web_links(text or ""):
            self.rows.add(Link(message_id, url, domain))

    def account(self, fields: Fields, side: str, at: int) -> str | None:
        """The account of the giver (``from``) or receiver (``to``), by its id, else by its tag."""
        tag = kept_id(fields.get(f"{side} user account"))
        shown = known_name(tag) or ""
        # a tag that may not be shown is an e-mail address
        native = known_name(fields.get(f"{side} user account id")) or shown
        if not native:
            if tag is None:
                return None
            native = self.wish.seal(tag)
        account = f"{self.prefix}:{native}"
        self.tags[account, shown] = max(at, self.tags.get((account, shown), 0))
        return account

    def place(self, fields: Fields) -> str:
        """The channel in which a praise was given; ``SERVICE:server:channel`` names it."""
        native = (kept_id(fields.get("source id")) or "praise").rsplit(":", 1)[-1]
        channel = f"{self.prefix}:{native}"
        if channel not in self.channels:
            self.channels.add(channel)
            name = words(unquote(fields.get("source name", "").rsplit(":", 1)[-1]))
            self.rows.add(Channel(channel, self.prefix, name or native))
        return channel

    def finished(self) -> LooseRows:
        """The rows, with what people were called as loose ends."""
        if self.tags:
            self.rows.loose[TAGS].extend((*key, at) for key, at in self.tags.items())
        return self.rows


def _csv_names(tree: Tree) -> list[str]:
    return [n for n in tree.names() if n.lower().removesuffix(".gz").endswith(".csv")]


def _heading(tree: Tree, name: str) -> tuple[str, ...] | None:
    """The columns of a round's file; None for any other."""
    try:
        with tree.open(name) as file:
            head = decoded(file.read(_HEAD))
        columns = _columns(next(csv.reader(StringIO(head, newline="")), []))
    except (OSError, csv.Error):
        return None
    return columns if _NEEDED.issubset(columns) else None


def _columns(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(value.strip().lower() for value in values)


def _begins(line: bytes) -> bool:
    return _BEGINS.match(line) is not None
