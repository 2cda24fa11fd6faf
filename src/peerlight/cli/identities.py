"""``peerlight identity``: one person behind several accounts, and who is a bot."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from peerlight.cli.console import data, talk
from peerlight.cli.options import Community as CommunityFolder
from peerlight.cli.options import DryRun, Format
from peerlight.clock import iso
from peerlight.community import Community
from peerlight.errors import BadInput

if TYPE_CHECKING:
    from peerlight.activity.identity.suggesting import Suggestion
    from peerlight.plan import Plan
    from peerlight.values import Decision

_LIST = "suggestions"

Account = Annotated[str, typer.Argument(help="An account's id, or a name that only one has.")]
Other = Annotated[str, typer.Argument(help="The other account.")]
By = Annotated[str, typer.Option(help="Who decided it, for the history.")]


class _Group(TyperGroup):
    """``peerlight identity COMMUNITY`` lists, as it is asked most often."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        if args and args[0] not in (*self.commands, "--help"):
            args = [_LIST, *args]
        return super().parse_args(ctx, args)


identity = typer.Typer(
    cls=_Group,
    help="One person behind several accounts, and who is a bot; every decision can be undone.\n\n"
    "Start with: peerlight identity COMMUNITY",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(identity, name="identity")


@identity.command(_LIST)
def suggestions(
    community: CommunityFolder,
    format: Annotated[Format, typer.Option(help="table or json.")] = Format.table,
) -> None:
    """Who may be one person, how sure that is, and why. Nobody is joined without being asked for.

    Examples:
        peerlight identity my-community
        peerlight identity my-community --format json
    """
    found = Community.open(community).suggestions()
    if _as_json(format, map(asdict, found)):
        return
    for each in found:
        _say_data(*_told(each))
    if found:
        talk().print(
            "To decide: peerlight identity accept (or reject) COMMUNITY ACCOUNT OTHER",
            highlight=False,
            soft_wrap=True,
        )
    else:
        talk().print("No two members look like one person.", highlight=False)


@identity.command("accept")
def accept(
    community: CommunityFolder, account: Account, other: Other, by: By = "", dry_run: DryRun = False
) -> None:
    """Say that two accounts are the same person's.

    Example:
        peerlight identity accept my-community slack:U1 forum:17
    """
    _done(Community.open(community).same_person(account, other, by), dry_run)


@identity.command("reject")
def reject(
    community: CommunityFolder, account: Account, other: Other, by: By = "", dry_run: DryRun = False
) -> None:
    """Say that two accounts are not the same person's, also where the source ties them.

    Example:
        peerlight identity reject my-community slack:U1 forum:17
    """
    _done(Community.open(community).not_same_person(account, other, by), dry_run)


@identity.command("bot")
def bot(community: CommunityFolder, account: Account, by: By = "", dry_run: DryRun = False) -> None:
    """Say that an account is a bot's.

    Example:
        peerlight identity bot my-community slack:U9
    """
    _done(Community.open(community).bot(account, by), dry_run)


@identity.command("human")
def human(
    community: CommunityFolder, account: Account, by: By = "", dry_run: DryRun = False
) -> None:
    """Say that an account is a human's, though it was taken for a bot.

    Example:
        peerlight identity human my-community slack:U9
    """
    _done(Community.open(community).human(account, by), dry_run)


@identity.command("undo")
def undo(
    community: CommunityFolder,
    number: Annotated[int, typer.Argument(metavar="N", help="The number that history shows.")],
    dry_run: DryRun = False,
) -> None:
    """Take a decision back; what was decided before it counts again.

    Example:
        peerlight identity undo my-community 3
    """
    _done(Community.open(community).undo_decision(number), dry_run)


@identity.command("history")
def history(
    community: CommunityFolder,
    format: Annotated[Format, typer.Option(help="table or json.")] = Format.table,
) -> None:
    """Every decision about accounts with its number, also those undone.

    Example:
        peerlight identity history my-community
    """
    decisions = Community.open(community).decisions
    if not _as_json(format, map(_plainly, decisions)):
        for each in decisions:
            about = " ".join(shlex.quote(a) for a in (each.account_id, each.other_id) if a)
            undone = f", undone {iso(each.undone_at)}" if each.undone_at is not None else ""
            by = f", by {each.by}" if each.by else ""
            _say_data(f"{each.id}. {iso(each.at)} {each.kind}: {about}{by}{undone}")


def _plainly(decision: Decision) -> dict[str, Any]:
    undone = None if decision.undone_at is None else iso(decision.undone_at)
    return asdict(decision) | {"at": iso(decision.at), "undone_at": undone}


def _told(each: Suggestion) -> list[str]:
    but = f"; but {', '.join(each.against)}" if each.against else ""
    return [
        f"{each.likely} ({each.confidence:.2f}): {each.name} and {each.other_name}",
        f"  {shlex.quote(each.account_id)} {shlex.quote(each.other_id)}",
        f"  {'; '.join(each.reasons)}{but}",
    ]


def _as_json(format: Format, rows: Iterable[dict[str, Any]]) -> bool:
    """Print rows as JSON where that is asked for; says whether it was."""
    from peerlight.report.document import dumps_rows

    if format not in (Format.table, Format.json):
        raise BadInput(f"identity has no format {format.value!r}", do_next="Take table or json.")
    if format is Format.json:
        typer.echo(dumps_rows(list(rows)), nl=False)
    return format is Format.json


def _say_data(*lines: str) -> None:
    from peerlight.report.safe_text import plain

    for line in lines:
        indent = " " * (len(line) - len(line.lstrip(" ")))
        data().print(indent + plain(line), markup=False, highlight=False, soft_wrap=True)


def _done(plan: Plan[Decision], dry_run: bool) -> None:
    talk().print(plan.explain(), markup=False, highlight=False, soft_wrap=True)
    if not dry_run:
        made = plan.apply()
        if made.undone_at is None:
            typer.echo(made.id)
