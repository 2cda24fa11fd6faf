"""The command ``peerlight``: one file per command beside this one."""

from __future__ import annotations

import io
import sys

import typer

from peerlight.cli import analyse, demo, explain, find, importing, paths, people, report, undo
from peerlight.cli.console import talk
from peerlight.errors import PeerlightError

app = typer.Typer(
    name="peerlight",
    help="Find the people who quietly hold a community together, and say why.\n\n"
    "Start with: peerlight find export.zip",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for _module in (find, importing, undo, analyse, people, explain, report, demo, paths):
    _module.register(app)


def main() -> None:
    """Run a command; errors of ours become one line on stderr and their exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles have code pages in which many members' names cannot be written
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        app()
    except PeerlightError as error:
        talk().print(f"peerlight: {error}", markup=False, highlight=False)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        talk().print("peerlight: stopped; what was there before is untouched.", markup=False)
        sys.exit(1)
    except OSError as error:
        talk().print(
            f"peerlight: {error}; what was there before is untouched.",
            markup=False,
            highlight=False,
        )
        sys.exit(1)
