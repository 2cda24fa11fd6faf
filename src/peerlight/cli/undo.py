"""``peerlight undo``: take an import out again."""

from __future__ import annotations

from typing import Annotated

import typer

from peerlight.cli.console import talk
from peerlight.cli.options import Community as CommunityFolder
from peerlight.community import Community


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("undo")(undo)


def undo(
    community: CommunityFolder,
    import_id: Annotated[str, typer.Argument(metavar="IMPORT", help="The id import printed.")],
    dry_run: Annotated[bool, typer.Option(help="Say what would happen, change nothing.")] = False,
) -> None:
    """Take one import out of a community, as if it had never been there.

    Example:
        peerlight undo my-community slack-0f3a5c21b7de
    """
    plan = Community.open(community).undo(import_id)
    talk().print(plan.explain(), markup=False, highlight=False, soft_wrap=True)
    if not dry_run:
        plan.apply()
