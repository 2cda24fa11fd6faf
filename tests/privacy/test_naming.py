"""Calls by a mark are cut; free words that name somebody are found, and only those."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlight.privacy.naming import Called

QUILLA = Called.of([("slack:U77", "quilla", "Quilla Vandermoor"), ("zulip:41", None, "小林 明")])


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("@quilla thanks", "thanks"),
        ("thanks @Quilla Vandermoor!", "thanks !"),
        ("so says @QUILLA today", "so says today"),
        ("quilla: with water", "with water"),
        ("quilla, with water", "with water"),
        ("ask @quilla", "ask"),
        ("@quilla @quilla hello", "hello"),
        ("谢谢@小林 明！", "谢谢！"),
        ("broken off @Quilla Van", "broken off"),
        ("@U77 hi", "hi"),
    ],
)
def test_calls_are_cut(text: str, cut: str) -> None:
    assert QUILLA.uncalled(text) == cut


@pytest.mark.parametrize(
    "text",
    [
        "@quillan is somebody else",
        "somebody@quilla.example",
        "quilla said so",
        "a tranquillity: deep",
        "",
        "  blanks of  others stay ",
    ],
)
def test_what_calls_nobody_stays_as_it_is(text: str) -> None:
    assert QUILLA.uncalled(text) == text


@pytest.mark.parametrize(
    "text", ["Quilla said so", "with 小林 明さん", "(quilla)", "QUILLA VANDERMOOR"]
)
def test_free_text_that_names_them_is_found(text: str) -> None:
    assert QUILLA.free(text)


@pytest.mark.parametrize("text", ["tranquilla", "41 pots", "Vandermoor", ""])
def test_other_words_are_not_taken_for_their_name(text: str) -> None:
    assert not QUILLA.free(text)


def test_a_letter_is_too_little_to_look_for_in_free_text_but_not_in_our_own_sentences() -> None:
    al = Called.of([("slack:U1", "al", "Al")])
    assert not al.free("al dente")
    assert al.named("2 people share the name 'Al'; they are kept apart by their ids.")
    assert not al.named("3 people share the name 'Alma'; they are kept apart by their ids.")


@given(st.text(), st.lists(st.text(min_size=1, max_size=8), max_size=3))
def test_any_text_and_any_name_end_and_nothing_is_made_up(text: str, names: list[str]) -> None:
    called = Called.of((f"x:{name}", name, name) for name in names)
    cut = called.uncalled(text)
    assert len(cut) <= len(text)
    left = iter(text)
    assert all(letter in left for letter in cut)
    assert called.free(text) in (True, False)
