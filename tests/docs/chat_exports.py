"""Invented exports of the platforms that pages speak of, by where they lie."""

from __future__ import annotations

from typing import Any

import orjson

WHO = ("wanda", "oskar", "mina")
PUBLIC = "https://www.w3.org/ns/activitystreams"


def chat_exports() -> dict[str, Any]:
    """What each file holds: bytes, or content to be written as JSON."""
    return {
        "irc-logs/#tea/2024-01-02.log": irc().encode(),
        "telegram-export/result.json": telegram(),
        "mattermost-export/export.jsonl": mattermost(),
        "mastodon-archive/outbox.json": activities(),
        "discord-export/tea.json": discord(),
    }


def irc() -> str:
    return "".join(f"[12:0{n}:00] <{WHO[n % 3]}> {WHO[n % 2]}: hello\n" for n in range(1, 9))


def telegram() -> dict[str, Any]:
    messages = [
        {
            "id": n,
            "type": "message",
            "date_unixtime": str(1_600_000_000 + 3_600 * n),
            "from": WHO[n % 3],
            "from_id": f"user{n % 3}",
            "text": "hello",
        }
        for n in range(1, 9)
    ]
    return {"name": "Tea lovers", "type": "public_supergroup", "id": 7, "messages": messages}


def discord() -> dict[str, Any]:
    messages = [
        {
            "id": str(1_100_000_000_000_000_000 + (n << 32)),
            "type": "Default",
            "timestamp": f"2024-01-02T12:0{n}:00+00:00",
            "author": {"id": str(n % 3), "name": WHO[n % 3]},
            "content": "hello",
        }
        for n in range(1, 9)
    ]
    channel = {"id": "70", "type": "GuildTextChat", "name": "tea"}
    return {"guild": {"id": "80", "name": "Pots"}, "channel": channel, "messages": messages}


def mattermost() -> bytes:
    channel = {"team": "pots", "name": "tea", "display_name": "Tea", "type": "O"}
    lines: list[dict[str, Any]] = [
        {"type": "version", "version": 1},
        {"type": "channel", "channel": channel},
    ]
    for n in range(1, 9):
        post = {"user": WHO[n % 3], "message": "hello", "create_at": 1_600_000_000_000 + 60_000 * n}
        lines.append({"type": "post", "post": {"team": "pots", "channel": "tea", **post}})
    return b"\n".join(map(orjson.dumps, lines))


def activities() -> dict[str, Any]:
    host = "https://tea.example.org"
    notes = [
        {
            "id": f"{host}/notes/{n}",
            "type": "Note",
            "attributedTo": f"{host}/people/{WHO[n % 3]}",
            "published": f"2024-01-02T12:0{n}:00Z",
            "content": "<p>hello</p>",
            "to": [f"{PUBLIC}#Public"],
        }
        for n in range(1, 9)
    ]
    return {"@context": PUBLIC, "type": "OrderedCollection", "orderedItems": notes}
