"""Randomness: one seeded stream, drawn in blocks because single draws are slow."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")
_BLOCK = 1 << 16


class Draws:
    """Single draws from ``Generator(PCG64(seed))``; ``block`` gives arrays from the same seed."""

    def __init__(self, seed: int) -> None:
        singles, blocks = np.random.SeedSequence(seed).spawn(2)
        self._singles = np.random.Generator(np.random.PCG64(singles))
        self.block = np.random.Generator(np.random.PCG64(blocks))
        self._units: list[float] = []

    def unit(self) -> float:
        """A number in [0, 1)."""
        if not self._units:
            self._units = self._singles.random(_BLOCK).tolist()
        return self._units.pop()

    def chance(self, p: float) -> bool:
        """True with probability ``p``."""
        return self.unit() < p

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, all alike."""
        return options[int(self.unit() * len(options))]

    def weighted(self, cumulative: Sequence[float]) -> int:
        """A position, by running sums of weights; -1 where all weights are 0."""
        if not cumulative or cumulative[-1] <= 0:
            return -1
        return min(bisect_right(cumulative, self.unit() * cumulative[-1]), len(cumulative) - 1)

    def count(self, mean: float) -> int:
        """A Poisson number by multiplication; for means of up to about 20."""
        edge, product, n = math.exp(-min(mean, 20.0)), self.unit(), 0
        while product > edge:
            product *= self.unit()
            n += 1
        return n

    def wait(self, median: float) -> float:
        """A waiting time: log-normal about ``median`` with a heavy tail, in the same unit."""
        normal = math.sqrt(-2 * math.log(1 - self.unit())) * math.cos(2 * math.pi * self.unit())
        return median * math.exp(1.2 * normal)
