"""The IRC reader: logs cut into spans, each line read to a message or to who came and went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from peerlight.sources.audit import Audit, Knows
from peerlight.sources.contract import Part, Wish
from peerlight.sources.encodings import decoded
from peerlight.sources.irc.blocks import blocks
from peerlight.sources.irc.calls import tie_calls
from peerlight.sources.irc.events import LogReader
from peerlight.sources.irc.lines import plain
from peerlight.sources.irc.logs import BLOCK, PAGE, Log, find_log, is_log_name
from peerlight.sources.irc.pages import page_lines
from peerlight.sources.irc.relays import unwrap_relays
from peerlight.sources.irc.renames import tie_renames
from peerlight.sources.irc.stamps import begins_day
from peerlight.sources.loose import LooseRows
from peerlight.sources.packing import Tree
from peerlight.sources.spans import lines, records, span_parts

_LOOKED_AT = 20


class Irc:
    """The reader of IRC logs: a file, or a folder or zip of them."""

    platform: ClassVar[str] = "irc"
    looked_for: ClassVar[str] = (
        "text or HTML logs with a time and <nick>, a tab or a block of lines for each message"
    )
    knows: ClassVar[Knows] = Knows(
        joins=True,
        appointments=True,
        notes=(
            "Only the nick at the start of a line (nick: or nick,) tells to whom it is said.",
            "Times without a zone are read as UTC.",
            "Operators are known from the day on which a log first shows them as such.",
            "Block logs hold neither joins nor operators.",
        ),
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether one of the first files that may be a log is one."""
        names = [name for name in tree.names() if is_log_name(name)]
        return any(find_log(tree, name) for name in names[:_LOOKED_AT])

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Spans of logs, with what is known of each; private talk stays unread unless named."""
        audit = Audit()
        logs = _told_apart(dict(_logs(tree, audit)))
        wanted = {name.removeprefix("#").lower() for name in wish.include_private}
        kept = {n: g for n, g in logs.items() if not g.private or _bare(g.channel) in wanted}
        if len(kept) < len(logs):
            audit.notes.append(
                f"Left out unread, as they are private: {len(logs) - len(kept)} channels or direct"
                " conversations. Each can be included by its name."
            )
        parts = [
            Part(part.names, {**part.context, "logs": {n: kept[n] for n in part.names}})
            for part in span_parts(tree, list(kept))
        ]
        parts = parts or [Part((), {"spans": [], "logs": {}})]
        parts[0].context["audit"] = audit
        return parts

    def read(self, tree: Tree, part: Part, wish: Wish) -> LooseRows:
        """Read spans. Complexity: linear in bytes; the part's rows stand in memory."""
        reading = LogReader(wish, self.platform)
        audit = reading.rows.audit
        audit.add(part.context.get("audit", Audit()))
        for name, span in zip(part.names, part.context["spans"], strict=True):
            log = part.context["logs"][name]
            try:
                reading.open(log)
                if log.style == BLOCK:
                    for block in blocks(tree, name, span):
                        reading.block(block)
                else:
                    for group in _groups(tree, name, span, log):
                        reading.lines(group, log)
            except OSError as error:
                audit.skip(name, str(error))
        return reading.finished()

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """See past bridges, then tie calls and nicks, which need to know who wrote here."""
        prefix = wish.source or self.platform
        notes = unwrap_relays(folder, prefix, wish)
        return [*notes, *tie_calls(folder), *tie_renames(folder)]


def _logs(tree: Tree, audit: Audit) -> Iterator[tuple[str, Log]]:
    for name in tree.names():
        if is_log_name(name) and tree.size(name):
            if log := find_log(tree, name):
                yield name, log
            else:
                audit.skip(name, "no log of a known kind")


def _told_apart(logs: dict[str, Log]) -> dict[str, Log]:
    """The logs, those of a channel public if one of them shows that it is."""
    public = {log.channel for log in logs.values() if not log.private}
    return {name: log._replace(private=log.channel not in public) for name, log in logs.items()}


def _bare(channel: str) -> str:
    return channel.removeprefix("#").lower()


def _groups(tree: Tree, name: str, span: tuple[int, int], log: Log) -> Iterator[Iterable[str]]:
    """The lines of a span, in groups within which one line tells the day of the next."""
    if log.style == PAGE:
        # a page has to be parsed whole, so its first span stands for all of it
        if span[0] == 0:
            yield page_lines(tree.read(name))
    elif log.dated:
        yield map(_text, lines(tree, name, span))
    else:
        yield from (map(_text, day) for day in records(tree, name, span, begins_day))


def _text(line: bytes) -> str:
    return plain(decoded(line).rstrip("\r\n"))
