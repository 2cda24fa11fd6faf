"""``peerlight analyse``: measure and estimate, and keep the run."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from peerlight.cli.console import progress_bars
from peerlight.cli.options import AsOf
from peerlight.cli.options import Community as CommunityFolder
from peerlight.community import Community
from peerlight.errors import BadInput

_SIZE = re.compile(r"\d+(\.\d+)? ?([KMGT]i?)?B", re.IGNORECASE)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("analyse")(analyse)


def analyse(
    community: CommunityFolder,
    as_of: AsOf = None,
    engine: Annotated[
        str, typer.Option(help="duckdb, or sc://host:port for Spark Connect.")
    ] = "duckdb",
    memory: Annotated[
        str | None, typer.Option(metavar="SIZE", help="DuckDB's limit, 2GB for one.")
    ] = None,
) -> None:
    """Measure and estimate; prints the folder of the run.

    Example:
        peerlight analyse my-community --memory 2GB
    """
    _check(engine, memory)
    with progress_bars() as progress:
        results = Community.open(community).analyse(as_of, engine, memory, progress)
    typer.echo(str(results.folder))


def _check(engine: str, memory: str | None) -> None:
    if engine != "duckdb" and not engine.startswith("sc://"):
        raise BadInput(f"There is no engine {engine!r}", do_next="Take duckdb or sc://host:port.")
    if memory is not None and not _SIZE.fullmatch(memory):
        raise BadInput(f"{memory!r} is no size", do_next="Write number and unit: 2GB for one.")
