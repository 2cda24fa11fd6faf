"""The Stack Exchange reader: cuts the files of a dump into spans of rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from peerlight.sources.audit import Audit, Knows
from peerlight.sources.contract import Part, Wish
from peerlight.sources.loose import LooseRows
from peerlight.sources.packing import Tree
from peerlight.sources.spans import span_parts
from peerlight.sources.stackexchange.ends import tie_ends
from peerlight.sources.stackexchange.people import People
from peerlight.sources.stackexchange.posts import PostReader
from peerlight.sources.stackexchange.reception import VoteReader
from peerlight.sources.stackexchange.sites import (
    COMMENTS,
    POSTS,
    USERS,
    VOTES,
    Table,
    find_tables,
    holds_posts,
)
from peerlight.sources.stackexchange.xml_rows import declares_entities, head_of, xml_rows

_MESSAGES = frozenset({POSTS, COMMENTS})


class StackExchange:
    """The reader of Stack Exchange data dumps: the unpacked files of one site or of several."""

    platform: ClassVar[str] = "stackexchange"
    looked_for: ClassVar[str] = "Posts.xml of a data dump, beside Users, Comments and Votes.xml"
    knows: ClassVar[Knows] = Knows(
        reply_links=True,
        joins=True,
        views=True,
        notes=(
            "Votes are counts: who voted is not in a dump, but whose answer an asker took is.",
            "A vote has a day and no hour; only for acceptances is the day kept.",
            "Joining is the day on which an account was made; who left is not told.",
            "Moderators are not in a dump.",
            "A question stands in the channel of its first tag.",
            "Views are a question's, on the day of the dump.",
        ),
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether there is a ``Posts.xml`` that begins like a dump's."""
        return any(holds_posts(tree, name) for name in tree.names())

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Spans of the files, with what each holds; a file with entities of its own is refused."""
        audit, tables = Audit(), find_tables(tree)
        for name in list(tables):
            if declares_entities(head_of(tree, name)):
                audit.skip(name, "declares entities of its own, which is never needed; not read")
                del tables[name]
        parts = [
            Part(part.names, {**part.context, "tables": [tables[name] for name in part.names]})
            for part in span_parts(tree, list(tables))
        ]
        parts = parts or [Part((), {"spans": [], "tables": []})]
        parts[0].context["audit"] = audit
        return parts

    def read(self, tree: Tree, part: Part, wish: Wish) -> LooseRows:
        """Read spans. Complexity: linear in bytes; the part's rows stand in memory."""
        reading = _Reading(wish, wish.source or self.platform)
        audit = reading.rows.audit
        audit.add(part.context.get("audit", Audit()))
        places = zip(part.names, part.context["spans"], part.context["tables"], strict=True)
        for name, span, table in places:
            try:
                reading.table(tree, name, span, table)
            except OSError as error:
                audit.skip(name, str(error))
        return reading.finished()

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Settle threads and votes, see :func:`~peerlight.sources.stackexchange.ends.tie_ends`."""
        return tie_ends(folder, wish.source or self.platform)


class _Reading:
    """One part on its way to rows."""

    def __init__(self, wish: Wish, prefix: str) -> None:
        self.rows = LooseRows()
        people = People(wish, prefix, self.rows)
        posts = PostReader(people, self.rows)
        self.votes = VoteReader(people, self.rows)
        self.readers = {
            USERS: people.user,
            POSTS: posts.post,
            COMMENTS: posts.comment,
            VOTES: self.votes.vote,
        }

    def table(self, tree: Tree, name: str, span: tuple[int, int], table: Table) -> None:
        """Read a span of one file. Raises OSError where it is broken; what was read stays."""
        take, broken = self.readers[table.kind], 0
        for row in xml_rows(tree, name, span):
            if row is not None:
                take(row, table.site)
            elif table.kind in _MESSAGES:
                self.rows.audit.drop("unreadable")
            else:
                broken += 1
        if broken:
            self.rows.audit.skip(name, f"{broken:,} of its rows")

    def finished(self) -> LooseRows:
        """The rows, with the votes as loose ends."""
        self.votes.finish()
        return self.rows
