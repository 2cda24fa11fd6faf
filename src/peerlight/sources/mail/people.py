"""Who is one person on a mailing list: full names, and the addresses they write with."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from peerlight.sources.loose import take_loose
from peerlight.store.tables import TABLES, Account

PEOPLE = "people"
"""Loose ends: account, name, sealed address, whether that is a true one, automatic, mails."""

_AT_MOST = 4
"""Full names under one address; with more it is the list's own, or a service's."""
_WORD = re.compile(r"[^\W\d_]{2,}")
# scripts that write a family's and a given name as one word
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")


def native_name(name: str) -> str:
    """A name as an id: however its capitals and blanks are written, it is the same one."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def full_name(name: str) -> bool:
    """Whether a name is of two words or more, or in a script that does not part them."""
    words = [word for word in name.split() if any(map(str.isalpha, word))]
    return len(words) > 1 or _UNPARTED.search(name) is not None


def tie_people(folder: Path, prefix: str) -> list[str]:
    """Write the accounts: one per full name, and one per address that stands for itself.

    Names that share an address and a word are one person, who goes by the one written most. Who
    writes without a full name is tied to the one person who writes with the same address. An
    address with more than four full names is nobody's own. Needs the loose ends ``people``.
    Returns notes for the audit. Complexity: linear in names and addresses.
    """
    import pyarrow.parquet as pq

    people = _People(prefix)
    for end in take_loose(folder, PEOPLE):
        people.add(*end)
    people.tie()
    rows = list(people.rows())
    if not rows:
        return []
    place = folder / "accounts"
    place.mkdir(exist_ok=True)
    pq.write_table(TABLES["accounts"].arrow(rows), place / "people.parquet")
    tied = sum(row.same_as is not None and row.account_id in people.mails for row in rows)
    return [f"{tied:,} names or addresses are tied to another by one address."] if tied else []


class _People:
    """The names and addresses of the whole archive, and how many mails each wrote."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.mails: Counter[str] = Counter()
        self.automatic: Counter[str] = Counter()
        self.spellings: dict[str, Counter[str]] = defaultdict(Counter)
        # by sealed address, and the other way round
        self.writers: dict[str, Counter[str]] = defaultdict(Counter)
        self.addresses: dict[str, Counter[str]] = defaultdict(Counter)
        self.head: dict[str, str] = {}

    def add(self, account: str, name: str, seal: str, true: bool, automatic: bool, n: int) -> None:
        """Count ``n`` mails of an account under a name and an address, either empty for none."""
        self.mails[account] += n
        self.automatic[account] += n * automatic
        if name:
            self.spellings[account][name] += n
        if seal and account != f"{self.prefix}:{seal}":
            self.writers[seal][account] += n
        if seal and true:
            self.addresses[account][seal] += n

    def tie(self) -> None:
        """Find the persons: ``head`` is the account that stands for each other one."""
        for seal in sorted(self.writers):
            writers = self._owners(seal)
            for one, other in combinations(sorted(writers), 2):
                if _words(one) & _words(other):
                    self._join(one, other)
        for seal in sorted(self.writers):
            persons = {self.person(writer) for writer in self._owners(seal)}
            if len(persons) == 1:
                self.head[f"{self.prefix}:{seal}"] = persons.pop()

    def person(self, account: str) -> str:
        """The account that stands for this one's person."""
        while account in self.head:
            account = self.head[account]
        return account

    def rows(self) -> Iterator[Account]:
        """The accounts: all that wrote, and further addresses of theirs."""
        shared = {seal for seal in self.writers if not self._owners(seal)}
        carried = set()
        for account in sorted(self.mails):
            own = [seal for seal in self.addresses[account] if seal not in shared]
            seal = max(own, key=lambda s: (self.addresses[account][s], s), default=None)
            carried.add(seal)
            yield self._row(account, seal)
        for account in sorted(self.mails):
            for seal in sorted(self.addresses[account]):
                if seal not in shared and seal not in carried:
                    carried.add(seal)
                    yield self._row(f"{self.prefix}:{seal}", seal)

    def _row(self, account: str, seal: str | None) -> Account:
        names = self.spellings.get(account, Counter())
        name = max(names, key=lambda written: (names[written], written), default=None)
        is_bot = 0 < self.mails[account] == self.automatic[account]
        person = self.person(account)
        tied = person if person != account else None
        return Account(account, self.prefix, None, name, is_bot, tied, email_hash=seal)

    def _owners(self, seal: str) -> Counter[str]:
        writers = self.writers[seal]
        return writers if len(writers) <= _AT_MOST else Counter()

    def _join(self, one: str, other: str) -> None:
        first, second = self.person(one), self.person(other)
        if first != second:
            more = max(first, second, key=lambda account: (self.mails[account], account))
            self.head[second if more == first else first] = more


def _words(account: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", account.partition(":")[2])
    return set(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))
