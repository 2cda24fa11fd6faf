"""Discord's markdown as text that people read, in which nobody else's words stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from peerlight.sources.words import words

_CALL = re.compile(r"<@!?(\d{1,20})>")
_EMOJI = re.compile(r"<a?(:\w{1,64}:)\d{1,20}>")
_FENCE = "```"


class Reading(NamedTuple):
    """A message's own text, and the user ids that it calls."""

    text: str | None
    called: tuple[str, ...] = ()


def read_markdown(text: str, names: Mapping[str, str]) -> Reading:
    """The text without what it quotes; ``names`` gives the names of users by their ids.

    Most exports have put names in place of ids already.
    """
    if text.startswith(">") or "\n>" in text:
        text = _unquoted(text)
    called: dict[str, None] = {}

    def shown(found: re.Match[str]) -> str:
        called[found[1]] = None
        return f"@{names.get(found[1]) or found[1]}"

    if "<" in text:
        text = _EMOJI.sub(r"\1", _CALL.sub(shown, text))
    return Reading(words(text), tuple(called))


def _unquoted(text: str) -> str:
    kept, in_code = [], False
    for line in text.split("\n"):
        if not in_code and line.startswith(">>> "):
            break
        if in_code or not line.startswith("> "):
            kept.append(line)
            in_code ^= line.count(_FENCE) % 2 == 1
    return "\n".join(kept)
