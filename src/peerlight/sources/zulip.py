"""Zulip archives: one JSON file per topic, ``<stream id>-<stream>/<topic>.json``.

A message names its sender but not the sender's user id. Ids stand only where somebody is mentioned
or quoted, beside the name they had when it was written: names that share one id are one person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from peerlight.sources.audit import Audit, Knows
from peerlight.sources.contract import Part, Wish
from peerlight.sources.html import (
    attribute,
    cut_out,
    domain_of,
    links_of,
    plain_text,
    text_of,
)
from peerlight.sources.json_files import LATEST, cut, load_json, text, whole
from peerlight.sources.loose import LooseRows
from peerlight.sources.packing import Tree
from peerlight.sources.zulip_names import is_bot, tie_names
from peerlight.store.tables import Account, Channel, Link, Mention, Message, Thread

_STREAM = re.compile(r"(\d+)-(.*)")
_QUOTE_HEAD = re.compile(
    r'\s*<p>\s*<span class="user-mention silent"[^>]*>[^<]*</span>\s*<a [^>]*?/near/(\d+)'
)
_SYSTEM = "Notification Bot"
_RESOLVED = "\u2714 "


class Zulip:
    """The reader of Zulip topic archives (folder or zip, at or above the stream folders)."""

    platform: ClassVar[str] = "zulip"
    looked_for: ClassVar[str] = "topic JSON files in folders named <stream id>-<stream>"
    knows: ClassVar[Knows] = Knows(
        reply_links=True,
        notes=(
            "Replies are known only where a message starts by quoting another.",
            "Reactions and joins are not in this format.",
            "Messages name their sender without an id: two people with one name are one account.",
        ),
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether one of the first topic files is a list of Zulip messages."""
        topics = [name for name in tree.names() if _place(name)]
        return any(_is_topic(load_json(tree, name, Audit())) for name in topics[:20])

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Runs of topic files alike in bytes, with the streams' true names where they are known."""
        names = tree.names()
        streams = _stream_names(tree, names)
        sized = [(name, tree.size(name)) for name in names if _place(name)]
        return [Part(run, {"streams": streams}) for run in cut(sized)]

    def read(self, tree: Tree, part: Part, wish: Wish) -> LooseRows:
        """Read topics. Complexity: linear in bytes; the part's rows stand in memory."""
        reading = _Reading(wish.source or self.platform, part.context.get("streams", {}))
        for name in part.names:
            records = load_json(tree, name, reading.rows.audit)
            if isinstance(records, list):
                reading.topic(name, records)
            elif records is not None:
                reading.rows.audit.skip(name, "no list of messages")
        return reading.finished()

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Tie names that share a user id, see :func:`~peerlight.sources.zulip_names.tie_names`."""
        return tie_names(folder, wish.source or self.platform)


class _Reading:
    """One part on its way to rows."""

    def __init__(self, prefix: str, streams: dict[str, str]) -> None:
        self.prefix, self.streams = prefix, streams
        self.rows = LooseRows()
        self.shown: Counter[tuple[str, str]] = Counter()
        self.accounts: set[str] = set()
        self.channels: set[str] = set()
        self.threads: set[str] = set()

    def topic(self, name: str, records: list[Any]) -> None:
        """Read one topic's messages."""
        place = _place(name)
        assert place is not None
        stream, folder, topic = place
        channel, title = f"{self.prefix}:{stream}", topic.removeprefix(_RESOLVED).strip()
        thread = f"{channel}:{title}"
        if channel not in self.channels:
            self.channels.add(channel)
            self.rows.add(Channel(channel, self.prefix, self.streams.get(stream, folder)))
        if thread not in self.threads:
            self.threads.add(thread)
            self.rows.add(Thread(thread, channel, title))
        for record in records:
            self.message(record, channel, thread)

    def message(self, record: object, channel: str, thread: str) -> None:
        """Keep one message, or drop it for a reason."""
        found = _fields(record)
        if isinstance(found, str):
            self.rows.audit.drop(found)
            return
        assert isinstance(record, dict)
        number, sender, posted_at = found
        message_id, account = f"{self.prefix}:{number}", self.account(sender)
        html = record.get("content")
        answers, said = self.content(message_id, html) if isinstance(html, str) else (None, None)
        kind = "system" if sender == _SYSTEM else "reply" if answers else "post"
        self.rows.keep(
            Message(
                message_id, account, channel, thread, posted_at, kind, reply_to=answers, text=said
            )
        )

    def account(self, name: str) -> str:
        """The account of a name, made known once per part."""
        account = f"{self.prefix}:{name}"
        if account not in self.accounts:
            self.accounts.add(account)
            self.rows.add(Account(account, self.prefix, name=name, is_bot=is_bot(name)))
        return account

    def content(self, message_id: str, html: str) -> tuple[str | None, str]:
        """Mentions and links go to the rows; returns what is quoted at the start, and the text."""
        plain = plain_text(html)
        if plain is not None:
            return None, plain
        tree = LexborHTMLParser(html)
        named = "user-mention" in html
        if named:
            self.names(tree)
        answers = self.quoted(tree, html) if named and "/near/" in html else None
        if "<blockquote" in html:
            cut_out(tree, "blockquote")
        if named:
            self.mentions(tree, message_id)
        if "http" in html:
            self.links(tree, message_id)
        return answers, text_of(tree, html)

    def quoted(self, tree: LexborHTMLParser, html: str) -> str | None:
        """The message that this one starts by quoting; the line that says so is taken out."""
        head = _QUOTE_HEAD.match(html)
        if head is None:
            return None
        line = tree.css_first("p")
        if line is not None and _says_who(line.next):
            line.decompose()
        return f"{self.prefix}:{head[1]}"

    def names(self, tree: LexborHTMLParser) -> None:
        """Note which name is shown with which user id, in quotes as well."""
        for node in tree.css("span.user-mention"):
            user, name = attribute(node, "data-user-id"), _shown(node)
            if user.isdigit() and name:
                self.shown[f"{self.prefix}:{name}", user] += 1

    def mentions(self, tree: LexborHTMLParser, message_id: str) -> None:
        """Keep who is called by name: aloud, outside quotes, and not everybody at once."""
        called: dict[str, None] = {}
        for node in tree.css("span.user-mention:not(.silent)"):
            if attribute(node, "data-user-id").isdigit() and (name := _shown(node)):
                called[self.account(name)] = None
        for account in called:
            self.rows.add(Mention(message_id, account))

    def links(self, tree: LexborHTMLParser, message_id: str) -> None:
        """Keep the addresses that lead out of the archive, each once."""
        for url in dict.fromkeys(links_of(tree)):
            if "/#narrow/" not in url:
                self.rows.add(Link(message_id, url, domain_of(url)))

    def finished(self) -> LooseRows:
        """The rows, with the names shown beside ids as loose ends."""
        for (account, user), times in sorted(self.shown.items()):
            self.rows.loose["shown"].append((account, user, times))
            self.account(account.removeprefix(f"{self.prefix}:"))
        return self.rows


def _fields(record: object) -> tuple[int, str, int] | str:
    """Id, sender and time in microseconds; or the reason why the record is dropped."""
    if not isinstance(record, dict):
        return "unreadable"
    number, sender, at = (record.get(k) for k in ("id", "sender_full_name", "timestamp"))
    number, sender = whole(number), text(sender)
    if not number or sender is None or not isinstance(at, int | float) or isinstance(at, bool):
        return "unreadable"
    if not 0 < at < LATEST:
        return "impossible time"
    return number, sender, int(at * 1_000_000)


def _place(name: str) -> tuple[str, str, str] | None:
    """Stream id, stream name and topic from a file's name; None if it is not a topic."""
    # a name on disk may be no UTF-8 text
    path = PurePosixPath(name.encode("utf-8", "replace").decode())
    if path.suffix != ".json":
        return None
    for depth, folder in enumerate(path.parts[:-1]):
        if found := _STREAM.fullmatch(folder):
            # a slash in a stream's name has become a folder
            stream = "/".join((found[2], *path.parts[depth + 1 : -1]))
            return found[1], unquote(stream), unquote(path.name[:-5].replace(".", "%"))
    return None


def _is_topic(data: object) -> bool:
    first = data[0] if isinstance(data, list) and data else None
    return isinstance(first, dict) and "sender_full_name" in first and "timestamp" in first


def _stream_names(tree: Tree, names: Sequence[str]) -> dict[str, str]:
    """Stream names by id from ``stream_index.json``; folder names have lost their spaces."""
    index = next((n for n in names if PurePosixPath(n).name == "stream_index.json"), None)
    data = load_json(tree, index, Audit()) if index else None
    streams = data.get("streams") if isinstance(data, dict) else None
    if not isinstance(streams, dict):
        return {}
    known = {n: s.get("id") for n, s in streams.items() if isinstance(s, dict)}
    return {str(number): name for name, number in known.items() if isinstance(number, int)}


def _shown(node: LexborNode) -> str:
    return node.text().removeprefix("@").strip()


def _says_who(node: LexborNode | None) -> bool:
    """Whether a quote follows, so that the paragraph before it only says whose it is."""
    while node is not None and node.tag == "-text":
        node = node.next
    return node is not None and node.tag == "blockquote"
