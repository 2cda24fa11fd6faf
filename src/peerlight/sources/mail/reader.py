"""The mail reader: boxes cut into spans, each mail read to a message and its loose ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from peerlight.sources.audit import Audit, Knows
from peerlight.sources.contract import Part, Wish
from peerlight.sources.loose import LooseRows
from peerlight.sources.mail.boxes import box_names, holds_mails, is_box, lists_of, mails, says_mails
from peerlight.sources.mail.messages import MailReader
from peerlight.sources.mail.people import tie_people
from peerlight.sources.mail.threads import tie_threads
from peerlight.sources.packing import Tree
from peerlight.sources.spans import span_parts

_LOOKED_AT = 20


class Mail:
    """The reader of mailing lists: mbox files and Mailman's monthly text, packed or not."""

    platform: ClassVar[str] = "mail"
    looked_for: ClassVar[str] = "mbox files, or .txt(.gz) whose mails begin with a From line"
    knows: ClassVar[Knows] = Knows(
        reply_links=True,
        notes=(
            "A person is a full name; an address with which one person writes is theirs.",
            "Who writes without a full name is known by the address.",
            "Addresses are kept only as seals, and are left out of the texts.",
            "Quotes, signatures and the list's footer are left out of the texts.",
            "Times without a zone are read as UTC.",
            "Joins, reactions and who runs the list are not in this format.",
        ),
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether one of the first files that may hold mails begins with one."""
        return any(is_box(tree, name) for name in box_names(tree)[:_LOOKED_AT])

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Spans of the files that hold mails, with the list that each file is of."""
        audit, boxes = Audit(), []
        for name in box_names(tree):
            if holds_mails(tree, name):
                boxes.append(name)
            elif says_mails(name):
                audit.skip(name, "no mails of a known form")
        lists = lists_of(tree, boxes)
        parts = [
            Part(part.names, {**part.context, "lists": {n: lists[n] for n in part.names}})
            for part in span_parts(tree, boxes)
        ] or [Part((), {"spans": []})]
        parts[0].context["audit"] = audit
        return parts

    def read(self, tree: Tree, part: Part, wish: Wish) -> LooseRows:
        """Read mails. Complexity: linear in bytes; the part's rows stand in memory."""
        reading = MailReader(wish, self.platform)
        reading.rows.audit.add(part.context.get("audit", Audit()))
        for name, span in zip(part.names, part.context["spans"], strict=True):
            reading.open(part.context["lists"][name], name)
            try:
                for mail in mails(tree, name, span):
                    reading.take(mail)
            except OSError as error:
                reading.rows.audit.skip(name, str(error))
        return reading.finished()

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Settle who is one person, which mails answer which, and what makes one thread."""
        prefix = wish.source or self.platform
        return [*tie_people(folder, prefix), *tie_threads(folder)]
