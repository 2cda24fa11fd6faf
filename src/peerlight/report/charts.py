"""Charts as SVG: Altair specifications, rendered without a browser, coloured by the page's tokens.

Every position is computed here rather than measured by the renderer, so that the picture
does not depend on the fonts of the machine that draws it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peerlight.report.grouping import Tier
from peerlight.report.safe_text import plain_name
from peerlight.report.words import tier_in_words
from peerlight.values import Card, Estimate

if TYPE_CHECKING:
    import altair

_AXIS_HEIGHT = 56
_LABELS = "{'0':'0','25':'25th','50':'50th','75':'75th','100':'100th'}[datum.value]"


@dataclass(frozen=True)
class Layout:
    """Sizes in pixels: of the plot, of the names' column, of a person's row and a tier's head.

    ``raise_name`` lifts the name above its line, where there is no room for a column.
    """

    plot: int
    names: int
    row: int
    head: int
    name_length: int
    raise_name: int = 0


WIDE = Layout(plot=560, names=210, row=30, head=36, name_length=28)
NARROW = Layout(plot=268, names=10, row=48, head=34, name_length=34, raise_name=17)


def intervals(tiers: Iterable[Tier], layout: Layout, prefix: str) -> str:
    """Everybody's interval on one scale, tier by tier, as an SVG.

    ``prefix`` makes the ids unique on the page. People without an estimate are left out.
    """
    import vl_convert

    people, heads, height = _rows(tiers, layout)
    chart = _interval_chart(people, heads, height, layout)
    return _ready(vl_convert.vegalite_to_svg(chart.to_dict()), prefix)


def _rows(
    tiers: Iterable[Tier], layout: Layout
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    people: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    y = 0
    for tier in tiers:
        if tier.name is not None:
            heads.append({"y": y + layout.head - 12, "label": plain_name(tier_in_words(tier.name))})
            y += layout.head
        for card in tier.cards:
            if card.estimate is not None:
                people.append(_person(card, card.estimate, y + layout.row / 2, layout))
                y += layout.row
    return people, heads, y


def _person(card: Card, estimate: Estimate, y: float, layout: Layout) -> dict[str, Any]:
    return {
        "y": y + layout.raise_name / 2,
        "label_y": y - layout.raise_name / 2,
        "name": plain_name(card.name, layout.name_length),
        "low": round(100 * estimate.low, 2),
        "high": round(100 * estimate.high, 2),
        "value": round(100 * estimate.value, 2),
    }


def _interval_chart(
    people: Sequence[dict[str, Any]], heads: Sequence[dict[str, Any]], height: int, layout: Layout
) -> altair.LayerChart:
    import altair as alt

    scale = alt.Scale(domain=[0, height], range=[0, height])
    rows = alt.Chart(alt.Data(values=people)).encode(y=alt.Y("y:Q", scale=scale, axis=None))
    x = alt.X("low:Q", scale=alt.Scale(domain=[0, 100]), axis=_percentile_axis(alt))
    name_x, name_align = (0, "left") if layout.raise_name else (-16, "right")
    layers = (
        rows.mark_rule(strokeWidth=7, strokeCap="butt").encode(
            x=x, x2="high:Q", color=alt.value("var(--lamp)")
        ),
        # a gap on both sides sets the mark off from the bar, whatever their colours
        rows.mark_tick(thickness=7, height=17, opacity=1).encode(
            x=alt.X("value:Q"), color=alt.value("var(--panel)")
        ),
        rows.mark_tick(thickness=3, height=17, opacity=1).encode(
            x=alt.X("value:Q"), color=alt.value("var(--ink)")
        ),
        rows.mark_text(align=name_align, baseline="middle", fontSize=13).encode(
            x=alt.value(name_x),
            y=alt.Y("label_y:Q", scale=scale, axis=None),
            text="name:N",
            color=alt.value("var(--ink)"),
        ),
        alt.Chart(alt.Data(values=heads))
        .mark_text(align="left", baseline="middle", fontSize=12, fontWeight="bold")
        .encode(
            x=alt.value(-layout.names + 2),
            y=alt.Y("y:Q", scale=scale, axis=None),
            text="label:N",
            color=alt.value("var(--soft)"),
        ),
    )
    return _plain_style(alt.layer(*layers), height, layout)


def _percentile_axis(alt: Any) -> Any:  # noqa: ANN401 - altair has no types we could name
    return alt.Axis(
        title="percentile of active members",
        values=[0, 25, 50, 75, 100],
        labelExpr=_LABELS,
        labelOverlap=False,
        labelLimit=0,
        titleLimit=0,
        labelFlush=False,
        ticks=False,
        domain=False,
        labelPadding=6,
        titleY=34,
        gridColor="var(--line)",
        labelColor="var(--soft)",
        titleColor="var(--soft)",
        labelFontSize=12,
        titleFontSize=12,
        titleFontWeight="normal",
    )


def _plain_style(chart: altair.LayerChart, height: int, layout: Layout) -> altair.LayerChart:
    return (
        chart.properties(
            width=layout.plot,
            height=height,
            autosize={"type": "none"},
            padding={"left": layout.names, "right": 24, "top": 4, "bottom": _AXIS_HEIGHT},
            background="transparent",
        )
        .configure(aria=False, font="inherit")
        .configure_view(stroke=None)
    )


def _ready(svg: str, prefix: str) -> str:
    """Hide the SVG from assistive technology and number its ids from one, under ``prefix``.

    The renderer counts ids up from picture to picture, which would make equal charts differ.
    """
    ids = {old: f"{prefix}-{n}" for n, old in enumerate(re.findall(r' id="([^"]+)"', svg), 1)}
    svg = re.sub(r' id="([^"]+)"', lambda m: f' id="{ids[m[1]]}"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", lambda m: f"url(#{ids.get(m[1], m[1])})", svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
