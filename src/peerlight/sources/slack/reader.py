"""The Slack reader: cuts an export into parts of like size and reads each by itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar

from peerlight.sources.audit import Audit, Knows
from peerlight.sources.contract import Part, Wish
from peerlight.sources.json_files import load_json
from peerlight.sources.packing import Tree
from peerlight.sources.rows import Rows
from peerlight.sources.slack.layout import Room, find_layout, is_slack
from peerlight.sources.slack.messages import DELETED, WRITTEN, ChannelReader, subtype_of
from peerlight.sources.slack.people import read_people
from peerlight.sources.slack.times import microseconds
from peerlight.store.tables import Channel

# below this a second process costs more than it saves
PART_BYTES = 4 << 20
PARTS_PER_CORE = 4

_Message = dict[str, Any]


class Slack:
    """Slack exports: official, by slackdump (also overlapping snapshots), and Web-API JSON."""

    platform: ClassVar[str] = "slack"
    looked_for: ClassVar[str] = (
        "channels.json or users.json beside a folder per channel with a file per day,"
        " or messages/<channel>/<page>.json"
    )
    knows: ClassVar[Knows] = Knows(
        reactors=True,
        reply_links=True,
        joins=True,
        appointments=True,
        notes=(
            "Admins and owners are those of the export's day; since when is not known.",
            "When a reaction was given is not known.",
        ),
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether the files' names are those of a Slack export."""
        return is_slack(tree.names())

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Cut by channel, long channels also by day; the first part carries people and channels."""
        audit, source = Audit(), wish.source or self.platform
        layout = find_layout(tree, wish.include_private, audit)
        people = read_people(tree, layout.users, source, audit, wish)
        channels = [
            Channel(f"{source}:{r.id}", source, r.name, r.kind, r.private) for r in layout.rooms
        ]
        shared = {
            "names": {r.id: r.name for r in layout.rooms} | people.names,
            "bots": people.bots,
            "web_api": layout.web_api,
        }
        first = {"records": [*channels, *people.accounts, *people.appointments], "audit": audit}
        loads = _loads(tree, layout.rooms, whole=layout.web_api) or [[]]
        return [
            Part(
                tuple(name for room in load for name in room.files),
                {"rooms": load, **shared, **(first if n == 0 else {})},
            )
            for n, load in enumerate(loads)
        ]

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Nothing is left open between parts."""
        return []

    def read(self, tree: Tree, part: Part, wish: Wish) -> Rows:
        """Read the part's channels one after the other."""
        rows, context = Rows(), part.context
        for record in context.get("records", ()):
            rows.add(record)
        rows.audit.add(context.get("audit", Audit()))
        for room in context["rooms"]:
            newer = _fuller if context["web_api"] else _later
            editions = _editions(tree, room, rows.audit, newer)
            source = wish.source or self.platform
            reader = ChannelReader(rows, source, room, context["names"], context["bots"])
            for at in sorted(editions):
                reader.take(editions[at], at)
            reader.finish()
        return rows


def _editions(
    tree: Tree, room: Room, audit: Audit, newer: Callable[[_Message, _Message], bool]
) -> dict[int, _Message]:
    """The one edition of each message that counts, by time, which is its id within a channel."""
    editions: dict[int, _Message] = {}
    for name in room.files:
        for message in _messages(load_json(tree, name, audit), name, audit):
            if not isinstance(message, dict) or message.get("ts") is None:
                audit.drop("unreadable")
                continue
            at = microseconds(message["ts"])
            if at is None:
                audit.drop("impossible time")
                continue
            known = editions.get(at)
            if known is not None:
                audit.drop("duplicate")
            if known is None or newer(message, known):
                editions[at] = message
    return editions


def _messages(content: object, name: str, audit: Audit) -> list[Any]:
    if isinstance(content, dict):
        content = content.get("messages", content)
    if isinstance(content, list):
        return content
    if content is not None:
        audit.skip(name, "holds no list of messages")
    return []


def _later(message: _Message, known: _Message) -> bool:
    """Snapshots come in order: the later one counts, unless it shows an older edit."""
    return _edited(message) >= _edited(known) or subtype_of(message) in DELETED


def _fuller(message: _Message, known: _Message) -> bool:
    """Pages and threads have no order in time.

    What a person wrote goes before a notice; then the edition with more kinds of reactions goes
    before the page's.
    """
    written, before = subtype_of(message) in WRITTEN, subtype_of(known) in WRITTEN
    return written > before or (written == before and _kinds(message) > _kinds(known))


def _edited(message: _Message) -> int:
    edited = message.get("edited")
    return (microseconds(edited.get("ts")) or 0) if isinstance(edited, dict) else 0


def _kinds(message: _Message) -> int:
    reactions = message.get("reactions")
    return len(reactions) if isinstance(reactions, list) else 0


def _loads(tree: Tree, rooms: list[Room], *, whole: bool) -> list[list[Room]]:
    """Share the rooms out so that the loads are alike in size, the largest piece first."""
    sizes = {name: tree.size(name) for room in rooms for name in room.files}
    total = sum(sizes.values())
    count = max(1, min(total // PART_BYTES, PARTS_PER_CORE * (os.cpu_count() or 1)))
    pieces = [
        (sum(sizes[n] for n in piece.files), piece)
        for room in rooms
        for piece in ([room] if whole else _days(room, sizes, total // count))
        if piece.files
    ]
    loads: list[list[Room]] = [[] for _ in range(count)]
    weights = [0] * count
    for size, piece in sorted(pieces, key=lambda p: (-p[0], p[1].id, p[1].files)):
        lightest = weights.index(min(weights))
        loads[lightest].append(piece)
        weights[lightest] += size
    return [load for load in loads if load]


def _days(room: Room, sizes: dict[str, int], limit: int) -> Iterator[Room]:
    """The room in stretches of whole days: every edition of a message is in its day's files."""
    day = {name: name.rpartition("/")[2] for name in room.files}
    stretch: list[str] = []
    weight = 0
    for _, files in groupby(sorted(room.files, key=lambda n: day[n]), key=lambda n: day[n]):
        of_day = list(files)
        stretch += of_day
        weight += sum(sizes[n] for n in of_day)
        if weight > limit:
            yield replace(room, files=stretch)
            stretch, weight = [], 0
    yield replace(room, files=stretch)
