"""The back-test: at each cut, what every method said, beside what came true afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from peerlight.clock import DAY, iso, parse_date
from peerlight.progress import Progress, silent
from peerlight.validation.baselines import baselines, past
from peerlight.validation.counting import Floats
from peerlight.validation.history import History
from peerlight.validation.labels import Cell, Recognitions, cells
from peerlight.validation.protocol import ANY, SPAN, TARGETS, YEAR, Protocol
from peerlight.validation.rivals import Scored, rivals
from peerlight.validation.scoring import Table, tables

if TYPE_CHECKING:
    from peerlight.community import Community

OURS, PLAIN = "peerlight", "peerlight_plain"
"""Our estimate of the same name, and the unweighted mean of all three places."""
LEARNED = ("logistic", "boosted")
MOST_CUTS = 4


@dataclass(frozen=True)
class Subject:
    """One community to be tested: analysed as of each cut, judged by its whole history."""

    name: str
    community: Community
    history: History
    recognitions: Recognitions
    protocol: Protocol


@dataclass(frozen=True)
class Backtest:
    """What came of it: one table per target, and the cells behind them."""

    tables: Sequence[Table]
    cells: Sequence[Scored]
    counts: Sequence[str]

    @property
    def rivals(self) -> tuple[str, ...]:
        """Every method that is not ours: the counts, and what was learned where it could be."""
        return (*self.counts, *(n for n in LEARNED if n in self.cells[0].scores))


def backtest(subjects: Sequence[Subject], progress: Progress = silent) -> Backtest | None:
    """Score every method on every cell; None where no cell says anything.

    Baselines see only what lay before the cut; our estimates come from an analysis as of the
    cut, which sees no more. The learned rivals need two communities at least.
    """
    scored = [each for subject in subjects for each in _scored(subject, progress)]
    if not scored:
        return None
    counts = [name for name in scored[0].scores if name not in (OURS, PLAIN)]
    if len(subjects) > 1:
        progress("Training the rivals elsewhere", 0, 0)
        learned = rivals(scored, counts)
        scored = [
            Scored(each.cell, {**each.scores, **more})
            for each, more in zip(scored, learned, strict=True)
        ]
    members = {subject.name: subject.history.members for subject in subjects}
    progress("Weighing the members anew", 0, 0)
    return Backtest(tables(scored, members), scored, counts)


def own_protocol(history: History) -> Protocol:
    """Cuts for a community that is no part of the benchmark: up to four, half a year apart.

    The last one leaves 180 days for what comes after, the first leaves 180 days before it.
    """
    begins, ends = int(history.posts.at.min()), int(history.posts.at.max())
    latest = (ends - SPAN) // DAY * DAY
    at = [latest - n * YEAR // 2 for n in range(MOST_CUTS)]
    cuts = tuple(sorted(iso(a)[:10] for a in at if a - SPAN >= begins))
    return Protocol(cuts, TARGETS)


def _scored(subject: Subject, progress: Progress) -> list[Scored]:
    told = cells(subject.name, subject.history, subject.recognitions, subject.protocol)
    found: list[Scored] = []
    by_cut: dict[str, dict[str, Floats]] = {}
    for each in told:
        if each.cut not in by_cut:
            progress(f"Back-testing {subject.name}", len(by_cut), len(subject.protocol.cuts))
            by_cut[each.cut] = _methods(subject, each.cut)
        scores = by_cut[each.cut]
        ours = {OURS: scores[f"our {each.target}"], PLAIN: scores["our influence"]}
        counts = {name: s for name, s in scores.items() if not name.startswith("our ")}
        found.append(Scored(each, {name: s[each.rows] for name, s in {**ours, **counts}.items()}))
    return found


def _methods(subject: Subject, cut: str) -> dict[str, Floats]:
    before = past(subject.history, subject.recognitions, parse_date(cut))
    return {**_ours(subject, cut), **baselines(before, seed=1)}


def _ours(subject: Subject, cut: str) -> dict[str, Floats]:
    """Our estimates as of the cut, by member; NaN where one is not known."""
    people = subject.community.people(cut, everyone=True)
    place = {member: n for n, member in enumerate(subject.history.members)}
    rows = np.array([place.get(m, -1) for m in people["member_id"].to_pylist()], np.int64)
    scores: dict[str, Floats] = {}
    for name in (*TARGETS, "influence"):
        scores[f"our {name}"] = np.full(subject.history.size, np.nan)
        value = people[name].to_numpy().astype(np.float64)
        scores[f"our {name}"][rows[rows >= 0]] = value[rows >= 0]
    scores[f"our {ANY}"] = taking_turns([scores[f"our {name}"] for name in TARGETS])
    return scores


def taking_turns(estimates: Sequence[Floats]) -> Floats:
    """One order out of several: each proposes its best in turn, as the shortlist does."""
    best = np.full(len(estimates[0]), -np.inf)
    for n, values in enumerate(estimates):
        known = np.flatnonzero(~np.isnan(values))
        order = known[np.argsort(-values[known], kind="stable")]
        turn = -(np.arange(len(order)) * len(estimates) + n).astype(np.float64)
        best[order] = np.maximum(best[order], turn)
    return np.where(np.isneginf(best), np.nan, best)


def by_cell(tested: Backtest) -> list[Mapping[str, object]]:
    """One row per cell: community, cut, target, candidates, positives, positives of the quiet."""
    return [_row(each.cell) for each in tested.cells]


def _row(cell: Cell) -> Mapping[str, object]:
    return {
        "community": cell.community,
        "cut": cell.cut,
        "target": cell.target,
        "candidates": len(cell.rows),
        "positives": int(cell.positive.sum()),
        "gem_positives": int((cell.positive & cell.quiet).sum()),
    }
