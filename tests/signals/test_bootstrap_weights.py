"""Bootstrap weights are Poisson(1), and each thread's are its own."""

from __future__ import annotations

from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlight.signals.bootstrap import CHUNK, weights

THREADS = [f"thread {n}" for n in range(CHUNK + 1808)]
DRAWN = weights(THREADS, 7, 200)


def test_mean_and_variance_are_one() -> None:
    # two million draws: five standard errors
    assert DRAWN.mean() == pytest.approx(1, abs=5 * (1 / DRAWN.size) ** 0.5)
    assert DRAWN.var() == pytest.approx(1, abs=5 * (3 / DRAWN.size) ** 0.5)


def test_each_count_is_as_frequent_as_poisson_says() -> None:
    for k in range(8):
        p = exp(-1) / factorial(k)
        share = np.equal(DRAWN, k).mean()
        assert share == pytest.approx(p, abs=5 * (p / DRAWN.size) ** 0.5), k


def test_large_counts_occur() -> None:
    assert 8 <= DRAWN.max() <= 13


def test_replicates_and_threads_do_not_go_together() -> None:
    centred = DRAWN.astype(float) - 1
    between_replicates = centred.T @ centred / len(THREADS)
    np.fill_diagonal(between_replicates, 0)
    assert abs(between_replicates).max() < 6 / len(THREADS) ** 0.5
    assert abs((centred[1:] * centred[:-1]).mean()) < 5 / DRAWN.size**0.5


@given(
    threads=st.lists(st.text(max_size=6), unique=True, min_size=1, max_size=30),
    seed=st.integers(0, 2**40),
    data=st.data(),
)
def test_a_threads_weights_depend_on_nothing_but_itself_and_the_seed(
    threads: list[str], seed: int, data: st.DataObject
) -> None:
    drawn = weights(threads, seed, 9)
    some = data.draw(st.lists(st.sampled_from(range(len(threads))), unique=True))
    assert (weights([threads[i] for i in some], seed, 4) == drawn[some, :4]).all()


def test_another_seed_gives_other_weights() -> None:
    assert (weights(THREADS, 8, 200) != DRAWN).mean() > 0.5


def test_the_draws_are_the_same_on_every_machine() -> None:
    assert weights(["a", "b", "ü"], 1, 8).tolist() == [
        [1, 1, 2, 1, 0, 3, 2, 0],
        [0, 0, 1, 2, 2, 0, 3, 1],
        [2, 2, 1, 2, 0, 0, 0, 1],
    ]
