"""From replicates to intervals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from peerlight.influence.shrinkage import Floats

LEVEL = 0.9
AT_ONCE = 10_000

Draws = NDArray[np.float32]


def summarise(point: Floats, draws: Draws) -> tuple[Floats, Floats]:
    """The central 90 % of the replicates of each member: ``(low, high)``; NaN where unknown.

    The estimate itself is always inside: where the replicates lean to one side, the interval is
    stretched to hold it rather than shown beside it.
    """
    tail = (1 - LEVEL) / 2
    known = ~np.isnan(point)
    low, high = np.full(len(point), np.nan), np.full(len(point), np.nan)
    # a slice at a time: quantiles need copies of all they look at
    for some in np.array_split(np.flatnonzero(known), known.sum() // AT_ONCE + 1):
        ends = np.quantile(draws[some], (tail, 1 - tail), axis=1)
        low[some] = np.minimum(ends[0], point[some])
        high[some] = np.maximum(ends[1], point[some])
    return low, high
