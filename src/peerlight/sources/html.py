"""Text, links and marked-up names out of the HTML that forums and chats store.

Plain paragraphs, the most common case, never reach the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

# bounded, so that a long run of letters without an @ costs nothing extra
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63})+")
# begins at a line break: begun at any blank, it would be tried at every one
_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_SPACES = re.compile(r"[ \t\u00a0]{2,}")


def plain_text(html: str) -> str | None:
    """The text of HTML that is no more than one paragraph; None if it has to be parsed."""
    if "<" not in html:
        return tidy(unescape(html) if "&" in html else html)
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<") == 2:
        inner = html[3:-4]
        return tidy(unescape(inner) if "&" in inner else inner)
    return None


def text_of(tree: LexborHTMLParser, html: str) -> str:
    """The readable text of a parsed page; ``html`` is what it was parsed from.

    Code stays as it is written; a formula stays as its source, once.
    """
    if "katex" in html:
        _shorten_formulas(tree)
    body = tree.body
    return tidy(body.text()) if body is not None else ""


def _shorten_formulas(tree: LexborHTMLParser) -> None:
    # KaTeX writes every formula three times: MathML, its source, and glyph by glyph
    for formula in tree.css("span.katex"):
        source = formula.css_first("annotation")
        if source is not None:
            formula.replace_with(source.text())


def tidy(text: str) -> str:
    """The text without its margins, blank lines and e-mail addresses, which are never stored."""
    if "\n" in text:
        text = _BLANK_LINES.sub("\n", text)
    if "  " in text:
        text = _SPACES.sub(" ", text)
    if "@" in text:
        text = _EMAIL.sub("(e-mail address)", text)
    return text.strip()


def cut_out(tree: LexborHTMLParser, selector: str) -> None:
    """Take what matches ``selector`` out of the page, with all that is in it."""
    for node in tree.css(selector):
        # a quote inside a quote went with it
        if node.parent is not None:
            node.decompose()


def attribute(node: LexborNode, name: str) -> str:
    """An attribute's value; empty where it is missing or has none."""
    return node.attributes.get(name) or ""


def links_of(tree: LexborHTMLParser) -> Iterator[str]:
    """The web addresses that anchors point to; relative ones, within the site, are left out."""
    for anchor in tree.css('a[href^="http"]'):
        url = attribute(anchor, "href")
        if domain_of(url):
            yield url


def domain_of(url: str) -> str:
    """The domain of an http or https address, lowercase, without ``www.``; else empty."""
    scheme, _, rest = url.partition("://")
    if scheme.lower() not in {"http", "https"}:
        return ""
    place = re.split(r"[/?#\\]", rest, maxsplit=1)[0].rsplit("@", 1)[-1]
    return place.split(":", 1)[0].strip().lower().removeprefix("www.")
