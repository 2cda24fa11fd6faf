"""From any source to Parquet shards: recognise the format, read its parts on all cores."""

from __future__ import annotations

from pathlib import Path

from peerlight.errors import UnknownFormat
from peerlight.progress import Progress, silent
from peerlight.sources.audit import Audit
from peerlight.sources.contract import Source, Wish
from peerlight.sources.packing import Tree, open_tree
from peerlight.sources.workers import Job, read_parts


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
    path: Path, into: Path, wish: Wish | None = None, progress: Progress = silent
) -> Audit:
    """Read a source of any known format into Parquet shards under ``into``.

    Raises:
        BadInput: the path is missing, empty, unsafe or of no known format.
    """
    wish = wish or Wish()
    with open_tree(path) as tree:
        reader = recognise(tree)
        parts = reader.parts(tree, wish)
        size = sum(tree.size(name) for part in parts for name in part.names)
    audit = Audit(source=wish.source or reader.platform, path=path.name)
    jobs = [Job(reader, path, part, wish, into, n) for n, part in enumerate(parts)]
    results: dict[int, Audit] = {}
    for n, done in read_parts(jobs, size):
        results[n] = done
        progress(f"Reading {path.name}", len(results), len(jobs))
    for n in sorted(results):
        audit.add(results[n])
    audit.notes.extend(reader.finish(into, wish))
    return audit
