"""Observed ÷ expected, drawn towards 1 as far as the evidence is thin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from peerlight.influence.shrinkage import STRONGEST, Shrinkage, fit

Floats = NDArray[np.float64]


def truth(seed: int, strength: float = 2.0, size: int = 5000) -> tuple[Floats, Floats, Floats]:
    """Own ratios, what was expected of each member, what was seen."""
    rng = np.random.default_rng(seed)
    ratio = rng.gamma(strength, 1 / strength, size)
    expected = rng.lognormal(0.5, 1.5, size)
    return ratio, expected, rng.poisson(ratio * expected).astype(float)


def test_the_mean_lies_between_what_was_seen_and_what_is_usual() -> None:
    shrinkage = Shrinkage(3.0)
    mean = shrinkage.mean(np.array([0.0, 8.0]), np.array([2.0, 2.0]))
    assert mean == pytest.approx([3 / 5, 11 / 5])


def test_without_evidence_everybody_is_usual() -> None:
    assert Shrinkage(3.0).mean(np.zeros(1), np.zeros(1)) == 1.0


@given(
    strength=st.floats(0.1, 100),
    observed=st.floats(0, 500),
    expected=st.floats(0.01, 500),
)
def test_the_interval_narrows_with_evidence(
    strength: float, observed: float, expected: float
) -> None:
    shrinkage = Shrinkage(strength)
    low, high = shrinkage.interval(np.array([observed]), np.array([expected]))
    more_low, more_high = shrinkage.interval(np.array([9 * observed]), np.array([9 * expected]))
    assert 0 <= low[0] < high[0]
    assert more_high[0] / max(more_low[0], 1e-9) <= high[0] / max(low[0], 1e-9) * (1 + 1e-6)


def test_people_who_do_not_differ_are_not_told_apart() -> None:
    rng = np.random.default_rng(5)
    expected = np.full(2000, 4.0)
    found = fit(rng.poisson(expected).astype(float), expected)
    assert found.strength > 50
    assert np.ptp(found.mean(rng.poisson(expected).astype(float), expected)) < 0.3


def test_nothing_to_learn_from_leaves_everybody_usual() -> None:
    assert fit(np.zeros(3), np.zeros(3)).strength == STRONGEST


@pytest.mark.truth
@pytest.mark.parametrize("strength", [0.5, 2.0, 8.0])
def test_the_strength_is_found_again(strength: float) -> None:
    _, expected, observed = truth(seed=11, strength=strength)
    assert fit(observed, expected).strength == pytest.approx(strength, rel=0.15)


@pytest.mark.truth
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ninety_per_cent_intervals_hold_the_truth_ninety_times_in_a_hundred(seed: int) -> None:
    ratio, expected, observed = truth(seed)
    low, high = fit(observed, expected).interval(observed, expected)
    held = (low <= ratio) & (ratio <= high)
    assert held.mean() == pytest.approx(0.9, abs=0.015)
    by_decile = [part.mean() for part in np.array_split(held[np.argsort(expected)], 10)]
    assert min(by_decile) > 0.86
    assert max(by_decile) < 0.945


@pytest.mark.truth
def test_the_best_twenty_are_better_than_the_loudest_and_the_luckiest() -> None:
    gains = []
    for seed in range(10):
        ratio, expected, observed = truth(seed, strength=4.0, size=3000)
        best = fit(observed, expected).mean(observed, expected)
        by = {"shrunk": best, "rate": observed / expected, "volume": observed}
        gains.append({name: ratio[np.argsort(-score)[:20]].mean() for name, score in by.items()})
    mean = {name: np.mean([gain[name] for gain in gains]) for name in gains[0]}
    assert mean["shrunk"] > 1.15 * mean["rate"]
    assert mean["shrunk"] > 1.15 * mean["volume"]
