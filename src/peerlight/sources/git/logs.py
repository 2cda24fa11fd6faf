"""The text that ``git log`` prints: which files hold it, and a commit from its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from peerlight.sources.encodings import decoded
from peerlight.sources.git.commits import Commit, Signature, signature
from peerlight.sources.git.dates import Moment, moment
from peerlight.sources.packing import Tree

_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?commit [0-9a-f]{7,64}(?=[\s(]|$)")
_COMMIT = re.compile(r"\ufeff?commit ([0-9a-f]{7,64})((?: [0-9a-f]{7,64})*)(?: \(.*\))?\s*")
_AUTHOR = re.compile(r"(?:Author|author):? .*<")
# in the raw format seconds and zone stand behind the signature
_RAW = re.compile(r"(.*>) (\d+ [+-]\d{4})")
_FIRST = (b"commit ", b"\xef\xbb\xbf")
_HEAD = 4096
_AFTER = re.compile(r"^(?! {4}|[ \t]*$)", re.MULTILINE)
_ENDINGS = frozenset({"", ".log", ".txt", ".gitlog"})


def is_log_name(name: str) -> bool:
    """Whether a file may hold a log, by its name alone; it may be packed by itself."""
    path = PurePosixPath(_unpacked(name))
    return path.suffix.lower() in _ENDINGS and not path.name.startswith(".")


def repository_name(name: str) -> str:
    """What the repository is called, by the file that holds its log."""
    path = _unpacked(name)
    for ending in (".log", ".txt", ".gitlog", ".git"):
        if path.lower().endswith(ending) and len(path) > len(ending):
            path = path[: -len(ending)]
    # a name on disk may be no UTF-8 text
    return path.encode("utf-8", "replace").decode()


def is_log(tree: Tree, name: str) -> bool:
    """Whether a file begins like a log in a format that shows authors.

    Raises:
        OSError: the file cannot be read.
    """
    with tree.open(name) as file:
        lines = decoded(file.read(_HEAD)).splitlines()
    for n, line in enumerate(lines):
        if _COMMIT.fullmatch(line):
            return any(map(_AUTHOR.match, lines[n + 1 : n + 12]))
    return False


def begins(line: bytes) -> bool:
    """Whether a line begins a commit. What a commit says is indented, so it never does."""
    return line.startswith(_FIRST) and _BEGINS.match(line) is not None


def read_commit(lines: Sequence[bytes]) -> Commit | None:
    """The commit that a record holds; None if it is none or names no author.

    Formats: medium (git's own), full, fuller and raw, with ``--parents``, ``--decorate`` or a
    line ``Parents:``. Changes that follow the message (``--stat``, ``-p``) are passed over.
    """
    text = decoded(b"".join(lines)).replace("\r\n", "\n")
    above, _, below = text.partition("\n\n")
    first, *rest = above.split("\n")
    head = _COMMIT.fullmatch(first)
    if head is None:
        return None
    fields, parents = _fields(rest)
    if "author" not in fields:
        return None
    author, written = _signed(fields["author"], fields.get("authordate", fields.get("date", "")))
    by, taken = _signed(fields.get("committer", fields.get("commit", "")), "")
    committed = moment(fields.get("commitdate", "")) if "commitdate" in fields else taken
    return Commit(
        id=head[1],
        parents=tuple(head[2].split()) or parents,
        author=author,
        committer=by if by.name or by.address else None,
        authored_at=written.at,
        committed_at=committed.at,
        message=_message(below),
        zoned=written.zoned and committed.zoned,
    )


def _fields(lines: list[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """What stands above the message, by its name; and the parents."""
    fields: dict[str, str] = {}
    parents: list[str] = []
    for line in lines:
        key, _, value = line.partition(" ")
        key = key.rstrip(":").lower()
        if key in ("parents", "merge", "parent"):
            parents += value.split()
        else:
            fields.setdefault(key, value.strip())
    return fields, tuple(parents)


def _signed(text: str, date: str) -> tuple[Signature, Moment]:
    raw = None if text.endswith(">") else _RAW.fullmatch(text)
    return signature(raw[1] if raw else text), moment(raw[2] if raw else date)


def _message(below: str) -> str:
    """The message, without its indent and without the notes and changes that follow it."""
    if after := _AFTER.search(below):
        below = below[: after.start()]
    return f"\n{below}".replace("\n    ", "\n").strip()


def _unpacked(name: str) -> str:
    return name[:-3] if name.lower().endswith(".gz") else name
