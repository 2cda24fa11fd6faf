"""The findings as one self-contained HTML page: no script, no network, its own styles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from peerlight.clock import iso
from peerlight.report import words
from peerlight.report.charts import NARROW, WIDE, intervals
from peerlight.report.comparing import beside
from peerlight.report.grouping import by_reason, by_tier, drops, newest_first
from peerlight.report.safe_text import plain, plain_name, web_address
from peerlight.values import Findings, Undetermined

if TYPE_CHECKING:
    from jinja2 import Environment

EVIDENCE_SHOWN = 25
"""Evidence items per reason on the page; the JSON document has them all."""

_HERE = Path(__file__).parent


def page(findings: Findings) -> str:
    """The whole report as HTML. The same findings give the same text.

    Every text that people wrote is cleaned (:func:`plain`) and escaped; links lead only to
    http(s) addresses, and nothing is loaded from anywhere.
    """
    tiers = by_tier(findings.shortlist)
    estimated = any(card.estimate for card in findings.shortlist)
    return render(
        "page.html",
        findings=findings,
        tiers=tiers,
        asides=by_reason(findings.set_aside),
        wide=Markup(intervals(tiers, WIDE, "wide")) if estimated else None,
        narrow=Markup(intervals(tiers, NARROW, "narrow")) if estimated else None,
        provenance=facts(findings.provenance),
    )


def render(template: str, **values: object) -> str:
    """A page from one of the templates, with the one style sheet in it."""
    style = Markup((_HERE / "style.css").read_text("utf-8"))
    return _environment().get_template(template).render(style=style, **values) + "\n"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(name=plain_name, plain=plain, lines=_lines, day=words.day, iso=iso)
    environment.tests["undetermined"] = lambda value: isinstance(value, Undetermined)
    environment.globals.update(
        words=words,
        web_address=web_address,
        newest_first=newest_first,
        drops=drops,
        beside=beside,
        evidence_shown=EVIDENCE_SHOWN,
        share=_share,
    )
    return environment


def _finalize(value: object) -> object:
    """Clean every text on its way out, so that no template can forget to."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _lines(text: str) -> Markup:
    """A text of several lines, each cleaned, for where line ends count."""
    return escape("\n".join(plain(line, 2000) for line in text.split("\n")))


def _share(value: float) -> str:
    """A share as the percentage that SVG coordinates take, kept on the scale."""
    return f"{min(max(100 * value, 0), 100):.2f}%"


def facts(provenance: Mapping[str, Any], under: str = "") -> list[tuple[str, str]]:
    """Provenance as labelled lines, nested keys joined: ("Settings: seed", "1")."""
    told: list[tuple[str, str]] = []
    for key in sorted(provenance):
        label = f"{under}: {key.replace('_', ' ')}" if under else key.replace("_", " ").capitalize()
        value = provenance[key]
        if isinstance(value, Mapping):
            told.extend(facts(value, label))
        elif isinstance(value, (list, tuple)):
            told.append((label, ", ".join(str(item) for item in value)))
        elif value is not None and value != "":
            told.append((label, str(value)))
    return told
