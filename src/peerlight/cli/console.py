"""Data goes to stdout, talk to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from peerlight.progress import Progress as Told


def talk() -> Console:
    """Where the program speaks: stderr, without colour where there is no terminal."""
    return Console(stderr=True)


def data() -> Console:
    """Where results go: stdout; as wide as the terminal, or 80 columns in a pipe."""
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else 80)


@contextmanager
def progress_bars() -> Iterator[Told]:
    """A bar per long step on stderr; nothing where stderr is no terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = talk()
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        tasks: dict[str, TaskID] = {}

        def told(what: str, done: int, of: int) -> None:
            if what not in tasks:
                for earlier in tasks.values():
                    bars.update(earlier, total=1, completed=1)
                tasks[what] = bars.add_task(what, total=of or None)
            bars.update(tasks[what], completed=done, total=of or None)

        yield told
