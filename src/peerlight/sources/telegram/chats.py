"""Which chats an export holds, and where in the file each one's messages lie.

Telegram writes one line per field and indents by depth, so a file of any size can be cut at the
lines that open a message. A file written otherwise is parsed whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import orjson

from peerlight.sources.packing import Tree
from peerlight.sources.spans import SPAN_BYTES, records

_READ = 8 * 2**20
_BACK = 8 * 1024
# the messages of one chat alone, or of a chat in a list of chats
_MARK = re.compile(rb'\n( | {4})(?:"messages": \[\r?\n|\](?=[,\r\n]))')
_FIELD = re.compile(rb'^( +)"(name|type|id)": (.+?),?\r?$', re.MULTILINE)


class Chat(NamedTuple):
    """One chat; its messages lie from ``start`` to ``end``, each after ``depth`` blanks."""

    id: str
    name: str
    type: str
    start: int = 0
    end: int = 0
    depth: int = 0

    @property
    def private(self) -> bool:
        """Whether not everybody can read the chat; so it is unless Telegram says public."""
        return not self.type.startswith("public_")


def chat_of(header: dict[str, object], **place: int) -> Chat:
    """The chat that a header describes."""
    name, kind, number = header.get("name"), header.get("type"), header.get("id")
    identifier = str(number) if isinstance(number, int | str) else "chat"
    named = name if isinstance(name, str) and name.strip() else identifier
    return Chat(identifier, named, kind if isinstance(kind, str) else "", **place)


def find_chats(tree: Tree, name: str) -> list[Chat]:
    """The chats of a file that is written line by line; none if it is written otherwise.

    Complexity: one pass over the bytes, 8 MB of them at a time.

    Raises:
        OSError: the file cannot be read.
    """
    chats: list[Chat] = []
    for at, blanks, head in _marks(tree, name):
        if head is not None:
            chats.append(chat_of(_header(head, blanks), start=at, end=2**62, depth=blanks + 1))
        elif chats and chats[-1].depth == blanks + 1 and chats[-1].end == 2**62:
            chats[-1] = chats[-1]._replace(end=at)
    return chats


def _marks(tree: Tree, name: str) -> Iterator[tuple[int, int, bytes | None]]:
    """Where lists of messages open (after the line, with what stands before it) and close."""
    with tree.open(name) as file:
        data, base, done = b"", 0, -1
        while chunk := file.read(_READ):
            data = data[-_BACK:]
            base = file.tell() - len(chunk) - len(data)
            data += chunk
            for mark in _MARK.finditer(data):
                if base + mark.start() <= done:
                    continue
                done = base + mark.start()
                opens = mark[0].rstrip().endswith(b"[")
                head = data[max(0, mark.start() - _BACK) : mark.start() + 1] if opens else None
                yield base + (mark.end() if opens else mark.start() + 1), len(mark[1]), head


def _header(head: bytes, blanks: int) -> dict[str, object]:
    header: dict[str, object] = {}
    for found in _FIELD.finditer(head):
        if len(found[1]) == blanks:
            try:
                header[found[2].decode()] = orjson.loads(found[3])
            except orjson.JSONDecodeError:
                header.pop(found[2].decode(), None)
    return header


def chat_spans(chat: Chat, size: int) -> Iterator[tuple[int, int]]:
    """A chat's messages in spans of bytes; the first begins where they begin."""
    end = min(chat.end, size)
    for start in range(chat.start, max(end, chat.start + 1), SPAN_BYTES):
        yield start, min(start + SPAN_BYTES, end)


def message_texts(tree: Tree, name: str, span: tuple[int, int], depth: int) -> Iterator[bytes]:
    """The JSON text of each message that begins within a span.

    Raises:
        OSError: the file is broken from here on; what was given before is good.
    """
    opening = b" " * depth + b"{"
    closing = b"\n" + b" " * depth + b"}"
    for record in records(tree, name, span, lambda line: line.rstrip() == opening):
        text = b"".join(record)
        if text.startswith(opening):
            # what follows the last message of a chat is not its own
            end = text.find(closing)
            yield text if end < 0 else text[: end + len(closing)]
