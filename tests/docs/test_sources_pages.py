"""Every reader has a page, and the page says of its abilities what the reader says."""

from __future__ import annotations

from dataclasses import fields

import pytest
from tests.docs.pages import DOCS, rows

from peerlight.sources import readers
from peerlight.sources.audit import Knows

TABLES = "bring-any-platform.md"
WORDS = {
    "reactors": "who gave a reaction",
    "reply_links": "which message a reply answers",
    "reaction_times": "when a reaction was given",
    "joins": "who joined and left",
    "appointments": "who holds an office",
    "views": "how often a message was seen",
}
PLATFORMS = {reader.platform: reader.knows for reader in readers() if reader.platform != "tables"}


def test_every_reader_has_its_page() -> None:
    pages = {page.name for page in (DOCS / "how-to").glob("*.md")}
    assert {f"get-data-out-of-{platform}.md" for platform in PLATFORMS} | {TABLES} <= pages


def test_every_ability_has_its_words() -> None:
    assert {*WORDS, "notes"} == {field.name for field in fields(Knows)}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_page_says_what_the_reader_knows(platform: str) -> None:
    text = (DOCS / "how-to" / f"get-data-out-of-{platform}.md").read_text("utf-8")
    told = dict(rows(text))
    knows = PLATFORMS[platform]
    for ability, words in WORDS.items():
        assert told[words] == ("yes" if getattr(knows, ability) else "no"), words
    for note in knows.notes:
        assert f"- {note}\n" in text
