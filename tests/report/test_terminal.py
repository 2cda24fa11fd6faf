"""The findings on a terminal: whole, narrow enough, and deaf to hostile names."""

from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.report.findings import findings, nothing, thank_you

from peerlight.report.terminal import show, show_card
from peerlight.values import Findings


def shown(what: Findings, width: int = 80) -> str:
    file = io.StringIO()
    show(what, Console(file=file, width=width))
    return file.getvalue()


def words_of(text: str) -> str:
    return " ".join(text.split())


def test_the_audit_adds_up_in_words() -> None:
    text = words_of(shown(findings()))
    assert "13,004 messages found, 573 dropped, 12,431 kept" in text
    assert text.index("dropped 402: written by bots") < text.index("dropped 169: the same message")
    assert "general/2024-11-02.json" in text
    assert "The platform states 13,010 messages; 13,004 were read, 6 not in the archive" in text


def test_each_person_has_sentence_reasons_against_range_and_following() -> None:
    text = words_of(shown(findings()))
    assert "Marit is the person whom people new to the workshop meet first" in text
    assert "Answered 61 questions that had gone unanswered" in text
    assert "Against Nearly all of it is about one niche" in text
    assert "between the 82nd and the 97th percentile of active members" in text
    assert "A following of 23, 14 of them came back this month" in text
    assert "answers, welcomes and encourages" in text


def test_nobody_is_given_a_rank() -> None:
    text = shown(findings())
    assert not re.search(r"^\s*(#?\d+[.)]|Rank)\s", text, re.MULTILINE)
    assert "inside a tier the order means nothing" in words_of(text)


def test_those_set_aside_are_counted_and_few_are_named() -> None:
    text = words_of(shown(findings()))
    assert "1,204 · too little data" in text
    assert "and 1,199 more" in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_console(width: int) -> None:
    assert max(cell_len(line) for line in shown(findings(), width).splitlines()) <= width


def test_no_line_ends_in_blanks() -> None:
    assert [line for line in shown(findings()).splitlines() if line != line.rstrip()] == []


def test_hostile_names_are_only_text() -> None:
    text = shown(findings())
    assert "[red]" in text
    assert "[bold]Reminder[/bold]" in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_a_colour_terminal_gets_no_codes_but_ours() -> None:
    file = io.StringIO()
    show(findings(), Console(file=file, width=80, force_terminal=True, color_system="truecolor"))
    codes = set(re.findall("\x1b[^m]*m", file.getvalue()))
    assert codes == {"\x1b[0m", "\x1b[1m", "\x1b[1;4m", "\x1b[2m", "\x1b[3m"}


def test_a_small_community_hears_of_thanks_and_of_no_range() -> None:
    text = words_of(shown(thank_you()))
    assert "People worth a thank-you this month" in text
    assert "percentile" not in text
    assert "tier" not in text


def test_nothing_to_say_is_said() -> None:
    text = words_of(shown(nothing()))
    assert "Nobody can be named from this data" in text
    assert "There is no message in this data." in text


def test_an_explanation_shows_every_row_of_evidence() -> None:
    card = findings().shortlist[0]
    file = io.StringIO()
    show_card(card, Console(file=file, width=80), evidence=True)
    assert len(re.findall(r"^  \d+ \w{3} \d{4} with ", file.getvalue(), re.MULTILINE)) == 87
    assert "javascript:" not in file.getvalue().replace("[link](javascript:alert(1))", "")
