"""What a mail says: the text among its parts, in the charset that it is truly in."""

from __future__ import annotations

import quopri
import re
from email import message_from_bytes
from email.message import Message

from selectolax.lexbor import LexborHTMLParser

from peerlight.sources.encodings import decoded
from peerlight.sources.html import cut_out, plain_text, text_of
from peerlight.sources.mail.headers import as_text, unpack_base64

_CHARSET = re.compile(r"charset\s*=\s*\"?([^\s\";]+)", re.IGNORECASE)
_MOVED = re.compile(rb"^>(>*From )", re.MULTILINE)
_PAGE = re.compile(r"\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_BREAKS = re.compile(r"(<br\b[^>]{0,200}>|</(?:p|div|li|tr|h\d|pre)>)", re.IGNORECASE)
_NO_WORDS = "script, style, head, template, blockquote, .gmail_quote, .moz-cite-prefix"


def text_in(mail: bytes, body: bytes, found: dict[str, str]) -> str:
    """The text of a mail; of several parts the first in plain text, else the first in HTML.

    ``body`` is what follows the headers in ``mail``, ``found`` are the headers. Attachments and
    what cannot be unpacked say nothing.
    """
    if b">From " in body:
        # an mbox moves such lines away from the margin, whatever the mail is
        mail, body = _MOVED.sub(rb"\1", mail), _MOVED.sub(rb"\1", body)
    kind = found.get("content-type", "")
    if kind[:10].lower() == "multipart/":
        return _first_text(mail, body)
    if kind and kind[:5].lower() != "text/" and "/" in kind:
        return ""
    encoding = found.get("content-transfer-encoding", "").lower()
    if encoding == "base64":
        body = unpack_base64(body)
    elif encoding == "quoted-printable":
        body = quopri.decodestring(body)
    return _readable(body, kind)


def _first_text(mail: bytes, body: bytes) -> str:
    try:
        message = message_from_bytes(mail)
        if not message.is_multipart():
            # archives take mails apart and leave what they say of their parts
            return _readable(body, "")
        parts = [part for part in message.walk() if _is_text(part)]
        parts.sort(key=lambda part: part.get_content_type() != "text/plain")
        return _readable(_unpacked(parts[0]), str(parts[0]["content-type"])) if parts else ""
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # the standard library raises all of these for parts that are not what they claim to be
        return ""


def _is_text(part: Message) -> bool:
    written = part.get_content_type() in ("text/plain", "text/html")
    return written and part.get_content_disposition() != "attachment"


def _unpacked(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _readable(content: bytes, kind: str) -> str:
    charset = _CHARSET.search(kind)
    text = as_text(content, charset[1]) if charset else decoded(content)
    kind = kind.lower()
    if kind.startswith("text/html") or _PAGE.match(text):
        return _words_of(text)
    return _unwrapped(text, "delsp=yes" in kind) if "format=flowed" in kind else text


def _words_of(html: str) -> str:
    """The text of a page without what it quotes; scripts are never run nor shown."""
    plain = plain_text(html)
    if plain is not None:
        return plain
    html = _BREAKS.sub(r"\1\n", html)
    tree = LexborHTMLParser(html)
    cut_out(tree, _NO_WORDS)
    return text_of(tree, html)


def _unwrapped(text: str, joined: bool) -> str:
    """Paragraphs that were sent as lines ending in a blank, whole again (RFC 3676)."""
    paragraphs: list[list[str]] = []
    open_depth = None
    for line in text.split("\n"):
        words = line.rstrip("\r").lstrip(">")
        depth = len(line) - len(line.lstrip(">"))
        flows = words.endswith(" ") and words != "-- "
        if words.startswith(" ") and not depth:
            words = words[1:]
        if open_depth == depth and words != "-- ":
            paragraphs[-1].append(words)
        else:
            paragraphs.append([">" * depth + words])
        if flows and joined:
            paragraphs[-1][-1] = paragraphs[-1][-1][:-1]
        open_depth = depth if flows else None
    return "\n".join(map("".join, paragraphs))
