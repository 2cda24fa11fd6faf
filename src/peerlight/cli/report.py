"""``peerlight report``: the self-contained page."""

from __future__ import annotations

from pathlib import Path

import typer

from peerlight.cli.console import progress_bars
from peerlight.cli.find import write_report
from peerlight.cli.options import AsOf, ReportFile
from peerlight.cli.options import Community as CommunityFolder
from peerlight.community import Community


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)


def report(
    community: CommunityFolder,
    as_of: AsOf = None,
    out: ReportFile = Path("report.html"),
) -> None:
    """Write the report of a community as one HTML file that needs no network.

    Example:
        peerlight report my-community --out monday.html
    """
    with progress_bars() as progress:
        findings = Community.open(community).find(as_of, progress)
    write_report(findings, out)
