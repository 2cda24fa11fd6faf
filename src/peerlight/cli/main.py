"""The command ``peerlight``: one file per command beside this one."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from peerlight.cli import (
    analyse,
    demo,
    explain,
    find,
    identities,
    importing,
    paths,
    people,
    privacy,
    report,
    undo,
    validate,
)
from peerlight.cli.console import talk
from peerlight.errors import Interrupted, PeerlightError

_UNTOUCHED = "what was there before is untouched"


class _Commands(TyperGroup):
    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer keeps moving the class
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stop:
            # caught here, because typer would leave without a word
            raise Interrupted(f"Stopped; {_UNTOUCHED}") from stop


app = typer.Typer(
    name="peerlight",
    cls=_Commands,
    help="Find the people who quietly hold a community together, and say why.\n\n"
    "Start with: peerlight find export.zip",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for _module in (
    find,
    importing,
    undo,
    analyse,
    people,
    explain,
    report,
    identities,
    privacy,
    demo,
    validate,
    paths,
):
    _module.register(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; errors of ours become one line on stderr and their exit code.

    ``arguments`` are those of the command line unless given. Always leaves by SystemExit.
    """
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles have code pages in which many members' names cannot be written
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        app(arguments, prog_name="peerlight")
    except PeerlightError as error:
        _fail(str(error), error.exit_code)
    except Exception as error:
        if not _of_the_machine(error):
            raise
        _fail(f"{str(error).splitlines()[0].rstrip('.')}; {_UNTOUCHED}.", 1)


def _fail(message: str, code: int) -> None:
    talk().print(f"peerlight: {message}", markup=False, highlight=False, soft_wrap=True)
    sys.exit(code)


def _of_the_machine(error: Exception) -> bool:
    """Whether disk or memory failed: an OSError, or what DuckDB makes of one."""
    # asked by name, so that commands that need no engine load none
    kinds = {f"{kind.__module__}.{kind.__name__}" for kind in type(error).__mro__}
    return isinstance(error, OSError | MemoryError) or "_duckdb.OperationalError" in kinds
