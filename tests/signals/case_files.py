"""The worked examples in ``tests/signals/cases``, one file per signal.

A file holds several small communities. Each begins with ``== what it shows``; then one line per
post (``day thread who message``, followed by what it is: ``question``, ``thanks``, ``experience``,
``promotion``, ``to MESSAGE``, ``calls WHO``, ``link URL``, ``url URL``) or per other fact
(``like MESSAGE WHO DAY``, ``like MESSAGE count N``, ``accept …`` alike, ``office WHO``,
``group NAME WHO…``, ``niche NAME THREAD WEIGHT``); after ``gives`` the evidence that the signal
must find: ``member peer message value`` in millionths, ``-`` for no peer. The cut is day 1000.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
from tests.contract.community import Case, liked, office, on, wrote

from peerlight.store.engines import Engine
from peerlight.store.tables import Link, Message, Reaction, Record

FOLDER = Path(__file__).parent / "cases"
CUT = 1000
MARKS = ("question", "thanks", "experience", "promotion")
Found = tuple[str, str | None, str, int]


@dataclass
class SignalCase:
    """One small community and the evidence that one signal finds in it."""

    signal: str
    title: str
    records: list[Record] = field(default_factory=list)
    groups: list[tuple[str, str]] = field(default_factory=list)
    niches: list[tuple[str, str, int]] = field(default_factory=list)
    gives: list[Found] = field(default_factory=list)
    as_of: int = on(CUT)
    begins: int = 0

    def load(self, engine: Engine) -> None:
        """Make everything readable that signals read."""
        case = Case(self.title, self.records, as_of=self.as_of, begins=self.begins)
        case.load(engine)
        engine.register("member_groups", _table(("member_id", "group_id"), self.groups))
        engine.register("thread_niches", _table(("thread_id", "niche", "weight"), self.niches))

    def places(self) -> dict[str, tuple[str, set[int]]]:
        """The thread of each message, and the times at which something happened to it."""
        found = {
            m.message_id: (m.thread_id, {m.posted_at}) for m in self.records if type(m) is Message
        }
        for reaction in self.records:
            if type(reaction) is Reaction and reaction.reacted_at is not None:
                found[reaction.message_id][1].add(reaction.reacted_at)
        return found


def signal_cases() -> list[SignalCase]:
    """Every case of every file."""
    return [case for file in sorted(FOLDER.glob("*.txt")) for case in _cases(file)]


def _cases(file: Path) -> Iterator[SignalCase]:
    for block in file.read_text("utf-8").split("== ")[1:]:
        title, *lines = block.strip().splitlines()
        case = SignalCase(file.stem, title)
        at = lines.index("gives")
        for line in lines[:at]:
            _fact(case, line.split())
        case.gives = [_found(*line.split()) for line in lines[at + 1 :]]
        yield case


def _found(member: str, peer: str, message: str, value: str) -> Found:
    return (member, None if peer == "-" else peer, message, int(value))


def _fact(case: SignalCase, words: list[str]) -> None:
    match words:
        case ["like" | "accept" as act, message, "count", n]:
            kind = "accepted" if act == "accept" else "+1"
            case.records += liked(message, None, kind=kind, n=int(n))
        case ["like" | "accept" as act, message, who, day]:
            kind = "accepted" if act == "accept" else "+1"
            case.records += liked(message, who, float(day), kind=kind)
        case ["office", who]:
            case.records += office(who)
        case ["group", name, *people]:
            case.groups += [(who, name) for who in people]
        case ["niche", name, thread, weight]:
            case.niches.append((thread, name, int(weight)))
        case [day, thread, who, message, *rest]:
            case.records += _post(float(day), thread, who, message, rest)
        case _:
            raise ValueError(words)


def _post(day: float, thread: str, who: str, message: str, rest: list[str]) -> list[Record]:
    marks = [word for word in rest if word in MARKS]
    others = iter(word for word in rest if word not in MARKS)
    said = list(zip(others, others, strict=True))
    named = {key: [value for k, value in said if k == key] for key, _ in said}
    assert set(named) <= {"to", "calls", "link", "url"}, rest
    post, *more = wrote(
        message,
        who,
        day,
        thread,
        to=named.get("to", [None])[0],
        calls=named.get("calls", []),
        marks=marks,
    )
    assert isinstance(post, Message)
    links = [Link(message, url, url.split("/")[2]) for url in named.get("link", [])]
    return [post._replace(url=named.get("url", [None])[0]), *more, *links]


def _table(
    names: tuple[str, ...], rows: list[tuple[str, str]] | list[tuple[str, str, int]]
) -> pa.Table:
    types = {"weight": pa.int64()}
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return pa.table(
        {n: pa.array(c, types.get(n, pa.string())) for n, c in zip(names, columns, strict=True)}
    )
