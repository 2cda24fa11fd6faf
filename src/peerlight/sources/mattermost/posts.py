"""Users, posts and replies of a bulk export turned into records.

A post has no id: it is what a user wrote in a channel at a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from peerlight.sources.contract import Wish
from peerlight.sources.json_files import LATEST, text
from peerlight.sources.mattermost.exports import UNLISTED, Json, Room, channel_key, loaded
from peerlight.sources.rows import Rows
from peerlight.sources.words import kept_id, known_name, web_links, words
from peerlight.store.tables import (
    Account,
    Appointment,
    Channel,
    Link,
    Membership,
    Mention,
    Message,
    Reaction,
    Thread,
)

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_CALLED = re.compile(r"(?<![\w@/.])@([a-z0-9][a-z0-9._-]{0,63})", re.IGNORECASE)
_OFFICES = {"system_admin": "system admin", "team_admin": "team admin"}
_MOVES = {
    "system_join_channel": "join",
    "system_add_to_channel": "join",
    "system_leave_channel": "leave",
    "system_remove_from_channel": "leave",
}
_AGAINST = frozenset({"-1", "thumbsdown"})


class PostReader:
    """Turns the lines of one part into rows."""

    def __init__(self, wish: Wish, platform: str, rooms: dict[str, Room]) -> None:
        self.wish, self.prefix, self.rooms = wish, wish.source or platform, rooms
        self.rows = Rows()
        self.users: dict[str, Account] = {}
        self.channels: dict[str, str | None] = {}

    def line(self, line: bytes) -> None:
        """Read one line; only posts and their replies are counted as found."""
        record = loaded(line)
        kind = record.get("type") if record else None
        entry = record.get(kind) if record and isinstance(kind, str) else None
        if kind in ("post", "direct_post") or record is None:
            self.post(entry, kind == "direct_post")
        elif kind in ("user", "bot") and isinstance(entry, dict):
            self.user(entry, is_bot=kind == "bot")

    def user(self, user: Json, is_bot: bool) -> None:
        """Keep an account and its offices."""
        username = kept_id(user.get("username"))
        if username is None:
            return
        account, address = self.account(username), text(user.get("email"))
        full = " ".join(filter(None, (text(user.get(k)) for k in ("first_name", "last_name"))))
        seen = self.users[account]
        self.users[account] = seen._replace(
            name=known_name(user.get("nickname"))
            or known_name(full)
            or known_name(user.get("display_name"))
            or seen.name,
            is_bot=is_bot or seen.is_bot,
            language=(text(user.get("locale")) or "").partition("-")[0] or None,
            email_hash=self.wish.seal(address) if address and not is_bot else None,
        )
        for title in sorted(_titles(user)):
            self.rows.add(Appointment(account, title))

    def post(self, post: object, direct: bool) -> None:
        """Keep a post and its replies, or drop them for a reason."""
        if not isinstance(post, dict):
            self.rows.audit.drop("unreadable")
            return
        replies = post.get("replies")
        answers = replies if isinstance(replies, list) else []
        channel = self.channel(post, direct)
        if channel is None:
            self.rows.audit.drop("private message", 1 + len(answers))
            return
        root = self.message(post, channel, None)
        for reply in answers:
            self.message(reply, channel, root or f"{channel}:{post.get('create_at')}")
        if root and answers:
            author = self.author(post)
            self.rows.add(Thread(root, channel, None, author))

    def message(self, post: object, channel: str, root: str | None) -> str | None:
        """Keep one message and give its id; None where it is dropped."""
        found = _fields(post)
        if isinstance(found, str) or not isinstance(post, dict):
            self.rows.audit.drop(found if isinstance(found, str) else "unreadable")
            return None
        username, at = found
        if str(post.get("type") or "").startswith("system_"):
            self.moved(post, username, channel, at)
            self.rows.audit.drop("system message")
            return None
        author = self.author(post)
        message_id = self.number(channel, username, at)
        said = words(post.get("message"))
        changed = _micros(post.get("edit_at"))
        deleted = _micros(post.get("delete_at"))
        self.rows.keep(
            Message(
                message_id,
                author,
                channel,
                root or message_id,
                at,
                "reply" if root else "post",
                root,
                changed if changed and changed > at else None,
                deleted,
                None if deleted else said,
            )
        )
        self.point(message_id, author, said or "")
        self.react(message_id, post.get("reactions"))
        return message_id

    def number(self, channel: str, username: str, at: int) -> str:
        """A post's id; it stays the same when the post is edited."""
        what = f"{channel}\n{username.lower()}\n{at}".encode("utf-8", "surrogatepass")
        return f"{self.prefix}:{sha256(what).hexdigest()[:20]}"

    def point(self, message_id: str, author: str, said: str) -> None:
        """Keep who is called by name outside code, and the links."""
        if "@" in said:
            names = _CALLED.findall(_CODE.sub(" ", said) if "`" in said else said)
            for name in dict.fromkeys(n.rstrip("._-").lower() for n in names):
                if (called := f"{self.prefix}:{name}") != author:
                    self.rows.add(Mention(message_id, called))
        for url, domain in web_links(said):
            self.rows.add(Link(message_id, url, domain))

    def react(self, message_id: str, reactions: object) -> None:
        """Keep who reacted how, and when."""
        for reaction in reactions if isinstance(reactions, list) else ():
            if not isinstance(reaction, dict):
                continue
            username, kind = kept_id(reaction.get("user")), kept_id(reaction.get("emoji_name"))
            if username and kind:
                sign = -1 if kind in _AGAINST else 1
                at = _micros(reaction.get("create_at"))
                self.rows.add(Reaction(message_id, self.account(username), kind, sign, 1, at))

    def moved(self, post: Json, username: str, channel: str, at: int) -> None:
        """Keep who joined or left, if that is what the system says."""
        verb = _MOVES.get(str(post.get("type")))
        if verb is None:
            return
        props = post.get("props")
        names = props if isinstance(props, dict) else {}
        other = kept_id(names.get("addedUsername")) or kept_id(names.get("removedUsername"))
        by = self.account(username) if other and other != username else None
        who = self.account(other or username)
        self.rows.add(Membership(who, channel, "invite" if by and verb == "join" else verb, by, at))

    def author(self, post: Json) -> str:
        """The account that a post is from: a hook's own, where it posts in somebody's name."""
        username, props = str(kept_id(post.get("user"))), post.get("props")
        if isinstance(props, dict) and str(props.get("from_webhook")).lower() == "true":
            name = known_name(props.get("override_username")) or username
            account = f"{self.prefix}:hook {name}"
            self.users.setdefault(account, Account(account, self.prefix, None, name, True))
            return account
        account = self.account(username)
        if isinstance(props, dict) and str(props.get("from_bot")).lower() == "true":
            self.users[account] = self.users[account]._replace(is_bot=True)
        return account

    def account(self, username: str) -> str:
        """The account of a username, made known once per part."""
        account = f"{self.prefix}:{username.lower()}"
        if account not in self.users:
            self.users[account] = Account(account, self.prefix, username)
        return account

    def channel(self, post: Json, direct: bool) -> str | None:
        """The channel of a post, made known once per part; None where it may not be read."""
        key = _direct_key(post) if direct else channel_key(post.get("team"), post.get("channel"))
        if key not in self.channels:
            unlisted = Room(key, direct or UNLISTED in self.rooms)
            room = self.rooms.get(key, unlisted)
            wanted = {name.removeprefix("~") for name in self.wish.include_private}
            read = not room.private or bool(wanted & {room.name, key, key.rpartition("/")[2]})
            self.channels[key] = f"{self.prefix}:{key}" if read else None
            if read:
                kind = "direct" if direct else "channel"
                name = known_name(room.name) or key
                row = Channel(f"{self.prefix}:{key}", self.prefix, name, kind, room.private)
                self.rows.add(row)
        return self.channels[key]

    def finished(self) -> Rows:
        """The rows."""
        for user in self.users.values():
            self.rows.add(user)
        return self.rows


def _fields(post: object) -> tuple[str, int] | str:
    """Username and time in microseconds, or why the post is dropped."""
    if not isinstance(post, dict):
        return "unreadable"
    username, at = kept_id(post.get("user")), post.get("create_at")
    if username is None:
        return "no author"
    if not isinstance(at, int) or isinstance(at, bool):
        return "unreadable"
    micros = _micros(at)
    return "impossible time" if micros is None else (username, micros)


def _micros(value: object) -> int | None:
    """Microseconds of a time in milliseconds; None where it is none, as 0 is."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value * 1_000 if 0 < value < LATEST * 1_000 else None


def _titles(user: Json) -> set[str]:
    """The offices among a user's roles, in the system and in teams."""
    teams = user.get("teams")
    holders = [user, *(teams if isinstance(teams, list) else ())]
    roles = [h.get("roles") for h in holders if isinstance(h, dict)]
    named = {role for text in roles if isinstance(text, str) for role in text.split()}
    return {_OFFICES[role] for role in named & _OFFICES.keys()}


def _direct_key(post: Json) -> str:
    members = post.get("channel_members")
    names: Iterable[Any] = members if isinstance(members, list) else ()
    return ",".join(sorted(name for name in names if isinstance(name, str)))
