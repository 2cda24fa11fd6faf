"""The glossary holds the words that people meet."""

from __future__ import annotations

from tests.docs.pages import DOCS, rows

from peerlight.influence.standing import ALREADY_VISIBLE, APPOINTED, ROLES, TOO_LITTLE
from peerlight.signals.heads import ROLES as SPOKEN_FOR
from peerlight.store.tables import TABLES

PAGE = (DOCS / "reference" / "glossary.md").read_text("utf-8")
WORDS = dict(rows(PAGE))


def test_words_stand_in_order_and_once() -> None:
    words = [word for word, _ in rows(PAGE)][1:]
    assert words == sorted(set(words), key=str.casefold)


def test_roles_and_reasons_for_being_set_aside_are_explained() -> None:
    assert set(SPOKEN_FOR) == set(ROLES)
    for role in ROLES:
        assert role in WORDS["role played"]
    for reason in (APPOINTED, ALREADY_VISIBLE, TOO_LITTLE, "bot"):
        assert reason in WORDS["set aside"]


def test_the_rows_of_the_main_tables_have_a_word() -> None:
    for table in ("accounts", "channels", "threads", "messages", "mentions", "links", "marks"):
        assert table in TABLES and table.removesuffix("s") in WORDS
