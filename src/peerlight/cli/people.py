"""``peerlight people``: one row per member."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from peerlight.cli.console import data, progress_bars, talk
from peerlight.cli.options import AsOf, Format, Out
from peerlight.community import Community, personal, unkept
from peerlight.store.workspace import SETTINGS

NOTICE = (
    "These estimates are for research and for helping people; they describe association, not "
    "effect. Do not use them to exclude, rank in public, pay, hire or judge anybody."
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("people")(people)


def people(
    community: Annotated[Path, typer.Argument(help="A community's folder, or any SOURCE.")],
    as_of: AsOf = None,
    all: Annotated[bool, typer.Option("--all", help="Also those who are set aside.")] = False,
    niche: Annotated[str | None, typer.Option(help="Only those who carry this niche.")] = None,
    format: Annotated[Format, typer.Option(help="table, json, csv or parquet.")] = Format.table,
    out: Out = None,
) -> None:
    """All members with their estimates; the contract for research, see the reference.

    Examples:
        peerlight people my-community
        peerlight people export.zip --as-of 2024-05-01 --all --format csv --out people.csv
    """
    from peerlight.report.table import write_table

    with progress_bars() as progress:
        if (community / SETTINGS).is_file():
            table = Community.open(community).people(as_of, all, niche, progress)
        else:
            with unkept(community) as fresh:
                fresh.import_(community, personal(None), progress).apply()
                table = fresh.people(as_of, all, niche, progress)
    talk().print(NOTICE, markup=False, highlight=False, soft_wrap=True)
    write_table(table, format.value, out, data())
