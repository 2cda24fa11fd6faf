"""Tiers claim only what can be told apart."""

from __future__ import annotations

import numpy as np

from peerlight.influence.tiers import NAMES, above_line, tiers


def drawn(
    means: list[float], noise: float, replicates: int = 200
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    rng = np.random.default_rng(1)
    spread = rng.normal(0, noise, (len(means), replicates))
    return (np.array(means)[:, None] + spread).astype(np.float32)


def test_people_far_apart_are_in_different_tiers() -> None:
    means = [10.0] * 2 + [5.0] * 8 + [3.0] * 20 + [1.0] * 70
    found = tiers(drawn(means, 0.1), np.ones(100, bool))
    assert found == [NAMES[0]] * 2 + [NAMES[1]] * 8 + [NAMES[2]] * 20 + [NAMES[3]] * 70


def test_people_who_cannot_be_told_apart_are_in_one_tier() -> None:
    assert set(tiers(drawn([1.0] * 100, 1.0), np.ones(100, bool))) == {NAMES[-1]}


def test_there_are_at_most_five_tiers() -> None:
    found = tiers(drawn([float(i) for i in range(300)], 0.01), np.ones(300, bool))
    assert len(set(found)) <= 5


def test_a_wide_interval_puts_nobody_on_top() -> None:
    steady, unsure = drawn([1.0] * 99, 0.05), drawn([1.2], 3.0)
    assert tiers(np.concatenate([steady, unsure]), np.ones(100, bool))[-1] == NAMES[-1]


def test_who_is_not_rated_has_no_tier() -> None:
    rated = np.array([True, False, True])
    assert tiers(drawn([3.0, 2.0, 1.0], 0.1), rated)[1] is None


def test_nobody_rated_is_no_error() -> None:
    assert tiers(drawn([1.0, 2.0], 0.1), np.zeros(2, bool)) == [None, None]


def test_the_best_tenth_is_sought_among_candidates_only() -> None:
    means = [9.0, *[5.0, 4.0], *[1.0] * 17]
    among = np.array([False] + [True] * 19)
    share = above_line(drawn(means, 0.01), among, 0.1)
    assert share[:3].tolist() == [1, 1, 1]
    assert not share[3:].any()
