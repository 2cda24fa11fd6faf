"""Who a signature is: by the seal of the address, else by login, else by name."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from peerlight.sources.contract import Wish
from peerlight.sources.git.commits import Signature
from peerlight.sources.git.mailmap import Mailmap, mapped
from peerlight.sources.loose import LooseRows
from peerlight.sources.machines import is_bot
from peerlight.sources.words import known_name
from peerlight.store.tables import Account

NAMED, MAILBOXES = "named", "mailboxes"

# what the web page of a host writes in place of an address tells the login
_HOSTED = re.compile(r"(?:\d+[+-])?([^@+]+)@users\.noreply\.[\w.-]+", re.IGNORECASE)
_WEB = frozenset({"noreply@github.com", "noreply@gitlab.com"})
# names that machines of their own give to mail; addresses there are nobody's
_NOWHERE = re.compile(r"\.(?:local|localdomain|lan|home|internal|\(none\))$|^[^.]*$")
_NICK = re.compile(r"[\w.\[\]-]{1,39}")


class Person(NamedTuple):
    """Somebody in a log. ``nicks`` are what a reviewer's nick may be compared with, lowercase."""

    account: str
    name: str | None
    is_bot: bool
    nicks: frozenset[str]


class People:
    """The people of one part; each is made known to the rows once."""

    def __init__(self, rows: LooseRows, wish: Wish, platform: str, mailmap: Mailmap) -> None:
        self.rows, self.wish, self.mailmap = rows, wish, mailmap
        self.prefix = wish.source or platform
        self._signed: dict[Signature, Person | None] = {}
        self._known: set[Account] = set()
        self._names: Counter[tuple[str, str]] = Counter()

    def signed(self, who: Signature) -> Person | None:
        """The person behind a signature; None for a host's web page, or if it says nothing."""
        if who not in self._signed:
            self._signed[who] = self._read(who)
        return self._signed[who]

    def nicked(self, nick: str) -> Person:
        """The person behind a login or nick; capitals make no difference."""
        account = f"{self.prefix}:{nick.lower()}"
        self._know(Account(account, self.prefix, handle=nick, is_bot=is_bot(nick)))
        return Person(account, None, is_bot(nick), frozenset({nick.lower()}))

    def seen(self, person: Person) -> None:
        """Note that somebody signed with their name, for an address may show several."""
        if person.name:
            self._names[person.account, person.name] += 1

    def finished(self) -> None:
        """Put the names into the rows' loose ends."""
        ends = self.rows.loose[NAMED]
        ends += [(account, name, times) for (account, name), times in self._names.items()]

    def _read(self, who: Signature) -> Person | None:
        who = self._right(who)
        if who.address.lower() in _WEB:
            return None
        name = known_name(who.name)
        if hosted := _HOSTED.fullmatch(who.address):
            person = self.nicked(hosted[1])
            # an app signs with its own name what somebody's login started
            own = None if is_bot(name) and not person.is_bot else name
            return person._replace(name=own, is_bot=is_bot(name))
        local, _, domain = who.address.rpartition("@")
        if local and not _NOWHERE.search(domain):
            return self._addressed(who.address, local, name)
        if name is None:
            return None
        return self.nicked(name) if _NICK.fullmatch(name) else self._named(name)

    def _right(self, who: Signature) -> Signature:
        right = mapped(who, self.mailmap)
        if right.address.casefold() != who.address.casefold() and "@" in who.address:
            seal = self.wish.seal(who.address)
            same = self._id(right.address)
            if same and not _HOSTED.fullmatch(who.address):
                old = f"{self.prefix}:{seal}"
                self._know(Account(old, self.prefix, same_as=same, email_hash=seal))
        return right

    def _id(self, address: str) -> str | None:
        if hosted := _HOSTED.fullmatch(address):
            return f"{self.prefix}:{hosted[1].lower()}"
        return f"{self.prefix}:{self.wish.seal(address)}" if "@" in address else None

    def _addressed(self, address: str, local: str, name: str | None) -> Person:
        seal = self.wish.seal(address)
        account = f"{self.prefix}:{seal}"
        self.rows.loose[MAILBOXES].append((account, self.wish.seal(local)))
        self._know(Account(account, self.prefix, email_hash=seal))
        return Person(account, name, is_bot(name), _nicks(name) | {local.lower()})

    def _named(self, name: str) -> Person:
        name = " ".join(name.split())
        account = f"{self.prefix}:{name}"
        self._know(Account(account, self.prefix, name=name, is_bot=is_bot(name)))
        return Person(account, name, is_bot(name), _nicks(name))

    def _know(self, account: Account) -> None:
        if account not in self._known:
            self._known.add(account)
            self.rows.add(account)


def _nicks(name: str | None) -> frozenset[str]:
    """A name, and what stands in it in brackets, as people add their nick."""
    if name is None:
        return frozenset()
    whole, _, aside = name.lower().partition("(")
    return frozenset(part for part in (whole.strip(), aside.strip(" )")) if part)
