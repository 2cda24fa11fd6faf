"""Which words a text is about: counted, for any script, without the small ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peerlight.activity.text.own_words import own_words
from peerlight.activity.text.stop_words import CHATTER, STOP_WORDS

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_READ = 1500
_BATCH = 5_000
_SHORTEST = 3
_GRAMS = (2, 3)

# small Japanese words stand in hiragana; katakana runs are words already
_SPACED = (
    # emoji codes, and whom or where the markup points to
    (r":[a-z\d_+-]+:|<[@#!][^>\n]*>|@[\w.-]+", " "),
    (r"[^\pL\pM\pN_'ー]+|\p{Hiragana}+", " "),
    (r"([\p{Katakana}ー]{2,})", r" \1 "),
)
# scripts that put no spaces between words
_UNSPACED = r"^[\p{Han}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\pM]+$"
_TELLING = r"^[\pL\pM]['\pL\pM\pN_]*[\pL\pM\pN]$"


def count_words(
    texts: pa.Array | pa.ChunkedArray, leave_out: Collection[str] = ()
) -> tuple[csr_matrix, list[str]]:
    """How often each telling word stands in each text.

    Words are runs of letters of at least three; Chinese and Thai, which have no spaces, give
    runs of two and three characters instead. Small words of all languages of
    :mod:`~peerlight.activity.text.stop_words`, numbers, code, quotes, addresses, mentions and
    emoji codes are left out.

    Args:
        texts: an Arrow string array; null counts as empty; the first 1,500 characters are read.
        leave_out: further words, lower-case.

    Returns:
        A sparse matrix, texts × words, and the words, sorted. Linear in characters; holds one
        number per word read.
    """
    from scipy.sparse import csr_matrix

    rows, codes, words = _read(texts)
    counts = csr_matrix(
        (np.ones(len(codes)), (rows, codes)), shape=(len(texts), len(words)), dtype=float
    )
    terms, shares = _terms(words, leave_out)
    return counts @ shares, terms


def _read(texts: pa.Array | pa.ChunkedArray) -> tuple[Any, Any, pa.Array]:
    rows, codes = [], []
    for start in range(0, len(texts), _BATCH):
        spaced = pc.utf8_slice_codeunits(own_words(texts.slice(start, _BATCH)), 0, _READ)
        for pattern, instead in _SPACED:
            spaced = pc.replace_substring_regex(spaced, pattern, instead)
        split = pc.utf8_split_whitespace(spaced)
        rows.append(pc.list_parent_indices(split).to_numpy() + start)
        codes.append(split.flatten().dictionary_encode())
    if not rows:
        return np.array([], int), np.array([], int), pa.array([], pa.string())
    unified = pa.chunked_array(codes).unify_dictionaries()
    indices = [chunk.indices.to_numpy() for chunk in unified.chunks]
    return np.concatenate(rows), np.concatenate(indices), unified.chunk(0).dictionary


def _terms(words: pa.Array, leave_out: Collection[str]) -> tuple[list[str], csr_matrix]:
    """The sorted terms, and which of them each word of the dictionary stands for."""
    from scipy.sparse import csr_matrix

    unspaced = pc.match_substring_regex(words, _UNSPACED).to_pylist()
    telling = pc.match_substring_regex(words, _TELLING).to_pylist()
    left_out = CHATTER.union(leave_out, *STOP_WORDS.values())
    made = [
        (row, term)
        for row, (word, grams, tells) in enumerate(
            zip(words.to_pylist(), unspaced, telling, strict=True)
        )
        for term in (_grams(word) if grams else [word] if tells and len(word) >= _SHORTEST else ())
        if term not in left_out
    ]
    terms = sorted({term for _, term in made})
    column = {term: n for n, term in enumerate(terms)}
    where = ([row for row, _ in made], [column[term] for _, term in made])
    return terms, csr_matrix((np.ones(len(made)), where), shape=(len(words), len(terms)))


def _grams(word: str) -> Iterator[str]:
    if len(word) <= max(_GRAMS):
        yield from [word] if len(word) >= min(_GRAMS) else ()
        return
    for size in _GRAMS:
        yield from (word[n : n + size] for n in range(len(word) - size + 1))
