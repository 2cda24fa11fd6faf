"""``peerlight import``: take a source into a community."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerlight.cli.console import progress_bars, talk
from peerlight.cli.options import (
    IncludePrivate,
    NoText,
    SourceName,
    Template,
    TextChars,
    Verify,
    keeping,
)
from peerlight.community import Community, personal, unkept
from peerlight.errors import BadInput

if TYPE_CHECKING:
    from peerlight.plan import Plan
    from peerlight.sources.contract import Wish
    from peerlight.store.workspace import Import


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_)


def import_(
    community: Annotated[
        Path | None, typer.Argument(help="The community's folder; made if it is not there.")
    ] = None,
    sources: Annotated[list[Path] | None, typer.Argument(help="Exports, archives.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Say what would happen, change nothing.")] = False,
    template: Template = None,
    source_name: SourceName = None,
    include_private: IncludePrivate = None,
    no_text: NoText = False,
    text_chars: TextChars = None,
    verify: Verify = False,
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
    from peerlight.sources.contract import Wish

    kept = keeping(no_text, text_chars)
    wish = Wish(source_name, tuple(include_private or ()), keeping=kept)
    if dry_run:
        _rehearse(community, sources, wish, verify)
        return
    into = Community.create(community)
    for source in sources:
        typer.echo(_planned(into, source, wish, verify).apply().id)


def _rehearse(folder: Path, sources: list[Path], wish: Wish, verify: bool) -> None:
    """Say what an import would do; a community that is not there yet is not made."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        for source in sources:
            _planned(Community.open(folder), source, wish, verify).discard()
        return
    with unkept(folder) as fresh:
        for source in sources:
            _planned(fresh, source, personal(wish), verify).discard()


def _planned(community: Community, source: Path, wish: Wish, verify: bool) -> Plan[Import]:
    with progress_bars() as progress:
        plan = community.import_(source, wish, progress, verify=verify)
    talk().print(plan.explain(), markup=False, highlight=False, soft_wrap=True)
    return plan


def _write_template(folder: Path) -> None:
    from peerlight.sources.tables import template

    for file in template(folder):
        typer.echo(str(file))
