"""``peerlight privacy``: what a member can ask for, and what the community keeps."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from peerlight.cli.console import data, talk
from peerlight.cli.options import Community as CommunityFolder
from peerlight.cli.options import DryRun, Format, ReportFile
from peerlight.community import Community
from peerlight.errors import BadInput
from peerlight.plan import Plan

T = TypeVar("T")
Member = Annotated[str, typer.Argument(help="A member's id, an account's, or a name only one has.")]

privacy = typer.Typer(
    help="Objection, erasure, access, retention, and the member's own page.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(privacy, name="privacy")


@privacy.command("object")
def object_(
    community: CommunityFolder,
    member: Member,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take the objection back.")] = False,
    by: Annotated[str, typer.Option(help="Who took the objection, for the history.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Hide a member from every list, page and export, and from the evidence of others.

    Examples:
        peerlight privacy object my-community "Ana Silva"
        peerlight privacy object my-community "Ana Silva" --withdraw
    """
    opened = Community.open(community)
    plan = opened.withdraw_objection(member) if withdraw else opened.object(member, by)
    _done(plan, dry_run)


@privacy.command("erase")
def erase(
    community: CommunityFolder,
    member: Member,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Take a member out of every file, for good, and keep them out of later imports.

    Places whose free text seems to name them are listed on stdout, for a human to read.

    Examples:
        peerlight privacy erase my-community "Ana Silva" --dry-run
        peerlight privacy erase my-community "Ana Silva" --yes
    """
    plan = Community.open(community).erase(member)
    _say(plan)
    if dry_run:
        return
    if not yes:
        _ask()
    for place in plan.apply().named:
        typer.echo(f"{place.channel}\t{place.when}\t{place.id}")


@privacy.command("access")
def access(
    community: CommunityFolder,
    member: Member,
    out: Annotated[
        Path, typer.Option("--out", metavar="PLACE", help="A new folder, or a file.zip.")
    ] = Path("held.zip"),
    dry_run: DryRun = False,
) -> None:
    """Write all that is held about a member, as JSON and CSV.

    Example:
        peerlight privacy access my-community "Ana Silva" --out ana.zip
    """
    _done(Community.open(community).access(member, out), dry_run)


@privacy.command("page")
def page(
    community: CommunityFolder,
    member: Member,
    out: ReportFile = Path("my-page.html"),
) -> None:
    """Write a member's own page to hand over: what is held, why them, a form to reply.

    Example:
        peerlight privacy page my-community "Ana Silva" --out ana.html
    """
    out.write_text(Community.open(community).member_page(member), encoding="utf-8", newline="\n")
    talk().print(f"The page is {out}", markup=False, highlight=False, soft_wrap=True)


@privacy.command("retention")
def retention(community: CommunityFolder, dry_run: DryRun = False) -> None:
    """Drop the texts that the settings no longer keep; ids, marks and evidence stay.

    Example:
        peerlight privacy retention my-community --dry-run
    """
    _done(Community.open(community).retain(), dry_run)


@privacy.command("log")
def log(
    community: CommunityFolder,
    format: Annotated[Format, typer.Option(help="table or json.")] = Format.table,
) -> None:
    """What was done for privacy, and when; it names nobody.

    Example:
        peerlight privacy log my-community
    """
    from peerlight.report.document import dumps_rows

    lines = Community.open(community).privacy_log
    if format is Format.json:
        typer.echo(dumps_rows(lines), nl=False)
    elif format is Format.table:
        for line in lines:
            numbers = ", ".join(f"{n:,} {what}" for what, n in list(line.items())[2:])
            data().print(f"{line['at']}  {line['act']}: {numbers}", markup=False, highlight=False)
    else:
        raise BadInput(f"log has no format {format.value!r}", do_next="Take table or json.")


def _done(plan: Plan[T], dry_run: bool) -> None:
    _say(plan)
    if not dry_run:
        plan.apply()


def _say(plan: Plan[T]) -> None:
    talk().print(plan.explain(), markup=False, highlight=False, soft_wrap=True)


def _ask() -> None:
    """Ask a human before what cannot be undone."""
    if not sys.stdin.isatty():
        raise BadInput("Erasing cannot be undone", do_next="Say --yes if it is meant.")
    if not typer.confirm("Erase for good?", err=True):
        raise BadInput("Nothing was erased")
