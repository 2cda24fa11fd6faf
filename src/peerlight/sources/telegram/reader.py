"""The Telegram reader: finds the chats of an export and reads the public ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import orjson

from peerlight.sources.audit import Audit, Knows
from peerlight.sources.contract import Part, Wish
from peerlight.sources.json_files import load_json
from peerlight.sources.loose import LooseRows
from peerlight.sources.packing import Tree
from peerlight.sources.spans import SPAN_BYTES
from peerlight.sources.telegram.chats import (
    Chat,
    chat_of,
    chat_spans,
    find_chats,
    message_texts,
)
from peerlight.sources.telegram.ends import tie_ends
from peerlight.sources.telegram.messages import ChatReader

_LOOKED_AT = 50
_HEAD = 64 * 1024
_CHAT = re.compile(
    rb'"type":\s*"(?:personal_chat|bot_chat|saved_messages|replies|verify_codes'
    rb'|(?:private|public)_(?:group|supergroup|channel))"'
)
_ACCOUNT = re.compile(rb'"personal_information":\s*\{|"chats":\s*\{\s*"about":')


class Telegram:
    """The reader of ``result.json`` as Telegram Desktop exports it, of a chat or an account."""

    platform: ClassVar[str] = "telegram"
    looked_for: ClassVar[str] = "result.json of a chat (name, type, id, messages) or of an account"
    knows: ClassVar[Knows] = Knows(
        reactors=True,
        reply_links=True,
        reaction_times=True,
        joins=True,
        notes=(
            "Of a reaction the last few people are named; the others are a count.",
            "Who is called by @username is not known, as the export holds no usernames.",
            "Who is an administrator is not in this format.",
            "Forwarded messages are kept without their text, which is somebody else's.",
        ),
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether one of the first JSON files begins like an export."""
        return any(_is_export(tree, name) for name in _json_names(tree)[:_LOOKED_AT])

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Spans of the chats that may be read; a file not written line by line is one part."""
        audit = Audit()
        shares = list(_shares(tree, wish, audit))
        parts = [
            Part((name,), {"spans": spans} if spans else {"wanted": wish.include_private})
            for name, spans in shares
        ] or [Part((), {})]
        parts[0].context["audit"] = audit
        return parts

    def read(self, tree: Tree, part: Part, wish: Wish) -> LooseRows:
        """Read a part's messages. Complexity: linear in bytes; the rows stand in memory."""
        reader = ChatReader(wish.source or self.platform)
        reader.rows.audit.add(part.context.get("audit", Audit()))
        for name in part.names:
            if "spans" in part.context:
                _read_spans(reader, tree, name, part.context["spans"])
            else:
                _read_whole(reader, tree, name, wish)
        return reader.finished()

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Tie threads and names, see :func:`~peerlight.sources.telegram.ends.tie_ends`."""
        return tie_ends(folder)


_Spans = list[tuple[Chat, tuple[int, int]]]


def _shares(tree: Tree, wish: Wish, audit: Audit) -> Iterator[tuple[str, _Spans]]:
    """File names with spans of chats, about 16 MB each; without spans where it is read whole."""
    left_out = 0
    for name in _json_names(tree):
        if not _is_export(tree, name):
            continue
        try:
            chats = find_chats(tree, name)
        except OSError as error:
            audit.skip(name, str(error))
            continue
        if not chats:
            yield name, []
        kept = [chat for chat in chats if _may_be_read(chat, wish)]
        left_out += len(chats) - len(kept)
        share: _Spans = []
        for chat, span in ((c, s) for c in kept for s in chat_spans(c, tree.size(name))):
            share.append((chat, span))
            if sum(end - start for _, (start, end) in share) >= SPAN_BYTES:
                yield name, share
                share = []
        if share:
            yield name, share
    if left_out:
        audit.notes.append(_left_out(left_out))


def _left_out(n: int) -> str:
    return (
        f"Left out unread, as they are private: {n} channels or direct conversations. Each can be"
        " included by its name."
    )


def _may_be_read(chat: Chat, wish: Wish) -> bool:
    return not chat.private or chat.name in wish.include_private or chat.id in wish.include_private


def _read_spans(reader: ChatReader, tree: Tree, name: str, spans: _Spans) -> None:
    for chat, span in spans:
        reader.open(chat)
        try:
            for text in message_texts(tree, name, span, chat.depth):
                reader.take(_loaded(text))
        except OSError as error:
            reader.rows.audit.skip(name, str(error))


def _loaded(text: bytes) -> object:
    try:
        record: object = orjson.loads(text)
    except orjson.JSONDecodeError:
        try:
            record = orjson.loads(text.decode("utf-8", "replace"))
        except orjson.JSONDecodeError:
            return None
    return record


def _read_whole(reader: ChatReader, tree: Tree, name: str, wish: Wish) -> None:
    audit = reader.rows.audit
    content = load_json(tree, name, audit)
    chats = list(_listed(content))
    if content is not None and not chats:
        audit.skip(name, "holds no messages")
    kept = [(chat, messages) for chat, messages in chats if _may_be_read(chat, wish)]
    if len(kept) < len(chats):
        audit.notes.append(_left_out(len(chats) - len(kept)))
    for chat, messages in kept:
        reader.open(chat)
        for record in messages:
            reader.take(record)


def _listed(content: object) -> Iterator[tuple[Chat, list[Any]]]:
    """The chats of a parsed file, each with its messages."""
    if not isinstance(content, dict):
        return
    chats = [content]
    for group in (content.get("chats"), content.get("left_chats")):
        listed = group.get("list") if isinstance(group, dict) else None
        chats += listed if isinstance(listed, list) else []
    for chat in chats:
        if isinstance(chat, dict) and isinstance(chat.get("messages"), list):
            yield chat_of(chat), chat["messages"]


def _json_names(tree: Tree) -> list[str]:
    return [n for n in tree.names() if n.lower().removesuffix(".gz").endswith(".json")]


def _is_export(tree: Tree, name: str) -> bool:
    try:
        with tree.open(name) as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    one = _CHAT.search(head[:4096]) is not None and b'"messages"' in head[:4096]
    return one or _ACCOUNT.search(head) is not None
