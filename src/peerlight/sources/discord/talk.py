"""Messages on their way to rows, whichever form they were exported in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from peerlight.sources.contract import Wish
from peerlight.sources.discord.offices import office_of
from peerlight.sources.loose import LooseRows
from peerlight.sources.words import kept_id, known_name, words
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

AS_UTC = "Some messages bear neither an id nor a time zone; their times are read as UTC."
WITHOUT_IDS = (
    "Some messages have no ids; they get some from who said what when, and no links to originals."
)
DELETED_USERS = (
    "Discord puts everybody who deleted their account under one name; it is set aside as a bot."
)

_DELETED_USER = "456226577798135808"
_BELIEVABLE = 2**33
_AGAINST = frozenset({"thumbsdown", "-1", "\U0001f44e"})
_SKIN = re.compile("_tone[1-5](?:-[1-5])?$|[\U0001f3fb-\U0001f3ff]")


class Room(NamedTuple):
    """A channel, by its id or, where that is not told, by its server, category and name.

    ``thread`` says that it is a thread or a forum's post, which is one conversation. ``guild`` is
    the server's id, where both it and ``id`` are Discord's own.
    """

    id: str
    name: str
    private: bool = False
    thread: bool = False
    guild: str | None = None


class Who(NamedTuple):
    """Somebody as an export shows them; without an id they are known by their handle."""

    id: str | None
    handle: str | None
    name: str | None
    bot: bool = False


class Said(NamedTuple):
    """One message; ``answers`` is the id of another, which ``replies`` may lack."""

    id: str | None
    author: str
    at: int
    text: str | None
    replies: bool = False
    answers: str | None = None
    edited: int | None = None


class Talk:
    """Turns messages into rows; :meth:`open` says in which channel."""

    def __init__(self, prefix: str, wish: Wish) -> None:
        self.prefix, self._wish = prefix, wish
        self.rows = LooseRows()
        self.room, self.channel = Room("", ""), ""
        self._accounts: dict[str, Account] = {}
        self._offices: set[Appointment] = set()
        # the time of the message before that had no id, and what was said in it
        self._last, self._within = 0, 0
        self._said_before: dict[str, int] = {}

    def open(self, room: Room) -> None:
        """What follows is said in ``room``."""
        self.room, self.channel = room, f"{self.prefix}:{room.id}"
        self._last = 0
        kind = "direct" if room.private else "channel"
        self.rows.add(Channel(self.channel, self.prefix, room.name, kind, room.private))
        if room.thread:
            self.rows.add(Thread(self.channel, self.channel, room.name))

    def account(self, who: Who, roles: Iterable[str] = ()) -> str | None:
        """The id of somebody's account, which is made known; None for nobody.

        An e-mail address in place of a name is kept as its seal.
        """
        native, sealed = who.id, None
        if native is None:
            native = known_name(who.handle)
            if native is None and who.handle and "@" in who.handle:
                native = sealed = self._wish.seal(who.handle)
        if native is None:
            return None
        account = f"{self.prefix}:{native}"
        known = self._accounts.get(account)
        if known is None or (who.bot and not known.is_bot):
            self._meet(account, who, sealed)
        if roles and not who.bot:
            titles = filter(None, map(office_of, roles))
            self._offices.update(Appointment(account, title) for title in titles)
        return account

    def _meet(self, account: str, who: Who, sealed: str | None) -> None:
        handle, name = known_name(who.handle), known_name(who.name)
        nobody = who.id == _DELETED_USER
        if nobody:
            self.note(DELETED_USERS)
        self._accounts[account] = Account(
            account, self.prefix, handle, name or handle, who.bot or nobody, email_hash=sealed
        )

    def keep(self, said: Said) -> str:
        """Keep one message; gives the id by which the rest of it is kept."""
        message_id, at = f"{self.prefix}:{said.id}", said.at
        if said.id is None:
            message_id, at = self._number(said)
        answers = f"{self.prefix}:{said.answers}" if said.answers else None
        room = self.room
        linked = room.guild and said.id
        self.rows.keep(
            Message(
                message_id,
                said.author,
                self.channel,
                self.channel if room.thread else answers or message_id,
                at,
                "reply" if said.replies else "post",
                answers,
                said.edited,
                None,
                said.text,
                f"https://discord.com/channels/{room.guild}/{room.id}/{said.id}"
                if linked
                else None,
            )
        )
        return message_id

    def _number(self, said: Said) -> tuple[str, int]:
        """An id made from what a message is, and its time in the order of the file.

        What somebody says twice within one printed minute is told apart by its order.
        """
        self.note(WITHOUT_IDS)
        if said.at == self._last:
            self._within += 1
        else:
            self._last, self._within = said.at, 0
            self._said_before.clear()
        what = f"{self.channel}\n{said.at}\n{said.author}\n{said.text}"
        nth = self._said_before.get(what, 0)
        self._said_before[what] = nth + 1
        digest = sha256(f"{what}\n{nth}".encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self.prefix}:{digest[:20]}", said.at + self._within

    def call(self, message_id: str, author: str, called: Iterable[str]) -> None:
        """Keep who is called by name; nobody calls themselves."""
        for account in dict.fromkeys(called):
            if account != author:
                self.rows.add(Mention(message_id, account))

    def link(self, message_id: str, links: Iterable[tuple[str, str]]) -> None:
        """Keep the web addresses, each with its domain, that a message carries."""
        for url, domain in dict(links).items():
            self.rows.add(Link(message_id, url, domain))

    def react(self, message_id: str, given: Iterable[tuple[str | None, str | None, int]]) -> None:
        """Keep reactions: an account or None, the emoji, and how many."""
        sums: dict[tuple[str | None, str], int] = {}
        for account, emoji, n in given:
            kind = _kind(emoji)
            if 0 < n < _BELIEVABLE:
                sums[account, kind] = sums.get((account, kind), 0) + n
        for (account, kind), n in sums.items():
            self.rows.add(Reaction(message_id, account, kind, -1 if kind in _AGAINST else 1, n))

    def moved(self, account: str, verb: str, at: int, by: str | None = None) -> None:
        """Somebody joined or left: the server where the room is one of many, else the room."""
        channel = None if verb == "join" else self.channel
        self.rows.add(Membership(account, channel, verb, by, at))

    def note(self, note: str) -> None:
        """Say something once in the audit."""
        if note not in self.rows.audit.notes:
            self.rows.audit.notes.append(note)

    def finished(self) -> LooseRows:
        """The rows."""
        for account in self._accounts.values():
            self.rows.add(account)
        for office in sorted(self._offices):
            self.rows.add(office)
        return self.rows


@lru_cache(maxsize=4096)
def _kind(emoji: str | None) -> str:
    """An emoji's name; one hand in two colors is one kind of reaction."""
    return _SKIN.sub("", kept_id(emoji) or "") or "reaction"


def room_name(*names: object) -> str:
    """A channel's name after that of what it belongs to; never an e-mail address."""
    return " / ".join(filter(None, map(words, names)))
