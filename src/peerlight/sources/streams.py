"""Packed files as streams that can be read from the middle and fail like files do."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import struct
import zipfile
import zlib
from contextlib import suppress
from typing import IO, Any, BinaryIO, cast

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    IndexError,
)
"""What the unpackers raise when the bytes are not what they should be."""

MOST_PER_BYTE = 200
"""Bytes that one packed byte may become; text becomes ten."""

_BUFFER = 2**18


def is_gzipped(name: str) -> bool:
    """Whether a file is packed by itself, by its name."""
    return name.lower().endswith(".gz")


def unpacked_size(packed: BinaryIO) -> int:
    """What a gzip file says it unpacks to; it may be wrong, for a file of several parts is."""
    size = packed.seek(0, os.SEEK_END)
    if size < 4:
        return 0
    packed.seek(-4, os.SEEK_END)
    said = int.from_bytes(packed.read(4), "little")
    return min(said, MOST_PER_BYTE * size)


def careful(stream: IO[bytes]) -> BinaryIO:
    """A member of an archive whose faults are OSErrors, as those of a file on disk are."""
    return cast(BinaryIO, io.BufferedReader(_Careful(stream), _BUFFER))


def gunzipped(packed: BinaryIO) -> BinaryIO:
    """A gzip file unpacked while it is read; one that bursts is broken from there on."""
    size = packed.seek(0, os.SEEK_END)
    packed.seek(0)
    most = MOST_PER_BYTE * max(size, 1 << 20)
    unpacked = cast(IO[bytes], gzip.GzipFile(fileobj=packed))
    return cast(BinaryIO, io.BufferedReader(_Careful(unpacked, packed, most), _BUFFER))


class _Careful(io.RawIOBase):
    """Reads from an unpacker; closes what lies under it, which unpackers leave open."""

    def __init__(
        self, stream: IO[bytes], under: BinaryIO | None = None, most: int | None = None
    ) -> None:
        self._stream, self._under, self._most = stream, under, most

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - the buffer protocol has no name in 3.11
        try:
            data = self._stream.read(len(buffer))
        except BROKEN as error:
            raise OSError(f"broken in the archive: {error}") from error
        if self._most is not None and self._stream.tell() > self._most:
            raise OSError(f"unpacks to more than {self._most:,} bytes, like a bomb")
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        try:
            return self._stream.seek(offset, whence)
        except BROKEN as error:
            raise OSError(f"broken in the archive: {error}") from error

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        if not self.closed:
            with suppress(*BROKEN):
                self._stream.close()
            if self._under is not None:
                self._under.close()
        super().close()
