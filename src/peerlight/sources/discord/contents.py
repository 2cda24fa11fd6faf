"""What a message says, out of the element of a page that holds it."""

from __future__ import annotations

from typing import NamedTuple

from selectolax.lexbor import LexborNode

from peerlight.sources.html import attribute
from peerlight.sources.words import web_link, words

_NOT_SAID = ".chatlog__markdown-quote, .quote, script, style"
_EDITED = ".chatlog__edited-timestamp"
_PLAIN = "chatlog__markdown-preserve"
_CALLS = {"chatlog__markdown-mention", "mention"}
_NOTABLE = "br, img, a[href], span.chatlog__markdown-mention, span.mention"


class Content(NamedTuple):
    """The text, the handles that it calls, the links in it, and the printed time of its edit."""

    text: str | None
    called: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    edited: str = ""


def read_content(node: LexborNode) -> Content:
    """Read a message's words. What it quotes is not its own; the element is changed by this."""
    first = node.first_child
    if first is None:
        return Content(None)
    if first.next is None and attribute(first, "class") == _PLAIN:
        inner = first.first_child
        if inner is None or (inner.next is None and inner.is_text_node):
            return Content(words(first.text()))
    edit = node.css_first(_EDITED)
    edited = attribute(edit, "title") or "?" if edit is not None else ""
    if edit is not None:
        edit.decompose()
    for quote in node.css(_NOT_SAID):
        # a quote inside a quote went with it
        if quote.parent is not None:
            quote.decompose()
    called, links = _notable(node)
    return Content(words(node.text()), tuple(called), tuple(links.items()), edited)


def _notable(node: LexborNode) -> tuple[list[str], dict[str, str]]:
    """Calls and links; pictures of emoji become the letters that they stand for."""
    called: list[str] = []
    links: dict[str, str] = {}
    for found in node.css(_NOTABLE):
        if found.tag == "a":
            links.update(web_link(attribute(found, "href")))
        elif found.tag == "span":
            # a role or a channel that is named bears no handle
            if attribute(found, "class") in _CALLS and (handle := attribute(found, "title")):
                called.append(handle)
        elif found.tag == "br":
            found.replace_with("\n")
        else:
            found.replace_with(attribute(found, "alt"))
    return called, links
