"""Block logs: a time in seconds, a nick and a text on a line each, then an empty line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from peerlight.sources.packing import Tree
from peerlight.sources.spans import SPAN_BYTES, records

_STAMP = re.compile(rb"[ \t]*-?\d{1,20}\s*$")


def blocks(tree: Tree, name: str, span: tuple[int, int]) -> Iterator[bytes]:
    """The blocks that begin within a span.

    Raises:
        OSError: the file is broken from here on; what was given before is good.
    """
    if span[0] == 0 and span[1] > SPAN_BYTES and 0 < tree.size(name) <= SPAN_BYTES:
        # most logs are a file per day, and lines one by one cost three times as much
        data = tree.read(name)
        if data[1:2] != b"\0" and data[:1] < b"\xef":
            yield from filter(bytes.strip, data.replace(b"\r\n", b"\n").split(b"\n\n"))
            return
    yield from _whole(records(tree, name, span, _begins))


def _begins(line: bytes) -> bool:
    """Whether a line may begin a block; a text of digits alone looks like one too."""
    return _STAMP.match(line) is not None


def _whole(records: Iterable[list[bytes]]) -> Iterator[bytes]:
    """Whole blocks, those put together again that a text of digits cut in two."""
    block: list[bytes] = []
    for record in records:
        block += record
        if not record[-1].strip():
            yield b"".join(block)
            block = []
    if block:
        yield b"".join(block)
