"""Tiers: members who can honestly be told apart. Inside a tier no order is claimed."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from peerlight.influence.members import Mask

NAMES = (
    "clearly among the most relied on",
    "among the most relied on",
    "relied on more than most",
    "not told apart from most",
)
LINES = (0.02, 0.10, 0.30)
"""The upper shares that the first three tiers stand for."""
SURE = 0.75
"""A member is above a line in at least this share of the replicates, or is not put there."""
RIGHT = 0.90
"""Of the pairs across two neighbouring tiers, so many must be in the right order."""

Draws = NDArray[np.float32]


def tiers(draws: Draws, rated: Mask) -> list[str | None]:
    """The tier of each member, in words; None for those who are not rated.

    A member is placed in the highest tier whose line they are above in three quarters of the
    replicates. Then neighbouring tiers are merged, the least distinct first, until of the pairs
    across any two neighbours the upper is above in 90 % of the replicates. A merged tier takes the
    name that claims less.

    Args:
        draws: influence as it might be, members × replicates.
        rated: who takes part.

    Sorts the rated once per replicate.
    """
    names: list[str | None] = [None] * len(rated)
    who = np.flatnonzero(rated)
    if not len(who):
        return names
    seen = draws[who]
    placed = _placed(seen)
    while (found := _least_distinct(seen, placed)) is not None:
        upper, lower = found
        placed[placed == upper] = lower
    for member, tier in zip(who.tolist(), placed.tolist(), strict=True):
        names[member] = NAMES[tier]
    return names


def above_line(draws: Draws, among: Mask, share: float) -> NDArray[np.float64]:
    """In which share of the replicates each member is among the best ``share`` of ``among``.

    Returns 0 for everybody where nobody is among.
    """
    candidates = int(among.sum())
    if not candidates:
        return np.zeros(len(draws))
    best = max(1, round(share * candidates))
    line = np.partition(draws[among], candidates - best, axis=0)[candidates - best]
    above: NDArray[np.float64] = (draws >= line).mean(axis=1)
    return above


def _placed(seen: Draws) -> NDArray[np.int64]:
    everybody = np.ones(len(seen), bool)
    placed = np.full(len(seen), len(LINES))
    for tier in reversed(range(len(LINES))):
        placed[above_line(seen, everybody, LINES[tier]) >= SURE] = tier
    return placed


def _least_distinct(seen: Draws, placed: NDArray[np.int64]) -> tuple[int, int] | None:
    """The two neighbouring tiers that are told apart worst, if worse than they must be."""
    present = np.unique(placed).tolist()
    neighbours = list(pairwise(present))
    right = [_upper_above(seen[placed == a], seen[placed == b]) for a, b in neighbours]
    if not right or min(right) >= RIGHT:
        return None
    return neighbours[int(np.argmin(right))]


def _upper_above(upper: Draws, lower: Draws) -> float:
    """Over all pairs and replicates: how often the member of the upper tier is above."""
    higher = 0.0
    for replicate in range(upper.shape[1]):
        below = np.sort(lower[:, replicate])
        mine = upper[:, replicate]
        left = np.searchsorted(below, mine, "left")
        right = np.searchsorted(below, mine, "right")
        higher += float((left + right).sum()) / 2
    pairs: int = upper.shape[0] * lower.shape[0] * upper.shape[1]
    return higher / pairs
