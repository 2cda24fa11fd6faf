"""What several commands ask in the same words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from peerlight.clock import parse_date
from peerlight.errors import BadInput


class Format(StrEnum):
    """How results are written."""

    table = "table"
    json = "json"
    csv = "csv"
    parquet = "parquet"


def _date(text: str | None) -> str | None:
    """Refuse what is no date before an hour of reading, not after."""
    if text is not None:
        parse_date(text)
    return text


def _place(file: Path | None) -> Path | None:
    """Refuse a file that cannot be written before an hour of reading, not after."""
    if file is not None and (file.is_dir() or not file.absolute().parent.is_dir()):
        raise BadInput(
            "There can be no such file",
            where=file,
            do_next="Name one in a folder that is there.",
        )
    return file


Community = Annotated[Path, typer.Argument(help="The folder of a community.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        callback=_date,
        help="See only what happened up to 00:00 UTC of DATE.",
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", callback=_place, help="Write to a file.")
]
Report = Annotated[
    Path | None,
    typer.Option(
        "--html", metavar="FILE", callback=_place, help="Write a report with the evidence."
    ),
]
ReportFile = Annotated[
    Path, typer.Option("--out", metavar="FILE", callback=_place, help="Where to write it.")
]
IncludePrivate = Annotated[
    list[str] | None,
    typer.Option(
        "--include-private",
        metavar="CHANNEL",
        help="Read this private channel too; may be given again. It is never quoted.",
    ),
]
SourceName = Annotated[
    str | None,
    typer.Option(
        "--source-name",
        metavar="NAME",
        help="Call the source NAME, so that two forums stay apart in one community.",
    ),
]
