"""Discourse archives: topics as ``/t/<id>.json`` gives them, or posts as ``/posts.json`` does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

from selectolax.lexbor import LexborHTMLParser

from peerlight.sources.audit import Audit, Knows
from peerlight.sources.contract import Part, Wish
from peerlight.sources.discourse_ends import NUMBERS, REPLIES, tie_ends
from peerlight.sources.html import (
    attribute,
    cut_out,
    domain_of,
    links_of,
    plain_text,
    text_of,
    tidy,
)
from peerlight.sources.iso_times import iso_moment
from peerlight.sources.json_files import LATEST, cut, load_json, text, whole
from peerlight.sources.loose import LooseRows
from peerlight.sources.packing import Tree
from peerlight.store.tables import (
    Account,
    Appointment,
    Channel,
    Link,
    Mention,
    Message,
    Reaction,
    Thread,
)

_LOOKED_AT = 20
_POST = 1
_LIKE = 2
_BOTS = {"system", "discobot"}
_OFFICES = ("admin", "moderator", "staff")
# a picture's path names the forum's host, which posts themselves do not
_HOST = re.compile(r"/user_avatar/([a-z0-9.-]+\.[a-z]{2,})/")
_QUOTES = "blockquote, aside.quote"

Json = dict[str, Any]


class Discourse:
    """The reader of Discourse archives, whichever of the two forms a file has."""

    platform: ClassVar[str] = "discourse"
    looked_for: ClassVar[str] = "JSON files of topics (post_stream) or of posts (cooked, topic_id)"
    knows: ClassVar[Knows] = Knows(
        reply_links=True,
        appointments=True,
        views=True,
        notes=(
            "Likes are counts: who liked, and when, is not in this format.",
            "Moderators, admins and staff are those of the day of the crawl.",
            "Views are a topic's, on the day of the crawl, and stand at its first post.",
        ),
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether one of the first JSON files holds posts."""
        return any(True for _ in _sample(tree))

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Runs of files alike in bytes, with the forum's host where a picture gives it away."""
        sized = [(name, tree.size(name)) for name in _json_names(tree)]
        host = next((h for _, post in _sample(tree) if (h := _host(post))), None)
        return [Part(run, {"host": host}) for run in cut(sized)]

    def read(self, tree: Tree, part: Part, wish: Wish) -> LooseRows:
        """Read files of topics or posts. Complexity: linear in bytes."""
        reading = _Reading(wish, self.platform, part.context.get("host"))
        for name in part.names:
            data = load_json(tree, name, reading.rows.audit)
            if data is None:
                continue
            found = _posts(data)
            if found is None:
                reading.rows.audit.skip(name, "no posts in it")
                continue
            for topic, record in found:
                reading.post(topic, record)
        return reading.finished()

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Tie replies and mentions, see :func:`~peerlight.sources.discourse_ends.tie_ends`."""
        return tie_ends(folder)


class _Reading:
    """One part on its way to rows."""

    def __init__(self, wish: Wish, platform: str, host: str | None) -> None:
        self.wish, self.prefix, self.host = wish, wish.source or platform, host
        self.rows = LooseRows()
        self.seen: set[object] = set()

    def once(self, record: Account | Channel | Thread | Appointment) -> None:
        """Add a record unless the part has it already."""
        if record not in self.seen:
            self.seen.add(record)
            self.rows.add(record)

    def post(self, topic: Json, record: object) -> None:
        """Keep one post, or drop it for a reason."""
        found = _fields(record)
        if isinstance(found, str):
            self.rows.audit.drop(found)
            return
        assert isinstance(record, dict)
        number, topic_id, username, posted_at = found
        message_id, thread_id = f"{self.prefix}:{number}", f"{self.prefix}:{topic_id}"
        self.number(record, message_id, thread_id)
        private = topic.get("archetype") == "private_message"
        if private and str(topic_id) not in self.wish.include_private:
            self.rows.audit.drop("private message")
        elif record.get("post_type", _POST) != _POST:
            self.rows.audit.drop("system message")
        else:
            channel = self.place(topic, record, thread_id, private)
            account = self.author(record, username)
            message = Message(message_id, account, channel, thread_id, posted_at)
            self.rows.keep(self.written(message, topic, record))
            self.reception(message_id, record)

    def number(self, record: Json, message_id: str, thread_id: str) -> None:
        """Note the post's number within its topic, and the number it answers."""
        if number := whole(record.get("post_number")):
            self.rows.loose[NUMBERS].append((thread_id, number, message_id))
        if answered := whole(record.get("reply_to_post_number")):
            self.rows.loose[REPLIES].append((thread_id, answered, message_id))

    def place(self, topic: Json, record: Json, thread_id: str, private: bool) -> str:
        """The channel of a post; makes it and the thread known."""
        category = whole(topic.get("category_id", record.get("category_id")))
        native = "private" if private else "forum" if category is None else str(category)
        name = native if category is None or private else f"category {category}"
        channel, kind = f"{self.prefix}:{native}", "direct" if private else "channel"
        self.once(Channel(channel, self.prefix, name, kind, private))
        title = text(topic.get("title")) or text(record.get("topic_title"))
        self.once(Thread(thread_id, channel, title))
        return channel

    def author(self, record: Json, username: str) -> str:
        """The account of a post's author; makes it and its office known."""
        account = f"{self.prefix}:{username}"
        user = record.get("user_id")
        bot = username in _BOTS or (isinstance(user, int) and user < 0)
        self.once(Account(account, self.prefix, username, text(record.get("name")), bot))
        office = next((o for o in _OFFICES if record.get(o) is True), None)
        if office and not bot:
            self.once(Appointment(account, office))
        return account

    def written(self, message: Message, topic: Json, record: Json) -> Message:
        """The message with all that the post says; what was withdrawn keeps no text."""
        first = record.get("post_number") == 1
        changed = iso_moment(record.get("updated_at")) or message.posted_at
        edited = (whole(record.get("version")) or 1) > 1 and changed > message.posted_at
        withdrawn = any(record.get(k) for k in ("deleted_at", "user_deleted", "hidden"))
        return message._replace(
            kind="post" if first else "reply",
            edited_at=changed if edited else None,
            deleted_at=changed if withdrawn else None,
            text=None if withdrawn else self.said(message.message_id, record),
            url=self.url(record, message),
            views=whole(topic.get("views")) if first else None,
        )

    def said(self, message_id: str, record: Json) -> str | None:
        """A post's own words; its mentions and links go to the rows."""
        html = text(record.get("cooked"))
        if html is None:
            raw = text(record.get("raw"))
            return None if raw is None else tidy(raw)
        plain = plain_text(html)
        if plain is not None:
            return plain
        tree = LexborHTMLParser(html)
        if "<blockquote" in html or "<aside" in html:
            cut_out(tree, _QUOTES)
        if "mention" in html:
            self.mentions(tree, message_id)
        if "http" in html:
            for url in dict.fromkeys(links_of(tree)):
                self.rows.add(Link(message_id, url, domain_of(url)))
        if "onebox" in html:
            # the preview of a linked page is that page's words
            cut_out(tree, "aside.onebox")
        return text_of(tree, html)

    def mentions(self, tree: LexborHTMLParser, message_id: str) -> None:
        """Keep who is called by name. Whether the name is anybody's is settled at the end."""
        called: dict[str, None] = {}
        for node in tree.css("a.mention, span.mention"):
            href = attribute(node, "href")
            name = href.rsplit("/u/", 1)[-1] if "/u/" in href else node.text().removeprefix("@")
            called[name.strip().lower()] = None
        for name in called:
            self.rows.add(Mention(message_id, f"{self.prefix}:{name}"))

    def reception(self, message_id: str, record: Json) -> None:
        """Keep likes, which are counts, and an accepted answer."""
        if likes := _likes(record.get("actions_summary")):
            self.rows.add(Reaction(message_id, None, "like", n=likes))
        if record.get("accepted_answer") is True:
            self.rows.add(Reaction(message_id, None, "accepted"))

    def url(self, record: Json, message: Message) -> str | None:
        """The post's address, where the forum's host is known."""
        if self.host is None:
            return None
        slug, topic = text(record.get("topic_slug")) or "-", record.get("topic_id")
        return f"https://{self.host}/t/{slug}/{topic}/{record.get('post_number') or 1}"

    def finished(self) -> LooseRows:
        """The rows."""
        return self.rows


def _fields(record: object) -> tuple[int, int, str, int] | str:
    """Post id, topic id, username and time in microseconds; or why the record is dropped."""
    if not isinstance(record, dict):
        return "unreadable"
    number, topic = whole(record.get("id")), whole(record.get("topic_id"))
    username, posted_at = text(record.get("username")), iso_moment(record.get("created_at"))
    if not number or topic is None or username is None or posted_at is None:
        return "unreadable"
    if not 0 < posted_at < LATEST * 1_000_000:
        return "impossible time"
    return number, topic, username, posted_at


def _likes(actions: object) -> int:
    counts = [
        whole(action.get("count")) or 0
        for action in (actions if isinstance(actions, list) else [])
        if isinstance(action, dict) and action.get("id") == _LIKE
    ]
    # a count beyond everybody on earth is a broken record
    return sum(n for n in counts if n < 2**33)


def _posts(data: object) -> list[tuple[Json, object]] | None:
    """The posts in a file's content, each with its topic; None if it is of neither form."""
    if isinstance(data, list):
        return [({}, record) for record in data] if _holds_post(data) else None
    if not isinstance(data, dict):
        return None
    if isinstance(data.get("latest_posts"), list):
        return [({}, record) for record in data["latest_posts"]]
    stream = data.get("post_stream")
    if isinstance(stream, dict) and isinstance(stream.get("posts"), list):
        return [(data, record) for record in stream["posts"]]
    return [({}, data)] if _is_post(data) else None


def _holds_post(records: Sequence[object]) -> bool:
    return any(_is_post(record) for record in records)


def _is_post(record: object) -> bool:
    return isinstance(record, dict) and "topic_id" in record and "created_at" in record


def _json_names(tree: Tree) -> list[str]:
    return [name for name in tree.names() if name.endswith(".json")]


def _sample(tree: Tree) -> Iterator[tuple[Json, Json]]:
    """Posts, each with its topic, of the first JSON files."""
    for name in _json_names(tree)[:_LOOKED_AT]:
        for topic, record in _posts(load_json(tree, name, Audit())) or ():
            if isinstance(record, dict) and _is_post(record):
                yield topic, record


def _host(post: Json) -> str | None:
    found = _HOST.search(str(post.get("avatar_template")))
    return found[1] if found else None
