"""How much of the texts is kept: all, a beginning, for some days, or nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from peerlight.clock import DAY
from peerlight.privacy.forgetting import FILE
from peerlight.privacy.writing import write_anew
from peerlight.store.engines import Engine
from peerlight.store.tables import TABLES


@dataclass(frozen=True)
class Keeping:
    """Which texts stay. ``chars`` 0 is their whole length, ``days`` 0 is for good."""

    text: bool = True
    chars: int = 0
    days: int = 0

    def stricter(self, other: Keeping) -> Keeping:
        """What both keep."""
        return Keeping(
            self.text and other.text, _less(self.chars, other.chars), _less(self.days, other.days)
        )

    def select(self, now: int) -> str:
        """The ``SELECT`` of the relation ``messages`` with only the texts to keep.

        ``now`` is UTC microseconds.
        """
        table = TABLES["messages"]
        columns = ", ".join(
            f"{self._text(now)} AS text" if column == "text" else f"r.{column}"
            for column in table.columns
        )
        return f"SELECT {columns} FROM messages r"

    def leaving(self, now: int) -> str:
        """A query for the messages whose text would go or be shortened: ``message_id``."""
        text = self._text(now)
        gone = f"r.text IS NOT NULL AND COALESCE({text}, '') <> r.text"
        return f"SELECT r.message_id FROM messages r WHERE {gone}"

    def _text(self, now: int) -> str:
        if not self.text:
            return "CAST(NULL AS VARCHAR)"
        kept = f"SUBSTR(r.text, 1, {self.chars})" if self.chars else "r.text"
        if not self.days:
            return kept
        return f"CASE WHEN r.posted_at >= {now - self.days * DAY} THEN {kept} END"


def _less(one: int, other: int) -> int:
    """The smaller number, where 0 is no limit."""
    return min(one, other) if one and other else one or other


def shorten(engine: Engine, files: Sequence[Path], keeping: Keeping, now: int, into: Path) -> int:
    """Write ``into/messages/`` from ``files`` with the texts to keep; gives how many lost some.

    Nothing is written where no text goes.
    """
    engine.files("messages", list(files), TABLES["messages"].schema())
    lost: int = engine.rows(f"SELECT COUNT(*) AS n FROM ({keeping.leaving(now)}) l")["n"][0].as_py()
    if lost:
        select = keeping.select(now)
        write_anew(engine, TABLES["messages"], select, into / "messages" / FILE)
    return lost


def share(file: Path, target: Path) -> None:
    """Have the same file in a second place: linked where the disk can, else copied."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, target)
    except OSError:
        shutil.copy2(file, target)
