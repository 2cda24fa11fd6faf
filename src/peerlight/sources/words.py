"""Names, texts and web addresses as people wrote them, made fit to be kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peerlight.sources.html import domain_of, tidy

NO_ADDRESS = "(e-mail address)"
"""What stands in a text where an address stood, see :func:`~peerlight.sources.html.tidy`."""

_URL = re.compile(r"https?://[^\s<>\"`|]+", re.IGNORECASE)
# what ends a sentence or closes a bracket is seldom the end of an address
_AFTER = ".,;:!?'*_)]}"


def words(value: object) -> str | None:
    """A text without e-mail addresses and NUL characters; None where nothing is said."""
    if not isinstance(value, str):
        return None
    said = tidy(value)
    return (said.replace("\0", "") if "\0" in said else said) or None


def known_name(value: object) -> str | None:
    """A name that may be shown; None for anything else, an e-mail address among it."""
    name = words(value)
    return None if name is None or NO_ADDRESS in name else name


def kept_id(value: object) -> str | None:
    """An id as it is, without NUL characters; None for what is no text or says nothing."""
    return value.replace("\0", "").strip() or None if isinstance(value, str) else None


def web_links(text: str) -> Iterator[tuple[str, str]]:
    """The web addresses in a plain text, each once, with their domains."""
    if "://" in text:
        for url in dict.fromkeys(found.rstrip(_AFTER) for found in _URL.findall(text)):
            yield from web_link(url)


def web_link(url: object) -> Iterator[tuple[str, str]]:
    """A web address and its domain; nothing where it is none, or names somebody's e-mail."""
    if isinstance(url, str) and words(url) == url and (domain := domain_of(url)):
        yield url, domain
