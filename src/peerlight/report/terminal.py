"""The findings on a terminal: 80 columns and up, with or without colour, or into a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from peerlight.report import words
from peerlight.report.comparing import beside
from peerlight.report.grouping import Tier, by_reason, by_tier, drops, newest_first
from peerlight.report.safe_text import plain, plain_name, web_address
from peerlight.values import Card, Findings, Reason, SourceAudit, Totals

NAMES_SHOWN = 5
FILES_SHOWN = 5
_WIDEST = 100  # longer lines of prose are hard to follow


def show(findings: Findings, console: Console) -> None:
    """Print the findings to ``console``: audit, totals, people, who was set aside, limits.

    Whatever people wrote is shown as text only: no markup, control or direction characters.
    """
    parts = chain(
        _head(findings),
        _audit(findings.audit),
        _totals(findings.totals),
        _people(findings),
        _set_aside(findings),
        _list("What this data cannot show", findings.limits),
        _list("Where the method was right, and where it was wrong", findings.judgement),
    )
    _print(parts, console)


def show_card(card: Card, console: Console, evidence: bool = False) -> None:
    """Print one member, also why not proposed; with ``evidence`` all rows, newest first."""
    aside = [("Set aside", card.set_aside)] if card.set_aside else []
    parts: list[RenderableType] = [
        Text(plain_name(card.name), style="bold"),
        Padding(_grid([*aside, *_lines(card)]), (0, 0, 0, 2), expand=False),
        *(_list("What we do not know", card.unknown)),
    ]
    if evidence:
        parts.extend(chain.from_iterable(_evidence(reason) for reason in card.reasons))
    _print(parts, console)


def _print(parts: Iterable[RenderableType], console: Console) -> None:
    options = console.options.update(
        width=min(console.width, _WIDEST), markup=False, highlight=False
    )
    for part in parts:
        for line in console.render_lines(part, options, pad=False):
            console.print(Segments([*_trimmed(line), Segment.line()]), end="")


def _trimmed(line: list[Segment]) -> list[Segment]:
    """The line without the blanks that rich fills cells with: nobody wants them in a file."""
    kept = list(line)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = Segment(kept[-1].text.rstrip(), kept[-1].style)
    return kept


def _evidence(reason: Reason) -> Iterator[RenderableType]:
    yield from _heading(plain(reason.sentence))
    for row in newest_first(reason):
        peer = f"with {plain_name(row.peer_name or row.peer_id or '')}" if row.peer_id else ""
        place = f"in {plain(row.channel)}" if row.channel else ""
        yield _indented(" ".join(filter(None, (words.day(row.at), peer, place))))
        if row.quote:
            yield _indented(f"“{plain(row.quote)}”", 4)
        yield _indented(web_address(row.url) or f"message {row.message_id}", 4)


def _head(findings: Findings) -> Iterator[RenderableType]:
    name = plain_name(findings.community) if findings.community else "this community"
    yield Text(f"Peerlight · {name}", style="bold")


def _audit(audit: Iterable[SourceAudit]) -> Iterator[RenderableType]:
    yield from _heading("What was read")
    for source in audit:
        yield Text(plain(f"{source.source}  {source.path}"), style="bold")
        yield _indented(
            f"{words.plural(source.found, 'message')} found, "
            f"{words.number(source.found - source.kept)} dropped, "
            f"{words.number(source.kept)} kept"
        )
        for each in beside(source):
            yield _indented(words.stated_in_words(each.what, each.stated, each.read), 4)
        for reason, n in drops(source):
            yield _indented(f"dropped {words.number(n)}: {reason}", 4)
        for file in source.unreadable[:FILES_SHOWN]:
            yield _indented(f"not readable: {file}", 4)
        more = len(source.unreadable) - FILES_SHOWN
        if more > 0:
            yield _indented(f"and {words.plural(more, 'more file')} not readable", 4)
        for note in source.notes:
            yield _indented(f"note: {note}", 4)


def _totals(totals: Totals) -> Iterator[RenderableType]:
    yield from _heading("In all")
    yield Text(
        f"{words.plural(totals.messages, 'message')} by {words.plural(totals.members, 'member')} "
        f"in {words.plural(totals.threads, 'thread')} and "
        f"{words.plural(totals.channels, 'channel')}; "
        f"{words.plural(totals.replies, 'reply')}, {words.plural(totals.mentions, 'mention')}, "
        f"{words.plural(totals.reactions, 'reaction')}."
    )
    if totals.first is not None and totals.last is not None:
        yield Text(f"From {words.day(totals.first)} to {words.day(totals.last)}.")


def _people(findings: Findings) -> Iterator[RenderableType]:
    yield from _heading(words.heading(findings.kind))
    yield Text(words.introduction(findings.kind, len(findings.shortlist)), style="italic")
    for tier in by_tier(findings.shortlist):
        yield from _tier(tier)


def _tier(tier: Tier) -> Iterator[RenderableType]:
    if tier.name is not None:
        yield Text()
        yield Text(f"{plain(words.tier_in_words(tier.name))}. {words.tier_note(len(tier.cards))}")
    for card in tier.cards:
        yield Text()
        yield Text(plain_name(card.name), style="bold")
        yield Padding(_grid(_lines(card)), (0, 0, 0, 2), expand=False)


def _grid(lines: Iterable[tuple[str, str]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True, width=9)
    grid.add_column(overflow="fold")
    for label, text in lines:
        grid.add_row(Text(label), Text(plain(text)))
    return grid


def _lines(card: Card) -> Iterator[tuple[str, str]]:
    if card.sentence:
        yield "", card.sentence
    for n, reason in enumerate(card.reasons):
        yield "" if n else "Why", reason.sentence
    if card.against:
        yield "Against", card.against
    if card.estimate is not None:
        where = words.where_in_words(card.estimate)
        yield (
            "How sure",
            f"{words.range_in_words(card.estimate)}; {where} "
            f"({words.level_in_words(card.estimate)})",
        )
    if card.drawn_by:
        yield "Proposed", f"as somebody who {words.estimate_name(card.drawn_by)}"
    yield "Following", words.following_in_words(card.following, card.engaged)
    if card.roles:
        yield "Roles", words.listed(card.roles)
    if card.niches:
        yield "Niches", words.listed(card.niches)


def _set_aside(findings: Findings) -> Iterator[RenderableType]:
    if not findings.set_aside:
        return
    yield from _heading("Not proposed, and why")
    for aside in by_reason(findings.set_aside):
        names = [plain_name(name, 30) for name in aside.names[:NAMES_SHOWN]]
        more = len(aside.names) - len(names)
        shown = f"{', '.join(names)} and {words.number(more)} more" if more else words.listed(names)
        yield _indented(f"{words.number(len(aside.names))} · {aside.reason}")
        yield _indented(shown, 6)


def _list(title: str, sentences: Iterable[str]) -> Iterator[RenderableType]:
    items = list(sentences)
    if not items:
        return
    yield from _heading(title)
    for sentence in items:
        grid = Table.grid(padding=(0, 1))
        grid.add_column(width=1)
        grid.add_column(overflow="fold")
        grid.add_row(Text("·"), Text(plain(sentence)))
        yield grid


def _heading(text: str) -> Iterator[RenderableType]:
    yield Text()
    yield Text(text, style="bold underline")


def _indented(text: str, by: int = 2) -> Padding:
    return Padding(Text(plain(text)), (0, 0, 0, by), expand=False)
