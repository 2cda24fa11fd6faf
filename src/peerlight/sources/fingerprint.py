"""What an archive looks like from outside, so that an unchanged one need not be read again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path


def listing(path: Path) -> str:
    """Names, sizes and times of all files of an archive, as one text. Nothing is opened.

    Also of files that no reader opens: a repository's folder tells new commits by them.
    """
    found = (f"{name}\0{s.st_size}\0{s.st_mtime_ns}" for name, s in _stats(path))
    return "\n".join(sorted(found))


def content(path: Path) -> str:
    """Names and SHA-256 of all files, as one text. Linear in bytes."""
    found = (f"{name}\0{_digest(path / name)}" for name, _ in _stats(path))
    return "\n".join(sorted(found))


def _stats(path: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below ``path`` by its name from there on; a file alone has none."""
    if path.is_dir():
        yield from _below(str(path), "")
    else:
        yield "", path.stat()


def _below(folder: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{prefix}{entry.name}/")
            else:
                yield f"{prefix}{entry.name}", entry.stat(follow_symlinks=False)


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        # a file that cannot be read is as much a part of what was found
        return str(error.errno)
