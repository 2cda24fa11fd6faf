"""The log of what was done for privacy: a line an act, nameless, never rewritten."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from peerlight.clock import Clock, iso, system_clock

FILE = "privacy.log"


def note(community: Path, act: str, clock: Clock = system_clock, **numbers: int) -> None:
    """Add one line to the log of the community in this folder.

    Only an act, a time and numbers can be said, so that no line can name anybody.
    """
    line = json.dumps({"at": iso(clock()), "act": act, **numbers}) + "\n"
    # one write to a file opened for appending: two processes never mix their lines
    handle = os.open(community / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "ab", buffering=0) as file:
        file.write(line.encode("ascii"))


def entries(community: Path) -> list[dict[str, Any]]:
    """The lines of the log, oldest first."""
    file = community / FILE
    if not file.is_file():
        return []
    return [json.loads(line) for line in file.read_text("ascii").splitlines() if line]
