"""How well an order finds the few, under any weighting of the candidates."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
METRICS = ("ap", "p10", "p25", "ndcg50", "lift", "auc")


def ranked(scores: Floats, keys: Sequence[str]) -> NDArray[np.int64]:
    """Positions, best first; ties by a hash of the key, the same for every method.

    NaN, a score that is not known, comes last.
    """
    luck = np.array([hashlib.sha256(key.encode()).hexdigest() for key in keys])
    known = np.where(np.isnan(scores), -np.inf, scores)
    return np.lexsort((luck, -known)).astype(np.int64)


def measure(positive: NDArray[np.bool_], weights: Floats) -> dict[str, Floats]:
    """Each metric of one order, under each weighting.

    Args:
        positive: in the order of the ranking, best first (n).
        weights: how often each counts: n × weightings. A weight of 2 is the member twice.

    Returns:
        ``ap`` (average precision), ``p10``, ``p25`` (precision among the best 10, 25), ``ndcg50``,
        ``lift`` (p10 over the base rate), ``auc``; each one value per weighting, NaN where a
        weighting holds no positive or no negative. Linear in n × weightings.
    """
    hits = weights * positive[:, None]
    found, seen = np.cumsum(hits, axis=0), np.cumsum(weights, axis=0)
    total, size = found[-1], seen[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.where(seen > 0, found / seen, 0)
        p10 = _precision(hits, weights, seen, 10)
        return {
            "ap": (hits * precision).sum(axis=0) / total,
            "p10": p10,
            "p25": _precision(hits, weights, seen, 25),
            "ndcg50": _ndcg(hits, weights, seen, total, 50),
            "lift": p10 / (total / size),
            "auc": _auc(hits, weights, found, total, size),
        }


def _inside(weights: Floats, seen: Floats, k: int) -> Floats:
    """How much of each weight lies among the first ``k`` of the weighted ranking."""
    inside: Floats = np.clip(k - (seen - weights), 0, weights)
    return inside


def _precision(hits: Floats, weights: Floats, seen: Floats, k: int) -> Floats:
    share = np.divide(hits, weights, out=np.zeros_like(hits), where=weights > 0)
    inside = _inside(weights, seen, k)
    precision: Floats = (share * inside).sum(axis=0) / np.minimum(k, seen[-1])
    return precision


def _ndcg(hits: Floats, weights: Floats, seen: Floats, total: Floats, k: int) -> Floats:
    # members drawn twice stand at two places, one after the other
    gains = np.r_[0.0, np.cumsum(1 / np.log2(np.arange(2, k + 2)))]
    at = np.minimum(seen, k).astype(np.int64)
    before = np.minimum(seen - weights, k).astype(np.int64)
    share = np.divide(hits, weights, out=np.zeros_like(hits), where=weights > 0)
    gained = (share * (gains[at] - gains[before])).sum(axis=0)
    ideal = gains[np.minimum(total, k).astype(np.int64)]
    ndcg: Floats = np.where(ideal > 0, gained / ideal, np.nan)
    return ndcg


def _auc(hits: Floats, weights: Floats, found: Floats, total: Floats, size: Floats) -> Floats:
    misses = weights - hits
    auc: Floats = (misses * (found - hits)).sum(axis=0) / (total * (size - total))
    return auc
