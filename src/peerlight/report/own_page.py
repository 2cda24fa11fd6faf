"""A member's own page: one HTML file to hand over, with a form to reply that needs no server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from peerlight.report.page import facts, render
from peerlight.report.safe_text import plain, plain_name
from peerlight.values import OwnPage

# what a mailto address may hold without changing where the link leads
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")

_REPLIES = (
    (
        "Something is wrong",
        "Please correct what you hold about me",
        "This is wrong: …\nThis would be right: …",
    ),
    (
        "Leave me out",
        "I object to being suggested or evaluated",
        "I object (GDPR Art. 21). Please leave me out of every list, page and export, and out of"
        " the evidence of others.",
    ),
    (
        "Send me everything",
        "Please send me all that you hold about me",
        "Please send me everything that you hold about me (GDPR Art. 15).",
    ),
    (
        "Erase me",
        "Please erase what you hold about me",
        "Please erase everything that you hold about me (GDPR Art. 17), and do not read it again.",
    ),
)


@dataclass(frozen=True)
class Reply:
    """A letter that is ready to change and to send; ``letter`` is its address, or empty."""

    title: str
    subject: str
    text: str
    letter: str


def own_page(own: OwnPage) -> str:
    """The page as HTML. The same facts give the same text; nothing is loaded from anywhere.

    With a contact address each reply opens in the reader's own mail program; without one, or where
    it is no address, it is a text to copy.
    """
    contact = own.contact if _ADDRESS.fullmatch(own.contact) else ""
    return render(
        "own.html",
        own=own,
        contact=contact,
        replies=[_reply(own, contact, *each) for each in _REPLIES],
        provenance=facts(own.provenance),
    )


def _reply(own: OwnPage, contact: str, title: str, subject: str, wish: str) -> Reply:
    accounts = ", ".join(plain(account, 200) for account in own.accounts)
    who = f"I am {plain_name(own.name)} ({accounts}) in {plain_name(own.community)}."
    text = f"{who}\n\n{wish}\n"
    if not contact:
        return Reply(title, subject, text, "")
    lines = quote(text.replace("\n", "\r\n"))
    return Reply(title, subject, text, f"mailto:{contact}?subject={quote(subject)}&body={lines}")
