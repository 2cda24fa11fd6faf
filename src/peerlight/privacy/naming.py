"""Where a text names somebody: as the medium's own mark, to be cut, or freely, to be found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

SHORTEST = 3
"""Letters from which a single word is looked for in free text: shorter ones are everywhere."""

# scripts that put no space between words
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Called:
    """What one person is called: full names, handles, the platform's own ids."""

    names: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, accounts: Iterable[tuple[str, str | None, str | None]]) -> Called:
        """From rows of ``account_id, handle, name``."""
        said = ((account.split(":", 1)[-1], handle, name) for account, handle, name in accounts)
        return cls(frozenset(word.strip() for row in said for word in row if word and word.strip()))

    def uncalled(self, text: str) -> str:
        """The text without the calls of this person: ``@name``, or ``name:`` at its beginning.

        Of two blanks that a call stood between, one goes with it.
        """
        if not self.names:
            return text
        shorter = self._calls.sub(_closed, text)
        return shorter if shorter == text else shorter.strip()

    def free(self, text: str) -> bool:
        """Whether the text names this person, called or not."""
        return self._free is not None and self._free.search(text) is not None

    def named(self, text: str) -> bool:
        """Whether a sentence of our own names this person; any word counts, however short."""
        words = (_word(name) for name in self.names if not name.isdigit())
        return any(re.search(word, text, re.IGNORECASE) for word in words)

    @cached_property
    def _calls(self) -> re.Pattern[str]:
        names = "|".join(map(_ended, self._longest_first(self.names)))
        # an address like somebody@ann.example calls nobody
        call = rf"(?P<before>\A|[^a-z0-9])@(?:(?:{self._cut_off})\Z|{names})"
        return re.compile(rf"{call}|\A(?:{names})[:,]", re.IGNORECASE)

    @property
    def _cut_off(self) -> str:
        """The patterns of names that a shortened text breaks off in."""
        heads = {name[:n] for name in self.names for n in range(SHORTEST, len(name))}
        return "|".join(map(re.escape, self._longest_first(heads))) or r"(?!)"

    @cached_property
    def _free(self) -> re.Pattern[str] | None:
        telling = [name for name in self.names if _telling(name)]
        words = "|".join(map(_word, self._longest_first(telling)))
        return re.compile(words, re.IGNORECASE) if words else None

    @staticmethod
    def _longest_first(names: Iterable[str]) -> list[str]:
        return sorted(names, key=lambda name: (-len(name), name))


def _telling(name: str) -> bool:
    return not name.isdigit() and (len(name) >= SHORTEST or bool(_UNSPACED.search(name)))


def _ended(name: str) -> str:
    """The pattern of a name that no letter follows."""
    return re.escape(name) + ("" if _UNSPACED.match(name[-1]) else r"(?!\w)")


def _word(name: str) -> str:
    """The pattern of a name that stands alone."""
    return ("" if _UNSPACED.match(name[0]) else r"(?<!\w)") + _ended(name)


def _closed(call: re.Match[str]) -> str:
    before = call["before"] or ""
    follows = call.string[call.end() : call.end() + 1]
    return "" if before.isspace() and (follows.isspace() or not follows) else before
