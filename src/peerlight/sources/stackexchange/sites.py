"""Which files of a tree belong to which site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from peerlight.sources.packing import Tree
from peerlight.sources.stackexchange.xml_rows import head_of

USERS, POSTS, COMMENTS, VOTES = "users", "posts", "comments", "votes"

# in a folder per site, or all in one folder with the site before each name
_FILE = re.compile(r"((?:.*[/-])?)(users|posts|comments|votes)\.xml(?:\.gz)?", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[a-z0-9-]+\.)*(?:stackexchange|stackoverflow|superuser|serverfault|askubuntu|stackapps)"
    r"\.com|(?:meta\.)?mathoverflow\.net",
    re.IGNORECASE,
)
_POSTS_BEGIN = re.compile(r"<posts[\s>]")


class Site(NamedTuple):
    """One site of a dump. ``native`` begins its ids: empty where the dump is of one site alone."""

    native: str
    host: str | None
    votes: bool


class Table(NamedTuple):
    """One file: what it holds, and of which site."""

    kind: str
    site: Site


def holds_posts(tree: Tree, name: str) -> bool:
    """Whether a file is a site's ``Posts.xml``."""
    found = _FILE.fullmatch(name)
    if found is None or found[2].lower() != POSTS:
        return False
    head = head_of(tree, name)
    return _POSTS_BEGIN.search(head) is not None and ("PostTypeId=" in head or "<row" not in head)


def find_tables(tree: Tree) -> dict[str, Table]:
    """The files that are read, by name; a place without posts is no site."""
    found = {n: f for n in tree.names() if (f := _FILE.fullmatch(n))}
    places = {f[1] for n, f in found.items() if holds_posts(tree, n)}
    voted = {f[1] for f in found.values() if f[2].lower() == VOTES}
    sites = {
        place: Site(
            f"{place.rstrip('/-')}/" if len(places) > 1 else "",
            _host([*place.split("/"), tree.path.stem, tree.path.name]),
            place in voted,
        )
        for place in places
    }
    return {n: Table(f[2].lower(), sites[f[1]]) for n, f in found.items() if f[1] in sites}


def _host(names: Iterable[str]) -> str | None:
    """The site's address, where a folder or file is called by it."""
    bare = (name.rstrip("-") for name in names)
    return next((name.lower() for name in bare if _HOST.fullmatch(name)), None)
