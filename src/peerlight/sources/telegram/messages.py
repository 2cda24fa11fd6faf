"""One Telegram message, as the export has it, turned into records."""

from __future__ import annotations

from typing import Any

from peerlight.sources.iso_times import iso_moment
from peerlight.sources.json_files import LATEST, text, whole
from peerlight.sources.loose import LooseRows
from peerlight.sources.telegram.chats import Chat
from peerlight.sources.words import kept_id, known_name, web_link, web_links, words
from peerlight.store.tables import (
    Account,
    Channel,
    Link,
    Membership,
    Mention,
    Message,
    Reaction,
    Thread,
)

TOPICS, NAMED = "topics", "named"
NO_ZONE = "Some messages bear no time zone; their times are read as UTC."
AS_CHANNEL = (
    "What is posted in the name of a channel or of the group itself is nobody's own, and is set"
    " aside as a bot's."
)

_SECOND = 1_000_000
_BELIEVABLE = 2**33
_JOINS = frozenset({"join_group_by_link", "join_group_by_request"})
_MANY = {"invite_members": "invite", "create_group": "invite", "remove_members": "leave"}

Json = dict[str, Any]


class ChatReader:
    """Turns messages of chats into rows."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.rows = LooseRows()
        self.accounts: dict[str, Account] = {}
        self.channel, self.chat = "", Chat("", "", "")

    def open(self, chat: Chat) -> None:
        """What follows is said in ``chat``."""
        self.channel, self.chat = f"{self.prefix}:{chat.id}", chat
        name = known_name(chat.name) or chat.id
        kind = (
            "direct" if chat.type in ("personal_chat", "bot_chat", "saved_messages") else "channel"
        )
        self.rows.add(Channel(self.channel, self.prefix, name, kind, chat.private))

    def take(self, record: object) -> None:
        """Keep one message, or drop it for a reason."""
        number = _number(record.get("id")) if isinstance(record, dict) else None
        if number is None or not isinstance(record, dict):
            self.rows.audit.drop("unreadable")
        elif (at := self._time(record)) is None:
            self.rows.audit.drop("impossible time")
        elif record.get("type") == "service":
            self._event(record, number, at)
            self.rows.audit.drop("system message")
        elif record.get("type", "message") != "message":
            self.rows.audit.drop("system message")
        elif (author := self._person(record.get("from_id"), record.get("from"))) is None:
            self.rows.audit.drop("no author")
        else:
            self._keep(record, number, author, at)

    def finished(self) -> LooseRows:
        """The rows."""
        for account in self.accounts.values():
            self.rows.add(account)
        return self.rows

    def _keep(self, record: Json, number: int, author: str, at: int) -> None:
        message_id = f"{self.channel}:{number}"
        answered = _number(record.get("reply_to_message_id"))
        # what a message of another chat said is not here
        answered = None if "reply_to_peer_id" in record else answered
        answers = f"{self.channel}:{answered}" if answered is not None else None
        forwarded = any(record.get(key) for key in ("forwarded_from", "forwarded_from_id"))
        said = self._said(record.get("text"), message_id)
        edited = _seconds(record, "edited")
        self.rows.keep(
            Message(
                message_id,
                author,
                self.channel,
                answers or message_id,
                at * _SECOND,
                "reply" if answers else "post",
                answers,
                edited * _SECOND if edited and at < edited < LATEST else None,
                # what is passed on was said by somebody else
                text=None if forwarded else said,
            )
        )
        self._react(message_id, record, at)

    def _said(self, pieces: object, message_id: str) -> str | None:
        """The text; who is called in it and where it links to go to the rows."""
        said: list[str] = []
        links: dict[str, str] = {}
        for piece in pieces if isinstance(pieces, list) else [pieces]:
            part = piece.get("text") if isinstance(piece, dict) else piece
            if not isinstance(part, str):
                continue
            said.append(part)
            if isinstance(piece, dict):
                self._called(piece, message_id)
                links.update(web_link(piece.get("href")))
        whole_text = words("".join(said))
        links.update(web_links(whole_text or ""))
        for url, domain in links.items():
            self.rows.add(Link(message_id, url, domain))
        return whole_text

    def _called(self, piece: Json, message_id: str) -> None:
        named = piece.get("type") == "mention_name"
        if named and (account := self._person(piece.get("user_id"), None)):
            self.rows.add(Mention(message_id, account))

    def _react(self, message_id: str, record: Json, at: int) -> None:
        reactions = record.get("reactions")
        for reaction in reactions if isinstance(reactions, list) else ():
            if not isinstance(reaction, dict):
                continue
            kind = text(reaction.get("emoji")) or text(reaction.get("type")) or "reaction"
            kind, sign = kind.replace("\0", ""), -1 if kind == "\U0001f44e" else 1
            known = self._reactors(reaction.get("recent"), record, at)
            for account, reacted_at in known.items():
                self.rows.add(Reaction(message_id, account, kind, sign, 1, reacted_at))
            rest = (whole(reaction.get("count")) or 0) - len(known)
            if 0 < rest < _BELIEVABLE:
                self.rows.add(Reaction(message_id, None, kind, sign, rest))

    def _reactors(self, recent: object, record: Json, at: int) -> dict[str, int | None]:
        """Who reacted, as far as it is told, and when."""
        known: dict[str, int | None] = {}
        # a reaction's time has no zone, but the message's says how far the clock was from UTC
        ahead = (_local(record.get("date")) or at) - at
        for entry in recent if isinstance(recent, list) else ():
            if isinstance(entry, dict):
                account = self._person(entry.get("from_id"), entry.get("from"))
                local = _local(entry.get("date"))
                if account:
                    good = local is not None and 0 < local - ahead < LATEST
                    known[account] = (local - ahead) * _SECOND if good and local else None
        return known

    def _event(self, record: Json, number: int, at: int) -> None:
        """What a service message tells: topics that open, people who come and go."""
        action = record.get("action")
        if action == "topic_created":
            topic = f"{self.channel}:{number}"
            self.rows.loose[TOPICS].append((topic,))
            starter = self._person(record.get("actor_id"), record.get("actor"))
            title = known_name(record.get("new_title")) or known_name(record.get("title"))
            self.rows.add(Thread(topic, self.channel, title, starter))
            return
        actor, name = self._person(record.get("actor_id"), record.get("actor")), record.get("actor")
        if actor is None or not isinstance(action, str):
            return
        if action in _JOINS:
            self.rows.add(Membership(actor, self.channel, "join", None, at * _SECOND))
        elif action in _MANY:
            members = record.get("members")
            for member in members if isinstance(members, list) else ():
                self._moved(member, name, actor, _MANY[action], at * _SECOND)

    def _moved(self, member: object, name: object, actor: str, verb: str, at: int) -> None:
        """Somebody brought in or put out; whose name is the actor's came or went by themselves."""
        if member == name:
            own = "join" if verb == "invite" else verb
            self.rows.add(Membership(actor, self.channel, own, None, at))
        elif named := known_name(member):
            # of others the name alone is told
            self.rows.loose[NAMED].append((named, self.channel, verb, actor, at))

    def _person(self, number: object, name: object) -> str | None:
        """The account of an id, or of a name where there is no id; made known once."""
        native = f"user{number}" if whole(number) else kept_id(number) or known_name(name)
        if native is None:
            return None
        account = f"{self.prefix}:{native}"
        known = self.accounts.get(account)
        if known is None or (known.name is None and name):
            channel = native.startswith("channel")
            if channel and AS_CHANNEL not in self.rows.audit.notes:
                self.rows.audit.notes.append(AS_CHANNEL)
            self.accounts[account] = Account(
                account, self.prefix, name=known_name(name), is_bot=channel
            )
        return account

    def _time(self, record: Json) -> int | None:
        at = _seconds(record, "date")
        if at is None or not 0 < at < LATEST:
            return None
        if "date_unixtime" not in record and NO_ZONE not in self.rows.audit.notes:
            self.rows.audit.notes.append(NO_ZONE)
        return at


def _number(value: object) -> int | None:
    """A message's number; what was said before a group grew into a larger one has negative ones."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _seconds(record: Json, field: str) -> int | None:
    """A time of a message in seconds since 1970; older exports give local time alone."""
    exact = record.get(f"{field}_unixtime")
    if isinstance(exact, str) and exact.isascii() and exact.isdecimal() and len(exact) < 15:
        return int(exact)
    return _local(record.get(field))


def _local(value: object) -> int | None:
    """A time that has no zone, as if it were UTC; in seconds."""
    at = iso_moment(value)
    return None if at is None else at // 1_000_000
