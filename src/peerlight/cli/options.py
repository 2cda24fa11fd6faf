"""What several commands ask in the same words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerlight.clock import parse_date
from peerlight.errors import BadInput

if TYPE_CHECKING:
    from peerlight.privacy.texts import Keeping


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


def _folder(folder: Path | None) -> Path | None:
    """Refuse a folder that cannot be made, because a file is in its place or above it."""
    if folder is not None and any(place.is_file() for place in (folder, *folder.parents)):
        raise BadInput("There can be no such folder", where=folder, do_next="Name another one.")
    return folder


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
DemoFolder = Annotated[
    Path, typer.Argument(callback=_folder, help="A new folder for export and report.")
]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="DIR",
        callback=_folder,
        help="Write empty activity tables to fill in, and stop.",
    ),
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
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, change nothing.")]
NoText = Annotated[
    bool,
    typer.Option("--no-text", help="Read texts for marks (thanks, questions), then store none."),
]
TextChars = Annotated[
    int | None,
    typer.Option("--text-chars", metavar="N", min=1, help="Store only N characters of each text."),
]
Verify = Annotated[
    bool,
    typer.Option("--verify", help="Tell a known archive by its contents, not by names and times."),
]


def keeping(no_text: bool, text_chars: int | None) -> Keeping | None:
    """Which texts were wished to stay; None is as the settings say."""
    from peerlight.privacy.texts import Keeping

    return Keeping(not no_text, text_chars or 0) if no_text or text_chars else None
