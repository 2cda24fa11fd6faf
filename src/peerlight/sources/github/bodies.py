"""What a body in GitHub's Markdown says in its writer's words, whom it calls, what it closes."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1[`~]*\s*?$|\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(`+)[^`].*?\1", re.DOTALL)
_QUOTED = re.compile(r"^[ \t]*>.*$\n?", re.MULTILINE)
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CALL = re.compile(r"(?<![\w`/@.])@([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))")
_CLOSES = re.compile(
    r"(?<![\w-])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d{1,12})\b", re.IGNORECASE
)


def own_words(body: str) -> str:
    """The body without what it quotes and without what its page does not show."""
    if "<!--" in body:
        body = _HIDDEN.sub(" ", body)
    return _QUOTED.sub("", body) if ">" in body else body


def called(said: str) -> list[str]:
    """The logins that words call, in lowercase, each once; what stands in code calls nobody."""
    if "@" not in said:
        return []
    return list(dict.fromkeys(login.lower() for login in _CALL.findall(_plain(said))))


def closes(said: str) -> int | None:
    """The number of the first issue that a pull request says it closes."""
    found = _CLOSES.search(_plain(said)) if "#" in said else None
    return int(found[1]) if found else None


def _plain(said: str) -> str:
    return _CODE.sub(" ", _FENCE.sub(" ", said)) if "`" in said or "~~~" in said else said
