"""What members wrote: notes, articles and questions, with their authors, turned into records."""

from __future__ import annotations

import re
from hashlib import sha256

import orjson
from selectolax.lexbor import LexborHTMLParser

from peerlight.sources.activitystreams.vocabulary import (
    MACHINES,
    Json,
    address_of,
    each,
    id_of,
    is_public,
    kind_of,
    micros,
    name_of,
    names_everybody,
    native_id,
)
from peerlight.sources.contract import Wish
from peerlight.sources.html import attribute, cut_out, plain_text, text_of
from peerlight.sources.json_files import text
from peerlight.sources.loose import LooseRows
from peerlight.sources.words import kept_id, known_name, web_link, web_links, words
from peerlight.store.tables import (
    Account,
    Channel,
    Gathering,
    Link,
    Mention,
    Message,
    Thread,
)

EVERYWHERE, PRIVATE = "public", "private"

_CARDS = "a.mention, a.hashtag, a[rel~=tag]"
_UNSEEN = re.compile("<(?:script|style)", re.IGNORECASE)


class MessageReader:
    """Turns what was written into rows, and makes its authors known."""

    def __init__(self, wish: Wish, platform: str) -> None:
        self.wish, self.prefix = wish, wish.source or platform
        self.rows = LooseRows()
        self.accounts: dict[str, Account] = {}
        self.known: dict[str, str] = {}
        self.channels: dict[str, Channel] = {}

    def message(
        self, thing: Json, activity: Json, owner: str | None, edition: bool = False
    ) -> None:
        """Keep one message, or drop it for a reason."""
        author = id_of(thing.get("attributedTo")) or id_of(activity.get("actor")) or owner
        at = micros(thing.get("published"), activity.get("published"))
        private = not is_public(thing, activity)
        if kind_of(thing) == "Tombstone":
            self.rows.audit.drop("deleted")
        elif author is None:
            self.rows.audit.drop("no author")
        elif at is None:
            self.rows.audit.drop("impossible time")
        elif private and PRIVATE not in self.wish.include_private:
            self.rows.audit.drop("private message")
        else:
            by = thing.get("attributedTo") or activity.get("actor") or owner
            self.keep(thing, activity, (self.account(by), at, private, edition))

    def keep(self, thing: Json, activity: Json, known: tuple[str, int, bool, bool]) -> None:
        """Keep a message of a known author, time, privacy; an edition replaces an older one."""
        author, at, private, edition = known
        channel = self.place(thing, activity, private)
        message_id = self.ref(_id_of(thing, activity))
        answered = id_of(thing.get("inReplyTo"))
        answers = self.ref(answered) if answered else None
        talk = id_of(thing.get("context")) or id_of(thing.get("conversation"))
        thread = self.ref(talk) if talk else answers or message_id
        changed = micros(thing.get("updated"), activity.get("published") if edition else None)
        title = name_of(thing)
        if title and not answers:
            self.rows.add(Thread(thread, channel, title, author))
        self.rows.keep(
            Message(
                message_id,
                author,
                channel,
                thread,
                at,
                "reply" if answers else "question" if _asks(thing) else "post",
                answers,
                changed if changed and changed > at else None,
                text=self.said(thing, message_id) or title,
                url=next((url for url, _ in web_link(_page_of(thing))), None),
            )
        )
        self.mentions(thing, message_id, author)
        self.gathering(thing, author)

    def place(self, thing: Json, activity: Json, private: bool) -> str:
        """The channel: the group it is meant for, else all that is public; made known once."""
        native = PRIVATE if private else EVERYWHERE
        name: str | None = native
        for held in (thing, activity):
            for group in (*each(held.get("audience")), *each(held.get("target"))):
                identifier = id_of(group)
                if identifier and not private and not names_everybody(identifier):
                    native = native_id(identifier, self.wish)
                    name = name_of(group) or known_name(native.rstrip("/").rpartition("/")[2])
                    break
        channel = f"{self.prefix}:{native}"
        row = Channel(channel, self.prefix, name or native, "channel", private)
        if channel not in self.channels or self.channels[channel].name == native:
            self.channels[channel] = row
        return channel

    def said(self, thing: Json, message_id: str) -> str | None:
        """The text of a message; its links go to the rows. Scripts are never read."""
        content = thing.get("content")
        spoken = thing.get("contentMap")
        if content is None and isinstance(spoken, dict):
            content = next(iter(spoken.values()), None)
        if not isinstance(content, str):
            return None
        if thing.get("mediaType") in ("text/plain", "text/markdown"):
            return self.linked(words(content), message_id)
        plain = plain_text(content)
        if plain is not None:
            return self.linked(words(plain), message_id)
        # paragraphs stand side by side, without a line's end between them
        html = content.replace("</p><p", "</p>\n<p").replace("<br", "\n<br")
        tree = LexborHTMLParser(html)
        if _UNSEEN.search(html):
            cut_out(tree, "script, style")
        if "href" in html:
            self.anchors(tree, message_id)
        return words(text_of(tree, html))

    def anchors(self, tree: LexborHTMLParser, message_id: str) -> None:
        """Keep the addresses that lead elsewhere than to members and tags."""
        cards = {attribute(node, "href") for node in tree.css(_CARDS)}
        for node in tree.css('a[href^="http"]'):
            href = attribute(node, "href")
            for url, domain in web_link(href) if href not in cards else ():
                self.rows.add(Link(message_id, url, domain))

    def linked(self, said: str | None, message_id: str) -> str | None:
        """The plain text, whose links go to the rows."""
        for url, domain in web_links(said or ""):
            self.rows.add(Link(message_id, url, domain))
        return said

    def mentions(self, thing: Json, message_id: str, author: str) -> None:
        """Keep who is called by a tag."""
        called: dict[str, None] = {}
        for tag in each(thing.get("tag")):
            identifier = id_of(tag.get("href")) if kind_of(tag) == "Mention" else None
            if identifier:
                called[self.account({"id": identifier, "preferredUsername": _handle(tag)})] = None
        for account in called:
            if account != author:
                self.rows.add(Mention(message_id, account))

    def gathering(self, thing: Json, host: str) -> None:
        """Keep an event as what its host brings people together for."""
        starts = micros(thing.get("startTime"))
        if kind_of(thing) == "Event" and starts is not None:
            gathering = self.ref(_id_of(thing, {}))
            self.rows.add(Gathering(gathering, host, name_of(thing) or "event", starts))

    def account(self, actor: object) -> str:
        """The account of an actor, who stands there whole or by an id; made known once."""
        if isinstance(actor, str) and actor in self.known:
            return self.known[actor]
        one = next((a for a in each(actor) if id_of(a)), None)
        identifier = str(id_of(one))
        account = self.ref(identifier)
        seen = self.accounts.get(account) or Account(account, self.prefix)
        address = address_of(identifier)
        if address:
            seen = seen._replace(email_hash=self.wish.seal(address))
        if isinstance(one, dict):
            seen = seen._replace(
                handle=known_name(one.get("preferredUsername")) or seen.handle,
                name=name_of(one) or seen.name,
                is_bot=seen.is_bot or kind_of(one) in MACHINES,
                created_at=micros(one.get("published")) or seen.created_at,
            )
        self.accounts[account] = seen
        self.known[identifier] = account
        return account

    def ref(self, identifier: str) -> str:
        """An id of the network as one of this community, with e-mail addresses in it sealed."""
        return f"{self.prefix}:{native_id(identifier, self.wish)}"

    def finished(self) -> LooseRows:
        """The rows."""
        for channel in self.channels.values():
            self.rows.add(channel)
        for account in self.accounts.values():
            self.rows.add(account)
        return self.rows


def _id_of(thing: Json, activity: Json) -> str:
    """A message's id: its own, its activity's, or one from all that it says."""
    if identifier := id_of(thing) or id_of(activity):
        return identifier
    said = orjson.dumps([thing, activity], option=orjson.OPT_SORT_KEYS)
    return sha256(said).hexdigest()[:20]


def _asks(thing: Json) -> bool:
    """Whether this is a question; one with answers to choose from is a poll."""
    return kind_of(thing) == "Question" and not (thing.get("oneOf") or thing.get("anyOf"))


def _page_of(thing: Json) -> str | None:
    """Where people read it."""
    return id_of([link for link in each(thing.get("url")) if link])


def _handle(tag: Json) -> str | None:
    """The handle in ``@ada@example.org``, without the server, as it looks like an address."""
    name = text(tag.get("name"))
    return (kept_id(name.lstrip("@").partition("@")[0]) if name else None) or None
