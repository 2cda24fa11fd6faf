"""Mails turned into records."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from peerlight.sources.contract import Wish
from peerlight.sources.encodings import decoded
from peerlight.sources.loose import LooseRows
from peerlight.sources.mail.bodies import text_in
from peerlight.sources.mail.dates import believed, filed_date, named_months, said_date
from peerlight.sources.mail.headers import (
    answered_ids,
    headers,
    is_automatic,
    is_private,
    list_of,
    own_id,
    sender_of,
    subject_of,
)
from peerlight.sources.mail.own_words import own_words, without_addresses
from peerlight.sources.mail.people import PEOPLE, full_name, native_name
from peerlight.sources.mail.threads import MAILS, REDATED
from peerlight.sources.words import web_links, words
from peerlight.store.tables import Channel, Link, Message

_SECOND = 1_000_000


class MailReader:
    """Turns the mails of one part into rows and loose ends."""

    def __init__(self, wish: Wish, platform: str) -> None:
        self.wish, self.prefix = wish, wish.source or platform
        self.rows = LooseRows()
        self._lists: dict[str, str] = {}
        self._senders: dict[str, tuple[str, str, str, bool]] = {}
        self._written: Counter[tuple[str, str, str, bool, bool]] = Counter()
        self._seen: set[str] = set()
        self._taken: dict[str, int] = {}
        self._redated = 0
        self._list, self._months = "", named_months("")

    def open(self, name: str, file: str) -> None:
        """What follows lies in ``file``, of the list ``name``."""
        self._list, self._months = name, named_months(file)

    def take(self, mail: bytes) -> None:
        """Keep one mail, or drop it for a reason."""
        if b"\r" in mail:
            mail = mail.replace(b"\r\n", b"\n")
        first, _, rest = mail.partition(b"\n")
        if not first.startswith(b"From "):
            rest = mail
        head, _, body = rest.partition(b"\n\n")
        found = headers(head)
        sender = self._sender(found.get("from", ""))
        said = said_date(found.get("date", ""))
        at = believed(said, filed_date(decoded(first)), self._months)
        if not found:
            self.rows.audit.drop("unreadable")
        elif sender is None:
            self.rows.audit.drop("no author")
        elif at is None:
            self.rows.audit.drop("impossible time")
        elif (channel := self._channel(found)) is None:
            self.rows.audit.drop("private message")
        elif self._repeats(found.get("message-id", ""), rest):
            self.rows.audit.drop("duplicate")
        else:
            self._redated += at != said
            self._keep(found, channel, sender, at, text_in(rest, body, found))

    def _repeats(self, number: str, mail: bytes) -> bool:
        """Whether this very mail was taken before: months repeat mails, and reading costs most."""
        if not number or self._taken.get(number) == (once := hash(mail)):
            return bool(number)
        self._taken[number] = once
        return False

    def _keep(
        self,
        found: dict[str, str],
        channel: str,
        sender: tuple[str, str, str, bool],
        at: int,
        text: str,
    ) -> None:
        account, name, address, true = sender
        message_id = self._number(own_id(found.get("message-id", "")) or _content(found, text))
        answered = [self._number(each) for each in answered_ids(found)]
        subject = subject_of(found.get("subject", ""))
        automatic, own = is_automatic(found), own_words(text)
        self._written[account, name, address, true, automatic] += 1
        quotes = bool(answered) or subject.answers
        kind = "system" if automatic else "reply" if quotes else "post"
        self.rows.keep(
            Message(
                message_id,
                account,
                channel,
                answered[-1] if answered else message_id,
                at * _SECOND,
                kind,
                None,
                None,
                None,
                own,
            )
        )
        if message_id not in self._seen:
            # months that repeat a mail would only fill the memory of what settles threads
            self._seen.add(message_id)
            title = words(without_addresses(subject.title)) or ""
            end = message_id, channel, account, at, title, _short(subject.key), quotes
            self.rows.loose[MAILS].append((*end, " ".join(answered)))
        for url, domain in web_links(own or ""):
            self.rows.add(Link(message_id, url, domain))

    def _channel(self, found: dict[str, str]) -> str | None:
        """The channel of a mail, made known once per part; None where it may not be read."""
        name = words(without_addresses(list_of(found) or self._list)) or "mail"
        private = is_private(found)
        if private and name not in self.wish.include_private:
            return None
        channel = f"{self.prefix}:{name.lower()}"
        if channel not in self._lists:
            self._lists[channel] = name
            self.rows.add(Channel(channel, self.prefix, name, "list", private))
        return channel

    def _sender(self, header: str) -> tuple[str, str, str, bool] | None:
        """Account, name, sealed address, and whether the address is true; None for nobody."""
        if header not in self._senders:
            sender = sender_of(header)
            seal = self.wish.seal(sender.address) if sender.address else ""
            native = native_name(sender.name) if full_name(sender.name) or not seal else seal
            self._senders[header] = (f"{self.prefix}:{native}", sender.name, seal, sender.true)
        known = self._senders[header]
        return known if known[1] or known[2] else None

    def _number(self, said: str) -> str:
        """A message's id: a Message-ID looks like an address, and some hold one."""
        digest = sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self.prefix}:{digest[:20]}"

    def finished(self) -> LooseRows:
        """The rows, with what all parts together have to settle as loose ends."""
        if self._written:
            self.rows.loose[PEOPLE] = [(*key, n) for key, n in self._written.items()]
        if self._redated:
            self.rows.loose[REDATED] = [(self._redated,)]
        return self.rows


def _short(key: str) -> int:
    """A subject's key as a number, to be compared only; 0 where there is none."""
    digest = sha256(key.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:7], "big") if key else 0


def _content(found: dict[str, str], text: str) -> str:
    """What tells a mail without a Message-ID from others; Mailman files some twice, cut anew."""
    date = found.get("date", "")
    return "\n".join((found.get("from", ""), date, found.get("subject", ""), "" if date else text))
