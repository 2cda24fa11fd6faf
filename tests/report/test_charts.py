"""Charts: the page's colours, no foreign ids, the same bytes every time."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from tests.report.findings import shortlist, thank_you

from peerlight.report.charts import NARROW, WIDE, Layout, intervals
from peerlight.report.grouping import by_tier


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_everybody_with_an_estimate_has_one_bar(layout: Layout) -> None:
    svg = ElementTree.fromstring(intervals(by_tier(shortlist()), layout, "p"))
    bars = [line for line in svg.iter() if line.get("stroke") == "var(--lamp)"]
    assert len(bars) == len(shortlist())
    widths = [float(bar.get("x2", 0)) for bar in bars]
    assert widths[0] == pytest.approx(0.15 * layout.plot, abs=0.1)


def test_equal_charts_are_equal_bytes() -> None:
    tiers = by_tier(shortlist())
    assert intervals(tiers, WIDE, "p") == intervals(tiers, WIDE, "p")


def test_ids_carry_the_prefix() -> None:
    svg = intervals(by_tier(shortlist()), WIDE, "wide")
    assert all(found.startswith("wide-") for found in re.findall(r' id="([^"]+)"', svg))
    assert all(found.startswith("wide-") for found in re.findall(r"url\(#([^)]+)\)", svg))


def test_names_cannot_leave_their_text() -> None:
    svg = intervals(by_tier(shortlist()), WIDE, "p")
    assert "<script" not in svg
    assert svg.count("<svg") == svg.count("</svg>") == 1


def test_the_picture_is_hidden_from_assistive_technology() -> None:
    assert ElementTree.fromstring(intervals(by_tier(shortlist()), WIDE, "p")).get(
        "aria-hidden"
    ) == ("true")


def test_people_without_an_estimate_get_no_bar() -> None:
    assert "var(--lamp)" not in intervals(by_tier(thank_you().shortlist), WIDE, "p")
