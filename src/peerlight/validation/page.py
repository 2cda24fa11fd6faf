"""The back-test as one self-contained page: pictures with intervals, each with its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from peerlight.report.page import render
from peerlight.validation.backtest import OURS, PLAIN
from peerlight.validation.results import (
    COMPARED,
    HEADS,
    QUESTIONS,
    SHOWN,
    ordered,
    sentences,
)

ROW, WIDTH, NAMES, SCALE = 20, 720, 190, 470


def page(told: Mapping[str, Any]) -> str:
    """The document of a back-test as HTML; no script, no network. The same input, same bytes."""
    targets = [
        {
            "name": target,
            "question": QUESTIONS[target],
            "table": table,
            "sentences": sentences(table),
            "rows": ordered(table, target),
            "picture": Markup(_forest(table, target)),
            "metric": HEADS[_metric(target)],
        }
        for target, table in told["targets"].items()
    ]
    return render(
        "backtest.html",
        version=told["version"],
        targets=targets,
        heads=[(metric, HEADS[metric]) for metric in SHOWN],
        ours=(OURS, PLAIN),
        cells=told["cells"],
    )


def _metric(target: str) -> str:
    return COMPARED.get(target, ("ap",))[0]


def _forest(table: Mapping[str, Any], target: str) -> str:
    """Every method as a point with its interval, on one scale from 0 to 1."""
    metric = _metric(target)
    known = [(m, f[metric]) for m, f in ordered(table, target) if f[metric]["value"] is not None]
    height = ROW * (len(known) + 1)
    lines = [_row(n, method, figure) for n, (method, figure) in enumerate(known)]
    ticks = "".join(
        f'<line x1="{_x(t)}" x2="{_x(t)}" y1="0" y2="{height - ROW}" class="grid"/>'
        f'<text x="{_x(t)}" y="{height - 5}" text-anchor="middle">{t:g}</text>'
        for t in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    return (
        f'<svg class="forest" viewBox="0 0 {WIDTH} {height}" aria-hidden="true">'
        f"{ticks}{''.join(lines)}</svg>"
    )


def _row(n: int, method: str, figure: Mapping[str, float]) -> str:
    y = ROW * n + ROW // 2
    kind = "ours" if method in (OURS, PLAIN) else "rival"
    return (
        f'<g class="{kind}"><text x="{NAMES - 12}" y="{y + 4}" text-anchor="end">{method}</text>'
        f'<line x1="{_x(figure["low"])}" x2="{_x(figure["high"])}" y1="{y}" y2="{y}"/>'
        f'<circle cx="{_x(figure["value"])}" cy="{y}" r="4"/></g>'
    )


def _x(value: float) -> float:
    return round(NAMES + SCALE * value, 1)
