"""A source as a tree of named files, whether it lies in a folder, a zip or alone.

Nothing is ever unpacked to disk, so a path that climbs out of an archive has nowhere to go;
it is refused all the same, because such an archive was made to do harm.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol, Self

from peerlight.errors import BadInput, UnsafeArchive

MAX_RATIO = 200
MAX_UNPACKED = 64 * 2**30


class Tree(Protocol):
    """Files by name; names are POSIX paths relative to the root, sorted."""

    path: Path

    def names(self) -> list[str]:
        """All file names, sorted."""

    def size(self, name: str) -> int:
        """Bytes of the file when unpacked."""

    def read(self, name: str) -> bytes:
        """The file's bytes. Raises OSError when the file is broken."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class Folder:
    """A folder, or one file alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._root = path if path.is_dir() else path.parent

    def names(self) -> list[str]:
        """All file names, sorted; hidden files are left out."""
        if self.path.is_file():
            return [self.path.name]
        return sorted(self._walk())

    def _walk(self) -> Iterator[str]:
        for file in self.path.rglob("*"):
            relative = file.relative_to(self.path)
            if not any(part.startswith(".") for part in relative.parts) and file.is_file():
                yield relative.as_posix()

    def size(self, name: str) -> int:
        """Bytes of the file."""
        return (self._root / name).stat().st_size

    def read(self, name: str) -> bytes:
        """The file's bytes."""
        return (self._root / name).read_bytes()

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
        except zipfile.BadZipFile as error:
            raise BadInput(
                "The zip archive is truncated or is not a zip",
                where=path,
                do_next="Download the export again, or unpack it and name the folder.",
            ) from error
        self._entries = {i.filename: i for i in self._zip.infolist() if not i.is_dir()}
        self._refuse_harm()

    def _refuse_harm(self) -> None:
        for name, entry in self._entries.items():
            if entry.flag_bits & 1:
                raise UnsafeArchive(
                    "The zip archive is encrypted",
                    where=self.path,
                    do_next="Unpack it with its password and name the folder.",
                )
            path = PurePosixPath(name.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
                raise UnsafeArchive(
                    f"The zip archive holds a path that climbs out of it: {name!r}",
                    where=self.path,
                    do_next="It was not read. Get the export from its source again.",
                )
        unpacked = sum(e.file_size for e in self._entries.values())
        packed = sum(e.compress_size for e in self._entries.values())
        if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 1 << 20):
            raise UnsafeArchive(
                f"The zip archive would unpack to {unpacked:,} bytes from {packed:,}",
                where=self.path,
                do_next="It looks like a zip bomb and was not read.",
            )

    def names(self) -> list[str]:
        """All file names, sorted; hidden files are left out."""
        return sorted(n for n in self._entries if not _hidden(n))

    def size(self, name: str) -> int:
        """Bytes of the file when unpacked."""
        return self._entries[name].file_size

    def read(self, name: str) -> bytes:
        """The file's bytes; a broken member raises OSError like a broken file would."""
        entry = self._entries[name]
        try:
            with self._zip.open(entry) as member:
                # the directory may lie about the size: never read more than it promises
                data = member.read(entry.file_size + 1)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
            raise OSError(f"broken in the archive: {error}") from error
        if len(data) > entry.file_size:
            raise OSError("larger than the archive says")
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()


def _hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


def open_tree(path: Path) -> Tree:
    """Open a folder, a zip archive or one file.

    Raises:
        BadInput: the path is missing, empty, or packed in a way that cannot be opened.
        UnsafeArchive: see :class:`~peerlight.errors.UnsafeArchive`.
    """
    if not path.exists():
        raise BadInput("There is no such file or folder", where=path)
    if path.suffix.lower() in {".7z", ".rar", ".xz", ".tar", ".gz", ".tgz", ".bz2"}:
        raise BadInput(
            f"Archives of the kind {path.suffix} cannot be opened",
            where=path,
            do_next="Unpack it and name the folder.",
        )
    tree: Tree = Zip(path) if _looks_zipped(path) else Folder(path)
    if not tree.names():
        raise BadInput("There is nothing in it", where=path)
    return tree


def _looks_zipped(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return path.suffix.lower() == ".zip" or file.read(4) == b"PK\x03\x04"
