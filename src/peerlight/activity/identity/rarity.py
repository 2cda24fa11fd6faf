"""How rare a name or a handle is, in bits: one more bit, half as many bearers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from peerlight.activity.identity.spelling import fold

RARE = 16.0
"""Bits from which a name is rare: at most one bearer in 65,000 of its language area."""

_UNKNOWN = 14.0
"""Bits of a word that no list knows."""
_SHORT_WORD = 10.0
_CHARACTER, _SYLLABLE = 7.0, 5.5
"""Bits of one Chinese character or Hangul syllable of a given name that no list knows."""
_UNSPACED, _HANGUL = 0x2E80, 0xAC00
_LISTED_NAMES = 2_000
"""So many names of the community weigh as much as the list does."""
_PER_LETTER, _DIGIT = 3.0, 3.0
"""Most bits of a letter of a handle (they are words more often than not), and of a digit."""
_LETTERS = 40
_PAIRS = 500
"""So many pairs of letters weigh as much as the belief that all letters are alike."""


class Rarity:
    """Judges by the names and handles of one community, and by a list of common names."""

    def __init__(self, names: Iterable[frozenset[str]], handles: Iterable[str]) -> None:
        """``names`` are all names as words, ``handles`` all handles, as spelled alike.

        A name that occurs twice counts once, as it may be one person's.
        """
        distinct = set(names)
        self._names = len(distinct)
        self._bearers = Counter(word for name in distinct for word in name)
        self._pairs: Counter[str] = Counter()
        self._firsts: Counter[str] = Counter()
        for text in {*handles, *self._bearers}:
            self._learn(text)

    def word(self, word: str) -> float:
        """The bits of one word of a name."""
        listed = _listed().get(word)
        usual = 2.0 ** -_unlisted(word) if listed is None else 1 / listed
        others = max(self._bearers[word] - 1, 0)
        share = (others + _LISTED_NAMES * usual) / (self._names + _LISTED_NAMES)
        # in a community of one country a common name may be rare by chance, never by nature
        return min(-math.log2(share), -math.log2(usual))

    def name(self, words: frozenset[str]) -> float:
        """The bits of a full name; its words are taken to be drawn one by one."""
        return math.fsum(self.word(word) for word in sorted(words))

    def handle(self, handle: str) -> float:
        """The bits of a handle, by how its letters follow each other here; of a name, the name's.

        A single word that is also borne as a name is no rarer than the name.
        """
        bits = math.fsum(self._pair(pair) for pair in _pairs(handle))
        return min(bits, _PER_LETTER * len(handle), self.borne(handle))

    def borne(self, handle: str) -> float:
        """The bits of a handle as the one word of a name that it is; infinite where it is none."""
        base = handle.rstrip("0123456789")
        if base not in _listed() and not self._bearers[base]:
            return math.inf
        return self.word(base) + _DIGIT * (len(handle) - len(base))

    def _learn(self, text: str) -> None:
        for pair in _pairs(text):
            self._pairs[pair] += 1
            self._firsts[pair[0]] += 1

    def _pair(self, pair: str) -> float:
        seen = self._pairs[pair] + _PAIRS / _LETTERS / _LETTERS
        return -math.log2(seen / (self._firsts[pair[0]] + _PAIRS / _LETTERS))


def _pairs(text: str) -> list[str]:
    return [before + after for before, after in zip(f" {text}", f"{text} ", strict=True)]


def _unlisted(word: str) -> float:
    if ord(word[0]) >= _UNSPACED and len(word) > 1:
        return math.fsum(map(_character, word))
    return _SHORT_WORD if len(word) < 4 else _UNKNOWN


def _character(char: str) -> float:
    if char in _listed():
        return math.log2(_listed()[char])
    return _SYLLABLE if ord(char) >= _HANGUL else _CHARACTER


@cache
def _listed() -> dict[str, int]:
    """How many people share one bearer, by word: the most common of its uses."""
    text = (files("peerlight.activity.identity") / "common_names.txt").read_text("utf-8")
    listed: dict[str, int] = {}
    for line in text.splitlines():
        one_in, colon, words = line.partition(":")
        if colon and one_in.isdigit():
            for word in words.split():
                listed.setdefault(fold(word), int(one_in))
    return listed
