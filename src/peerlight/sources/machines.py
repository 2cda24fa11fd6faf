"""Robots on code hosts, by what they are called."""

from __future__ import annotations

import re

# a word or a suffix, never a part: Abbot, Talbot and Botond are people
_BOT = re.compile(
    r"\[bot\]$|(?:^|[-_ .])(?:ro|ai)?bot$"
    r"|^(?:bors|homu|mergify|dependabot(?:-preview)?|renovate|greenkeeper|snyk|codecov-(?:io|commenter)"
    r"|coveralls|googlebot|github[- ]actions?|travis(?: ci)?|copilot(?:-pull-request-reviewer)?)$",
    re.IGNORECASE,
)


def is_bot(name: str | None) -> bool:
    """Whether a name or login says that it is a robot's."""
    return name is not None and _BOT.search(name) is not None
