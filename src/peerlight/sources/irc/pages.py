"""HTML logs as lines of text, so that they are read like any other log."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from peerlight.sources.encodings import decoded
from peerlight.sources.html import cut_out
from peerlight.sources.irc.lines import plain

_ENDS = re.compile(r"(?i)<br\s*/?>|</(?:p|div|li|tr|dd|pre)>")
_BARE_TIME = re.compile(r"\d\d:\d\d(?::\d\d)?")


def page_lines(data: bytes) -> list[str]:
    """One line of text per line that the page shows; scripts and styles are left out."""
    # what parts lines for the eye has to part them in the text
    page = LexborHTMLParser(_ENDS.sub(lambda end: end[0] + "\n", decoded(data)))
    cut_out(page, "script, style, title")
    rows = page.css("tr")
    if rows and any(row.css_first(".nick, th") for row in rows):
        return [line for row in rows if (line := _row_line(row))]
    body = page.body
    text = body.text() if body is not None else ""
    return [plain(line.strip("\r\n")).replace("\u00a0", " ") for line in text.split("\n")]


def _row_line(row: LexborNode) -> str:
    """A row of a table (time, nick, text in any order) as a client would have written it."""
    time, nick, text = (_cell(row, s) for s in (".time", ".nick, th", ".text, .action, .msg"))
    if not _BARE_TIME.fullmatch(time):
        return ""
    if not nick:
        return f"[{time}] *** {_cell(row, 'td')}"
    return f"[{time}] <{nick.strip('<>')}> {text}"


def _cell(row: LexborNode, selector: str) -> str:
    node = row.css_first(selector)
    return plain(" ".join(node.text().split())) if node is not None else ""
