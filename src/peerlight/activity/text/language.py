"""Language: what a message is written in, where a single message can tell."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peerlight.activity.text.stop_words import STOP_WORDS

VERSION = "language-1"

SHORTEST = 20
"""Fewer characters tell nothing; an ideograph or syllable counts as two."""

_READ = 300  # the first characters of a message tell; the rest only costs
_HITS = 2.0  # small words, each divided by the number of languages that share it
_LEAD = 1.5
_SHARE = 0.15

_SCRIPTS = {
    "ja": r"[\p{Hiragana}\p{Katakana}]",
    "ko": r"\p{Hangul}",
    "zh": r"\p{Han}",
    "ar": r"\p{Arabic}",
    "he": r"\p{Hebrew}",
    "el": r"\p{Greek}",
    "th": r"\p{Thai}",
    "hi": r"\p{Devanagari}",
}
# kana among ideographs make Japanese; elsewhere a script must be most of the letters
_ENOUGH = {"ja": 0.2}
# single Greek letters are formulas
_WORD = {"el": r"\p{Greek}{3}"}
_LETTER = r"\pL"
_PERSIAN = r"[پچژگ]"


def languages(words: pa.Array) -> pa.Array:
    """The ISO 639-1 code of each message's language; null where it cannot be told.

    Told by the script, and for Latin and Cyrillic letters by the small words among the first
    300 characters. Null below 20 characters, where fewer than two small words speak for one
    language, or where two languages are close. Names, code words and formulas speak for none.
    Linear in characters; written for the task, no model.

    Args:
        words: from :func:`~peerlight.activity.text.own_words.own_words`.
    """
    head = pc.utf8_slice_codeunits(words, 0, _READ)
    found = pc.if_else(pc.greater_equal(pc.utf8_length(head), SHORTEST), _by_words(head), None)
    foreign = pc.invert(pc.string_is_ascii(head))
    if not pc.any(foreign).as_py():
        return found
    few = head.filter(foreign)
    scripts = _by_script(few)
    return pc.replace_with_mask(found, foreign, pc.coalesce(scripts, found.filter(foreign)))


def _by_script(head: pa.Array) -> pa.Array:
    letters = pc.max_element_wise(pc.count_substring_regex(head, _LETTER), 1)
    wide = pc.count_substring_regex(head, r"[\p{Hiragana}\p{Katakana}\p{Han}\p{Hangul}]")
    long_enough = pc.greater_equal(pc.add(pc.utf8_length(head), wide), SHORTEST)
    best: Any = pa.nulls(len(head), pa.string())
    for language, script in _SCRIPTS.items():
        share = pc.divide(pc.cast(pc.count_substring_regex(head, script), pa.float64()), letters)
        enough = pc.greater_equal(share, _ENOUGH.get(language, 0.5))
        if language in _WORD:
            enough = pc.and_(enough, pc.match_substring_regex(head, _WORD[language]))
        best = pc.coalesce(best, pc.if_else(pc.and_(enough, long_enough), language, None))
    persian = pc.and_(pc.equal(best, "ar"), pc.match_substring_regex(head, _PERSIAN))
    return pc.if_else(pc.fill_null(persian, False), "fa", best)


@cache
def _profile() -> tuple[pa.Array, tuple[str, ...], np.ndarray[Any, np.dtype[np.float64]]]:
    """All small words, the languages, and each word's weight for each language."""
    codes = tuple(STOP_WORDS)
    every = sorted(frozenset().union(*STOP_WORDS.values()))
    has = np.array([[word in STOP_WORDS[code] for code in codes] for word in every], float)
    return pa.array(every), codes, has / has.sum(axis=1, keepdims=True)


def _by_words(head: pa.Array) -> pa.Array:
    every, codes, weight = _profile()
    split = pc.utf8_split_whitespace(head)
    which = pc.index_in(split.flatten(), value_set=every)
    known = pc.is_valid(which)
    row = pc.list_parent_indices(split).filter(known).to_numpy()
    word = which.filter(known).to_numpy()
    score = np.stack(
        [np.bincount(row, weights=w, minlength=len(head)) for w in weight.T[:, word]], axis=1
    )
    order = np.argsort(-score, axis=1, kind="stable")[:, :2]
    first, second = np.take_along_axis(score, order, axis=1).T
    count = np.maximum(pc.list_value_length(split).to_numpy(zero_copy_only=False), 1)
    told = (first >= _HITS) & (first >= _LEAD * second) & (first >= _SHARE * count)
    return pc.if_else(pa.array(told), pa.array(codes).take(pa.array(order[:, 0])), None)
