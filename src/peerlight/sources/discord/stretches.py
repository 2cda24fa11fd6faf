"""A share of a large file from the beginning of one record to that of another, in one piece."""

from __future__ import annotations

import re
from typing import BinaryIO

from peerlight.sources.encodings import decoded, is_wide
from peerlight.sources.packing import Tree

_MORE = 2**20
_LONGEST = 64 * 2**20
"""Bytes of a record that are read beyond its span; what follows them is passed over."""

# no mark is longer
_OVERLAP = 4096


def stretch(tree: Tree, name: str, span: tuple[int, int], mark: re.Pattern[bytes]) -> bytes:
    """The bytes from the first mark that begins within a span up to the first one after it.

    Every mark of a file is in the stretch of exactly one of its spans; the last stretch goes to
    the end of the file. Empty where no mark begins in the span.

    Raises:
        OSError: the file is broken.
    """
    with tree.open(name) as file:
        if span[0] == 0:
            head = file.read(4)
            file.seek(0)
            if is_wide(head):
                return _from_mark(decoded(file.read()).encode("utf-8", "replace"), mark)
        file.seek(span[0])
        length = span[1] - span[0]
        data = file.read() if length >= 2**40 else file.read(length)
        if len(data) == length:
            data = _read_on(file, data, mark)
    return _from_mark(data, mark)


def _from_mark(data: bytes, mark: re.Pattern[bytes]) -> bytes:
    found = mark.search(data)
    return data[found.start() :] if found else b""


def _read_on(file: BinaryIO, data: bytes, mark: re.Pattern[bytes]) -> bytes:
    """``data`` and what follows it up to the next mark; nothing follows where it has none."""
    length, longer = len(data), bytearray(data)
    while chunk := file.read(_MORE):
        start = max(length, len(longer) - _OVERLAP)
        longer += chunk
        if found := mark.search(longer, start):
            del longer[found.start() :]
            break
        if len(longer) > length + _LONGEST:
            break
    first = mark.search(longer)
    return bytes(longer) if first and first.start() < length else b""


def pieces(data: bytes, mark: re.Pattern[bytes]) -> list[bytes]:
    """A stretch cut at its marks, one record each."""
    starts = [found.start() for found in mark.finditer(data)]
    return [data[start:end] for start, end in zip(starts, [*starts[1:], len(data)], strict=True)]
