"""The ActivityStreams reader: files of one JSON document, or of one on each line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import ClassVar

import orjson

from peerlight.sources.activitystreams.activities import ActivityReader
from peerlight.sources.activitystreams.ends import tie_ends
from peerlight.sources.activitystreams.vocabulary import ACTORS, id_of, kind_of
from peerlight.sources.audit import Audit, Knows
from peerlight.sources.contract import Part, Wish
from peerlight.sources.json_files import cut, load_json
from peerlight.sources.loose import LooseRows
from peerlight.sources.packing import Tree
from peerlight.sources.spans import lines, span_parts

_LOOKED_AT = 50
_HEAD = 64 * 1024
_BY_LINE = (".jsonl", ".ndjson")
_WHOLE = (".json", ".jsonld")
# what somebody marked for themselves is nobody else's business
_UNREAD = "bookmarks.json"
_LIKES = "likes.json"
_CONTEXT = re.compile(rb'"@context"\s*:[^{}]{0,200}?"?https?://www\.w3\.org/ns/activitystreams')


class ActivityStreams:
    """The reader of ActivityStreams 2.0 in JSON, with Mastodon's archives among it."""

    platform: ClassVar[str] = "activitystreams"
    looked_for: ClassVar[str] = (
        "JSON or JSON lines with the @context of ActivityStreams, such as Mastodon's outbox.json"
    )
    knows: ClassVar[Knows] = Knows(
        reactors=True,
        reply_links=True,
        reaction_times=True,
        joins=True,
        notes=(
            "Mastodon's archive is one member's own: what others wrote or liked is not in it.",
            "What is not addressed to the public is private talk.",
            "Times without a zone are read as UTC.",
        ),
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether one of the first JSON files names ActivityStreams as its context."""
        return any(_is_stream(tree, name) for name in _names(tree)[:_LOOKED_AT])

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Spans of files that have a document per line, and runs of other files."""
        names = [name for name in _names(tree) if _is_stream(tree, name)]
        owners = _owners(tree, names)
        by_line = [name for name in names if _bare(name).endswith(_BY_LINE)]
        others = [(name, tree.size(name)) for name in names if name not in by_line]
        runs = [Part(run, {"owners": owners}) for run in cut(others)]
        return [*runs, *span_parts(tree, by_line)]

    def read(self, tree: Tree, part: Part, wish: Wish) -> LooseRows:
        """Read documents. Complexity: linear in bytes; a document stands in memory whole."""
        reader = ActivityReader(wish, self.platform)
        if "spans" in part.context:
            for name, span in zip(part.names, part.context["spans"], strict=True):
                _read_lines(reader, tree, name, span)
        else:
            for name in part.names:
                _read_whole(reader, tree, name, part.context["owners"])
        return reader.finished()

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Tie threads and what was taken back."""
        return tie_ends(folder)


def _read_lines(reader: ActivityReader, tree: Tree, name: str, span: tuple[int, int]) -> None:
    try:
        for line in lines(tree, name, span):
            try:
                record: object = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
            except orjson.JSONDecodeError:
                record = None
            reader.take(record)
    except OSError as error:
        reader.rows.audit.skip(name, str(error))


def _read_whole(reader: ActivityReader, tree: Tree, name: str, owners: dict[str, str]) -> None:
    content = load_json(tree, name, reader.rows.audit)
    if content is None:
        return
    if not isinstance(content, dict | list):
        reader.rows.audit.skip(name, "holds no activities")
        return
    owner = owners.get(_folder(name)) if PurePosixPath(name).name == _LIKES else None
    reader.stated(content)
    for record in content if isinstance(content, list) else [content]:
        reader.take(record, owner)


def _owners(tree: Tree, names: Sequence[str]) -> dict[str, str]:
    """Whose archive each folder holds, by the actor that lies in it."""
    owners = {}
    for name in names:
        if PurePosixPath(name).name == "actor.json":
            actor = load_json(tree, name, Audit())
            if kind_of(actor) in ACTORS and (identifier := id_of(actor)):
                owners[_folder(name)] = identifier
    return owners


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _bare(name: str) -> str:
    return name.lower().removesuffix(".gz")


def _names(tree: Tree) -> list[str]:
    return [
        name
        for name in tree.names()
        if _bare(name).endswith((*_BY_LINE, *_WHOLE)) and PurePosixPath(name).name != _UNREAD
    ]


def _is_stream(tree: Tree, name: str) -> bool:
    try:
        with tree.open(name) as file:
            return _CONTEXT.search(file.read(_HEAD)) is not None
    except OSError:
        return False
