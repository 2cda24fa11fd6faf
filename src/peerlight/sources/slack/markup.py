"""Slack's own markup (``<@U1>``, ``<https://…|label>``, ``&amp;``) as text that people read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

# code comes first in the alternation, so what stands in it calls nobody
_CODE_OR_TOKEN = re.compile(r"```.*?```|`[^`\n]*`|<([^<>]+)>", re.DOTALL)
_TOKEN = re.compile(r"<([^<>]+)>")
_PERSON = re.compile(r"@[UW][A-Z0-9]+")


class Reading(NamedTuple):
    """A message's text as people see it, the user ids it calls and the addresses it carries."""

    text: str
    mentioned: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


def read_markup(text: str, names: Mapping[str, str]) -> Reading:
    """Turn Slack's markup into readable text; ``names`` gives names for user and channel ids."""
    if "<" not in text:
        return Reading(_unescaped(text))
    mentioned: dict[str, None] = {}
    urls: dict[str, None] = {}

    def shown(match: re.Match[str]) -> str:
        token = match[1]
        if token is None:
            return _TOKEN.sub(lambda inner: _label(inner[1], names), match[0])
        target = token.partition("|")[0]
        if _PERSON.fullmatch(target):
            mentioned[target[1:]] = None
        elif target.startswith(("http://", "https://")):
            urls[_unescaped(target)] = None
        return _label(token, names)

    readable = _unescaped(_CODE_OR_TOKEN.sub(shown, text))
    return Reading(readable, tuple(mentioned), tuple(urls))


def domain_of(url: str) -> str | None:
    """The host of ``url`` without ``www.``, or None where the address is malformed."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _label(token: str, names: Mapping[str, str]) -> str:
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return f"@{names.get(target[1:]) or label or target[1:]}"
    if target.startswith("#"):
        return f"#{label or names.get(target[1:]) or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:]}"
    return label or target


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    # the ampersand last, or "&amp;lt;" would become a bracket that nobody wrote
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
