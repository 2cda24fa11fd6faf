"""The community as a Slack export in the official layout: lists, and a file per channel and day."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from peerlight.sources.synthetic import calendar
from peerlight.sources.synthetic.crowds import Crowds
from peerlight.sources.synthetic.names import handle
from peerlight.sources.synthetic.people import People
from peerlight.sources.synthetic.posts import Post
from peerlight.sources.synthetic.rooms import Room

_TEAM = "T0LANTERN"
_ZONES = {
    13.0: "Europe/Berlin",
    19.0: "America/New_York",
    6.0: "Asia/Tokyo",
    3.0: "Pacific/Auckland",
}


def write_export(
    folder: Path, people: People, rooms: tuple[Room, ...], crowds: Crowds, posts: list[Post]
) -> None:
    """Write users.json, channels.json and the daily files."""
    folder.mkdir(parents=True, exist_ok=True)
    _dump(folder / "users.json", [_user(people, n) for n in range(len(people.ids))])
    _dump(
        folder / "channels.json",
        [_channel(people, room, crowds.share[:, n].tolist(), n) for n, room in enumerate(rooms)],
    )
    for (room, day), messages in sorted(_by_day(people, posts).items()):
        place = folder / rooms[room].name
        place.mkdir(exist_ok=True)
        _dump(place / f"{day}.json", messages)


def _user(people: People, n: int) -> dict[str, Any]:
    name, kind = people.names[n], people.kinds[n]
    if kind == "bot":
        name = "Digest"
    short = handle(name, n) if kind != "bot" else "digest"
    return {
        "id": people.ids[n],
        "team_id": _TEAM,
        "name": short,
        "deleted": False,
        "real_name": name,
        "tz": _ZONES[float(people.hours[n])],
        "profile": {"real_name": name, "display_name": name, "team": _TEAM},
        "is_admin": kind == "staff",
        "is_owner": False,
        "is_bot": kind == "bot",
        "is_app_user": False,
        "updated": calendar.START,
    }


def _channel(people: People, room: Room, share: list[float], n: int) -> dict[str, Any]:
    return {
        "id": f"C0{n:08d}",
        "name": room.name,
        "created": calendar.START - calendar.DAY * 400,
        "creator": people.ids[(people.of_kind("staff") or [0])[0]],
        "is_archived": False,
        "is_general": room.name == "general",
        "members": [people.ids[m] for m, part in enumerate(share) if part > 0],
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": room.purpose, "creator": "", "last_set": 0},
    }


def _by_day(people: People, posts: list[Post]) -> dict[tuple[int, str], list[dict[str, Any]]]:
    ordered = sorted(range(len(posts)), key=lambda n: (posts[n].at, n))
    stamps = {id(posts[n]): f"{posts[n].at:.0f}.{k % 10**6:06d}" for k, n in enumerate(ordered)}
    replies: dict[int, list[Post]] = defaultdict(list)
    for n in ordered:
        if posts[n].root is not None:
            replies[id(posts[n].root)].append(posts[n])
    days: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for n in ordered:
        post = posts[n]
        day = datetime.fromtimestamp(float(stamps[id(post)]), UTC).date().isoformat()
        days[post.room, day].append(_message(people, post, stamps, replies[id(post)]))
    return days


def _message(
    people: People, post: Post, stamps: dict[int, str], replies: list[Post]
) -> dict[str, Any]:
    author = people.ids[post.author]
    message: dict[str, Any] = {"type": "message", "user": author, "text": post.text}
    message["ts"] = stamps[id(post)]
    if people.kinds[post.author] == "bot":
        message |= {"subtype": "bot_message", "bot_id": "B" + author[1:], "username": "Digest"}
    if post.kind == "join":
        message["subtype"] = "channel_join"
    if post.root is not None:
        message |= {
            "thread_ts": stamps[id(post.root)],
            "parent_user_id": people.ids[post.root.author],
        }
    elif replies:
        message |= {
            "thread_ts": stamps[id(post)],
            "reply_count": len(replies),
            "replies": [{"user": people.ids[r.author], "ts": stamps[id(r)]} for r in replies],
        }
    if post.reactions:
        message["reactions"] = [
            {"name": sign, "users": [people.ids[n] for n in users], "count": len(users)}
            for sign, users in post.reactions.items()
        ]
    return message


def _dump(path: Path, value: object) -> None:
    path.write_bytes(orjson.dumps(value, option=orjson.OPT_INDENT_2))
