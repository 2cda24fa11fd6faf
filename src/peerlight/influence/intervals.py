"""From replicates to intervals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from peerlight.influence.shrinkage import Floats

LEVEL = 0.9

Draws = NDArray[np.float32]


def summarise(point: Floats, draws: Draws) -> tuple[Floats, Floats]:
    """The central 90 % of the replicates of each member: ``(low, high)``; NaN where unknown.

    The estimate itself is always inside: where the replicates lean to one side, the interval is
    stretched to hold it rather than shown beside it.
    """
    tail = (1 - LEVEL) / 2
    known = ~np.isnan(point)
    low, high = np.full(len(point), np.nan), np.full(len(point), np.nan)
    if known.any():
        ends = np.quantile(draws[known], (tail, 1 - tail), axis=1)
        low[known] = np.minimum(ends[0], point[known])
        high[known] = np.maximum(ends[1], point[known])
    return low, high
