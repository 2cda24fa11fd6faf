"""The rows of a dump's XML file, a few hundred at a time.

Only lines of rows ever reach the parser, inside a root of our own: what a file declares before
its first row, entities above all, takes no effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from peerlight.sources.encodings import decoded
from peerlight.sources.packing import Tree
from peerlight.sources.spans import records

Attributes = dict[str, str]

_AT_ONCE = 256
_HEAD = 64 * 1024
_ENTITIES = re.compile(r"<!ENTITY|<!DOCTYPE[^>]*\[", re.IGNORECASE)
# numbers of characters that XML does not allow; dumps hold some
_NO_LETTER = re.compile(
    r"&#(?:x(?:[0-8bcef]|1[0-9a-f])|(?:[0-8]|1[124-9]|2\d|3[01]));", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def head_of(tree: Tree, name: str) -> str:
    """The beginning of a file; empty where it cannot be opened."""
    try:
        with tree.open(name) as file:
            return decoded(file.read(_HEAD))
    except OSError:
        return ""


def declares_entities(head: str) -> bool:
    """Whether a file declares entities of its own, as those do that are made to do harm."""
    return _ENTITIES.search(head.partition("<row")[0]) is not None


def xml_rows(tree: Tree, name: str, span: tuple[int, int]) -> Iterator[Attributes | None]:
    """The attributes of each row that begins within a span; None for what is no readable row.

    Raises:
        OSError: the file is broken from here on; what was given before is good.
    """
    waiting: list[bytes] = []
    try:
        for record in records(tree, name, span, _begins):
            if _begins(record[0]):
                waiting.append(_row(record))
            if len(waiting) == _AT_ONCE:
                yield from _parsed(waiting)
                waiting.clear()
    except OSError:
        yield from _parsed(waiting)
        raise
    yield from _parsed(waiting)


def _begins(line: bytes) -> bool:
    return line.lstrip().startswith(b"<row")


def _row(record: list[bytes]) -> bytes:
    """A row without what follows it, which may close the file."""
    line = b"".join(record)
    return line[: line.rfind(b"/>") + 2]


def _parsed(rows: list[bytes]) -> Iterator[Attributes | None]:
    together = _parse(b"".join(rows))
    if together is not None and len(together) == len(rows):
        yield from together
        return
    for row in rows:
        if found := _parse(row) or _parse(_mended(row)):
            yield from found
        else:
            yield None


def _parse(rows: bytes) -> list[Attributes] | None:
    """The attributes of all rows; None if one of them is broken."""
    found: list[Attributes] = []
    parser = expat.ParserCreate()

    def begin(element: str, attributes: Attributes) -> None:
        if element == "row":
            found.append(attributes)

    parser.StartElementHandler = begin
    try:
        parser.Parse(b"<rows>" + rows + b"</rows>", True)
    except expat.ExpatError:
        return None
    return found


def _mended(row: bytes) -> bytes:
    text = _CONTROL.sub("", _NO_LETTER.sub("", decoded(row)))
    return text.encode("utf-8", "replace")
