"""The errors Peerlight raises.

PeerlightError                what went wrong, in which file or record, and what to do next
├── BadInput                  what was given cannot be used (exit code 2)
│   ├── UnknownFormat         no reader recognises the source
│   ├── UnsafeArchive         encrypted, a bomb, or paths that climb out
│   └── NotACommunity         the folder is no workspace
└── Interrupted               stopped half-way; the last good state stands (exit code 1)
"""

from __future__ import annotations


class PeerlightError(Exception):
    """The root of all errors that Peerlight raises on purpose.

    ``what`` says what happened, ``where`` names the file or record,
    ``do_next`` tells the reader how to go on.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: object = "", do_next: str = "") -> None:
        self.what, self.where, self.do_next = what, str(where), do_next
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        after = f" {self.do_next}" if self.do_next else ""
        return f"{self.what}{place}.{after}"


class BadInput(PeerlightError):
    """What was given cannot be used."""

    exit_code = 2


class UnknownFormat(BadInput):
    """No reader recognises the source."""


class UnsafeArchive(BadInput):
    """The archive is encrypted, far larger than it looks, or climbs out of its folder."""


class NotACommunity(BadInput):
    """The folder is not a Peerlight workspace."""


class Interrupted(PeerlightError):
    """The work was stopped half-way; the last good state stands."""
