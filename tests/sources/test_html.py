"""Text, links and names out of HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from peerlight.sources.html import cut_out, domain_of, links_of, plain_text, text_of, tidy


def parsed_text(html: str, without: str = "") -> str:
    tree = LexborHTMLParser(html)
    if without:
        cut_out(tree, without)
    return text_of(tree, html)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("no markup", "no markup"),
        ("<p>one paragraph</p>", "one paragraph"),
        ("<p>a &amp; b &lt;c&gt;</p>", "a & b <c>"),
        ("<p>bold <b>word</b></p>", None),
        ("<p>one</p>\n<p>two</p>", None),
        ("<pre>code</pre>", None),
    ],
)
def test_only_a_single_paragraph_goes_without_the_parser(html: str, text: str | None) -> None:
    assert plain_text(html) == text


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="<&")))
def test_the_short_way_and_the_parser_read_the_same(words: str) -> None:
    html = f"<p>{words}</p>"
    assert plain_text(html) == parsed_text(html)


def test_paragraphs_stay_on_lines_of_their_own() -> None:
    assert parsed_text("<p>first</p>\n\n<p>second<br>\nthird</p>") == "first\nsecond\nthird"


def test_code_stays_readable() -> None:
    html = (
        '<p>Try:</p>\n<pre><code><span class="k">def</span> <span>f</span>():\n  x\n</code></pre>'
    )
    assert parsed_text(html) == "Try:\ndef f():\n x"


def test_quotes_inside_quotes_are_cut_out_once() -> None:
    html = "<blockquote>a<blockquote>b</blockquote>c</blockquote><p>mine</p>"
    assert parsed_text(html, without="blockquote") == "mine"


def test_a_formula_is_read_once_as_its_source() -> None:
    html = (
        '<p>so <span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi>'
        '<annotation encoding="application/x-tex">x^2</annotation></semantics></math></span>'
        '<span class="katex-html">x2</span></span> it is</p>'
    )
    assert parsed_text(html) == "so x^2 it is"


def test_an_e_mail_address_is_never_stored() -> None:
    assert tidy("write to wanda.w@mail.example.org now") == "write to (e-mail address) now"
    assert tidy("@wanda: see a@b") == "@wanda: see a@b"


def test_links_within_the_site_are_left_out() -> None:
    html = (
        '<a href="https://www.Example.org/a">x</a><a href="/t/1">y</a>'
        '<a href="mailto:w@example.org">z</a><a href="#near">q</a><a href="http://">e</a><a>n</a>'
    )
    assert list(links_of(LexborHTMLParser(html))) == ["https://www.Example.org/a"]


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.Example.org/a?b=1", "example.org"),
        ("http://example.org:8080", "example.org"),
        ("HTTP://wanda:secret@example.org/x", "example.org"),
        ("ftp://example.org", ""),
        ("http://", ""),
        ("http://[", "["),
        ("words", ""),
    ],
)
def test_a_domain_is_lowercase_and_without_www(url: str, domain: str) -> None:
    assert domain_of(url) == domain
