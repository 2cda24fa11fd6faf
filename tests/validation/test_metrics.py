"""The metrics are those of scikit-learn, and a weight of two is the member twice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, ndcg_score, roc_auc_score

from peerlight.validation.metrics import METRICS, measure, ranked

CASES = st.lists(st.tuples(st.booleans(), st.floats(0, 1), st.integers(0, 3)), min_size=3).filter(
    lambda rows: {True, False} <= {hit for hit, _, times in rows if times}
)


def arranged(rows: list[tuple[bool, float, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    # scores without ties: scikit-learn treats ties otherwise than a drawn lot does
    scores = np.array([score for _, score, _ in rows]) + np.arange(len(rows)) * 10.0
    order = ranked(scores, [str(n) for n in range(len(rows))])
    hits = np.array([hit for hit, _, _ in rows])[order]
    return hits, np.array([float(times) for _, _, times in rows])[order], scores[order]


@given(CASES)
def test_average_precision_and_auc_are_scikit_learn_s(rows: list[tuple[bool, float, int]]) -> None:
    hits, _, scores = arranged(rows)
    found = measure(hits, np.ones((len(hits), 1)))
    assert found["ap"][0] == pytest.approx(average_precision_score(hits, scores))
    assert found["auc"][0] == pytest.approx(roc_auc_score(hits, scores))
    k = min(50, len(hits))
    assert found["ndcg50"][0] == pytest.approx(ndcg_score([hits], [scores], k=k))


@given(CASES)
def test_a_weight_is_the_member_as_many_times(rows: list[tuple[bool, float, int]]) -> None:
    hits, times, _ = arranged(rows)
    weighted = measure(hits, times[:, None])
    repeated = np.repeat(hits, times.astype(int))
    plain = measure(repeated, np.ones((len(repeated), 1)))
    for metric in METRICS:
        if metric == "ap":
            # copies of one member stand beside each other: the later ones see the earlier
            assert weighted[metric][0] >= plain[metric][0] - 1e-9
        else:
            assert weighted[metric][0] == pytest.approx(plain[metric][0]), metric


def test_precision_and_lift_by_hand() -> None:
    hits = np.array([True, False, True, False] * 10)
    found = measure(hits, np.ones((40, 1)))
    assert found["p10"][0] == pytest.approx(0.5)
    assert found["p25"][0] == pytest.approx(13 / 25)
    assert found["lift"][0] == pytest.approx(1.0)


def test_ties_go_by_a_lot_that_hangs_on_the_key_alone() -> None:
    keys = [f"member {n}" for n in range(20)]
    order = [keys[n] for n in ranked(np.zeros(20), keys)]
    turned = list(reversed(keys))
    assert order == [turned[n] for n in ranked(np.zeros(20), turned)]
    assert order != keys


def test_what_is_not_known_comes_last() -> None:
    assert ranked(np.array([np.nan, -5.0, 2.0]), ["a", "b", "c"]).tolist() == [2, 1, 0]
