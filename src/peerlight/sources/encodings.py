"""Text out of bytes that may be in any encoding people still use."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes) -> str:
    """The text: by its byte order mark, else UTF-8, else what Windows and old mailers wrote.

    A file may mix encodings, so this is asked of each record for itself. No bytes are refused.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # cp1252 leaves five bytes undefined; Latin-1 has none
        return data.decode("cp1252", "replace")


def is_wide(head: bytes) -> bool:
    """Whether a file's first bytes say that its letters are two or four bytes each."""
    return any(head.startswith(mark) for mark, _ in _MARKS[1:])
