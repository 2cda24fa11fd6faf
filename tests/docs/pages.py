"""The pages of the documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(DOCS.rglob("*.md")),
]
_BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| (.+?) \| (.+) \|$", re.MULTILINE)


def name(page: object) -> str:
    """A page's path as tests are to be called by."""
    return page.relative_to(ROOT).as_posix() if isinstance(page, Path) else str(page)


def blocks(page: Path) -> list[tuple[str, str]]:
    """The code blocks of a page: language and code."""
    return [(language, code) for _, language, code in _BLOCK.findall(page.read_text("utf-8"))]


def prose(page: Path) -> str:
    """A page without its code blocks."""
    return _BLOCK.sub("", page.read_text("utf-8"))


def sections(page: Path) -> Iterator[tuple[str, str]]:
    """The second-level headings of a page, each with what stands below it."""
    for section in prose(page).split("\n## ")[1:]:
        heading, _, body = section.partition("\n")
        yield heading.strip(), body


def rows(text: str) -> list[tuple[str, str]]:
    """The rows of the tables in a text: first cell, and the rest of the row."""
    found = [(first, rest) for first, rest in _ROW.findall(text)]
    return [(first, rest) for first, rest in found if not first.startswith("---")]
