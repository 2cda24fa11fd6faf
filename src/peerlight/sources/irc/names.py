"""Names: how nicks, and the names that bridges give, become accounts."""

from __future__ import annotations

import re

from peerlight.sources.contract import Wish
from peerlight.store.tables import Account

_RELAY = re.compile(r"bridge|relay|^teleirc|^tg[-_]?irc", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
# what bridges put into a name so that it calls nobody
_INVISIBLE = str.maketrans("", "", "\u200b\u2060\ufeff\x00")
_SERVICES = frozenset({"chanserv", "nickserv", "memoserv", "botserv", "operserv", "hostserv"})


def is_relay_name(nick: str) -> bool:
    """Whether a nick says that it is a bridge's."""
    return _RELAY.search(nick) is not None


class Nicks:
    """The nicks of one part. Nicks that differ in capitals only are one, as on IRC itself."""

    def __init__(self, prefix: str, wish: Wish) -> None:
        self.prefix, self.wish = prefix, wish
        self._ids: dict[str, str | None] = {}
        self._accounts: dict[str, Account] = {}
        self._relays: set[str] = set()

    def account(self, written: str) -> str | None:
        """The account of a nick, with or without its host; None where there is no name in it."""
        if written not in self._ids:
            self._ids[written] = self._made(written)
        return self._ids[written]

    def accounts(self) -> list[Account]:
        """All accounts that were asked for."""
        return list(self._accounts.values())

    def is_relay(self, account: str) -> bool:
        """Whether an account is named like a bridge."""
        return account in self._relays

    def _made(self, written: str) -> str | None:
        nick = written.partition("!")[0].translate(_INVISIBLE).strip()
        if not nick:
            return None
        account = account_of(nick, self.prefix, self.wish)
        self._accounts.setdefault(account.account_id, account)
        if is_relay_name(nick):
            self._relays.add(account.account_id)
        return account.account_id


def account_of(name: str, prefix: str, wish: Wish) -> Account:
    """The account of a nick, or of a name that a bridge gives."""
    if _ADDRESS.search(name):
        seal = wish.seal(name)
        return Account(f"{prefix}:{seal}", prefix, email_hash=seal)
    native = name.lower()
    bot = native in _SERVICES or is_relay_name(native)
    return Account(f"{prefix}:{native}", prefix, name, name, bot)


def visible(name: str) -> str:
    """The name without what cannot be seen in it."""
    return name.translate(_INVISIBLE).strip()
