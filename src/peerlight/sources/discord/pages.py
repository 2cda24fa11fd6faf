"""Messages out of HTML pages, in the three ways in which versions of the exporter wrote them.

The newest puts each message into a container, an older one into a group beside its author, and the
oldest writes the contents of a group one after the other, without ids.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from peerlight.sources.discord.contents import read_content
from peerlight.sources.discord.stretches import pieces
from peerlight.sources.discord.talk import AS_UTC, Said, Talk, Who
from peerlight.sources.discord.times import possible, printed_time, snowflake_time
from peerlight.sources.encodings import decoded
from peerlight.sources.html import attribute

MARK = re.compile(rb"<div [^>]{0,200}?class=[\"']?chatlog__message-?group\b")
"""What each group of messages begins with."""

GROUPS = "div.chatlog__message-group, div.chatlog__messagegroup"

_SECOND = 1_000_000
_QUARTER = 900
_COUNT = re.compile(r"Exported ([\d\s.,'’]{1,20}) message")
_TARGET = re.compile(r"scrollToMessage\(\s*event\s*,\s*['\"]?(\d{1,20})")
_TAIL = 4096
# no version nests elements that tell of a message deeper than half of this
_DEEPEST = 16


def page_of(data: bytes) -> LexborHTMLParser:
    """A stretch of a page, parsed; each group in the encoding that it is in."""
    try:
        data.decode()
    except UnicodeDecodeError:
        data = "".join(map(decoded, pieces(data, MARK))).encode("utf-8", "replace")
    return LexborHTMLParser(data)


def stated(data: bytes) -> int:
    """The number of messages that the foot of a page states; 0 where it is cut off."""
    found = _COUNT.search(decoded(data[-_TAIL:]))
    return int("".join(filter(str.isdigit, found[1])) or 0) if found else 0


@dataclass(slots=True)
class _Piece:
    """What a group's elements have told of one message so far."""

    id: str | None = None
    printed: str = ""
    replies: bool = False
    answers: str | None = None
    content: LexborNode | None = None
    reactions: LexborNode | None = None
    notice: str | None = None


class PageReader:
    """Turns groups of messages into rows; ``month_first`` says how numeric dates are read."""

    def __init__(self, talk: Talk, month_first: bool) -> None:
        self._talk, self._month_first = talk, month_first
        self._who: Who | None = None
        self._printed, self._depth = "", 0
        self._answer: tuple[bool, str | None] = (False, None)
        self._piece: _Piece | None = None

    def take(self, page: LexborHTMLParser) -> None:
        """Read every group of a page. Linear in its elements."""
        for group in page.css(GROUPS):
            self.take_group(group)

    def take_group(self, group: LexborNode) -> None:
        """Read one group, whose author may be named once for all its messages."""
        self._who, self._printed, self._piece = None, "", None
        self._answer = (False, None)
        self._walk(group)
        self._close()

    def _walk(self, parent: LexborNode) -> None:
        self._depth += 1
        node = parent.first_child if self._depth < _DEEPEST else None
        while node is not None:
            name = node.attributes.get("class") if node.is_element_node else None
            act = self._ACTS.get(name.partition(" ")[0]) if name else None
            if act is not None:
                act(self, node)
            node = node.next
        self._depth -= 1

    def _open(self, node: LexborNode) -> None:
        """An element that may hold a message with its id."""
        if number := attribute(node, "data-message-id").strip():
            self._close()
            self._piece = _Piece(number)
        self._walk(node)

    def _current(self) -> _Piece:
        if self._piece is None:
            self._piece = _Piece()
        return self._piece

    def _author(self, node: LexborNode) -> None:
        number = attribute(node, "data-user-id").strip() or None
        handle = attribute(node, "title").strip() or None
        self._who = Who(number, handle, node.text().strip() or None)

    def _noticed(self, node: LexborNode) -> None:
        self._author(node)
        self._current().notice = ""

    def _notice(self, node: LexborNode) -> None:
        self._current().notice = " ".join(node.text().split())

    def _tag(self, node: LexborNode) -> None:
        if self._who is not None:
            self._who = self._who._replace(bot=True)

    def _date(self, node: LexborNode) -> None:
        self._printed = attribute(node, "title") or node.text().strip()

    def _reply(self, node: LexborNode) -> None:
        link = node.css_first("[onclick*='scrollToMessage']")
        target = _TARGET.search(attribute(link, "onclick")) if link is not None else None
        # a command that an app answers looks like a reply, but there is nothing to scroll to
        lost = node.css_first(".chatlog__reply-unknown, .chatlog__reference-unknown") is not None
        self._answer = (target is not None or lost, target[1] if target else None)

    def _content(self, node: LexborNode) -> None:
        if (piece := self._current()).content is not None and piece.id is None:
            self._close()
        self._current().content = node

    def _media(self, node: LexborNode) -> None:
        self._current()

    def _reactions(self, node: LexborNode) -> None:
        self._current().reactions = node

    _ACTS: ClassVar[dict[str, Callable[[PageReader, LexborNode], None]]] = {
        "chatlog__message-container": _open,
        "chatlog__message": _open,
        "chatlog__message-aside": _walk,
        "chatlog__message-primary": _walk,
        "chatlog__messages": _walk,
        "chatlog__header": _walk,
        "chatlog__author": _author,
        "chatlog__author-name": _author,
        "chatlog__author-tag": _tag,
        "chatlog__bot-tag": _tag,
        "chatlog__bot-label": _tag,
        "chatlog__system-notification-author": _noticed,
        "chatlog__system-notification-content": _notice,
        "chatlog__system-notification-timestamp": _date,
        "chatlog__timestamp": _date,
        "chatlog__short-timestamp": _date,
        "chatlog__reply": _reply,
        "chatlog__reference": _reply,
        "chatlog__content": _content,
        "chatlog__attachment": _media,
        "chatlog__embed": _media,
        "chatlog__reactions": _reactions,
    }

    def _close(self) -> None:
        """Keep the message that is told so far, or drop it for a reason."""
        piece, self._piece = self._piece, None
        if piece is None:
            return
        piece.printed = self._printed
        (piece.replies, piece.answers), self._answer = self._answer, (False, None)
        audit = self._talk.rows.audit
        at = self._at(piece)
        if at is None or not possible(at):
            audit.drop("impossible time")
        elif (author := self._talk.account(self._who) if self._who else None) is None:
            audit.drop("no author")
        elif piece.notice is not None:
            if piece.notice == "joined the server.":
                self._talk.moved(author, "join", at)
            elif piece.notice == "left the group.":
                self._talk.moved(author, "leave", at)
            audit.drop("system message")
        else:
            self._keep(piece, author, at)

    def _at(self, piece: _Piece) -> int | None:
        at = snowflake_time(piece.id) if piece.id else None
        if at is None and (seconds := printed_time(piece.printed, self._month_first)):
            self._talk.note(AS_UTC)
            at = seconds * _SECOND
        return at

    def _keep(self, piece: _Piece, author: str, at: int) -> None:
        talk = self._talk
        content = read_content(piece.content) if piece.content is not None else None
        edited = self._edited(piece, content.edited, at) if content and content.edited else None
        said = content.text if content else None
        message_id = talk.keep(
            Said(piece.id, author, at, said, piece.replies, piece.answers, edited)
        )
        if content and content.called:
            own = self._who.handle if self._who else None
            # who bears a handle is known when everybody is
            called = (f"{talk.prefix}:@{handle}" for handle in content.called if handle != own)
            talk.call(message_id, author, called)
        if content and content.links:
            talk.link(message_id, content.links)
        if piece.reactions is not None:
            talk.react(message_id, _given(piece.reactions))

    def _edited(self, piece: _Piece, printed: str, at: int) -> int | None:
        """When a message was edited: the page's clock is as far from UTC as at its posting."""
        for month_first in (self._month_first, not self._month_first):
            posted, edited = (printed_time(t, month_first) for t in (piece.printed, printed))
            if posted is None or edited is None:
                return None
            ahead = round((posted - at / _SECOND) / _QUARTER) * _QUARTER
            if abs(ahead) < 100_000:
                return max(at, (edited - ahead) * _SECOND)
        return None


def _given(reactions: LexborNode) -> Iterator[tuple[None, str | None, int]]:
    for reaction in reactions.css(".chatlog__reaction"):
        image, count = reaction.css_first("img"), reaction.css_first(".chatlog__reaction-count")
        emoji = attribute(reaction, "title")
        if not emoji and image is not None:
            emoji = attribute(image, "title") or attribute(image, "alt")
        digits = "".join(filter(str.isdigit, count.text())) if count is not None else ""
        yield None, emoji or None, int(digits) if 0 < len(digits) < 12 else 0
