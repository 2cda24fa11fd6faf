"""JSON that a site was built from, which holds pieces of the exporter's pages.

One file per channel, ``{id, title, forum, messages}``, beside ``threads.json``, which lists all
channels. Only the first message of each group is in it, so a page tells more where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from peerlight.sources.audit import Audit
from peerlight.sources.discord.pages import GROUPS, PageReader
from peerlight.sources.discord.talk import Room, Talk, room_name
from peerlight.sources.json_files import load_json, text, whole
from peerlight.sources.packing import Tree
from peerlight.sources.words import kept_id

LISTING = "threads.json"
LISTED_BESIDE = frozenset({LISTING, "users.json", "messages.json", "package.json"})
"""What lies beside the channels' files and holds no messages of its own."""

Json = dict[str, Any]


def is_room(header: Mapping[str, object]) -> bool:
    """Whether a JSON file begins as that of a channel."""
    return all(isinstance(header.get(key), str) for key in ("id", "title", "forum"))


def room_of(header: Mapping[str, object]) -> Room:
    """The channel of a file, as it alone tells it."""
    number = kept_id(header.get("id")) or room_name(header.get("forum"), header.get("title"))
    return Room(number, room_name(header.get("title")) or number)


class Listing:
    """The channels that a site lists, by their ids."""

    def __init__(self, tree: Tree, names: Iterable[str], audit: Audit) -> None:
        self._names = list(names)
        self._entries: dict[str, Json] = {}
        for name in self._names:
            if name.rpartition("/")[2] == LISTING:
                content = load_json(tree, name, audit)
                listed = content if isinstance(content, list) else []
                self._entries |= {
                    e["id"]: e
                    for e in listed
                    if isinstance(e, dict) and isinstance(e.get("id"), str)
                }

    def has_page(self, room: Room) -> bool:
        """Whether a page of the channel is in the source."""
        page = text(self._entries.get(room.id, {}).get("source_file"))
        return page is not None and any(f"/{name}".endswith(f"/{page}") for name in self._names)

    def told(self, room: Room) -> Room:
        """The channel with what the list tells of it: whether it is a thread of another."""
        entry = self._entries.get(room.id, {})
        parent = text(entry.get("channel"))
        if parent is None or entry.get("is_channel_main"):
            return room
        return room._replace(name=room_name(parent, room.name), thread=True)

    def count(self, room: Room) -> int:
        """How many messages the list says that a channel has."""
        return whole(self._entries.get(room.id, {}).get("message_count")) or 0

    def missing(self, rooms: Iterable[Room]) -> list[Room]:
        """The channels in the list that hold messages but are neither of ``rooms`` nor pages."""
        known = {room.id for room in rooms}
        listed = (Room(number, number) for number in self._entries if number not in known)
        return [room for room in listed if self.count(room) and not self.has_page(room)]


def take_message(talk: Talk, reader: PageReader, message: object) -> None:
    """Put a page's pieces together again and read them; what cannot be is counted."""
    parts = _group(message) if isinstance(message, dict) else None
    group = LexborHTMLParser(parts).css_first(GROUPS) if parts else None
    if group is None:
        talk.rows.audit.drop("unreadable")
    else:
        reader.take_group(group)


def _group(message: Json) -> str | None:
    number = kept_id(message.get("id"))
    if number is None:
        return None
    told = {key: value for key, value in message.items() if isinstance(value, str)}
    handle, name, user, printed = (
        escape(told.get(key, "")) for key in ("author_handle", "author", "user_id", "timestamp")
    )
    pieces = [told.get(f"{key}_html", "") for key in ("reply", "content", "reactions")]
    return (
        '<div class="chatlog__message-group">'
        f'<div class="chatlog__message-container" data-message-id="{escape(number)}">'
        f'<span class="chatlog__author" title="{handle}" data-user-id="{user}">{name}</span>'
        f'<span class="chatlog__timestamp" title="{printed}"></span>{"".join(pieces)}'
    )
