"""Observed against expected, drawn towards what is usual as far as the evidence is thin.

Gamma–Poisson empirical Bayes (DuMouchel 1999; Efron and Morris 1975): a count ``O`` is taken as
Poisson with mean ``λ E``, where ``E`` is what anybody would see and ``λ`` is the member's own,
drawn from a Gamma distribution with mean 1 and ``strength`` ``a``. Then ``λ`` given ``O`` is
Gamma(O + a, E + a), with mean ``(O + a) / (E + a)``: a member with little evidence stays near 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import gammainc, gammaincinv, gammaln

Floats = NDArray[np.float64]

WEAKEST, STRONGEST = 1e-2, 1e4
"""Bounds of the strength: at the upper one nobody differs from anybody."""


@dataclass(frozen=True)
class Shrinkage:
    """How strongly ratios are drawn towards 1. ``strength`` is in pseudo-counts."""

    strength: float

    def mean(self, observed: Floats, expected: Floats) -> Floats:
        """The posterior mean of observed ÷ expected, in the shape of the counts."""
        mean: Floats = (observed + self.strength) / (expected + self.strength)
        return mean

    def interval(
        self, observed: Floats, expected: Floats, level: float = 0.9
    ) -> tuple[Floats, Floats]:
        """The posterior's central interval: ``(low, high)``, each in the shape of the counts."""
        shape, rate = observed + self.strength, expected + self.strength
        tail = (1 - level) / 2
        return gammaincinv(shape, tail) / rate, gammaincinv(shape, 1 - tail) / rate

    def chance_below(self, ratio: float, observed: Floats, expected: Floats) -> Floats:
        """The posterior probability that a member's own ratio is below ``ratio``."""
        below: Floats = gammainc(observed + self.strength, ratio * (expected + self.strength))
        return below


def summed(at: NDArray[np.int64], values: Floats, size: int) -> Floats:
    """The sums of ``values`` by place: ``size`` numbers."""
    return np.bincount(at, values, size).astype(np.float64)


def fit(observed: Floats, expected: Floats) -> Shrinkage:
    """The strength under which these counts are likeliest, all members taken together.

    The marginal distribution of a count is negative binomial with mean ``E`` and size ``a``; its
    likelihood is maximised over ``a``. Members with nothing expected say nothing. Linear in
    members; about 30 passes.

    Args:
        observed: counts ≥ 0; they may be fractions of counts.
        expected: what anybody would have seen, same shape.
    """
    told = expected > 0
    seen, usual = observed[told], expected[told]
    if not len(seen):
        return Shrinkage(STRONGEST)

    def unlikely(log_strength: float) -> float:
        return -_log_likelihood(seen, usual, float(np.exp(log_strength)))

    bounds = (np.log(WEAKEST), np.log(STRONGEST))
    best = minimize_scalar(unlikely, bounds=bounds, method="bounded", options={"xatol": 1e-4})
    return Shrinkage(float(np.exp(best.x)))


def _log_likelihood(observed: Floats, expected: Floats, strength: float) -> float:
    total = expected + strength
    return float(
        np.sum(
            gammaln(observed + strength)
            - gammaln(strength)
            - gammaln(observed + 1)
            + strength * np.log(strength / total)
            + observed * np.log(expected / total)
        )
    )
