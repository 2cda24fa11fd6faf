"""One message of a JSON export turned into rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson

from peerlight.sources.discord.markdown import read_markdown
from peerlight.sources.discord.stretches import pieces
from peerlight.sources.discord.talk import Said, Talk, Who
from peerlight.sources.discord.times import iso_time, possible, snowflake_time
from peerlight.sources.json_files import text, whole
from peerlight.sources.words import kept_id, web_links

MARK = re.compile(rb"\n    \{\r?\n")
"""What each message begins with, as the exporter indents its JSON."""

_COUNT = re.compile(rb'"messageCount"\s*:\s*(\d{1,12})')
# what Discord calls a message that somebody wrote; all else it wrote itself
_WRITTEN = frozenset({"Default", "Reply", "0", "19", "20", "23"})
_REPLIES = frozenset({"Reply", "19"})
_GROUP = {"RecipientAdd": "invite", "1": "invite", "RecipientRemove": "leave", "2": "leave"}
_JOINS = frozenset({"GuildMemberJoin", "7"})

Json = dict[str, Any]


def loaded(data: bytes) -> Iterator[object]:
    """The messages of a stretch; None for each that cannot be read."""
    end = data.rfind(b"\n  ]")
    listed = data[:end] if end >= 0 else data
    try:
        yield from orjson.loads(b"[" + listed.rstrip(b" \r\n,") + b"]")
    except orjson.JSONDecodeError:
        yield from map(_one, pieces(data, MARK))


def _one(piece: bytes) -> object:
    end = max(piece.rfind(b"\n    }"), 0)
    piece = piece[: end + 6] if end else piece
    try:
        record: object = orjson.loads(piece)
    except orjson.JSONDecodeError:
        try:
            record = orjson.loads(piece.decode("utf-8", "replace"))
        except orjson.JSONDecodeError:
            return None
    return record


def stated(data: bytes) -> int:
    """The number of messages that the end of an export states; 0 where it is cut off."""
    found = _COUNT.search(data, max(0, len(data) - 200))
    return int(found[1]) if found else 0


def take_record(talk: Talk, record: object) -> None:
    """Keep one message, or drop it for a reason."""
    audit = talk.rows.audit
    number = _number(record.get("id")) if isinstance(record, dict) else None
    if number is None or not isinstance(record, dict):
        audit.drop("unreadable")
        return
    at = iso_time(record.get("timestamp"))
    at = snowflake_time(number) if at is None else at
    kind = str(record.get("type", "Default"))
    if at is None or not possible(at):
        audit.drop("impossible time")
    elif kind not in _WRITTEN:
        _event(talk, record, kind, at)
        audit.drop("system message")
    elif (author := _account(talk, record.get("author"))) is None:
        audit.drop("no author")
    else:
        _keep(talk, record, Said(number, author, at, None), kind in _REPLIES)


def _keep(talk: Talk, record: Json, said: Said, replies: bool) -> None:
    mentions = _dicts(record.get("mentions"))
    content = record.get("content")
    names = {str(m.get("id")): _name(m) or "" for m in mentions}
    reading = read_markdown(content if isinstance(content, str) else "", names)
    reference = record.get("reference") if replies else None
    edited = iso_time(record.get("timestampEdited"))
    message_id = talk.keep(
        said._replace(
            text=reading.text,
            replies=replies,
            answers=_number(reference.get("messageId")) if isinstance(reference, dict) else None,
            edited=edited if edited and said.at < edited and possible(edited) else None,
        )
    )
    if reading.text:
        talk.link(message_id, web_links(reading.text))
    called = [f"{talk.prefix}:{number}" for number in reading.called]
    for mention in mentions:
        # a reply pings whom it answers, and says so here though it calls nobody by name
        if not replies or _is_called(mention, reading.text or ""):
            account = _account(talk, mention)
            called += [account] if account else []
    talk.call(message_id, said.author, called)
    if record.get("reactions"):
        talk.react(message_id, _reactions(talk, record["reactions"]))


def _is_called(person: Json, said: str) -> bool:
    names = (person.get("nickname"), person.get("name"))
    return any(isinstance(name, str) and name and f"@{name}" in said for name in names)


def _reactions(talk: Talk, reactions: object) -> Iterator[tuple[str | None, str | None, int]]:
    for reaction in _dicts(reactions):
        emoji = reaction.get("emoji")
        emoji = emoji if isinstance(emoji, dict) else {"name": emoji}
        kind = text(emoji.get("code")) or text(emoji.get("name"))
        known = {_account(talk, user) for user in _dicts(reaction.get("users"))} - {None}
        for account in sorted(filter(None, known)):
            yield account, kind, 1
        yield None, kind, (whole(reaction.get("count")) or 0) - len(known)


def _event(talk: Talk, record: Json, kind: str, at: int) -> None:
    """What a system message tells of people who come and go."""
    actor = _account(talk, record.get("author"))
    if actor and kind in _JOINS:
        talk.moved(actor, "join", at)
    elif actor and kind in _GROUP:
        for moved in _dicts(record.get("mentions")):
            if account := _account(talk, moved):
                by = actor if account != actor else None
                talk.moved(account, _GROUP[kind], at, by)


def _account(talk: Talk, person: object) -> str | None:
    if not isinstance(person, dict):
        return None
    number, name = _number(person.get("id")), text(person.get("name"))
    tail = person.get("discriminator")
    # only those who have not moved to the newer names still bear four digits
    handle = f"{name}#{tail}" if name and isinstance(tail, str) and tail.strip("0") else name
    roles = [r["name"] for r in _dicts(person.get("roles")) if isinstance(r.get("name"), str)]
    who = Who(number, handle, _name(person), person.get("isBot") is True)
    return talk.account(who, roles)


def _name(person: Json) -> str | None:
    return text(person.get("nickname")) or text(person.get("name"))


def _number(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return str(value)
    return kept_id(value)


def _dicts(value: object) -> list[Json]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []
