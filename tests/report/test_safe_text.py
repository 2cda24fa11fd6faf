"""Names and quotes can neither command, hide, reorder nor overprint."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlight.report.safe_text import NAMELESS, plain, plain_name, web_address

ANY_TEXT = st.text(st.characters(codec=None))


def test_control_and_direction_characters_go() -> None:
    assert plain("a\x1b[31mb\u202ec\u2066d\u200be\x9bf") == "a [31mbcde f"


def test_lines_become_one_line() -> None:
    assert plain(" one\r\n two\u2028three\t") == "one two three"


def test_living_scripts_stay_as_they_are() -> None:
    for text in (
        "أمل حداد",
        "בן־דוד",
        "中村 悠希",
        "Ngọc-Anh",
        "می\u200cخواهم",
        "👩\u200d🔧",
        "กี่ที่",
    ):
        assert plain(text) == text


def test_stacked_marks_are_cut() -> None:
    assert plain("Z" + "\u0336" * 50 + "a") == "Z" + "\u0336" * 4 + "a"


def test_a_very_long_name_is_cut_and_says_so() -> None:
    assert plain_name("x" * 10_000) == "x" * 59 + "…"


def test_lone_surrogates_are_replaced() -> None:
    assert plain("a\ud800b") == "a\ufffdb"


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "\u3164", "\u202e\u2066", "\u200d"])
def test_a_name_that_shows_nothing_is_called_so(name: str) -> None:
    assert plain_name(name) == NAMELESS


@given(ANY_TEXT)
def test_whatever_comes_out_is_short_one_line_and_harmless(text: str) -> None:
    shown = plain(text, 80)
    assert len(shown) <= 80
    assert plain(shown, 80) == shown
    shown.encode("utf-8")
    joiners = "\u200c\u200d"
    assert all(
        unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} or c in joiners for c in shown
    )


def test_complete_web_addresses_are_kept() -> None:
    for url in ("https://forge.example/t/1?a=1&b=2#c", "http://[::1]/x", "https://例え.jp/ä"):
        assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//forge.example/x",
        "/t/1",
        "https://",
        "https://a b",
        "https://forge.example/\u202etxt.exe",
        'https://forge.example/"onclick=',
        "https://[broken",
        " https://forge.example/",
    ],
)
def test_anything_else_is_no_link(url: str | None) -> None:
    assert web_address(url) is None
