"""Which files of a source are exports, of which channel each, and how each is written."""

from __future__ import annotations

import re
from html import unescape
from pathlib import PurePosixPath
from typing import NamedTuple

import orjson
from selectolax.lexbor import LexborHTMLParser

from peerlight.sources.discord import records, rows
from peerlight.sources.discord.site import is_room, room_of
from peerlight.sources.discord.talk import Room, room_name
from peerlight.sources.discord.times import iso_time, month_comes_first
from peerlight.sources.encodings import decoded, is_wide
from peerlight.sources.packing import Tree
from peerlight.sources.words import kept_id

LINES, WHOLE, PAGE, TABLE, UNCUT, SITE = "lines", "whole", "page", "table", "uncut", "site"
"""JSON as the exporter lays it out, and otherwise; a page; rows that begin with an id, and that do
not; a site's JSON, which holds pieces of pages."""

_HEAD = 64 * 1024
_LONG_HEAD = 2**20
_SAMPLE = 4 * 2**20
_SUFFIXES = (".json", ".html", ".htm", ".csv")
_DIRECT = "Direct Messages"
_PRIVATE = frozenset(
    {"DirectTextChat", "DirectGroupTextChat", "GuildPrivateThread", "1", "3", "12"}
)
_THREADS = frozenset(
    {"GuildNewsThread", "GuildPublicThread", "GuildPrivateThread", "10", "11", "12"}
)
_MESSAGES = re.compile(rb'(?<!\\)"messages"\s*:\s*\[')
_BODY = re.compile(rb"<div class=[\"']?(?:preamble|info)[\"' >]")
_ENTRIES = ".preamble__entry, .info__guild-name, .info__channel-name"
_ICON = re.compile(rb"/icons/(\d{15,20})/")
_TITLE = re.compile(rb"<title>(.{1,400}?)</title>", re.DOTALL)
_PRINTED = re.compile(rb"chatlog__timestamp\"?>\s*(?:<a [^>]*>)?([^<]{6,80})<")
# "Server - Category - channel [id] (after 2024-01-01) [part 2].csv"
_NAMED = re.compile(r"(.*?)(?: \[(\d{15,20})\])?(?: \([^()]*\))?(?: \[part \d+\])?")


class Export(NamedTuple):
    """A file's way of being written, its channel, and how numeric dates in it are read."""

    style: str
    room: Room
    columns: tuple[str, ...] = ()
    month_first: bool = True


def export_names(tree: Tree) -> list[str]:
    """The files that may be exports; what an export has saved of pictures and files is none."""
    return [n for n in tree.names() if _kind(n) and "_Files/" not in n]


def find_export(tree: Tree, name: str) -> Export | None:
    """What a file exports; None if it is no export. Looks at its beginning.

    Raises:
        OSError: the file cannot be read.
    """
    with tree.open(name) as file:
        head = _narrow(file.read(_HEAD))
    kind = _kind(name)
    if kind == ".json":
        return _json(head)
    return _table(tree, name, head) if kind == ".csv" else _page(tree, name, head)


def _kind(name: str) -> str | None:
    bare = name.lower().removesuffix(".gz")
    return next((s for s in _SUFFIXES if bare.endswith(s)), None)


def _narrow(head: bytes) -> bytes:
    return decoded(head).encode("utf-8", "replace") if is_wide(head) else head


def _json(head: bytes) -> Export | None:
    found = _MESSAGES.search(head)
    if found is None:
        return None
    header = _header(head[: found.start()])
    if is_room(header):
        return Export(SITE, room_of(header))
    guild, channel = header.get("guild"), header.get("channel")
    if not isinstance(guild, dict) or not isinstance(channel, dict):
        return None
    style = LINES if records.MARK.match(head, found.end()) else WHOLE
    return Export(style, _told_room(guild, channel))


def _header(head: bytes) -> dict[str, object]:
    content = decoded(head.removeprefix(b"\xef\xbb\xbf")).rstrip().rstrip(",") + "}"
    try:
        header = orjson.loads(content)
    except orjson.JSONDecodeError:
        return {}
    return header if isinstance(header, dict) else {}


def _told_room(guild: dict[str, object], channel: dict[str, object]) -> Room:
    number, server = kept_id(channel.get("id")), kept_id(guild.get("id"))
    kind = str(channel.get("type"))
    private = kind in _PRIVATE or server == "0" or guild.get("name") == _DIRECT
    thread, name = kind in _THREADS, channel.get("name")
    named = room_name(channel.get("category") if thread else None, name) or number or "channel"
    if number is None:
        return Room(room_name(guild.get("name"), channel.get("category"), name), named, private)
    linked = server if server != "0" and number.isdigit() and server and server.isdigit() else None
    return Room(number, named, private, thread, linked)


def _page(tree: Tree, name: str, head: bytes) -> Export | None:
    if b"chatlog" not in head or not (b"preamble__" in head or b"info__guild-name" in head):
        return None
    if (found := _BODY.search(head)) is None:
        with tree.open(name) as file:
            head = _narrow(file.read(_LONG_HEAD))
        found = _BODY.search(head)
    guild, path = _preamble(head[found.start() : found.start() + _HEAD] if found else b"", head)
    icon = _ICON.search(head)
    room = _placed(name, guild, path, icon[1].decode() if icon else None)
    if b"data-message-id" in head:
        return Export(PAGE, room)
    with tree.open(name) as file:
        printed = [decoded(text) for text in _PRINTED.findall(_narrow(file.read(_SAMPLE)))]
    return Export(PAGE, room, month_first=month_comes_first(printed) is not False)


def _preamble(body: bytes, head: bytes) -> tuple[str, list[str]]:
    """The server's name, and those of the category, channel and thread."""
    entries = [node.text().strip() for node in LexborHTMLParser(decoded(body)).css(_ENTRIES)]
    if len(entries) < 2:
        title = _TITLE.search(head)
        entries = list(unescape(decoded(title[1])).partition(" - ")[::2]) if title else ["", ""]
    return entries[0], [part.strip() for part in entries[1].split(" / ")]


def _placed(name: str, guild: str, path: list[str], server: str | None) -> Room:
    """The channel of a page; a path of three begins with the category and ends with a thread."""
    private, thread = guild == _DIRECT, len(path) > 2
    named = room_name(*(path[1:] or path)) or _stem(name)
    found = _NAMED.fullmatch(_stem(name))
    if found and found[2]:
        return Room(found[2], named, private, thread, None if private else server)
    return Room(room_name(guild, *path) or _stem(name), named, private, thread)


def _table(tree: Tree, name: str, head: bytes) -> Export | None:
    columns = rows.columns_of(head)
    if columns is None:
        return None
    found = _NAMED.fullmatch(_stem(name))
    assert found is not None  # every part of it may be missing
    path = found[1].split(" - ")
    named = room_name(" - ".join(path[2:] or path[1:] or path)) or "channel"
    room = Room(found[2] or room_name(*path) or named, named, path[0] == _DIRECT)
    style = TABLE if columns[0] in ("authorid", "messageid") else UNCUT
    if "messageid" in columns:
        return Export(style, room, columns)
    printed = _dates(head, columns)
    if printed and iso_time(printed[0]) is None:
        with tree.open(name) as file:
            printed = _dates(_narrow(file.read(_SAMPLE)), columns)
    return Export(style, room, columns, month_comes_first(printed) is not False)


def _dates(data: bytes, columns: tuple[str, ...]) -> list[str]:
    place = columns.index("date")
    # the last row may be cut off, and is narrower then
    return [row[place] for row in rows.parsed(data)[1:] if len(row) == len(columns)]


def _stem(name: str) -> str:
    bare = PurePosixPath(name).name
    bare = bare[:-3] if bare.lower().endswith(".gz") else bare
    return bare.rpartition(".")[0] or bare
