"""The style sheet keeps the promises of ``docs/design.md``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.report.colours import LAMPS, MARKS, STYLE, TEXT, contrast, tokens

DESIGN = Path(__file__).parents[2] / "docs" / "design.md"


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
def test_text_and_marks_stand_out(mode: str) -> None:
    colours = tokens(mode)
    lamps = LAMPS if mode != "print" else ()
    weak = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pairs, least in ((TEXT, 4.5), (MARKS, 3.0), (lamps, 3.0))
        for pair in pairs
        if contrast(colours[pair[0]], colours[pair[1]]) < least
    }
    assert weak == {}


def test_the_measure_of_contrast_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_token_is_documented_and_used() -> None:
    style = STYLE.read_text("utf-8")
    declared = set(re.findall(r"(--[\w-]+):", style))
    rows = [line for line in DESIGN.read_text("utf-8").splitlines() if line.startswith("| `--")]
    assert declared == {name for row in rows for name in re.findall(r"`(--[\w-]+)`", row)}
    used = set(re.findall(r"var\((--[\w-]+)\)", style))
    assert declared == used


def test_documented_colours_are_the_real_ones() -> None:
    found = re.findall(
        r"^\| `--([\w-]+)` \| (#\w{6}) \| (#\w{6}) ", DESIGN.read_text("utf-8"), re.M
    )
    assert {name: light for name, light, _ in found} == tokens("light")
    assert {name: dark for name, _, dark in found} == tokens("dark")


def test_colours_stand_only_in_tokens() -> None:
    style = STYLE.read_text("utf-8")
    outside = re.sub(r":root \{.*?\}", "", style, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![\w-]* [>{:])", outside) == []
