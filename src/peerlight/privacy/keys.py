"""The key under which e-mail addresses and erased accounts are known without being stored.

The key lies beside the community's folder, never in it: who is handed the folder cannot find out
whose address an account goes by, nor who was erased.
"""

from __future__ import annotations

import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from peerlight.errors import BadInput

BYTES = 32
LETTERS = 20
"""Hexadecimal digits of a seal: 80 bits, so that two addresses never share one by chance."""
_MARK = "key.txt"


def seal(key: bytes, text: str) -> str:
    """HMAC-SHA-256 of ``text`` under ``key``, 20 hexadecimal digits."""
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()[:LETTERS]


def seal_address(key: bytes, address: str) -> str:
    """The seal of an e-mail address, whatever its capitals and the blanks around it."""
    return seal(key, address.strip().strip("<>").casefold())


def key_file(community: Path) -> Path:
    """Where the key of a community lies: beside its folder."""
    folder = community.absolute()
    return folder.with_name(f"{folder.name}.key")


def community_key(community: Path) -> bytes:
    """The key of a community, made with mode 600 the first time.

    The folder keeps a mark by which another key is noticed.

    Raises:
        BadInput: the key that the community was made with is missing, or another lies there.
    """
    file, mark = key_file(community), community / _MARK
    if mark.is_file() and not file.is_file():
        raise BadInput(
            "The key of this community is missing",
            where=file,
            do_next="Put it back: with another key, known people would look new.",
        )
    key = _read_or_make(file)
    if not mark.is_file():
        mark.write_text(seal(key, _MARK) + "\n", encoding="utf-8", newline="\n")
    elif mark.read_text("utf-8").strip() != seal(key, _MARK):
        raise BadInput(
            "This key belongs to another community",
            where=file,
            do_next="Put the right one there: with another key, known people would look new.",
        )
    return key


def personal_key() -> bytes:
    """The key for communities that are not kept: the same each time for one user of one machine."""
    from platformdirs import user_config_path

    file = user_config_path("peerlight") / "personal.key"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return _read_or_make(file)
    except OSError:
        # a home that cannot be written: ids then differ from one call to the next
        return secrets.token_bytes(BYTES)


def _read_or_make(file: Path) -> bytes:
    with suppress(FileExistsError):
        # another process may make it at the same moment: the first one counts
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as new:
            new.write(secrets.token_hex(BYTES) + "\n")
    try:
        key = bytes.fromhex(file.read_text("ascii").strip())
    except (ValueError, UnicodeDecodeError):
        key = b""
    if len(key) != BYTES:
        raise BadInput(
            "This is no key of Peerlight's",
            where=file,
            do_next="Put the right file there, or take it away if the community is new.",
        )
    return key
