"""Reading the parts of a source on all cores."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from peerlight.sources.audit import Audit
from peerlight.sources.contract import Part, Source, Wish
from peerlight.sources.packing import Tree, open_tree

WORTH_PROCESSES = 16 * 2**20
"""Bytes from which starting processes costs less than they save."""


class Job(NamedTuple):
    """One part to read, and the number of its shard."""

    reader: Source
    path: Path
    part: Part
    wish: Wish
    into: Path
    number: int


def read_parts(jobs: Sequence[Job], size: int) -> Iterator[tuple[int, Audit]]:
    """Read every part and write its shard; gives number and audit as they get done.

    ``size`` is how many bytes there are in all: little is read in this very process. The
    processes are joblib's, because they do not run the user's script again as the standard
    library's would: ``peerlight.find`` has to work in a script without a main guard.
    """
    workers = min(os.cpu_count() or 1, len(jobs))
    if workers < 2 or size < WORTH_PROCESSES:
        yield from _read_here(jobs)
        return
    from joblib import Parallel, delayed
    from joblib.externals.loky import get_reusable_executor

    parallel = Parallel(workers, backend="loky", return_as="generator_unordered", batch_size=1)
    try:
        yield from parallel(delayed(_read_in_worker)(job) for job in jobs)
    finally:
        # idle workers would keep their memory while the analysis needs it
        get_reusable_executor().shutdown(wait=True, kill_workers=True)


def _read_here(jobs: Sequence[Job]) -> Iterator[tuple[int, Audit]]:
    for job in jobs:
        with open_tree(job.path) as tree:
            yield _read_part(tree, job)


# a worker lives for one reading; the directory of a large zip takes long to parse
_opened = cache(open_tree)


def _read_in_worker(job: Job) -> tuple[int, Audit]:
    # records hold no cycles, and looking for some among millions costs a fifth of the time
    gc.disable()
    return _read_part(_opened(job.path), job)


def _read_part(tree: Tree, job: Job) -> tuple[int, Audit]:
    rows = job.reader.read(tree, job.part, job.wish)
    rows.write(job.into, job.number)
    return job.number, rows.audit
