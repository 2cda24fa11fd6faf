"""Where things lie in a Slack export: its roots, its channels and their files.

The official layout is one folder per channel and one file per day beside ``channels.json``;
several exports of it below one path are snapshots of one workspace. The Web-API layout is
``messages/<channel>/<page>.json`` and ``threads/<channel>/<root>.json``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from peerlight.sources.audit import Audit
from peerlight.sources.json_files import load_json
from peerlight.sources.packing import Tree

DAY_FILE = re.compile(r"((?:.*/)?)([^/]+)/\d{4}-\d\d-\d\d\.json")
API_FILE = re.compile(r"((?:.*/)?)(messages/([CDG][A-Z0-9]{5,})/\d+|threads/[^/]+/[\d.]+)\.json")
USER_FILE = re.compile(r"users/[UWB][A-Z0-9]{3,}\.json")
LISTINGS = {"channels.json": False, "groups.json": True, "mpims.json": True, "dms.json": True}


@dataclass
class Room:
    """A channel and its files, oldest edition first."""

    id: str
    name: str
    kind: str = "channel"
    private: bool = False
    files: list[str] = field(default_factory=list)


@dataclass
class Layout:
    """All that an export holds and that may be read. ``web_api`` says which shape it has."""

    web_api: bool
    rooms: list[Room]
    users: list[str]


def is_slack(names: list[str]) -> bool:
    """Whether files of these names are a Slack export; no file is opened."""
    return bool(_web_api_roots(names) or _official_roots(names))


def find_layout(tree: Tree, include_private: Iterable[str], audit: Audit) -> Layout:
    """Find channels and user lists; private channels only where ``include_private`` names them.

    Complexity: one pass over the names, and each small listing read once.
    """
    names = tree.names()
    wanted = {name.removeprefix("#") for name in include_private}
    api_roots = _web_api_roots(names)
    if api_roots:
        rooms = _api_rooms(tree, names, api_roots, audit)
        users = [n for r in api_roots for n in names if USER_FILE.fullmatch(n.removeprefix(r))]
    else:
        roots = _official_roots(names)
        rooms = _official_rooms(tree, names, roots, audit)
        users = [f"{r}users.json" for r in roots if f"{r}users.json" in set(names)]
    users += [f"{r}users.json" for r in api_roots if f"{r}users.json" in set(names)]
    kept = [r for r in rooms if not r.private or r.id in wanted or r.name in wanted]
    if len(kept) < len(rooms):
        audit.notes.append(
            f"Left out unread, as they are private: {len(rooms) - len(kept)} channels or direct"
            " conversations. Each can be included by its name."
        )
    return Layout(bool(api_roots), kept, users)


def _web_api_roots(names: list[str]) -> list[str]:
    return sorted({m[1] for m in map(API_FILE.fullmatch, names) if m and m[3]})


def _official_roots(names: list[str]) -> list[str]:
    folders: dict[str, set[str]] = defaultdict(set)
    for name in names:
        folder, slash, file = name.rpartition("/")
        if file in ("channels.json", "users.json"):
            folders[folder + slash].add(file)
    dated = {m[1] for m in map(DAY_FILE.fullmatch, names) if m}
    return sorted(f for f, found in folders.items() if f in dated or len(found) == 2)


def _api_rooms(tree: Tree, names: list[str], roots: list[str], audit: Audit) -> list[Room]:
    rooms: dict[str, Room] = {}
    for root in roots:
        rooms |= {r.id: r for r in _listed(tree, root, names, audit)}
        title = load_json(tree, f"{root}names.json", audit) if f"{root}names.json" in names else {}
        for name in names:
            match = API_FILE.fullmatch(name)
            if match and match[1] == root:
                identifier = match[2].split("/")[1]
                room = rooms.setdefault(identifier, _unlisted(identifier))
                if isinstance(title, dict) and isinstance(title.get(identifier), str):
                    room.name = title[identifier]
                room.files.append(name)
    for room in rooms.values():
        # pages before threads, and both in the order they were fetched
        room.files.sort(key=lambda n: ("/threads/" in f"/{n}", len(n), n))
    return list(rooms.values())


def _official_rooms(tree: Tree, names: list[str], roots: list[str], audit: Audit) -> list[Room]:
    rooms: dict[str, Room] = {}
    days = defaultdict(list)
    for name in names:
        if match := DAY_FILE.fullmatch(name):
            days[match[1]].append((match[2], name))
    for root in roots:
        folders = {}
        for room in _listed(tree, root, names, audit):
            older = rooms.setdefault(room.id, room)
            older.name, older.private = room.name, room.private
            folders[room.id if room.id.startswith("D") else room.name] = older
        # a channel in no list is public, unless a list of private ones cannot be read
        private = tuple(f"{root}{name}: " for name, hidden in LISTINGS.items() if hidden)
        broken = any(line.startswith(private) for line in audit.unreadable)
        for folder, name in days[root]:
            if folder not in folders:
                folders[folder] = rooms.setdefault(folder, _unlisted(folder, broken))
            folders[folder].files.append(name)
    return list(rooms.values())


def _listed(tree: Tree, root: str, names: list[str], audit: Audit) -> Iterator[Room]:
    here = set(names)
    for listing, private in LISTINGS.items():
        if f"{root}{listing}" not in here:
            continue
        for record in _channels(tree, f"{root}{listing}", audit):
            hidden = private or bool(record.get("is_private") or record.get("is_im"))
            yield _room(record, hidden)


def _channels(tree: Tree, name: str, audit: Audit) -> Iterator[dict[str, Any]]:
    content = load_json(tree, name, audit)
    if content is not None and not isinstance(content, list):
        audit.skip(name, "holds no list of channels")
    for record in content if isinstance(content, list) else ():
        # the Web-API layout lists ids alone
        if isinstance(record, str):
            yield {"id": record}
        elif isinstance(record, dict) and isinstance(record.get("id"), str):
            yield record


def _room(record: dict[str, Any], private: bool) -> Room:
    identifier = str(record.get("id"))
    name = record.get("name") if isinstance(record.get("name"), str) else None
    room = _unlisted(identifier)
    direct = room.kind == "direct" or str(name).startswith("mpdm-")
    kind = "direct" if direct else "channel"
    return Room(identifier, name or identifier, kind, private or room.private or direct)


def _unlisted(identifier: str, doubtful: bool = False) -> Room:
    """A channel that no listing names; ``doubtful`` when the listing of private ones is broken."""
    direct = identifier.startswith("mpdm-") or bool(re.fullmatch(r"D[A-Z0-9]{7,}", identifier))
    group = bool(re.fullmatch(r"G[A-Z0-9]{7,}", identifier))
    return Room(
        identifier, identifier, "direct" if direct else "channel", direct or group or doubtful
    )
