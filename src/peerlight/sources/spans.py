"""Large text files cut into spans, so that several processes read one file and none holds it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from peerlight.sources.contract import Part
from peerlight.sources.encodings import decoded, is_wide
from peerlight.sources.packing import Tree

SPAN_BYTES = 16 * 2**20
LONGEST_LINE = 4 * 2**20
"""Bytes of a line that are read; what follows them in the same line is passed over."""

Begins = Callable[[bytes], bool]


def span_parts(tree: Tree, names: Sequence[str]) -> list[Part]:
    """Parts of about 16 MB: several small files, or a span of a large one.

    ``context["spans"]`` holds ``(start, end)`` in bytes beside each name.
    """
    parts: list[list[tuple[str, int, int]]] = [[]]
    room = SPAN_BYTES
    for name in names:
        for start, end in _spans(tree, name):
            if room <= 0:
                parts.append([])
                room = SPAN_BYTES
            parts[-1].append((name, start, end))
            room -= min(end, tree.size(name)) - start
    return [
        Part(tuple(n for n, _, _ in part), {"spans": [(s, e) for _, s, e in part]})
        for part in parts
        if part
    ]


def _spans(tree: Tree, name: str) -> list[tuple[int, int]]:
    size = tree.size(name)
    with tree.open(name) as file:
        wide = is_wide(file.read(4))
    # what a packed file says of its size may be wrong: the last span has no end
    if wide or size <= SPAN_BYTES:
        return [(0, _TO_THE_END)]
    starts = range(0, size, SPAN_BYTES)
    return [(s, s + SPAN_BYTES) for s in starts[:-1]] + [(starts[-1], _TO_THE_END)]


_TO_THE_END = 2**62


def records(tree: Tree, name: str, span: tuple[int, int], begins: Begins) -> Iterator[list[bytes]]:
    """The records that begin within a span; a record is the lines from one that begins it on.

    What stands before the first record of a file is given as a record too, unless it is blank.
    Every record of a file belongs to exactly one of its spans. Lines keep their endings.

    Raises:
        OSError: the file is broken from here on; what was given before is good.
    """
    current: list[bytes] | None = [] if span[0] == 0 else None
    for at, line in _placed_lines(tree, name, span[0]):
        if begins(line):
            if current and any(map(bytes.strip, current)):
                yield current
            if at >= span[1]:
                return
            current = []
        elif current is None and at >= span[1]:
            return
        if current is not None:
            current.append(line)
    if current and any(map(bytes.strip, current)):
        yield current


def lines(tree: Tree, name: str, span: tuple[int, int]) -> Iterator[bytes]:
    """The lines that begin within a span, without those that are blank.

    Raises:
        OSError: the file is broken from here on; what was given before is good.
    """
    for at, line in _placed_lines(tree, name, span[0]):
        if at >= span[1]:
            return
        if line.strip():
            yield line


def _placed_lines(tree: Tree, name: str, start: int) -> Iterator[tuple[int, bytes]]:
    """Where each line from the first after ``start`` begins, and what of it is read."""
    with tree.open(name) as opened:
        file = _narrow(opened) if start == 0 else opened
        at = 0
        if start:
            # the byte before tells whether a line begins right here
            file.seek(start - 1)
            at = start - 1 + _length(file, file.readline(LONGEST_LINE))
        while line := file.readline(LONGEST_LINE):
            yield at, line
            at += _length(file, line)


def _length(file: BinaryIO, line: bytes) -> int:
    """Bytes of the line that ``line`` begins; the file stands after it then."""
    length = len(line)
    while line and not line.endswith(b"\n"):
        line = file.readline(LONGEST_LINE)
        length += len(line)
    return length


def _narrow(file: BinaryIO) -> BinaryIO:
    """The file in UTF-8 where its letters were two or four bytes each."""
    head = file.read(4)
    file.seek(0)
    if not is_wide(head):
        return file
    return io.BytesIO(decoded(file.read()).encode("utf-8", "replace"))
