"""The HTML report: self-contained, escaped, complete, the same bytes every time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from tests.report.findings import findings, nothing, thank_you

from peerlight.report.page import page
from peerlight.values import Findings

VOID = {"meta", "link", "br", "hr", "img", "input"}
CASES = {"shortlist": findings, "thank-you": thank_you, "nothing": nothing}


class Outline(HTMLParser):
    """The tags, ids, headings and addresses of a page; unclosed tags are found out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.addresses: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        for name, value in attrs:
            assert not name.startswith("on"), name
            if name == "id":
                self.ids.append(value or "")
            if name in {"href", "src", "action", "xlink:href", "data", "poster", "srcset"}:
                self.addresses.append((tag, value or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)


@cache
def html_of(case: str) -> str:
    return page(CASES[case]())


def text_of(case: str) -> str:
    return " ".join(" ".join(Outline(html_of(case)).text).split())


@pytest.mark.parametrize("case", CASES)
def test_every_tag_is_closed_and_every_id_is_unique(case: str) -> None:
    outline = Outline(html_of(case))
    assert outline.open == []
    assert [i for i, n in Counter(outline.ids).items() if n > 1] == []


@pytest.mark.parametrize("case", CASES)
def test_headings_skip_no_level(case: str) -> None:
    levels = Outline(html_of(case)).levels
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("case", CASES)
def test_the_page_runs_nothing_and_loads_nothing(case: str) -> None:
    outline = Outline(html_of(case))
    assert not outline.tags.keys() & {"script", "iframe", "object", "embed", "img", "form"}
    for tag, address in outline.addresses:
        own = address.startswith("#") or address == "data:,"
        assert own or (tag == "a" and address.startswith("https://forge.example/")), address
    assert not re.search(r"@import|url\((?!#)", html_of(case))


@pytest.mark.parametrize("case", CASES)
def test_links_on_the_page_lead_somewhere(case: str) -> None:
    outline = Outline(html_of(case))
    inner = {address[1:] for _, address in outline.addresses if address.startswith("#")}
    assert inner <= set(outline.ids)


def test_the_policy_forbids_the_network() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html_of("shortlist"))
    assert policy
    wanted = {"default-src 'none'", "style-src 'unsafe-inline'", "img-src data:"}
    assert wanted <= set(policy[1].split("; "))


def test_there_are_landmarks_and_a_way_past_them() -> None:
    tags = Outline(html_of("shortlist")).tags
    assert (tags["main"], tags["header"], tags["nav"], tags["footer"]) == (1, 1, 1, 1)
    assert 'class="skip" href="#people"' in html_of("shortlist")


def test_the_same_findings_give_the_same_bytes() -> None:
    assert page(findings()).encode() == html_of("shortlist").encode()


def test_hostile_text_stays_text() -> None:
    html = html_of("shortlist")
    assert "&lt;script&gt;" in html
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    assert "x" * 400 not in html


def test_hostile_text_in_every_other_place_stays_text() -> None:
    evil = "<img src=x onerror=alert(1)>\u202e"
    whole = findings()
    html = page(
        replace(
            whole,
            community=evil,
            audit=(replace(whole.audit[0], source=evil, path=evil, dropped={evil: 573}),),
            shortlist=tuple(
                replace(c, sentence=evil, against=evil, roles=(evil,), tier=evil, drawn_by=evil)
                for c in whole.shortlist[:1]
            ),
            set_aside=(replace(whole.set_aside[0], name=evil, reason=evil),),
            limits=(evil,),
            judgement=(evil,),
            provenance={evil: evil, "command": evil, "nested": {evil: [evil]}},
        )
    )
    assert "img" not in Outline(html).tags
    assert "\u202e" not in html


def test_cards_come_before_everything_else() -> None:
    order = ("people", "sure", "judgement", "audit", "aside", "limits", "made")
    ids = Outline(html_of("shortlist")).ids
    assert sorted(order, key=ids.index) == list(order)


def test_a_card_says_all_that_a_human_needs() -> None:
    text = text_of("shortlist")
    for words in (
        "Marit is the person whom people new to the workshop meet first",
        "Answered 6 newcomers first",
        "Against: Nearly all of it is about one niche",
        "A following of 23, 14 of them came back this month.",
        "between the 82nd and the 97th percentile of active members (90% interval)",
        "somebody who is turned to beyond how much they write",
        "Cannot tell: no appointment or award is in this data",
        "The evidence: 87 rows behind 3 reasons",
        "61 rows of evidence; 25 are shown here",
    ):
        assert words in text


def test_the_chart_has_a_table_that_says_the_same() -> None:
    text = text_of("shortlist")
    for row in ("Marit Oosterveld First tier 82 to 97", "中村 悠希 Second tier 58 to 83"):
        assert row in text


def test_the_audit_adds_up() -> None:
    assert "Messages found 13,004 dropped: written by bots or the system −402" in text_of(
        "shortlist"
    )


def test_the_platforms_own_totals_stand_beside_ours() -> None:
    text = text_of("shortlist")
    stated = "Messages that the platform states 13,010 not in the archive −6 Messages found 13,004"
    assert stated in text
    assert "The platform states 1,216 members, and as many were read." in text
    assert "The platform states 14 channels; 15 were read, 1 more than it states." in text
    assert "The platform states 3 polls; these are not counted here." in text


def test_how_it_was_made_can_be_repeated() -> None:
    text = text_of("shortlist")
    assert "To get the same result: peerlight find exports/riverside-workshop.zip forum/" in text
    assert "Configuration: replicates 200" in text
    assert "Seed 1" in text


def test_a_thank_you_page_has_no_estimate_no_tier_and_no_chart() -> None:
    text = text_of("thank-you")
    assert "4 people worth a thank-you" in text
    assert "not by score" in text
    assert "percentile" not in text
    assert "tier" not in text
    assert "How sure" not in text


def test_an_empty_page_says_why() -> None:
    text = text_of("nothing")
    assert "Nobody can be named from this data." in text
    assert "There is no message in this data." in text


def test_a_page_of_one_person_without_tier_holds_together() -> None:
    one: Findings = replace(
        findings(), shortlist=(replace(findings().shortlist[0], tier=None, reasons=()),)
    )
    assert "0 rows behind 0 reasons" in " ".join(page(one).split())
