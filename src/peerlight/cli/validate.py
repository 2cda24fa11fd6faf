"""``peerlight validate``: what was said, and what came true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerlight.cli.console import progress_bars, talk
from peerlight.cli.options import Format, Out, Report
from peerlight.errors import BadInput
from peerlight.progress import Progress

if TYPE_CHECKING:
    from peerlight.validation.backtest import Backtest


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("validate")(validate)


def validate(
    communities: Annotated[
        list[str] | None,
        typer.Argument(help="Communities' folders; with --archives, names of the benchmark."),
    ] = None,
    archives: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of the benchmark's archives.")
    ] = None,
    truth: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Who was recognised when, as CSV.")
    ] = None,
    quick: Annotated[bool, typer.Option(help="Only the last cut of each community.")] = False,
    html: Report = None,
    format: Annotated[Format, typer.Option(help="table (Markdown) or json.")] = Format.table,
    out: Out = None,
) -> None:
    """Back-test the estimates beside every baseline: what was said, and what came true.

    Examples:
        peerlight validate my-community
        peerlight validate --archives archives/ --truth recognised.csv --html back-test.html
    """
    from peerlight.validation.results import document, markdown

    if format not in (Format.table, Format.json):
        raise BadInput(f"validate has no format {format.value!r}", do_next="Take table or json.")
    with progress_bars() as progress:
        tested = _tested(communities or [], archives, truth, quick, progress)
    if tested is None:
        raise BadInput(
            "There is too little to test on",
            do_next="It takes 30 candidates at a cut, with half a year before and after it.",
        )
    told = document(tested)
    if html:
        from peerlight.validation.page import page

        html.write_text(page(told), encoding="utf-8", newline="\n")
        talk().print(f"The report is {html}", markup=False, highlight=False, soft_wrap=True)
    text = json.dumps(told, indent=1) + "\n" if format is Format.json else markdown(told)
    if out:
        out.write_text(text, encoding="utf-8", newline="\n")
    else:
        typer.echo(text, nl=False)


def _tested(
    communities: list[str],
    archives: Path | None,
    truth: Path | None,
    quick: bool,
    progress: Progress,
) -> Backtest | None:
    from peerlight.validation.backtest import backtest
    from peerlight.validation.subjects import archived, own

    if archives is None:
        if not communities:
            raise BadInput(
                "validate needs a community, or the benchmark's archives",
                do_next="For one: peerlight validate my-community.",
            )
        return backtest(own([Path(folder) for folder in communities], quick), progress)
    if truth is None:
        raise BadInput("With --archives, --truth names the list of who was recognised")
    with archived(communities, archives, truth, quick, progress) as subjects:
        return backtest(subjects, progress)
