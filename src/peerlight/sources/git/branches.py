"""Which commits came in together: those of one merged branch are one thread."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from peerlight.sources.loose import shards, take_loose
from peerlight.store.tables import TABLES

GRAPH = "graph"
_WHOLE = 40


class Graph(NamedTuple):
    """What a log shows of its commits, by id, in its order: newest first.

    ``idle`` are merges that only bring a branch up to date. ``whole`` holds whole ids by short
    ones, for a plain log shortens those of parents.
    """

    parents: dict[str, tuple[str, ...]]
    authors: dict[str, str]
    idle: set[str]
    whole: dict[str, str]


def take_graph(folder: Path) -> Graph:
    """The graph of all parts, from their loose ends."""
    ends = take_loose(folder, GRAPH)
    ids = sorted(commit for commit, *_ in ends)
    named = {p for _, above, _, _ in ends if above for p in above.split()}
    whole = {p: _whole(p, ids) for p in named if len(p) < _WHOLE}
    return Graph(
        {c: tuple(whole.get(p, p) for p in above.split()) for c, above, _, _ in ends},
        {c: account for c, _, account, _ in ends},
        {c for c, _, _, idle in ends if idle},
        whole,
    )


def tie_branches(folder: Path, prefix: str, graph: Graph, nobody: set[str]) -> None:
    """Put the commits of a merged branch, and what was said of them, into the merge's thread.

    A merge that brings in nothing that was not there becomes a system message, and so do the
    pull requests of ``nobody``, accounts that are no single person's. The shards are rewritten.
    Complexity: linear in commits.
    """
    home, idle = homes(graph)
    threads = {f"{prefix}:{c}": f"{prefix}:{merge}" for c, merge in home.items()}
    whole = {f"{prefix}:{short}": f"{prefix}:{c}" for short, c in graph.whole.items()}
    _tie_messages(folder, threads, whole, {f"{prefix}:{c}" for c in idle}, nobody)
    _drop_threads(folder, threads)


def homes(graph: Graph) -> tuple[dict[str, str], set[str]]:
    """By commit the merge that brought it in, where one did; and the merges that brought nothing.

    A merge brings in what can be reached from its other parents and was not there before. Along
    the main line older merges go before newer ones, so that what is merged twice came with the
    first; a branch's own line goes before what was merged into it.
    """
    placed: set[str] = set()
    home: dict[str, str] = {}
    idle = set(graph.idle)
    for head in _heads(graph):
        stack = [_merges(_line(head, graph, placed), graph)]
        while stack:
            merge = next(stack[-1], None)
            if merge is None:
                stack.pop()
                continue
            number, side = merge
            line = _line(side, graph, placed)
            if line and number not in graph.idle:
                home.update(dict.fromkeys(line, number))
            elif not line and side in placed and len(graph.parents[number]) == 2:
                idle.add(number)
            stack.append(_merges(line, graph))
    return home, idle


def _heads(graph: Graph) -> Iterator[str]:
    below = {parent for parents in graph.parents.values() for parent in parents}
    return (commit for commit in graph.parents if commit not in below)


def _line(start: str, graph: Graph, placed: set[str]) -> list[str]:
    """The commits from ``start`` down its first parents that have no place yet; places them."""
    line = []
    at: str | None = start
    while at in graph.parents and at not in placed:
        line.append(at)
        placed.add(at)
        at = next(iter(graph.parents[at]), None)
    return line


def _merges(line: list[str], graph: Graph) -> Iterator[tuple[str, str]]:
    """The merges on a line with what each merged, oldest first."""
    for commit in reversed(line):
        for side in graph.parents[commit][1:]:
            yield commit, side


def _whole(commit: str, ids: list[str]) -> str:
    """The id that a short one stands for, where the log holds it."""
    place = bisect_left(ids, commit)
    return ids[place] if place < len(ids) and ids[place].startswith(commit) else commit


def _tie_messages(
    folder: Path,
    threads: Mapping[str, str],
    whole: Mapping[str, str],
    idle: set[str],
    nobody: set[str],
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = TABLES["messages"].schema()
    for file, messages in shards(folder, "messages", schema.names):
        rows = messages.to_pydict()
        system = [
            message in idle or (account in nobody and ":pull:" in message)
            for message, account in zip(rows["message_id"], rows["account_id"], strict=True)
        ]
        rows["thread_id"] = [threads.get(t, t) for t in rows["thread_id"]]
        rows["kind"] = ["system" if s else k for s, k in zip(system, rows["kind"], strict=True)]
        rows["reply_to"] = [
            None if s else whole.get(r, r) for s, r in zip(system, rows["reply_to"], strict=True)
        ]
        pq.write_table(pa.table(rows, schema), file, compression="lz4")


def _drop_threads(folder: Path, threads: Mapping[str, str]) -> None:
    """Leave out the threads whose messages are all in another."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    schema = TABLES["threads"].schema()
    gone = pa.array(sorted(threads), pa.string())
    for file, rows in shards(folder, "threads", schema.names):
        kept = rows.filter(pc.invert(pc.is_in(rows["thread_id"], value_set=gone)))
        if len(kept) < len(rows):
            pq.write_table(kept.cast(schema), file, compression="lz4")
