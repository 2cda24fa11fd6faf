"""The Mattermost reader: cuts the lines of a bulk export into spans."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from peerlight.sources.audit import Audit, Knows
from peerlight.sources.calling import keep_known
from peerlight.sources.contract import Part, Wish
from peerlight.sources.mattermost.exports import Room, find_rooms, is_export, jsonl_names
from peerlight.sources.mattermost.posts import PostReader
from peerlight.sources.packing import Tree
from peerlight.sources.rows import Rows
from peerlight.sources.spans import lines, span_parts


class Mattermost:
    """The reader of Mattermost's bulk export: its JSONL file, alone or in the zip it comes in."""

    platform: ClassVar[str] = "mattermost"
    looked_for: ClassVar[str] = "a .jsonl file of lines with type version, channel, user and post"
    knows: ClassVar[Knows] = Knows(
        reactors=True,
        reply_links=True,
        reaction_times=True,
        joins=True,
        appointments=True,
        notes=(
            "A reply answers the post that its thread began with.",
            "System and team admins are those of the export's day; since when is not known.",
        ),
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether a JSONL file begins like an export."""
        return any(is_export(tree, name) for name in jsonl_names(tree))

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Spans of lines, with the channels, which stand before all posts."""
        audit, names = Audit(), [name for name in jsonl_names(tree) if is_export(tree, name)]
        rooms: dict[str, Room] = {}
        for name in names:
            rooms |= find_rooms(tree, name, audit)
        parts = [
            Part(part.names, {**part.context, "rooms": rooms}) for part in span_parts(tree, names)
        ]
        parts[0].context["audit"] = audit
        return parts

    def read(self, tree: Tree, part: Part, wish: Wish) -> Rows:
        """Read lines. Complexity: linear in bytes; the part's rows stand in memory."""
        reading = PostReader(wish, self.platform, part.context["rooms"])
        reading.rows.audit.add(part.context.get("audit", Audit()))
        for name, span in zip(part.names, part.context["spans"], strict=True):
            try:
                for line in lines(tree, name, span):
                    reading.line(line)
            except OSError as error:
                reading.rows.audit.skip(name, str(error))
        return reading.finished()

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Leave out the mentions of nobody, such as @all."""
        keep_known(folder)
        return []
