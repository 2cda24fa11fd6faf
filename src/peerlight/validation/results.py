"""A back-test told: as a document of numbers, as Markdown, as a page with pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import peerlight
from peerlight.validation.backtest import OURS, PLAIN, Backtest, by_cell
from peerlight.validation.protocol import ANY
from peerlight.validation.scoring import Score, Table

SHOWN = ("ap", "gem_ap", "p10", "gem_p10", "p25", "ndcg50", "lift", "auc")
HEADS = {
    "ap": "AP",
    "gem_ap": "gem AP",
    "p10": "P@10",
    "gem_p10": "gem P@10",
    "p25": "P@25",
    "ndcg50": "NDCG@50",
    "lift": "lift",
    "auc": "AUC",
}
COMPARED = {ANY: ("gem_p10",)}
"""By which metrics ours is held against the best rival; elsewhere by AP and gem AP."""
QUESTIONS = {
    "recognised": "Who will be appointed, elected or awarded?",
    "helps_newcomers": "Who will help newcomers who stay?",
    "turned_to": "To whom will people turn, beyond what writing much explains?",
    ANY: "Of ten people proposed from outside the loudest tenth, for how many does one come true?",
}
FIXED = ("random",)


def document(tested: Backtest) -> dict[str, Any]:
    """Numbers only: every figure with its interval, every paired difference, every cell."""
    return {
        "version": peerlight.__version__,
        "methods": [*tested.counts, *(m for m in tested.rivals if m not in tested.counts)],
        "targets": {table.target: _target(tested, table) for table in tested.tables},
        "cells": [dict(row) for row in by_cell(tested)],
    }


def _target(tested: Backtest, table: Table) -> dict[str, Any]:
    return {
        "communities": list(table.communities),
        "candidates": table.candidates,
        "positives": table.positives,
        "figures": {
            method: {metric: _numbers(figures[metric]) for metric in SHOWN}
            for method, figures in table.figures.items()
        },
        "against_the_best": {
            metric: _against(tested, table, metric)
            for metric in COMPARED.get(table.target, ("ap", "gem_ap"))
        },
    }


def _against(tested: Backtest, table: Table, metric: str) -> dict[str, Any]:
    best = table.best(metric, [m for m in tested.rivals if m not in FIXED])
    single = table.best(metric, [m for m in tested.counts if m not in FIXED])
    apart, from_count = (table.difference(OURS, other, metric) for other in (best, single))
    return {
        "best": best,
        "difference": _numbers(apart),
        "verdict": verdict(apart),
        "best_single_count": single,
        "difference_from_count": _numbers(from_count),
        "verdict_on_count": verdict(from_count),
    }


def verdict(apart: Score) -> str:
    """What a paired interval allows to say."""
    if apart.low > 0:
        return "better"
    return "worse" if apart.high < 0 else "cannot tell apart"


def _numbers(score: Score) -> dict[str, Any]:
    return {
        "value": _rounded(score.value),
        "low": _rounded(score.low),
        "high": _rounded(score.high),
        **({"by_community": {n: _rounded(v) for n, v in score.per.items()}} if score.per else {}),
    }


def _rounded(value: float) -> float | None:
    return None if value != value else round(value, 4)


def markdown(told: Mapping[str, Any]) -> str:
    """The document as Markdown tables."""
    return "\n".join(_lines(told)) + "\n"


def _lines(told: Mapping[str, Any]) -> Iterable[str]:
    yield "# Back-test"
    yield ""
    yield from _preface(told)
    for target, table in told["targets"].items():
        yield ""
        yield f"## {QUESTIONS[target]}"
        yield ""
        yield f"`{target}` · {', '.join(table['communities'])} · "
        yield f"{table['candidates']:,} candidates, {table['positives']:,} of them positives."
        yield ""
        yield from sentences(table)
        yield ""
        yield "| method | " + " | ".join(HEADS[m] for m in SHOWN) + " |"
        yield "|---" * (len(SHOWN) + 1) + "|"
        for method, figures in ordered(table, target):
            name = f"**{method}**" if method in (OURS, PLAIN) else method
            yield f"| {name} | " + " | ".join(_shown(figures[m]) for m in SHOWN) + " |"


def _preface(told: Mapping[str, Any]) -> Iterable[str]:
    yield f"Peerlight {told['version']}. Each method saw a community as it was on the day of a cut"
    yield "and is judged by what happened after it. Macro averages over communities, cuts weighted"
    yield "by their positives; 95 % intervals from 300 weightings of members, the same for every"
    yield "method. Positives are few: a difference inside one community is almost never decidable."


def sentences(table: Mapping[str, Any]) -> list[str]:
    """What can honestly be said of ours beside the best rival."""
    said = []
    for metric, against in table["against_the_best"].items():
        apart = against["difference"]
        said.append(
            f"By {HEADS[metric]} ours is {_signed(apart['value'])}"
            f" ({_signed(apart['low'])} to {_signed(apart['high'])}) from the best rival,"
            f" {against['best']}: {against['verdict']}."
        )
    return said


def ordered(table: Mapping[str, Any], target: str) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """The methods, best first by the target's own metric; unknown ones last."""
    metric = COMPARED.get(target, ("ap",))[0]

    def place(row: tuple[str, Mapping[str, Any]]) -> tuple[bool, float, str]:
        value = row[1][metric]["value"]
        return value is None, -(value or 0), row[0]

    return sorted(table["figures"].items(), key=place)


def _shown(figure: Mapping[str, Any]) -> str:
    if figure["value"] is None:
        return "–"
    return f"{figure['value']:.3f} [{figure['low']:.2f}–{figure['high']:.2f}]"


def _signed(value: float | None) -> str:
    return "unknown" if value is None else f"{value:+.3f}".replace("-", "−")
