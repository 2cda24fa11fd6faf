"""``peerlight find``: from an export to a reasoned shortlist."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from peerlight.cli.console import data, progress_bars, talk
from peerlight.cli.options import (
    AsOf,
    Format,
    IncludePrivate,
    NoText,
    Out,
    Report,
    SourceName,
    TextChars,
    keeping,
)
from peerlight.community import find as find_people
from peerlight.errors import BadInput
from peerlight.values import Findings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("find")(find)


def find(
    sources: Annotated[list[Path], typer.Argument(help="Exports, archives or folders.")],
    community: Annotated[
        Path | None, typer.Option(help="Keep the community in this folder.")
    ] = None,
    as_of: AsOf = None,
    html: Report = None,
    format: Annotated[Format, typer.Option(help="table or json.")] = Format.table,
    out: Out = None,
    source_name: SourceName = None,
    include_private: IncludePrivate = None,
    no_text: NoText = False,
    text_chars: TextChars = None,
) -> None:
    """Read any supported export and propose whom to thank, invite or ask, and why.

    Examples:
        peerlight find export.zip
        peerlight find forum/ --html report.html
        peerlight find export.zip --format json --out shortlist.json
    """
    from peerlight.sources.contract import Wish

    if format not in (Format.table, Format.json):
        raise BadInput(
            f"find has no format {format.value!r}", do_next="Take table or json, or use people."
        )
    kept = keeping(no_text, text_chars)
    wish = Wish(source_name, tuple(include_private or ()), keeping=kept)
    with progress_bars() as progress:
        findings = find_people(
            *sources, community=community, as_of=as_of, wish=wish, progress=progress
        )
    if html:
        write_report(findings, html)
    show(findings, format, out)


def write_report(findings: Findings, file: Path) -> None:
    """Write the HTML report and name it on stderr."""
    from peerlight.report.page import page

    file.write_text(page(findings), encoding="utf-8", newline="\n")
    talk().print(f"The report is {file}", markup=False, highlight=False, soft_wrap=True)


def show(findings: Findings, format: Format, out: Path | None) -> None:
    """Print the findings, or write them to ``out``."""
    from rich.console import Console

    from peerlight.report.document import dumps
    from peerlight.report.terminal import show as show_on

    if format is Format.json:
        text = dumps(findings)
        if out:
            out.write_text(text, encoding="utf-8", newline="\n")
        else:
            typer.echo(text, nl=False)
    elif out:
        with out.open("w", encoding="utf-8", newline="\n") as file:
            show_on(findings, Console(file=file, width=80))
    else:
        show_on(findings, data())
