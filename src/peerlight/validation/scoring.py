"""From cells to one honest comparison: macro averages, and differences that are paired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from peerlight.validation.counting import Floats
from peerlight.validation.metrics import METRICS, measure, ranked
from peerlight.validation.rivals import Scored

WEIGHTINGS = 300
LEVEL = 0.95
SEED = 20_261_124


@dataclass(frozen=True)
class Score:
    """One figure with its interval; ``per`` holds it by community."""

    value: float
    low: float
    high: float
    per: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Table:
    """One target: every method's metrics, macro over communities.

    ``figures[method][metric]``; metrics of the quiet have ``gem_`` before their name. ``draws``
    holds, beside the value itself at position 0, one macro average per weighting.
    """

    target: str
    communities: tuple[str, ...]
    candidates: int
    positives: int
    figures: Mapping[str, Mapping[str, Score]]
    draws: Mapping[str, Mapping[str, Floats]]

    def difference(self, one: str, other: str, metric: str) -> Score:
        """``one`` less ``other``, with the paired interval."""
        apart = np.subtract(self.draws[one][metric], self.draws[other][metric])
        return _score(apart, {})

    def best(self, metric: str, methods: Sequence[str]) -> str:
        """The best of the named methods by this metric."""
        known = [m for m in methods if m in self.figures]
        return max(known, key=lambda method: self.figures[method][metric].value)


def tables(scored: Sequence[Scored], members: Mapping[str, Sequence[str]]) -> list[Table]:
    """One table per target. Cuts are weighted by positives, communities equally.

    ``members`` are the member ids by community. Intervals come from 300 Poisson(1) weightings of
    members, the same for every method and cut.
    """
    targets = dict.fromkeys(each.cell.target for each in scored)
    drawn = {name: _weights(name, len(ids)) for name, ids in members.items()}
    return [
        _table(target, [s for s in scored if s.cell.target == target], members, drawn)
        for target in targets
    ]


def _weights(community: str, size: int) -> Floats:
    random = np.random.default_rng([SEED, *community.encode()])
    drawn = random.poisson(1.0, (size, WEIGHTINGS)).astype(np.float64)
    return np.concatenate([np.ones((size, 1)), drawn], axis=1)


def _table(
    target: str,
    scored: Sequence[Scored],
    members: Mapping[str, Sequence[str]],
    drawn: Mapping[str, Floats],
) -> Table:
    methods = list(scored[0].scores)
    draws: dict[str, dict[str, Floats]] = {}
    figures: dict[str, dict[str, Score]] = {}
    for method in methods:
        by_cell = [_measured(each, method, members, drawn) for each in scored]
        names = [each.cell.community for each in scored]
        draws[method], figures[method] = {}, {}
        for metric in by_cell[0]:
            per = _by_community([cell[metric] for cell in by_cell], scored, names)
            macro: Floats = np.nanmean(np.stack(list(per.values())), axis=0)
            draws[method][metric] = macro
            figures[method][metric] = _score(macro, {n: float(v[0]) for n, v in per.items()})
    return Table(
        target=target,
        communities=tuple(dict.fromkeys(each.cell.community for each in scored)),
        candidates=sum(len(each.cell.rows) for each in scored),
        positives=int(sum(each.cell.positive.sum() for each in scored)),
        figures=figures,
        draws=draws,
    )


def _measured(
    scored: Scored,
    method: str,
    members: Mapping[str, Sequence[str]],
    drawn: Mapping[str, Floats],
) -> dict[str, Floats]:
    cell = scored.cell
    keys = [members[cell.community][row] for row in cell.rows]
    order = ranked(scored.scores[method], keys)
    weights = drawn[cell.community][cell.rows[order]]
    found = measure(cell.positive[order], weights)
    quiet = cell.quiet[order]
    if cell.positive[order][quiet].any():
        gems = measure(cell.positive[order][quiet], weights[quiet])
    else:
        gems = {metric: np.full(weights.shape[1], np.nan) for metric in METRICS}
    return found | {f"gem_{metric}": values for metric, values in gems.items()}


def _by_community(
    values: Sequence[Floats], scored: Sequence[Scored], names: Sequence[str]
) -> dict[str, Floats]:
    """The mean over a community's cuts, weighted by the positives of each."""
    per = {}
    for name in dict.fromkeys(names):
        rows = [n for n, each in enumerate(names) if each == name]
        stack = np.stack([values[n] for n in rows])
        weight = np.array([[scored[n].cell.positive.sum()] for n in rows], float)
        known = ~np.isnan(stack)
        total = (weight * known).sum(axis=0)
        per[name] = np.divide(
            np.where(known, stack * weight, 0).sum(axis=0),
            total,
            out=np.full(stack.shape[1], np.nan),
            where=total > 0,
        )
    return per


def _score(draws: Floats, per: Mapping[str, float]) -> Score:
    tail = (1 - LEVEL) / 2
    low, high = np.nanquantile(draws[1:], [tail, 1 - tail])
    return Score(float(draws[0]), float(low), float(high), per)
