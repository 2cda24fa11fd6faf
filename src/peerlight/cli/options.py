"""What several commands ask in the same words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How results are written."""

    table = "table"
    json = "json"
    csv = "csv"
    parquet = "parquet"


Community = Annotated[Path, typer.Argument(help="The folder of a community.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="See only what happened up to 00:00 UTC of DATE."),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to a file.")]
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
