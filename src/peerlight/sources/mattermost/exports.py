"""The lines of a bulk export: which file is one, and which channels it lists.

The export has no ids: channels go by team and name, users by username.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from peerlight.sources.audit import Audit
from peerlight.sources.encodings import decoded
from peerlight.sources.json_files import text
from peerlight.sources.packing import Tree
from peerlight.sources.spans import lines
from peerlight.sources.words import kept_id

UNLISTED = "?"

_KINDS = frozenset({"version", "channel", "user", "bot", "post", "team", "scheme", "role", "emoji"})
_CHANNEL_LINE = re.compile(rb'"type"\s*:\s*"(?:direct_)?channel"')
_POST_LINE = re.compile(rb'^\s*\{\s*"type"\s*:\s*"(?:direct_)?post"')
_HEAD = 64 * 1024
_LOOKED_AT = 20

Json = dict[str, Any]


class Room(NamedTuple):
    """A channel as the export lists it."""

    name: str
    private: bool


def loaded(line: bytes) -> Json | None:
    """The object on a line; None where there is none."""
    try:
        record = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        try:
            record = orjson.loads(line.decode("utf-8", "replace"))
        except orjson.JSONDecodeError:
            return None
    return record if isinstance(record, dict) else None


def find_rooms(tree: Tree, name: str, audit: Audit) -> dict[str, Room]:
    """The channels that a file lists before its first post, by team and name.

    Where one of their lines cannot be read, every unlisted channel might be private: the entry
    ``UNLISTED`` says so.
    """
    rooms: dict[str, Room] = {}
    try:
        for line in lines(tree, name, (0, tree.size(name) or 1)):
            if _POST_LINE.match(line):
                break
            if _CHANNEL_LINE.search(line):
                rooms |= _room(loaded(line))
    except OSError as error:
        audit.skip(name, str(error))
    return rooms


def _room(record: Json | None) -> dict[str, Room]:
    entry = record.get("channel") if record else None
    name = kept_id(entry.get("name")) if isinstance(entry, dict) else None
    if name is None or not isinstance(entry, dict):
        direct = record is not None and record.get("type") == "direct_channel"
        return {} if direct else {UNLISTED: Room("", True)}
    shown = text(entry.get("display_name")) or name
    return {channel_key(entry.get("team"), name): Room(shown, entry.get("type") != "O")}


def channel_key(team: object, channel: object) -> str:
    """By what a channel is known: its team and its name."""
    return f"{kept_id(team) or ''}/{kept_id(channel) or ''}"


def jsonl_names(tree: Tree) -> list[str]:
    """The files that may be a bulk export, by their names."""
    names = [(name, name.lower().removesuffix(".gz")) for name in tree.names()]
    lines = [name for name, bare in names if bare.endswith(".jsonl")]
    # older servers were told the name, and their manual said .json
    return lines + [name for name, bare in names if bare.endswith(".json")][:_LOOKED_AT]


def is_export(tree: Tree, name: str) -> bool:
    """Whether a file begins like a bulk export."""
    return any(_is_entry(record) for record in _first_records(tree, name))


def _first_records(tree: Tree, name: str) -> Iterator[Json]:
    try:
        with tree.open(name) as file:
            head = file.read(_HEAD)
    except OSError:
        return
    for line in decoded(head).split("\n")[:5]:
        if record := loaded(line.encode("utf-8", "replace")):
            yield record


def _is_entry(record: Json) -> bool:
    kind = record.get("type")
    if kind == "version":
        return isinstance(record.get("version"), int)
    return isinstance(kind, str) and kind in _KINDS and isinstance(record.get(kind), dict)
