"""JSON files of an export: loaded with care, cut into parts of like size."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from peerlight.sources.audit import Audit
from peerlight.sources.packing import Tree

PART_BYTES = 48 * 2**20
AT_LEAST = 4
SMALL = 4 * 2**20
# 1 January 2100 in seconds; anything later is a broken clock
LATEST = 4_102_444_800


def load_json(tree: Tree, name: str, audit: Audit) -> object:
    """The file's content, or None after the audit has named the file as unreadable."""
    try:
        data = tree.read(name)
    except OSError as error:
        audit.skip(name, str(error))
        return None
    try:
        content: object = orjson.loads(data)
        return content
    except orjson.JSONDecodeError as error:
        return _load_broken_text(data, name, error, audit)


def _load_broken_text(data: bytes, name: str, error: Exception, audit: Audit) -> object:
    content: object
    try:
        content = orjson.loads(data.decode("utf-8-sig", errors="replace"))
    except orjson.JSONDecodeError:
        audit.skip(name, f"not valid JSON ({error})")
        return None
    audit.notes.append("Some bytes were not UTF-8 text and are shown as \ufffd.")
    return content


def cut(sized: Sequence[tuple[str, int]]) -> list[tuple[str, ...]]:
    """Cut ``(name, bytes)`` into runs of like size, in order; a small source stays whole."""
    total = sum(size for _, size in sized)
    wanted = 1 if total < SMALL else max(AT_LEAST, -(-total // PART_BYTES))
    runs: list[list[str]] = [[]]
    seen = 0
    for name, size in sized:
        if runs[-1] and seen >= len(runs) * total / wanted:
            runs.append([])
        runs[-1].append(name)
        seen += size
    return [tuple(run) for run in runs if run]


def whole(value: object) -> int | None:
    """A non-negative whole number that fits the tables; None for anything else."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63:
        return value
    return None


def text(value: object) -> str | None:
    """Text that says something; None for anything else."""
    return value if isinstance(value, str) and value.strip() else None
