"""A member's own page says what is held and why, and lets them reply without a server."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.report.own import own

from peerlight.report.own_page import own_page


def text_of(**other: object) -> str:
    bare = re.sub(r"<style>.*?</style>|<[^>]+>", " ", own_page(own(**other)), flags=re.DOTALL)
    return " ".join(bare.split())


class Replies(HTMLParser):
    """What the page's forms hold: texts to copy and letters to open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.letters: list[str] = []
        self.areas = self.scripts = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("class") == "letter":
            self.letters.append(str(given["href"]))
        if tag == "form":
            assert given == {"class": "reply"}
        self.areas += tag == "textarea"
        self.scripts += tag == "script"


def test_it_says_what_is_held_why_and_what_for() -> None:
    text = text_of()
    assert "1,204 messages" in re.sub(r"(\w+) (1,204)", r"\2 \1", text)
    assert "You are suggested for a thank-you or an offer" in text
    assert "Answered 61 questions that had gone unanswered" in text
    assert "Nearly all of it is about one niche" in text
    assert "What we do not know" in text
    assert "object (Art. 21)" in text


def test_each_reply_is_a_letter_where_there_is_an_address() -> None:
    replies = Replies(own_page(own()))
    assert (len(replies.letters), replies.areas, replies.scripts) == (4, 4, 0)
    letter = urlsplit(replies.letters[1])
    said = parse_qs(letter.query)
    assert (letter.scheme, letter.path) == ("mailto", "privacy@riverside.example")
    assert said["subject"] == ["I object to being suggested or evaluated"]
    assert "slack:U7" in said["body"][0] and "\r\n" in said["body"][0]
    # a plus sign would be read as a plus sign
    assert "+" not in letter.query


@pytest.mark.parametrize(
    "contact", ["", "the office", 'a@b.example" onclick="x', "a@b.example?bcc=c@d.example"]
)
def test_without_a_plain_address_it_is_a_text_to_copy(contact: str) -> None:
    html = own_page(own(contact=contact))
    replies = Replies(html)
    assert (replies.letters, replies.areas) == ([], 4)
    assert "mailto:" not in html and "Art. 17" in html


def test_whoever_objected_is_told_nothing_but_that() -> None:
    text = text_of(card=None, proposed=False, objected=True)
    assert "You objected. You appear in no list" in text
    assert "suggested for a thank-you" not in text


def test_whoever_is_not_proposed_reads_why() -> None:
    card = own().card
    assert card is not None
    text = text_of(card=replace(card, set_aside="too little data"), proposed=False)
    assert "You are not suggested at the moment" in text
    assert "Why not: too little data." in text


def test_names_can_neither_command_nor_break_out() -> None:
    html = own_page(own(name="</textarea><script>alert(1)</script>\u202e", community="<b>\x1b[31m"))
    assert "<script" not in html and "\u202e" not in html and "\x1b" not in html
    assert html.count("</textarea>") == 4


def test_the_same_facts_give_the_same_page() -> None:
    assert own_page(own()) == own_page(own())
