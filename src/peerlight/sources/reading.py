"""From any source to Parquet shards: recognise the format, read its parts on all cores."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, ClassVar, Protocol

from peerlight.errors import UnknownFormat
from peerlight.sources.audit import Audit, Knows
from peerlight.sources.packing import Tree, open_tree
from peerlight.sources.rows import Rows

Progress = Callable[[str, int, int], None]
"""Called as ``progress(what, done, of)``; the faces draw the bar. ``of`` is 0 where unknown."""


def silent(what: str, done: int, of: int) -> None:
    """The progress of those who do not watch."""


@dataclass(frozen=True)
class Part:
    """A share of a source that one process reads by itself; picklable and small."""

    names: tuple[str, ...]
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wish:
    """What the user asked of the reading.

    ``source`` replaces the platform's name as the prefix of all ids, so that two forums can
    live in one community. ``include_private`` names private channels one by one.
    """

    source: str | None = None
    include_private: tuple[str, ...] = ()


class Source(Protocol):
    """One platform's export format. One file per platform implements it."""

    platform: ClassVar[str]
    looked_for: ClassVar[str]
    knows: ClassVar[Knows]

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether the tree is in this format; looks at names and a few small files only."""

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Cut the source into parts that can be read alone, some per core, alike in size."""

    def read(self, tree: Tree, part: Part, wish: Wish) -> Rows:
        """Read one part. Bad records are counted in the audit, never raised."""


def recognise(tree: Tree) -> Source:
    """The reader that recognises ``tree``.

    Raises:
        UnknownFormat: no reader does; says what each one looked for.
    """
    from peerlight.sources import readers

    for reader in readers():
        if reader.recognises(tree):
            return reader()
    tried = "; ".join(f"{r.platform}: {r.looked_for}" for r in readers())
    raise UnknownFormat(
        "No reader recognises this source",
        where=tree.path,
        do_next=f"What was looked for: {tried}. Any platform can be brought in as activity tables.",
    )


def read_source(
    path: Path, into: Path, wish: Wish | None = None, progress: Progress | None = None
) -> Audit:
    """Read a source of any known format into Parquet shards under ``into``.

    Raises:
        BadInput: the path is missing, empty, unsafe or of no known format.
    """
    wish = wish or Wish()
    with open_tree(path) as tree:
        reader = recognise(tree)
        parts = reader.parts(tree, wish)
    audit = Audit(source=wish.source or reader.platform, path=path.name)
    jobs = [(reader, path, part, wish, into, n) for n, part in enumerate(parts)]
    results: dict[int, Audit] = {}
    for n, done in _run(jobs):
        results[n] = done
        if progress:
            progress(f"Reading {path.name}", len(results), len(jobs))
    for n in sorted(results):
        audit.add(results[n])
    # some readers have loose ends that only all parts together can tie
    finish: Callable[[Path, Wish], list[str]] = getattr(reader, "finish", lambda *_: [])
    audit.notes.extend(finish(into, wish))
    return audit


_Job = tuple[Source, Path, Part, Wish, Path, int]


def _run(jobs: list[_Job]) -> Iterator[tuple[int, Audit]]:
    workers = min(os.cpu_count() or 1, len(jobs))
    if workers < 2:
        for job in jobs:
            with open_tree(job[1]) as tree:
                yield _read_part(tree, job)
        return
    # spawn behaves alike on Linux, macOS and Windows, and is safe beside threads
    with ProcessPoolExecutor(workers, get_context("spawn"), _start_worker) as pool:
        try:
            for future in as_completed([pool.submit(_read_in_worker, job) for job in jobs]):
                yield future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _start_worker() -> None:
    # on Ctrl-C a terminal signals every process; only the parent should speak of it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # records hold no cycles, and looking for some among millions costs a fifth of the time
    gc.disable()


# a worker lives for one reading; the directory of a large zip takes long to parse
_opened = cache(open_tree)


def _read_in_worker(job: _Job) -> tuple[int, Audit]:
    return _read_part(_opened(job[1]), job)


def _read_part(tree: Tree, job: _Job) -> tuple[int, Audit]:
    reader, _, part, wish, into, n = job
    rows = reader.read(tree, part, wish)
    rows.write(into, n)
    return n, rows.audit
