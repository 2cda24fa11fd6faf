"""One invented conversation as every platform would export it, with somebody in it to erase.

``LEFT`` is who will ask to be erased. ``without`` writes the same export as if they had never been
there: nobody calls them, likes them, or is liked by them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson

MONDAY = 1_704_103_200
LEFT = "quilla"
ACTORS = "https://kitchen.example/users/"
NAMES = {
    "quilla": "Quilla Vandermoor",
    "oskar": "Oskar Hill",
    "mina": "Mina Field",
    "teo": "Teodor Brandt",
}
SAID = "a bent spoon of nickel"
"""Words that only the person to be erased wrote."""


class Said(NamedTuple):
    """One message: by whom, in which thread, after how many minutes, calling whom."""

    number: int
    who: str
    thread: str
    minutes: int
    text: str
    calls: str | None = None
    likes: tuple[str, ...] = ()


TALK = (
    Said(1, "oskar", "pots", 0, "How do I clean old pots?", likes=("quilla",)),
    Said(2, "quilla", "pots", 9, f"With {SAID}, and patience.", likes=("oskar", "mina")),
    Said(3, "oskar", "pots", 30, "Thank you, it worked!", calls="quilla", likes=("teo",)),
    Said(4, "mina", "pots", 60, "I would rather take sand.", calls="oskar"),
    Said(5, "quilla", "kettles", 300, "Which kettle whistles best?"),
    Said(6, "quilla", "kettles", 310, f"Mine sounds like {SAID}.", calls="teo"),
    Said(7, "teo", "cups", 1500, "My cup leaks, what can I do?"),
    Said(8, "mina", "cups", 1510, "Glue it, and wait for two days.", calls="teo"),
    Said(9, "quilla", "cups", 1530, "Two days are enough.", calls="mina", likes=("teo",)),
    Said(10, "teo", "cups", 1600, "Thanks, that helped me a lot.", calls="mina"),
)


def people(without: bool) -> list[str]:
    """Who is in the export."""
    return [who for who in NAMES if not (without and who == LEFT)]


def talk(without: bool) -> list[Said]:
    """The messages; calls and likes of whoever is left out are gone, too."""
    if not without:
        return list(TALK)
    return [
        said._replace(
            calls=None if said.calls == LEFT else said.calls,
            likes=tuple(who for who in said.likes if who != LEFT),
        )
        for said in TALK
        if said.who != LEFT
    ]


@dataclass(frozen=True)
class Format:
    """A platform: how the talk is exported, and which account is to be erased.

    ``by_words`` says that ids are made from what is said, so that a text which calls nobody has
    another id than one out of which the call was cut.
    """

    name: str
    write: Callable[[Path, bool], Path]
    account: str
    by_words: bool = False

    def __str__(self) -> str:
        return self.name


def seconds(said: Said) -> int:
    return MONDAY + 60 * said.minutes


def iso(said: Said) -> str:
    return datetime.fromtimestamp(seconds(said), UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def put(file: Path, content: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else orjson.dumps(content))


def first_of(thread: str) -> Said:
    """The message that opens a thread."""
    return next(said for said in TALK if said.thread == thread)


def slack(folder: Path, without: bool) -> Path:
    def ts(said: Said) -> str:
        return f"{seconds(said)}.000000"

    users = [
        {"id": f"U{who.upper()}", "name": who, "profile": {"real_name": NAMES[who]}}
        for who in people(without)
    ]
    days: dict[str, list[Any]] = {}
    for said in talk(without):
        call = f"<@U{said.calls.upper()}> " if said.calls else ""
        record = {"type": "message", "ts": ts(said), "user": f"U{said.who.upper()}"}
        record["text"] = f"{call}{said.text}"
        if said.number != first_of(said.thread).number:
            record["thread_ts"] = ts(first_of(said.thread))
        users_who = [f"U{who.upper()}" for who in said.likes]
        if users_who:
            record["reactions"] = [{"name": "+1", "users": users_who, "count": len(users_who)}]  # type: ignore[assignment]
        days.setdefault(iso(said)[:10], []).append(record)
    put(folder / "users.json", users)
    put(folder / "channels.json", [{"id": "C1", "name": "kitchen"}])
    for day, records in days.items():
        put(folder / "kitchen" / f"{day}.json", records)
    return folder


def zulip(folder: Path, without: bool) -> Path:
    numbers = {who: n for n, who in enumerate(NAMES, 10)}
    topics: dict[str, list[Any]] = {}
    for said in talk(without):
        call = ""
        if said.calls:
            call = f'<span class="user-mention" data-user-id="{numbers[said.calls]}">'
            call += f"@{NAMES[said.calls]}</span> "
        record = {"id": said.number, "sender_full_name": NAMES[said.who]}
        record |= {"timestamp": seconds(said), "content": f"<p>{call}{said.text}</p>"}
        topics.setdefault(said.thread, []).append(record)
    for topic, records in topics.items():
        put(folder / "7-kitchen" / f"{topic}.json", records)
    return folder


def discourse(folder: Path, without: bool) -> Path:
    topics = list(dict.fromkeys(said.thread for said in talk(without)))
    for number, topic in enumerate(("pots", "kettles", "cups"), 20):
        if topic not in topics:
            continue
        posts = []
        for said in talk(without):
            if said.thread == topic:
                call = f'<a class="mention" href="/u/{said.calls}">@{said.calls}</a> '
                html = f"<p>{call if said.calls else ''}{said.text}</p>"
                post = {"id": said.number, "username": said.who, "name": NAMES[said.who]}
                post |= {"created_at": iso(said), "cooked": html, "topic_id": number}
                # a count is all that is known of likes, so it cannot be told whose one was
                likes = [{"id": 2, "count": len(TALK[said.number - 1].likes)}]
                posts.append(post | {"post_number": said.number, "actions_summary": likes})
        content = {"id": number, "title": topic, "category_id": 9}
        put(folder / f"{number}.json", content | {"post_stream": {"posts": posts}})
    return folder


def tables(folder: Path, without: bool) -> Path:
    def write(name: str, rows: list[dict[str, Any]]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    everybody = people(without)
    write("accounts", [{"account_id": who, "name": NAMES[who], "handle": who} for who in everybody])
    write(
        "messages",
        [
            {
                "message_id": f"m{said.number}",
                "account_id": said.who,
                "thread_id": said.thread,
                "channel_id": "kitchen",
                "posted_at": iso(said),
                "text": f"@{said.calls} {said.text}" if said.calls else said.text,
            }
            for said in talk(without)
        ],
    )
    write(
        "mentions",
        [
            {"message_id": f"m{said.number}", "account_id": said.calls}
            for said in talk(without)
            if said.calls
        ],
    )
    write(
        "reactions",
        [
            {"message_id": f"m{said.number}", "account_id": who, "kind": "+1"}
            for said in talk(without)
            for who in said.likes
        ],
    )
    write(
        "memberships",
        [
            {"account_id": who, "channel_id": "kitchen", "verb": "join", "at": iso(TALK[0])}
            for who in everybody
        ],
    )
    return folder


def telegram(folder: Path, without: bool) -> Path:
    numbers = {who: 500 + n for n, who in enumerate(NAMES)}
    messages = []
    for said in talk(without):
        text: Any = said.text
        if said.calls:
            call = {"type": "mention_name", "text": f"@{NAMES[said.calls]}"}
            text = [call | {"user_id": numbers[said.calls]}, f" {said.text}"]
        at = {"date": iso(said)[:19], "date_unixtime": str(seconds(said))}
        message = {"id": said.number, "type": "message", **at, "from": NAMES[said.who]}
        message |= {"from_id": f"user{numbers[said.who]}", "text": text}
        if said.number != first_of(said.thread).number:
            message["reply_to_message_id"] = first_of(said.thread).number
        messages.append(message)
    chat = {"name": "Kitchen", "type": "public_supergroup", "id": 77, "messages": messages}
    put(folder / "result.json", chat)
    return folder


def mattermost(folder: Path, without: bool) -> Path:
    lines: list[dict[str, Any]] = [{"type": "version", "version": 1}]
    room = {"team": "home", "name": "kitchen", "display_name": "Kitchen", "type": "O"}
    lines.append({"type": "channel", "channel": room})
    for who in people(without):
        first, last = NAMES[who].split()
        user = {"username": who, "first_name": first, "last_name": last}
        lines.append({"type": "user", "user": user | {"email": f"{who}@example.org"}})
    for said in talk(without):
        text = f"@{said.calls} {said.text}" if said.calls else said.text
        post: dict[str, object] = {
            "team": "home",
            "channel": "kitchen",
            "user": said.who,
            "message": text,
        }
        post |= {"create_at": 1000 * seconds(said)}
        likes = [
            {"user": who, "emoji_name": "+1", "create_at": 1000 * seconds(said) + 5}
            for who in said.likes
        ]
        lines.append({"type": "post", "post": post | {"reactions": likes}})
    put(folder / "export.jsonl", b"\n".join(map(orjson.dumps, lines)) + b"\n")
    return folder


def irc(folder: Path, without: bool) -> Path:
    rows = []
    for said in talk(without):
        at = datetime.fromtimestamp(seconds(said), UTC).strftime("%Y-%m-%d %H:%M:%S")
        text = f"{said.calls}: {said.text}" if said.calls else said.text
        rows.append(f"{at}\t{said.who}\t{text}\n")
    put(folder / "irc.libera.#kitchen.weechatlog", "".join(rows).encode())
    return folder


def activitystreams(folder: Path, without: bool) -> Path:
    def actor(who: str) -> dict[str, Any]:
        known = {"id": f"{ACTORS}{who}", "type": "Person"}
        return known | {"preferredUsername": who, "name": NAMES[who]}

    items = []
    for said in talk(without):
        note: dict[str, Any] = {"id": f"https://kitchen.example/notes/{said.number}"}
        note |= {"type": "Note", "attributedTo": actor(said.who)["id"], "published": iso(said)}
        note |= {"content": f"<p>{said.text}</p>"}
        if said.calls:
            link = actor(said.calls)["id"]
            tag = {"type": "Mention", "href": link, "name": f"@{said.calls}@kitchen.example"}
            call = f'<a class="u-url mention" href="{link}">@{said.calls}</a>'
            note |= {"tag": [tag], "content": f"<p>{call} {said.text}</p>"}
        items.append(
            {"id": f"{note['id']}/activity", "type": "Create", "actor": actor(said.who)}
            | {"published": iso(said), "object": note}
        )
    whole = {"@context": "https://www.w3.org/ns/activitystreams", "type": "OrderedCollection"}
    put(folder / "outbox.json", whole | {"orderedItems": items})
    return folder
