"""Which files hold mails, of which list they are, and where one mail ends and the next begins."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from peerlight.sources.encodings import decoded, is_wide
from peerlight.sources.packing import Tree
from peerlight.sources.spans import SPAN_BYTES, records

_SUFFIXES = frozenset({"", ".mbox", ".mbx", ".mboxrd", ".mail", ".txt"})
_HEAD = 64 * 1024
_ASKED = 5

# with a time, as mail programs write it, or the bare sender; sentences that begin so have neither
_LINE = rb"From (?>[^\n]*?\d:\d\d[^\n]*|\S+[ \t]*\r?)\n"
_HEADER = rb"[!-9;-~]+:|>From "
_STARTS = re.compile(rb"^" + _LINE + rb"(?=" + _HEADER + rb")", re.MULTILINE)
_BEGINS = re.compile(_LINE)
_NEXT = re.compile(_HEADER)
# git writes patches in this form, always with this one date
_PATCH = re.compile(rb"From [0-9a-f]{40} Mon Sep 17 00:00:00 2001")

_LISTED = re.compile(r"/listinfo(?:\.cgi)?/([\w.+-]+)")
_MONTH = r"(?:\d\d?|q[1-4]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATED = re.compile(rf"[._ -]?\d{{4}}(?:[-_.]?{_MONTH})?(?:[-_.]?\d\d)?$", re.IGNORECASE)
_SAYS_NOTHING = frozenset(
    {"raw", "archive", "archives", "mbox", "mboxes", "mail", "mails", "data", "pipermail", "txt"}
    | {"lists", "list", "messages", "text"}
)


def box_names(tree: Tree) -> list[str]:
    """The files that may hold mails, by their names; empty ones hold none."""
    return [name for name in tree.names() if _suffix(name) in _SUFFIXES and tree.size(name)]


def says_mails(name: str) -> bool:
    """Whether a file's ending says that there should be mails in it."""
    return _suffix(name) != ""


def is_box(tree: Tree, name: str) -> bool:
    """Whether a file begins with a mail."""
    head = _head(tree, name, 4096).lstrip()
    return _STARTS.match(head) is not None and not _PATCH.match(head)


def holds_mails(tree: Tree, name: str) -> bool:
    """Whether a file holds mails, though something else may stand before them."""
    found = _STARTS.search(_head(tree, name, _HEAD))
    return found is not None and not _PATCH.match(found[0])


def lists_of(tree: Tree, names: Sequence[str]) -> dict[str, str]:
    """The name of the mailing list that each file is of.

    A folder named by the list's address tells, or a file's own name; where that is a date the
    lists' footers in the first mails do, or else the folder.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        path = PurePosixPath(name)
        groups[f"{path.parent}/{_stem(path.name)}"].append(name)
    found = {}
    for group in groups.values():
        named = _named(tree, group)
        found.update(dict.fromkeys(group, named))
    return found


def _named(tree: Tree, group: list[str]) -> str:
    *folders, file = PurePosixPath(group[0]).parts
    if addressed := next((f for f in reversed(folders) if "@" in f[1:]), None):
        return addressed.partition("@")[0]
    own = _stem(file)
    if _tells(own):
        return own
    said: Counter[str] = Counter()
    for name in group[:_ASKED]:
        said.update(_LISTED.findall(decoded(_head(tree, name, _HEAD))))
    if said:
        return max(said, key=lambda word: (said[word], word)).lower()
    above = [*reversed(folders), _stem(tree.path.name)]
    return next(filter(_tells, above), above[-1] or own)


def _tells(stem: str) -> bool:
    return bool(stem) and stem.lower() not in _SAYS_NOTHING


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name.lower().removesuffix(".gz")).suffix
    # the last part of a list's address or of a date is no ending
    return "" if suffix[1:].isdecimal() else suffix


def _stem(name: str) -> str:
    """A file's name without its endings, its date and an address's domain."""
    bare = re.sub(r"\.gz$", "", name, flags=re.IGNORECASE)
    if (suffix := _suffix(name)) or bare.endswith("."):
        bare = bare[: len(bare) - max(len(suffix), 1)]
    local, at, _ = bare.partition("@")
    # never the whole of an address
    return local if at and local else _DATED.sub("", bare)


def _head(tree: Tree, name: str, size: int) -> bytes:
    try:
        with tree.open(name) as file:
            head = file.read(size)
    except OSError:
        return b""
    return _narrow(head)


def _narrow(data: bytes) -> bytes:
    if is_wide(data[:4]):
        return decoded(data).encode("utf-8", "replace")
    return data.removeprefix(b"\xef\xbb\xbf")


def mails(tree: Tree, name: str, span: tuple[int, int]) -> Iterator[bytes]:
    """The mails that begin within a span, each with the line before its headers.

    Raises:
        OSError: the file is broken from here on; what was given before is good.
    """
    if span[0] == 0 and span[1] > SPAN_BYTES and tree.size(name) <= SPAN_BYTES:
        # most archives are a file per month, and lines one by one cost three times as much
        yield from _cut(_narrow(tree.read(name)))
    else:
        yield from _whole(records(tree, name, span, _begins), span[0] == 0)


def _cut(data: bytes) -> Iterator[bytes]:
    starts = [found.start() for found in _STARTS.finditer(data)]
    if data[: starts[0] if starts else None].strip():
        starts.insert(0, 0)
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        yield data[start:end]


def _begins(line: bytes) -> bool:
    return line.startswith(b"From ") and _BEGINS.fullmatch(line) is not None


def _whole(records: Iterable[list[bytes]], from_the_start: bool) -> Iterator[bytes]:
    """Whole mails, those put together again that a line like a mail's first one cut in two."""
    mail: list[bytes] = []
    for record in records:
        starts = len(record) > 1 and _begins(record[0]) and _NEXT.match(record[1])
        if starts or (from_the_start and not mail):
            if mail:
                yield b"".join(mail)
            mail = record
        elif mail:
            # before the first mail of a span stands the end of one that the last span tells
            mail += record
    if mail:
        yield b"".join(mail)
