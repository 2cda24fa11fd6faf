"""``peerlight demo``: the main job on an invented community."""

from __future__ import annotations

import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from peerlight.cli.console import progress_bars, talk
from peerlight.cli.find import show, write_report
from peerlight.cli.options import DemoFolder, Format
from peerlight.community import find as find_people
from peerlight.errors import BadInput


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    folder: DemoFolder = Path("peerlight-demo"),
    seed: Annotated[int, typer.Option(min=0, help="Another seed plants another community.")] = 1,
    browser: Annotated[bool, typer.Option(help="Open the report where there is a browser.")] = True,
) -> None:
    """Make an invented community, find its quiet carriers, and say what was right and wrong.

    Example:
        peerlight demo my-demo --seed 7
    """
    from peerlight.sources.synthetic import make_demo
    from peerlight.validation.demonstration import judge

    if folder.exists() and any(folder.iterdir()):
        raise BadInput(
            "There is something in this folder already",
            where=folder,
            do_next="Name a new folder, or remove it.",
        )
    talk().print("Making the demonstration community …")
    planting = make_demo(folder / "export", seed)
    with progress_bars() as progress:
        findings = find_people(folder / "export", community=folder / "community", progress=progress)
    proposed = [card.member_id for card in findings.shortlist]
    aside = {s.member_id: s.reason for s in findings.set_aside}
    findings = replace(
        findings,
        community="Demonstration community (invented)",
        judgement=tuple(judge(proposed, aside, planting).sentences()),
    )
    show(findings, Format.table, None)
    report = folder / "report.html"
    write_report(findings, report)
    if browser:
        _open(report)


def _open(report: Path) -> None:
    try:
        opened = webbrowser.get().open(report.resolve().as_uri())
    except webbrowser.Error:
        opened = False
    if not opened:
        talk().print("There is no browser here; open the report on any machine.")
