"""``peerlight import``: take a source into a community."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from peerlight.cli.console import progress_bars, talk
from peerlight.cli.options import IncludePrivate, SourceName
from peerlight.community import Community
from peerlight.errors import BadInput


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_)


def import_(
    community: Annotated[
        Path | None, typer.Argument(help="The community's folder; made if it is not there.")
    ] = None,
    sources: Annotated[list[Path] | None, typer.Argument(help="Exports, archives.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Say what would happen, change nothing.")] = False,
    template: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write empty activity tables to fill in, and stop."),
    ] = None,
    source_name: SourceName = None,
    include_private: IncludePrivate = None,
) -> None:
    """Take sources into a community. The same export twice changes nothing.

    Examples:
        peerlight import my-community export.zip
        peerlight import my-community forum/ --source-name forum --dry-run
        peerlight import --template tables/
    """
    if template:
        _write_template(template)
        return
    if community is None or not sources:
        raise BadInput(
            "import needs a community and a source",
            do_next="For one: peerlight import my-community export.zip.",
        )
    _take_in(Community.create(community), sources, dry_run, source_name, include_private or [])


def _take_in(
    community: Community,
    sources: list[Path],
    dry_run: bool,
    source_name: str | None,
    include_private: list[str],
) -> None:
    from peerlight.sources.contract import Wish

    wish = Wish(source_name, tuple(include_private))
    for source in sources:
        with progress_bars() as progress:
            plan = community.import_(source, wish, progress)
        talk().print(plan.explain(), markup=False, highlight=False)
        if dry_run:
            plan.discard()
        else:
            typer.echo(plan.apply().id)


def _write_template(folder: Path) -> None:
    from peerlight.sources.tables import template

    for file in template(folder):
        typer.echo(str(file))
