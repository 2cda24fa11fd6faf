"""Topics: which words go together, by factorising counts of words."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]

MILLION = 1_000_000

_WORDS = 6_000
_RARE = 4  # texts that must hold a word
_EVERYWHERE = 0.15  # a word in more of the texts is what the whole community is about,
_OFTEN = 15  # but in small communities not before it stands in this many
_SHARE = 0.35
_CLOSE = 0.12
_BATCH = 5_000
_NAMED_BY = 3


def weigh(counts: csr_matrix, words: list[str]) -> tuple[csr_matrix, list[str]]:
    """TF-IDF of the words that tell texts apart: neither rare nor everywhere.

    At most the 6,000 commonest of them. Rows have length 1 or 0.
    """
    from sklearn.feature_extraction.text import TfidfTransformer

    found_in = counts.getnnz(axis=0)
    telling = (found_in >= _RARE) & (found_in <= max(_EVERYWHERE * counts.shape[0], _OFTEN))
    kept = np.flatnonzero(telling)
    kept = np.sort(kept[np.argsort(-found_in[kept], kind="stable")][:_WORDS])
    if not len(kept):
        return counts[:, kept], []
    weighed = TfidfTransformer(sublinear_tf=True).fit_transform(counts[:, kept])
    return weighed, [words[n] for n in kept]


@dataclass(frozen=True)
class Belonging:
    """Which text belongs to which topic: row, topic and weight (millionths), at most two a row."""

    rows: Ints
    topics: Ints
    weights: Ints


class Topics:
    """Topics by NMF (Lee & Seung 1999): one thread of computation, fixed seed.

    ``sample`` are the weighed texts to learn from, ``count`` how many topics.
    """

    def __init__(self, sample: csr_matrix, count: int) -> None:
        from sklearn.decomposition import NMF
        from sklearn.exceptions import ConvergenceWarning
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

        count = min(count, *sample.shape)
        self._model = NMF(count, init="nndsvd", random_state=0, max_iter=100, tol=1e-3)
        # more threads add up in another order
        with threadpool_limits(1), warnings.catch_warnings():
            # the last digits of the factors change no label
            warnings.simplefilter("ignore", ConvergenceWarning)
            self._model.fit(sample)
        self._parts: Floats = self._model.components_

    def belong(self, weighed: csr_matrix) -> Belonging:
        """The topics that have a clear share of a text and are close to it."""
        from threadpoolctl import threadpool_limits

        length = np.linalg.norm(self._parts, axis=1)
        direction = self._parts / np.maximum(length, 1e-12)[:, None]
        found = []
        with threadpool_limits(1):
            for start in range(0, weighed.shape[0], _BATCH):
                batch = weighed[start : start + _BATCH]
                strength = self._model.transform(batch) * length
                share = strength / np.maximum(strength.sum(axis=1, keepdims=True), 1e-12)
                rows, topics = np.nonzero((share >= _SHARE) & (batch @ direction.T >= _CLOSE))
                weights = np.rint(share[rows, topics] * MILLION).astype(int)
                found.append((rows + start, topics, weights))
        return Belonging(*(np.concatenate(part) for part in zip(*found, strict=True)))

    def called(self, words: list[str]) -> list[str]:
        """Each topic's three words that are strong in it and weak elsewhere."""
        telling = self._parts**2 / np.maximum(self._parts.sum(axis=0), 1e-12)
        return [" · ".join(_strongest(row, words)) for row in telling]


def _strongest(telling: Floats, words: list[str]) -> list[str]:
    chosen: list[str] = []
    for column in np.argsort(-telling, kind="stable")[:30]:
        if telling[column] > 0 and not _alike(words[column], chosen):
            chosen.append(words[column])
    return chosen[:_NAMED_BY]


def _alike(word: str, chosen: list[str]) -> bool:
    """Whether a chosen word is the same but for its ending, or holds the other."""
    return any(word[:5] == other[:5] or word in other or other in word for other in chosen)
