"""Questions, answers and comments, as a dump's rows have them, turned into records."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from peerlight.sources.html import cut_out, links_of, plain_text, text_of
from peerlight.sources.iso_times import iso_time
from peerlight.sources.loose import LooseRows
from peerlight.sources.stackexchange.calls import CALLS, called
from peerlight.sources.stackexchange.people import OWNER, USER, People
from peerlight.sources.stackexchange.reception import ACCEPTED, scored
from peerlight.sources.stackexchange.sites import Site
from peerlight.sources.stackexchange.xml_rows import Attributes
from peerlight.sources.words import kept_id, web_link, web_links, words
from peerlight.store.tables import Channel, Link, Message, Thread

UNTAGGED = "without a tag"
WIKIS = "tag wikis"

_KINDS = {"1": "question", "2": "answer"}
_TAG = re.compile(r"[^<>|]+")


class PostReader:
    """Turns rows of posts and comments into records; one per part."""

    def __init__(self, people: People, rows: LooseRows) -> None:
        self.people, self.rows, self.prefix = people, rows, people.prefix
        self.channels: set[str] = set()

    def post(self, row: Attributes, site: Site) -> None:
        """Keep a question, an answer or a page of a tag's wiki, or drop it for a reason."""
        kind = _KINDS.get(row.get("PostTypeId", ""), "post")
        self.state(row, kind)
        found = self.written(row, site, OWNER)
        if found is None:
            return
        asked = kept_id(row.get("ParentId")) if kind == "answer" else None
        thread = self.id(asked, site) if asked else found.message_id
        post = self.with_words(found, row)
        # a new tag gets empty pages, which nobody wrote
        empty = kind == "post" and not post.text
        self.rows.keep(
            post._replace(
                channel_id=self.place(row, kind, site),
                thread_id=thread,
                kind="system" if empty else kind,
                reply_to=thread if asked else None,
                url=_url(site, "a" if asked else "q", row),
                views=_count(row.get("ViewCount")) or None,
            )
        )
        if not site.votes:
            scored(self.rows, found.message_id, row)
        if kind == "question":
            self.asked(found, row, site)

    def with_words(self, post: Message, row: Attributes) -> Message:
        """A post with what it says; what was withdrawn keeps no text."""
        edited = iso_time(row.get("LastEditDate", ""))
        withdrawn = iso_time(row.get("DeletionDate", ""))
        return post._replace(
            edited_at=edited if edited and edited > post.posted_at else None,
            deleted_at=withdrawn,
            text=None if withdrawn else self.said(post.message_id, row.get("Body", "")),
        )

    def asked(self, question: Message, row: Attributes, site: Site) -> None:
        """Keep what a question opens, and note which answer its asker took."""
        channel = self.place(row, "question", site)
        asker = question.account_id
        self.rows.add(Thread(question.message_id, channel, words(row.get("Title")), asker))
        if answer := kept_id(row.get("AcceptedAnswerId")):
            self.rows.loose[ACCEPTED].append((self.id(answer, site), asker))

    def comment(self, row: Attributes, site: Site) -> None:
        """Keep a comment, which answers its post, or drop it for a reason."""
        post = kept_id(row.get("PostId"))
        if post is None:
            self.rows.audit.drop("unreadable")
            return
        found = self.written(row, site, USER, "c")
        if found is None:
            return
        # in whose thread the post stands is settled when all posts are known
        about, text = self.id(post, site), words(row.get("Text"))
        self.rows.keep(
            found._replace(
                channel_id=self.channel(UNTAGGED, site),
                thread_id=about,
                kind="comment",
                reply_to=about,
                text=text,
                url=_url(site, "posts/comments", row),
            )
        )
        scored(self.rows, found.message_id, row)
        for url, domain in web_links(text or ""):
            self.rows.add(Link(found.message_id, url, domain))
        for name in called(text or ""):
            self.rows.loose[CALLS].append((found.message_id, name))

    def written(
        self, row: Attributes, site: Site, by: tuple[str, str], mark: str = ""
    ) -> Message | None:
        """What every row tells; None after the audit has counted why it is dropped.

        ``by`` are the columns that name the author; ``mark`` begins the number, as posts and
        comments are numbered each for themselves.
        """
        number, audit = kept_id(row.get("Id")), self.rows.audit
        if number is None:
            audit.drop("unreadable")
        elif (at := iso_time(row.get("CreationDate", ""))) is None:
            audit.drop("impossible time")
        elif (account := self.people.author(row, site, by)) is None:
            audit.drop("no author")
        else:
            return Message(self.id(f"{mark}{number}", site), account, "", "", at)
        return None

    def state(self, row: Attributes, kind: str) -> None:
        """Note how many messages the site says there are: a question tells of its answers."""
        answers = _count(row.get("AnswerCount")) if kind == "question" else 0
        own = 0 if kind == "answer" else 1
        self.rows.audit.state("messages", own + answers + _count(row.get("CommentCount")))

    def place(self, row: Attributes, kind: str, site: Site) -> str:
        """The channel of a post: its question's first tag. That of an answer is settled later."""
        if kind == "post":
            return self.channel(WIKIS, site)
        tag = _TAG.search(row.get("Tags", ""))
        return self.channel((words(tag[0]) if tag else None) or UNTAGGED, site)

    def channel(self, name: str, site: Site) -> str:
        """The id of a channel, made known once per part."""
        channel = self.id(name, site)
        if channel not in self.channels:
            self.channels.add(channel)
            self.rows.add(Channel(channel, self.prefix, f"{site.native}{name}"))
        return channel

    def said(self, message_id: str, html: str) -> str | None:
        """A post's own words; its links go to the rows."""
        plain = plain_text(html)
        if plain is not None:
            return words(plain)
        tree = LexborHTMLParser(html)
        if "<blockquote" in html:
            cut_out(tree, "blockquote")
        if "http" in html:
            for url in dict.fromkeys(links_of(tree)):
                for address, domain in web_link(url):
                    self.rows.add(Link(message_id, address, domain))
        return words(text_of(tree, html))

    def id(self, native: str, site: Site) -> str:
        """An id among all sources."""
        return f"{self.prefix}:{site.native}{native}"


def _url(site: Site, kind: str, row: Attributes) -> str | None:
    """Where the site shows a post, if the site's address is known."""
    number = row.get("Id", "")
    return f"https://{site.host}/{kind}/{number}" if site.host and number.isdecimal() else None


def _count(value: str | None) -> int:
    """A count as a dump writes it; 0 for what is none, or beyond belief."""
    number = int(value) if value and value.isdecimal() and len(value) < 19 else 0
    return number if number < 2**33 else 0
