"""One channel's messages, as the JSON has them, turned into records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from peerlight.sources.rows import Rows
from peerlight.sources.slack.layout import Room
from peerlight.sources.slack.markup import domain_of, read_markup
from peerlight.sources.slack.people import SLACKBOT
from peerlight.sources.slack.times import microseconds
from peerlight.store.tables import Account, Link, Membership, Mention, Message, Reaction, Thread

# channel_unarchive stands here because bringing a channel back is a person's own act in it
WRITTEN = frozenset(
    {None, "me_message", "file_share", "file_comment", "thread_broadcast", "channel_unarchive"}
    | {"bot_message"}
)
COMINGS = {
    "channel_join": "join",
    "group_join": "join",
    "channel_leave": "leave",
    "group_leave": "leave",
}
DELETED = frozenset({"tombstone", "message_deleted"})
AGAINST = frozenset({"-1", "thumbsdown"})
BELIEVABLE = 1_000_000_000


def subtype_of(message: Mapping[str, Any]) -> str | None:
    """What kind of message Slack says it is; None for plain ones, ``"?"`` for nonsense."""
    subtype = message.get("subtype")
    return subtype if subtype is None or isinstance(subtype, str) else "?"


class ChannelReader:
    """Turns the messages of one channel into rows; ``names`` and ``bots`` are by Slack's id."""

    def __init__(
        self, rows: Rows, source: str, room: Room, names: Mapping[str, str], bots: set[str]
    ) -> None:
        self.rows, self.source, self.room = rows, source, room
        self._names, self._bots = names, bots
        self._channel = f"{source}:{room.id}"
        self._threads: dict[str, str | None] = {}
        self._strangers: dict[str, Account] = {}

    def take(self, message: dict[str, Any], at: int) -> None:
        """Read one message, posted ``at`` (microseconds); what is dropped is counted."""
        subtype = subtype_of(message)
        if subtype in DELETED:
            self.rows.audit.drop("deleted")
        elif subtype in COMINGS:
            self._come_or_go(message, COMINGS[subtype], at)
            self.rows.audit.drop("system message")
        elif subtype not in WRITTEN or message.get("type", "message") != "message":
            self.rows.audit.drop("system message")
        elif (author := self._author(message)) is None:
            self.rows.audit.drop("no author")
        else:
            self._keep(message, author, at)

    def finish(self) -> None:
        """Add what only the whole channel tells: its threads and who is missing from the list."""
        for ts, starter in self._threads.items():
            self.rows.add(Thread(f"{self._channel}:{ts}", self._channel, None, starter))
        for account in self._strangers.values():
            self.rows.add(account)

    def _keep(self, message: dict[str, Any], author: str, at: int) -> None:
        ts = str(message["ts"])
        root = message.get("thread_ts")
        root = str(root) if microseconds(root) else ts
        reply = root != ts
        self._open_thread(message, root, None if reply else author)
        text = message.get("text")
        reading = read_markup(text, self._names) if isinstance(text, str) and text else None
        edited = message.get("edited")
        message_id = f"{self._channel}:{ts}"
        self.rows.keep(
            Message(
                message_id=message_id,
                account_id=author,
                channel_id=self._channel,
                thread_id=f"{self._channel}:{root}",
                posted_at=at,
                kind="reply" if reply else "post",
                reply_to=f"{self._channel}:{root}" if reply else None,
                edited_at=microseconds(edited.get("ts")) if isinstance(edited, dict) else None,
                text=reading.text if reading else None,
            )
        )
        if reading:
            self._point(message_id, author, reading.mentioned, reading.urls)
        if "reactions" in message:
            self._react(message_id, message["reactions"])

    def _open_thread(self, message: dict[str, Any], root: str, starter: str | None) -> None:
        if starter is None and self._threads.get(root) is None:
            parent = message.get("parent_user_id")
            starter = self._person(parent) if isinstance(parent, str) else None
        if starter or root not in self._threads:
            self._threads[root] = starter

    def _point(
        self, message_id: str, author: str, mentioned: tuple[str, ...], urls: tuple[str, ...]
    ) -> None:
        for user in mentioned:
            account = self._person(user)
            # Slack writes the author's own name into some texts; nobody calls themselves
            if account != author:
                self.rows.add(Mention(message_id, account))
        for url in urls:
            domain = domain_of(url)
            if domain:
                self.rows.add(Link(message_id, url, domain))

    def _react(self, message_id: str, reactions: object) -> None:
        given: Counter[tuple[str | None, str]] = Counter()
        for reaction in reactions if isinstance(reactions, list) else ():
            if not isinstance(reaction, dict) or not isinstance(reaction.get("name"), str):
                continue
            # one person's thumb in two skin tones stays two reactions, of one kind
            kind = reaction["name"].partition("::")[0]
            users = reaction.get("users")
            known = {u for u in users if isinstance(u, str)} if isinstance(users, list) else set()
            for user in known:
                given[self._person(user), kind] += 1
            count = reaction.get("count")
            if isinstance(count, int) and len(known) < count < BELIEVABLE:
                given[None, kind] += count - len(known)
        for (account, kind), n in given.items():
            sign = -1 if kind in AGAINST else 1
            self.rows.add(Reaction(message_id, account, kind, sign, n))

    def _come_or_go(self, message: dict[str, Any], verb: str, at: int) -> None:
        user, inviter = message.get("user"), message.get("inviter")
        if isinstance(user, str):
            by = self._person(inviter) if isinstance(inviter, str) else None
            self.rows.add(Membership(self._person(user), self._channel, verb, by, at))

    def _author(self, message: dict[str, Any]) -> str | None:
        comment = message.get("comment")
        user = message.get("user") or (comment.get("user") if isinstance(comment, dict) else None)
        bot = message.get("bot_id")
        if not (bot or subtype_of(message) == "bot_message"):
            return self._person(user, message) if isinstance(user, str) else None
        if isinstance(user, str) and user in self._bots:
            return self._person(user)
        # an app that posts in somebody's name is still an app
        app = bot or message.get("username")
        return self._stranger(app, message, is_bot=True) if isinstance(app, str) else None

    def _person(self, user: str, message: dict[str, Any] | None = None) -> str:
        if user in self._names or user in self._bots:
            return f"{self.source}:{user}"
        return self._stranger(user, message or {}, is_bot=user == SLACKBOT)

    def _stranger(self, user: str, message: dict[str, Any], *, is_bot: bool) -> str:
        account_id = f"{self.source}:{user}"
        if user in self._bots:
            return account_id
        known = self._strangers.get(user)
        if known is None or (known.name is None and message):
            handle, name = _names_in(message, is_bot)
            self._strangers[user] = Account(account_id, self.source, handle, name, is_bot)
            if not is_bot:
                self.rows.audit.notes.append(MISSING)
        return account_id


MISSING = (
    "Some people who write, react or are mentioned are missing from the user list; they are kept,"
    " by the name their messages carry or else by id alone."
)


def _names_in(message: dict[str, Any], is_bot: bool) -> tuple[str | None, str | None]:
    profile = message.get("bot_profile" if is_bot else "user_profile")
    profile = profile if isinstance(profile, dict) else {}
    handle = profile.get("name") or (message.get("username") if is_bot else None)
    name = profile.get("display_name") or profile.get("real_name") or handle
    return (
        handle if isinstance(handle, str) else None,
        name if isinstance(name, str) else None,
    )
