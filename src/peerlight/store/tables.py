"""The activity tables: the one vocabulary that every source is brought to.

A record is a ``NamedTuple``; its annotations are the columns and their types.
Times are UTC microseconds since 1970, ids are text, ``None`` means that the source cannot know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, get_args, get_type_hints

if TYPE_CHECKING:
    import pyarrow as pa


class Account(NamedTuple):
    """A platform identity. ``same_as`` names the account that the source's own ids equate it to.

    ``email_hash`` is the address under the community's key, where the source tells one.
    """

    account_id: str
    source: str
    handle: str | None = None
    name: str | None = None
    is_bot: bool = False
    same_as: str | None = None
    tz: str | None = None
    language: str | None = None
    created_at: int | None = None
    email_hash: str | None = None


class Channel(NamedTuple):
    """A room, stream, category or list."""

    channel_id: str
    source: str
    name: str
    kind: str = "channel"
    private: bool = False


class Thread(NamedTuple):
    """A conversation inside a channel. ``started_by`` is an account."""

    thread_id: str
    channel_id: str
    title: str | None = None
    started_by: str | None = None


class Message(NamedTuple):
    """One thing somebody wrote; ``reply_to`` only where the source links it explicitly.

    ``kind`` is post, reply, question, answer, comment, review or system.
    """

    message_id: str
    account_id: str
    channel_id: str
    thread_id: str
    posted_at: int
    kind: str = "post"
    reply_to: str | None = None
    edited_at: int | None = None
    deleted_at: int | None = None
    text: str | None = None
    url: str | None = None
    views: int | None = None


class Reaction(NamedTuple):
    """``n`` reactions of one kind; ``account_id`` is None where only a count is known.

    ``kind`` is the platform's name for it, or ``accepted`` or ``thanks``; ``sign`` is 1, 0 or -1.
    """

    message_id: str
    account_id: str | None
    kind: str
    sign: int = 1
    n: int = 1
    reacted_at: int | None = None


class Mention(NamedTuple):
    """A message that calls an account by name."""

    message_id: str
    account_id: str


class Link(NamedTuple):
    """A message that carries an address."""

    message_id: str
    url: str
    domain: str


class Membership(NamedTuple):
    """Somebody joined, left or was invited. ``verb`` is join, leave or invite."""

    account_id: str
    channel_id: str | None
    verb: str
    by_account_id: str | None
    at: int


class Appointment(NamedTuple):
    """An office or title. Undated where the source only shows today's state."""

    account_id: str
    title: str
    appointed: bool = True
    since: int | None = None
    until: int | None = None


class Gathering(NamedTuple):
    """An event that a member hosts."""

    gathering_id: str
    host_id: str
    title: str
    at: int


class Attendance(NamedTuple):
    """Somebody came to a gathering."""

    gathering_id: str
    account_id: str


class Mark(NamedTuple):
    """What was read in a text; ``kind`` is language, question, thanks, experience or promotion."""

    message_id: str
    kind: str
    value: str
    model_version: str


Record = (
    Account
    | Channel
    | Thread
    | Message
    | Reaction
    | Mention
    | Link
    | Membership
    | Appointment
    | Gathering
    | Attendance
    | Mark
)


@dataclass(frozen=True)
class Table:
    """One activity table: its name, its record and the columns that identify a row.

    ``newest`` names the column by which the newest edition of a row wins.
    """

    name: str
    record: type[Record]
    key: tuple[str, ...]
    newest: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The column names, in order."""
        return self.record._fields

    def schema(self) -> pa.Schema:
        """The Arrow schema, derived from the record's annotations."""
        import pyarrow as pa

        types = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}
        hints = get_type_hints(self.record)
        fields = []
        for column in self.columns:
            options = get_args(hints[column]) or (hints[column],)
            kind = next(option for option in options if option is not type(None))
            fields.append(pa.field(column, types[kind], nullable=type(None) in options))
        return pa.schema(fields)

    def arrow(self, records: Sequence[Record]) -> pa.Table:
        """The records as an Arrow table of :meth:`schema`."""
        import pyarrow as pa

        schema = self.schema()
        columns = zip(*records, strict=True) if records else ((),) * len(schema)
        arrays = [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
        return pa.Table.from_arrays(arrays, schema=schema)


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("accounts", Account, ("account_id",)),
        Table("channels", Channel, ("channel_id",)),
        Table("threads", Thread, ("thread_id",)),
        Table("messages", Message, ("message_id",), newest="edited_at"),
        Table("reactions", Reaction, ("message_id", "account_id", "kind"), newest="n"),
        Table("mentions", Mention, ("message_id", "account_id")),
        Table("links", Link, ("message_id", "url")),
        Table("memberships", Membership, ("account_id", "channel_id", "verb", "at")),
        Table("appointments", Appointment, ("account_id", "title", "since")),
        Table("gatherings", Gathering, ("gathering_id",)),
        Table("attendance", Attendance, ("gathering_id", "account_id")),
        Table("marks", Mark, ("message_id", "kind", "value")),
    )
}
