"""Who moderates, by the names that servers give their roles."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")
# what a role may be called besides its office
_BESIDES = re.compile(
    "head|senior|lead|junior|trial|chief|community|server|discord|chat|forum|global|team|the|of|and"
    "|de|do|da|del|du|der|des|le|la"
)
_OFFICES = (
    ("moderator", re.compile(r"mods?|mod[eé]ra[dt]\w*|модератор\w*")),
    ("admin", re.compile(r"admins?|administra\w*|админ\w*")),
    ("staff", re.compile(r"staff")),
    ("owner", re.compile(r"owners?")),
)


@lru_cache(maxsize=4096)
def office_of(role: str) -> str | None:
    """The office that a role's name names and nothing else; a "Mod Author" moderates nothing.

    >>> office_of("🛡️ Community Moderators"), office_of("Former Admin"), office_of("Mod Author")
    ('moderator', None, None)
    """
    named = [word for word in _WORD.findall(role.lower()) if not _BESIDES.fullmatch(word)]
    if len(named) != 1:
        return None
    return next((office for office, word in _OFFICES if word.fullmatch(named[0])), None)
