"""Messages out of CSV exports, whose rows have an author's id but none of their own."""

from __future__ import annotations

import csv
import io
import re

from peerlight.sources.discord.markdown import read_markdown
from peerlight.sources.discord.stretches import pieces
from peerlight.sources.discord.talk import AS_UTC, Said, Talk, Who
from peerlight.sources.discord.times import iso_time, possible, printed_time, snowflake_time
from peerlight.sources.encodings import decoded
from peerlight.sources.words import kept_id, web_links

MARK = re.compile(
    rb"(?mi)^(?:(?:\xef\xbb\xbf)?\"?(?:authorid|messageid)\"?,|\"\d{1,20}\",\"|\d{15,20},)"
)
"""What the heading and each row begin with: the id of its author, or its own."""

HEADER = ("author", "date", "content")
"""The columns that every row is read by."""

_SECOND = 1_000_000
_REACTION = re.compile(r"\s*(.{1,100}?) \((\d{1,9})\)(?:,|$)")
# a row has no kind: these are the words that the exporter puts for what Discord itself wrote
_JOINED = "Joined the server."
_NOTICES = ("Joined ", "Pinned ", "Started a ", "Changed the ", "Added ", "Removed ", "Left ")
_NOTICE = re.compile(
    r"Joined the server\.|Pinned a message\.|Started a (?:thread\.|call that lasted .+)"
    r"|Changed the channel (?:name: .+|icon\.)"
    r"|(?:Added|Removed) .+ (?:to|from) the (?:group|thread)\.|Left the (?:group|thread)\."
)


def columns_of(head: bytes) -> tuple[str, ...] | None:
    """The names of an export's columns in small letters; None where it is none."""
    names = names_of(next(iter(parsed(head.partition(b"\n")[0])), []))
    return names if {*HEADER, "attachments"} <= set(names) else None


def names_of(heading: list[str]) -> tuple[str, ...]:
    """A heading's names in small letters."""
    return tuple(name.removeprefix("\ufeff").strip().lower() for name in heading)


def rows_of(data: bytes, width: int) -> list[list[str]]:
    """The rows of a stretch, the heading too; each line in the encoding that it is in.

    Where a quote does not end, the rows are told apart by how they begin.
    """
    rows = parsed(data)
    if any(len(row) != width for row in rows):
        head = data[: found.start()] if (found := MARK.search(data)) else data
        rows = [row for piece in (head, *pieces(data, MARK)) for row in parsed(piece)]
    return rows


def parsed(data: bytes) -> list[list[str]]:
    """Rows as they come, whatever their width."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = "".join(map(decoded, data.splitlines(keepends=True)))
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""))
    while True:
        try:
            rows.append(next(reader))
        except StopIteration:
            return [row for row in rows if row]
        except csv.Error:
            rows.append(["a field without end"])


class RowReader:
    """Turns rows into messages; ``month_first`` says how numeric dates are read."""

    def __init__(self, talk: Talk, columns: tuple[str, ...], month_first: bool) -> None:
        self._talk, self._month_first, self._columns = talk, month_first, columns
        at = {name: n for n, name in enumerate(columns)}
        self._id, self._author_id = at.get("messageid"), at.get("authorid")
        self._author, self._date, self._content = (at[name] for name in HEADER)
        self._reactions = at.get("reactions")
        self._accounts: dict[tuple[str | None, str], str | None] = {}

    def take(self, row: list[str]) -> None:
        """Keep one row, or drop it for a reason; the heading is no row."""
        audit = self._talk.rows.audit
        if len(row) != len(self._columns):
            audit.drop("unreadable")
            return
        if row[self._date].lower() == "date" and names_of(row) == self._columns:
            return
        number = kept_id(row[self._id]) if self._id is not None else None
        author, content = self._account(row), row[self._content]
        at = self._at(number, row[self._date])
        if at is None or not possible(at):
            audit.drop("impossible time")
        elif author is None:
            audit.drop("no author")
        elif content.startswith(_NOTICES) and _NOTICE.fullmatch(content):
            if content == _JOINED:
                self._talk.moved(author, "join", at)
            audit.drop("system message")
        else:
            self._keep(number, author, at, row)

    def _keep(self, number: str | None, author: str, at: int, row: list[str]) -> None:
        talk = self._talk
        reading = read_markdown(row[self._content], {})
        message_id = talk.keep(Said(number, author, at, reading.text))
        if reading.called:
            talk.call(message_id, author, (f"{talk.prefix}:{n}" for n in reading.called))
        if reading.text:
            talk.link(message_id, web_links(reading.text))
        if self._reactions is not None and row[self._reactions]:
            given = _REACTION.findall(row[self._reactions])
            talk.react(message_id, ((None, emoji, int(n)) for emoji, n in given))

    def _account(self, row: list[str]) -> str | None:
        who = (row[self._author_id] if self._author_id is not None else None, row[self._author])
        if who not in self._accounts:
            handle = who[1].strip() or None
            named = Who(kept_id(who[0]), handle, handle and handle.partition("#")[0])
            self._accounts[who] = self._talk.account(named)
        return self._accounts[who]

    def _at(self, number: str | None, date: str) -> int | None:
        at = snowflake_time(number) if number else None
        if at is None and (at := iso_time(date)) is None:
            seconds = printed_time(date, self._month_first)
            if seconds is not None:
                self._talk.note(AS_UTC)
                at = seconds * _SECOND
        return at
