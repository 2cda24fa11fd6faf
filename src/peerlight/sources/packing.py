"""A source as a tree of named files, whether it lies in a folder, a zip or alone.

Nothing is ever unpacked to disk, so a path that climbs out of an archive has nowhere to go;
it is refused all the same, because such an archive was made to do harm.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, Self

from peerlight.errors import BadInput, UnsafeArchive
from peerlight.sources.streams import (
    BROKEN,
    MOST_PER_BYTE,
    careful,
    gunzipped,
    is_gzipped,
    unpacked_size,
)

JUNK = frozenset({".DS_Store", "__MACOSX", "Thumbs.db", "desktop.ini", ".git", ".svn"})
MAX_UNPACKED = 64 * 2**30

_CLOSED = (".7z", ".rar", ".xz", ".tar", ".tgz", ".bz2", ".zst")
# from the root, to another drive, or up the tree
_CLIMBS = re.compile(r"/|[A-Za-z]:|(?:.*/)?\.\.(?:/|$)", re.DOTALL)


class Tree(Protocol):
    """Files by name; names are POSIX paths relative to the root, sorted."""

    path: Path

    def names(self) -> list[str]:
        """All file names, sorted."""

    def size(self, name: str) -> int:
        """Bytes of the file when unpacked."""

    def read(self, name: str) -> bytes:
        """The file's bytes. Raises OSError when the file is broken."""

    def open(self, name: str) -> BinaryIO:
        """The file to read from and to seek in, unpacked if its name ends in ``.gz``."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class Folder:
    """A folder, or one file alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._root = path if path.is_dir() else path.parent
        self._names: list[str] | None = None

    def names(self) -> list[str]:
        """All file names, sorted; what file managers leave behind is left out."""
        # every reader asks, and walking a large folder takes long
        if self._names is None:
            self._names = sorted(self.each())
        return list(self._names)

    def each(self) -> Iterator[str]:
        """The file names as they come, for those who need not see them all."""
        if not self.path.is_dir():
            yield self.path.name
            return
        for folder, below, files in os.walk(self.path):
            below[:] = [name for name in below if not _junk(name)]
            start = Path(folder).relative_to(self.path)
            prefix = "" if start == Path() else f"{start.as_posix()}/"
            yield from (prefix + name for name in files if not _junk(name))

    def size(self, name: str) -> int:
        """Bytes of the file; none where it cannot be seen, and reading it will say why."""
        try:
            if is_gzipped(name):
                with (self._root / name).open("rb") as file:
                    return unpacked_size(file)
            return (self._root / name).stat().st_size
        except OSError:
            return 0

    def read(self, name: str) -> bytes:
        """The file's bytes."""
        if is_gzipped(name):
            with self.open(name) as file:
                return file.read()
        return (self._root / name).read_bytes()

    def open(self, name: str) -> BinaryIO:
        """The file to read from and to seek in, unpacked if its name ends in ``.gz``."""
        file = (self._root / name).open("rb")
        return gunzipped(file) if is_gzipped(name) else file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class Zip:
    """A zip archive, read in place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except BROKEN as error:
            raise BadInput(
                "The zip archive is truncated or is not a zip",
                where=path,
                do_next="Download the export again, or unpack it and name the folder.",
            ) from error
        # some Windows tools part folders with a backslash
        entries = {i.filename.replace("\\", "/"): i for i in self._zip.infolist()}
        self._entries = {name: i for name, i in entries.items() if not name.endswith("/")}
        try:
            self._refuse_harm()
        except UnsafeArchive:
            self._zip.close()
            raise

    def _refuse_harm(self) -> None:
        for name, entry in self._entries.items():
            if entry.flag_bits & 1:
                raise UnsafeArchive(
                    "The zip archive is encrypted",
                    where=self.path,
                    do_next="Unpack it with its password and name the folder.",
                )
            if _CLIMBS.match(name):
                raise UnsafeArchive(
                    f"The zip archive holds a path that climbs out of it: {name!r}",
                    where=self.path,
                    do_next="It was not read. Get the export from its source again.",
                )
        unpacked = sum(e.file_size for e in self._entries.values())
        packed = sum(e.compress_size for e in self._entries.values())
        # entries may overlap, so what they claim to be packed in may not be there
        packed = min(packed, self.path.stat().st_size)
        if unpacked > MAX_UNPACKED or unpacked > MOST_PER_BYTE * max(packed, 1 << 20):
            raise UnsafeArchive(
                f"The zip archive would unpack to {unpacked:,} bytes from {packed:,}",
                where=self.path,
                do_next="It looks like a zip bomb and was not read.",
            )

    def names(self) -> list[str]:
        """All file names, sorted; what file managers leave behind is left out."""
        return sorted(self.each())

    def each(self) -> Iterator[str]:
        """The file names as they come, for those who need not see them all."""
        return (n for n in self._entries if not any(map(_junk, n.split("/"))))

    def size(self, name: str) -> int:
        """Bytes of the file when unpacked."""
        return self._entries[name].file_size

    def open(self, name: str) -> BinaryIO:
        """The file to read from and to seek in, unpacked if its name ends in ``.gz``."""
        try:
            member = self._zip.open(self._entries[name])
        except BROKEN as error:
            raise OSError(f"broken in the archive: {error}") from error
        opened = careful(member)
        return gunzipped(opened) if is_gzipped(name) else opened

    def read(self, name: str) -> bytes:
        """The file's bytes; a broken member raises OSError like a broken file would."""
        entry = self._entries[name]
        if is_gzipped(name):
            with self.open(name) as file:
                return file.read()
        try:
            with self._zip.open(entry) as member:
                # the directory may lie about the size: never read more than it promises
                data = member.read(entry.file_size + 1)
        except BROKEN as error:
            raise OSError(f"broken in the archive: {error}") from error
        if len(data) > entry.file_size:
            raise OSError("larger than the archive says")
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()


def _junk(name: str) -> bool:
    # a leading dot alone says nothing: archives write odd characters as .2E and the like
    return name in JUNK or name.startswith("._")


def open_tree(path: Path) -> Tree:
    """Open a folder, a zip archive or one file.

    Raises:
        BadInput: the path is missing, empty, or packed in a way that cannot be opened.
        UnsafeArchive: see :class:`~peerlight.errors.UnsafeArchive`.
    """
    if not path.exists():
        raise BadInput(
            "There is no such file or folder",
            where=path,
            do_next="Name an export, an archive or a folder that is there.",
        )
    if _cannot_be_opened(path):
        raise BadInput(
            f"Archives of the kind {path.suffix} cannot be opened",
            where=path,
            do_next="Unpack it and name the folder.",
        )
    try:
        tree: Folder | Zip = Zip(path) if _looks_zipped(path) else Folder(path)
    except OSError as error:
        raise BadInput(f"It cannot be opened: {error.strerror}", where=path) from error
    if not any(True for _ in tree.each()) and not is_repository(path):
        tree.__exit__()
        raise BadInput(
            "There is nothing in it",
            where=path,
            do_next="Name the file or folder that holds the export.",
        )
    return tree


def is_repository(path: Path) -> bool:
    """Whether a folder is a git repository, with its files beside it or bare."""
    bare = all((path / name).exists() for name in ("HEAD", "objects", "refs"))
    return (path / ".git").exists() or bare


def _cannot_be_opened(path: Path) -> bool:
    # a file that is packed by itself can be read; a tar in it cannot
    name = path.name.lower()
    return name.removesuffix(".gz").endswith(_CLOSED)


def _looks_zipped(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return path.suffix.lower() == ".zip" or file.read(4) == b"PK\x03\x04"
