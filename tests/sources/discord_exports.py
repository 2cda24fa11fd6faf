"""Invented Discord exports, in the forms in which DiscordChatExporter writes them."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

NOON = 1_704_196_800_000
"""Milliseconds of 2 January 2024, 12:00 UTC."""

HEADER = "AuthorID,Author,Date,Content,Attachments,Reactions"


def number(minute: int) -> str:
    """The id that Discord gives to a message written so many minutes after noon."""
    return str(((NOON + 60_000 * minute - 1_420_070_400_000) << 22) + 7)


def micros(minute: int) -> int:
    """When that message was written."""
    return (NOON + 60_000 * minute) * 1_000


def user(called: str, **more: Any) -> dict[str, Any]:
    """Somebody as JSON exports show them; their id is made from their name."""
    handle = called.lower()
    return {
        "id": user_id(called),
        "name": handle,
        "discriminator": "0000",
        "nickname": called,
        "isBot": False,
        "roles": [],
        **more,
    }


def user_id(name: str) -> str:
    """The id of somebody by their name."""
    return str(10**17 + int.from_bytes(name.lower().encode()[:6]))


def wrote(minute: int, who: str = "Ada", content: Any = "hello", **more: Any) -> dict[str, Any]:
    """A message of a JSON export."""
    hours, minutes = divmod(minute, 60)
    return {
        "id": number(minute),
        "type": "Default",
        "timestamp": f"2024-01-02T{12 + hours:02}:{minutes:02}:00+00:00",
        "timestampEdited": None,
        "isPinned": False,
        "content": content,
        "author": user(who),
        "attachments": [],
        "embeds": [],
        "reactions": [],
        "mentions": [],
        **more,
    }


def answer(minute: int, to: int, who: str = "Ben", **more: Any) -> dict[str, Any]:
    """A reply, with what it refers to."""
    reference = {"messageId": number(to), "channelId": "70", "guildId": "80"}
    return wrote(minute, who, **{"type": "Reply", "reference": reference, **more})


def export(*messages: Any, kind: str = "GuildTextChat", name: str = "tea", **more: Any) -> Any:
    """A JSON export of one channel."""
    channel = {"id": "70", "type": kind, "categoryId": "60", "category": "Rooms", "name": name}
    return {
        "guild": {"id": "80", "name": "The Kettle", "iconUrl": ""},
        "channel": channel | more,
        "dateRange": {"after": None, "before": None},
        "messages": list(messages),
        "messageCount": len(messages),
    }


def pretty(content: Any) -> bytes:
    """JSON as the exporter lays it out."""
    return json.dumps(content, indent=2, ensure_ascii=False).encode()


def put(folder: Path, **files: Any) -> Path:
    """Write files, by names without dots; what is no bytes as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    for stem, content in files.items():
        name, _, suffix = stem.rpartition("_")
        file = folder / f"{name}.{suffix}"
        file.write_bytes(content if isinstance(content, bytes) else pretty(content))
    return folder


def page(*groups: str, path: str = "Rooms / tea", guild: str = "The Kettle", foot: str = "") -> str:
    """A page as the newest versions write it."""
    return (
        "<!DOCTYPE html><html><head><title>x</title><style>.chatlog__message{}</style></head><body>"
        f"<div class=preamble><div class=preamble__entries-container><div class=preamble__entry>"
        f"{escape(guild)}</div><div class=preamble__entry>{escape(path)}</div></div></div>\n"
        f'<div class="chatlog">\n\n{chr(10).join(groups)}\n\n</div>\n'
        f"<div class=postamble><div class=postamble__entry>{foot}</div></div></body></html>"
    )


def group(who: str, *containers: str, tag: str = "") -> str:
    """Messages of one author that follow each other; the first container names the author."""
    handle = who.lower()
    author = (
        f"<div class=chatlog__header><span class=chatlog__author title={handle}"
        f" data-user-id={user_id(who)}>{who}</span>{tag}</div>"
    )
    inner = "".join(containers).replace("<!--author-->", author, 1)
    return f"<div class=chatlog__message-group>{inner.replace('<!--author-->', '')}</div>"


def container(minute: int, content: str = "hello", before: str = "", after: str = "") -> str:
    """One message of a page; its clock is three hours ahead of UTC."""
    hours, minutes = divmod(minute, 60)
    title = f"Tuesday, January 2, 2024 {3 + hours}:{minutes:02} p.m."
    said = f'<div class="chatlog__content chatlog__markdown">{content}</div>' if content else ""
    if content and "<" not in content:
        said = said.replace(content, f"<span class=chatlog__markdown-preserve>{content}</span>")
    return (
        f"<div id=chatlog__message-container-{number(minute)} class=chatlog__message-container"
        f" data-message-id={number(minute)}><div class=chatlog__message>"
        f'<div class=chatlog__message-aside><div class=chatlog__short-timestamp title="{title}">'
        f"x</div></div><div class=chatlog__message-primary>{before}<!--author-->{said}{after}"
        "</div></div></div>"
    )


def reply(to: int) -> str:
    """What a page shows above a reply."""
    return (
        "<div class=chatlog__reply><div class=chatlog__reply-author title=ada>Ada</div>"
        "<div class=chatlog__reply-content><span class=chatlog__reply-link"
        f" onclick=\"scrollToMessage(event,'{number(to)}')\">hello</span></div></div>"
    )


def reactions(**counts: int) -> str:
    """Reactions below a message of a page."""
    each = (
        f"<div class=chatlog__reaction title={emoji}><img alt=x>"
        f"<span class=chatlog__reaction-count>{n}</span></div>"
        for emoji, n in counts.items()
    )
    return f"<div class=chatlog__reactions>{''.join(each)}</div>"


def row(who: str, date: str, content: str = "hello", reacted: str = "") -> str:
    """A row of a CSV export."""
    cells = (user_id(who), who.lower(), date, content, "", reacted)
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def table(*rows: str) -> bytes:
    """A CSV export."""
    return "\r\n".join((HEADER, *rows, "")).encode()
