"""Cyrillic names in Latin letters, coarsely enough that every usual way of writing agrees."""

from __future__ import annotations

import re

_CYRILLIC = re.compile("[\u0400-\u052f]")
# й and ё have lost their marks before, see spelling.py
_LATIN = str.maketrans(
    {"а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh"}
    | {"з": "z", "и": "i", "і": "i", "ї": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o"}
    | {"п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "ch"}
    | {"ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia"}
)
# one sound, written in many ways
_WAYS = (
    ("shch|sch|sh", "sh"),
    ("tch|ch|cz", "ch"),
    ("kh", "h"),
    ("ts|tz", "c"),
    ("ks|x", "ks"),
    ("[jy]", "i"),
    ("w", "v"),
    ("i+", "i"),
    ("(?<=[aeou])i(?=e)|^i(?=e)|ie", "e"),
    (r"(.)\1", r"\1"),
)


def is_cyrillic(word: str) -> bool:
    """Whether a word is written in Cyrillic letters."""
    return bool(_CYRILLIC.search(word))


def sound(word: str) -> str:
    """A folded word so that it is the same in both scripts; other scripts stay as they are."""
    return latin(word) if is_cyrillic(word) else like_latin(word)


def latin(word: str) -> str:
    """A folded Cyrillic word in Latin letters, as :func:`like_latin` leaves them."""
    return like_latin(word.translate(_LATIN))


def like_latin(word: str) -> str:
    """A folded Latin word with each sound written one way: Yuri, Yury and Iurii agree."""
    for way, one in _WAYS:
        word = re.sub(way, one, word)
    return word
