"""``peerlight explain``: one member, with the evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from peerlight.cli.console import data
from peerlight.cli.options import AsOf, Format
from peerlight.cli.options import Community as CommunityFolder
from peerlight.community import Community
from peerlight.errors import BadInput


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)


def explain(
    community: CommunityFolder,
    member: Annotated[str, typer.Argument(help="A member's id, or a name only one has.")],
    as_of: AsOf = None,
    format: Annotated[Format, typer.Option(help="table or json.")] = Format.table,
) -> None:
    """Why somebody is proposed, or is not: reasons for and against, with their evidence.

    Example:
        peerlight explain my-community "Ana Silva"
    """
    from peerlight.report.document import dumps_card
    from peerlight.report.terminal import show_card

    if format not in (Format.table, Format.json):
        raise BadInput(f"explain has no format {format.value!r}", do_next="Take table or json.")
    card = Community.open(community).explain(member, as_of)
    if format is Format.json:
        typer.echo(dumps_card(card), nl=False)
    else:
        show_card(card, data(), evidence=True)
