"""The colour tokens of the style sheet and the contrast between them (WCAG 2.2)."""

from __future__ import annotations

import re
from pathlib import Path

import peerlight

STYLE = Path(peerlight.__file__).parent / "report" / "style.css"

TEXT = (
    ("ink", "paper"),
    ("ink", "panel"),
    ("ink", "tint"),
    ("soft", "paper"),
    ("soft", "panel"),
    ("link", "paper"),
    ("link", "panel"),
    ("night-ink", "night"),
    ("night-soft", "night"),
)
MARKS = (("lamp", "panel"), ("soft", "panel"))
LAMPS = (("glow", "night"), ("night-soft", "night"))


def tokens(mode: str) -> dict[str, str]:
    """The colour tokens in "light", "dark" or "print"."""
    blocks = re.findall(r":root \{(.*?)\}", STYLE.read_text("utf-8"), re.DOTALL)
    light, dark, paper = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks
    )
    return {"light": light, "dark": light | dark, "print": light | paper}[mode]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours written as #rrggbb."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
