"""How long work tells how far it is; the faces draw the bar."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called as ``progress(what, done, of)``; ``of`` is 0 where it is unknown."""


def silent(what: str, done: int, of: int) -> None:
    """The progress of those who do not watch."""
