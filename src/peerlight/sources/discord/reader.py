"""The Discord reader: finds the exports of a source, cuts them into spans and reads each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import orjson

from peerlight.sources.audit import Audit, Knows
from peerlight.sources.contract import Part, Wish
from peerlight.sources.discord import pages, records, rows
from peerlight.sources.discord.ends import tie_ends
from peerlight.sources.discord.exports import (
    LINES,
    PAGE,
    SITE,
    TABLE,
    UNCUT,
    Export,
    export_names,
    find_export,
)
from peerlight.sources.discord.site import LISTED_BESIDE, Listing, take_message
from peerlight.sources.discord.stretches import stretch
from peerlight.sources.discord.talk import Room, Talk
from peerlight.sources.encodings import decoded
from peerlight.sources.loose import LooseRows
from peerlight.sources.packing import Tree
from peerlight.sources.spans import span_parts

_LOOKED_AT = 50


class Discord:
    """The reader of what DiscordChatExporter writes: a file, or a folder or zip of them."""

    platform: ClassVar[str] = "discord"
    looked_for: ClassVar[str] = (
        "JSON, CSV or HTML files as DiscordChatExporter writes them (guild, channel, messages;"
        " AuthorID,Author,Date,Content; chatlog)"
    )
    knows: ClassVar[Knows] = Knows(
        reactors=True,
        reply_links=True,
        joins=True,
        appointments=True,
        notes=(
            "JSON exports tell the most: who reacted, and roles, are in no other.",
            "Moderators and admins are told by the names of roles on the day of the export.",
            "A message's id tells its time to the millisecond; where there is none, the printed"
            " time is read, to the minute and as UTC.",
            "Printed dates like 03/04/2024 are read so that messages follow each other.",
            "CSV exports have neither replies nor mentions, nor do they say who is a bot.",
            "Which channels of a server are private is not in an export: only direct messages and"
            " private threads are told, and in JSON alone the latter.",
        ),
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether one of the first files is an export."""
        return any(_found(tree, name, Audit()) for name in export_names(tree)[:_LOOKED_AT])

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Spans of the exports, with what is known of each; private ones only where named."""
        audit = Audit()
        exports = _exports(tree, audit)
        wanted = {name.removeprefix("#") for name in wish.include_private}
        kept = {
            name: export
            for name, export in exports.items()
            if not export.room.private or wanted & {export.room.id, export.room.name}
        }
        left_out = {e.room.id for e in exports.values()} - {e.room.id for e in kept.values()}
        if left_out:
            audit.notes.append(
                f"Left out unread, as they are private: {len(left_out)} channels or direct"
                " conversations. Each can be included by its name."
            )
        parts = [
            Part(part.names, {**part.context, "exports": {n: kept[n] for n in part.names}})
            for part in span_parts(tree, list(kept))
        ] or [Part((), {"spans": [], "exports": {}})]
        parts[0].context["audit"] = audit
        return parts

    def read(self, tree: Tree, part: Part, wish: Wish) -> LooseRows:
        """Read spans. Complexity: linear in bytes; the part's rows stand in memory."""
        talk = Talk(wish.source or self.platform, wish)
        audit = talk.rows.audit
        audit.add(part.context.get("audit", Audit()))
        for name, span in zip(part.names, part.context["spans"], strict=True):
            export = part.context["exports"][name]
            talk.open(export.room)
            try:
                _read(talk, tree, name, span, export)
            except OSError as error:
                audit.skip(name, str(error))
        return talk.finished()

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Tie mentions and threads, see :func:`~peerlight.sources.discord.ends.tie_ends`."""
        return tie_ends(folder)


def _found(tree: Tree, name: str, audit: Audit) -> Export | None:
    try:
        return find_export(tree, name)
    except OSError as error:
        audit.skip(name, str(error))
        return None


def _exports(tree: Tree, audit: Audit) -> dict[str, Export]:
    """The exports by file; of a site's files those whose pages are not there."""
    names = export_names(tree)
    listing = Listing(tree, names, audit)
    exports: dict[str, Export] = {}
    paged: list[Room] = []
    for name in names:
        before = len(audit.unreadable)
        export = _found(tree, name, audit)
        if export is None:
            foreign = name.rpartition("/")[2] in LISTED_BESIDE
            if not foreign and len(audit.unreadable) == before:
                audit.skip(name, "no export of a known kind")
        elif export.style != SITE:
            exports[name] = export
        elif listing.has_page(export.room):
            paged.append(export.room)
        else:
            exports[name] = export._replace(room=listing.told(export.room))
            audit.state("messages", listing.count(export.room))
    _note_site(listing, [e.room for e in exports.values()], paged, audit)
    return exports


def _note_site(listing: Listing, read: list[Room], paged: list[Room], audit: Audit) -> None:
    if paged:
        audit.notes.append(
            f"{len(paged):,} of the site's files repeat the first messages of pages that are here;"
            " the pages were read."
        )
    missing = listing.missing([*read, *paged])
    if missing:
        n = sum(map(listing.count, missing))
        audit.state("messages", n)
        audit.notes.append(
            f"{len(missing):,} channels that the site lists are not here; it counts {n:,} messages"
            " in them."
        )


def _read(talk: Talk, tree: Tree, name: str, span: tuple[int, int], export: Export) -> None:
    if export.style == LINES:
        data = stretch(tree, name, span, records.MARK)
        _state(talk, records.stated(data))
        for record in records.loaded(data):
            records.take_record(talk, record)
    elif export.style == PAGE:
        data = stretch(tree, name, span, pages.MARK)
        _state(talk, pages.stated(data))
        pages.PageReader(talk, export.month_first).take(pages.page_of(data))
    elif export.style == TABLE:
        _take_rows(talk, stretch(tree, name, span, rows.MARK), export)
    elif span[0] == 0:
        # what cannot be cut is read whole, as its first span
        data = tree.read(name)
        if export.style == UNCUT:
            _take_rows(talk, data, export)
        else:
            _take_whole(talk, name, data, export)


def _take_rows(talk: Talk, data: bytes, export: Export) -> None:
    reader = rows.RowReader(talk, export.columns, export.month_first)
    for row in rows.rows_of(data, len(export.columns)):
        reader.take(row)


def _take_whole(talk: Talk, name: str, data: bytes, export: Export) -> None:
    messages = _messages(talk, name, data)
    if export.style == SITE:
        reader = pages.PageReader(talk, export.month_first)
        for message in messages:
            take_message(talk, reader, message)
        return
    _state(talk, records.stated(data))
    for message in messages:
        records.take_record(talk, message)


def _messages(talk: Talk, name: str, data: bytes) -> list[object]:
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError:
        try:
            content = orjson.loads(decoded(data))
        except orjson.JSONDecodeError as error:
            talk.rows.audit.skip(name, f"not valid JSON ({error})")
            return []
    messages = content.get("messages") if isinstance(content, dict) else None
    if isinstance(messages, list):
        return messages
    talk.rows.audit.skip(name, "holds no list of messages")
    return []


def _state(talk: Talk, n: int) -> None:
    if n:
        talk.rows.audit.state("messages", n)
