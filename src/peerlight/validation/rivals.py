"""Learned rivals: all counts together, trained on the other communities only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peerlight.validation.counting import Floats
from peerlight.validation.labels import Cell

LEFT_OUT = ("random",)
SEED = 1


@dataclass(frozen=True, eq=False)
class Scored:
    """A cell with the scores of every method beside its rows."""

    cell: Cell
    scores: Mapping[str, Floats]


def rivals(scored: Sequence[Scored], counts: Sequence[str]) -> list[dict[str, Floats]]:
    """For each cell, ``logistic`` and ``boosted`` scores learned where it was not seen.

    Features are places within the cell (0 to 1), so that communities of any size compare. The
    training cells are all those of the same target in *other* communities; where there are none,
    both are NaN. Deterministic.
    """
    features = [_places(each, counts) for each in scored]
    found = []
    for n, each in enumerate(scored):
        others = [
            k
            for k, other in enumerate(scored)
            if other.cell.target == each.cell.target and other.cell.community != each.cell.community
        ]
        found.append(_learned(features, scored, others, n))
    return found


def _places(scored: Scored, counts: Sequence[str]) -> Floats:
    from scipy.stats import rankdata

    columns = [
        rankdata(np.nan_to_num(scored.scores[name], nan=-1e300)) / len(scored.cell.rows)
        for name in counts
        if name not in LEFT_OUT
    ]
    return np.stack(columns, axis=1)


def _learned(
    features: Sequence[Floats], scored: Sequence[Scored], others: Sequence[int], n: int
) -> dict[str, Floats]:
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression

    if not others:
        unknown = np.full(len(scored[n].cell.rows), np.nan)
        return {"logistic": unknown, "boosted": unknown}
    seen = np.concatenate([features[k] for k in others])
    truth: NDArray[np.bool_] = np.concatenate([scored[k].cell.positive for k in others])
    models = {
        "logistic": LogisticRegression(C=0.3, class_weight="balanced", max_iter=2000),
        "boosted": HistGradientBoostingClassifier(
            max_depth=3, max_iter=100, learning_rate=0.05, random_state=SEED
        ),
    }
    return {
        name: model.fit(seen, truth).predict_proba(features[n])[:, 1]
        for name, model in models.items()
    }
