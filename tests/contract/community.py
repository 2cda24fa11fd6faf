"""Small invented communities, written as rows that a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pyarrow as pa

from peerlight.activity.prepare import prepare
from peerlight.store.engines import Engine
from peerlight.store.tables import (
    TABLES,
    Account,
    Appointment,
    Channel,
    Mark,
    Mention,
    Message,
    Reaction,
    Record,
    Thread,
)

DAY = 86_400_000_000
END = 400


def on(day: float) -> int:
    """A time: days since the invented world began, on a Thursday, in microseconds."""
    return round(day * DAY)


def wrote(
    message: str,
    who: str,
    day: float,
    thread: str = "talk",
    *,
    to: str | None = None,
    calls: Iterable[str] = (),
    marks: Iterable[str] = (),
    kind: str = "post",
    channel: str = "general",
    deleted: bool = False,
    text: str | None = "words",
) -> list[Record]:
    """A message with its mentions and marks. ``to`` is the message it replies to."""
    posted_at = on(day)
    return [
        Message(
            message,
            who,
            channel,
            thread,
            posted_at,
            kind=kind,
            reply_to=to,
            deleted_at=posted_at + 1 if deleted else None,
            text=text,
        ),
        *(Mention(message, name) for name in calls),
        *(Mark(message, mark, "1", "1") for mark in marks),
    ]


def liked(
    message: str,
    who: str | None,
    day: float | None = None,
    *,
    kind: str = "+1",
    n: int = 1,
    sign: int = 1,
) -> list[Record]:
    """A reaction; without ``who`` only a count, without ``day`` undated."""
    return [Reaction(message, who, kind, sign, n, None if day is None else on(day))]


def office(
    who: str, since: float | None = None, until: float | None = None, *, appointed: bool = True
) -> list[Record]:
    """An appointment."""
    dates = [None if day is None else on(day) for day in (since, until)]
    return [Appointment(who, "moderator", appointed, *dates)]


Row = tuple[str | int | None, ...]
Rows = set[Row]
Expected = Mapping[str, tuple[str, Rows]]


@dataclass(frozen=True)
class Case:
    """One community, the cut, and what some views must hold: ``{view: (columns, rows)}``."""

    name: str
    records: list[Record]
    expected: Expected = field(default_factory=dict)
    as_of: int = on(END)
    begins: int = 0
    snapshot: bool = True
    bots: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    members: Mapping[str, str] = field(default_factory=dict)

    def tables(self) -> dict[str, pa.Table]:
        """The activity tables."""
        kinds = {table.record: name for name, table in TABLES.items()}
        rows: dict[str, list[Record]] = {name: [] for name in TABLES}
        for record in self.records:
            rows[kinds[type(record)]].append(record)
        messages = [r for r in self.records if isinstance(r, Message)]
        rows["accounts"] += [Account(a, "invented") for a in self.accounts()]
        rows["channels"] += [
            Channel(c, "invented", c, private=c in self.private)
            for c in sorted({m.channel_id for m in messages})
        ]
        rows["threads"] += [Thread(t, "general") for t in sorted({m.thread_id for m in messages})]
        return {name: table.arrow(rows[name]) for name, table in TABLES.items()}

    def accounts(self) -> list[str]:
        """Everybody who occurs, in order."""
        names = {getattr(record, "account_id", None) for record in self.records}
        return sorted(name for name in names if name is not None)

    def identities(self) -> pa.Table:
        """Which member is behind each account."""
        accounts = self.accounts()
        return pa.table(
            {
                "account_id": pa.array(accounts, pa.string()),
                "member_id": pa.array([self.members.get(a, a) for a in accounts], pa.string()),
                "bot": pa.array([int(a in self.bots) for a in accounts], pa.int64()),
                "hidden": pa.array([int(a in self.hidden) for a in accounts], pa.int64()),
            }
        )

    def period(self) -> pa.Table:
        """The one row of the period."""
        row = {
            "as_of": self.as_of,
            "since": self.as_of - 180 * DAY,
            "since_long": self.as_of - 730 * DAY,
            "begins": self.begins,
            "settled": self.begins + 90 * DAY,
            "snapshot": int(self.snapshot),
        }
        return pa.table({name: pa.array([value], pa.int64()) for name, value in row.items()})

    def load(self, engine: Engine) -> None:
        """Register the tables on an engine and make the analysis views."""
        for name, table in self.tables().items():
            engine.register(name, table)
        engine.register("identities", self.identities())
        prepare(engine, self.period())

    def with_records(self, records: list[Record]) -> Case:
        """The same community with other rows."""
        return replace(self, records=records)


def rows_of(engine: Engine, view: str, columns: str = "*") -> list[Row]:
    """A view's rows in an order of their own, nulls first."""
    names = ", ".join(f"v.{column}" for column in columns.split())
    table = engine.rows(f"SELECT {names} FROM {view} v")
    rows = [tuple(row.values()) for row in table.to_pylist()]
    return sorted(rows, key=lambda row: [(cell is not None, cell) for cell in row])
