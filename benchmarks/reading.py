"""How much longer our reading takes than a bare pass over the same files.

The bare pass: in two processes, ``orjson.loads`` of the same files, text out of the HTML with
selectolax, the message columns written to Parquet with PyArrow, and no other logic.

    python -m benchmarks.reading NAME…      communities in the folder PEERLIGHT_COMMUNITIES

Both run in turn, several times, in one run; the least of each counts, because on a shared machine
everything else that runs only ever adds. Seconds are of the clock and of the processor, the
latter summed over all processes. Prints one JSON document.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from selectolax.lexbor import LexborHTMLParser

from peerlight.sources.reading import read_source

PROCESSES = 2
ROUNDS = 2
PIECES = 16
COLUMNS = ("id", "author", "at", "thread", "text")

Row = tuple[str, str, str, str, str | None]
Seconds = tuple[float, float]
"""Seconds of the clock, seconds of the processor."""


def main(names: list[str]) -> int:
    """Print one line per community; returns the exit code."""
    place = os.environ.get("PEERLIGHT_COMMUNITIES")
    if not place or not names:
        print(__doc__, file=sys.stderr)
        return 2
    measured = {}
    for path in (Path(place) / name for name in names):
        files = sorted(_json_files(path))
        measured[path.name] = figures(path, files, partial(bare_pass, files))
    print(json.dumps(measured, indent=2))
    return 0


def figures(path: Path, files: list[Path], bare_run: Callable[[Path], object]) -> dict[str, float]:
    """Seconds of our reading and of the bare pass, run in turn, and their ratios."""
    bare, ours = _race(path, bare_run)
    return {
        "megabytes": round(sum(file.stat().st_size for file in files) / 1e6),
        "bare_s": round(bare[0], 1),
        "ours_s": round(ours[0], 1),
        "ratio": round(ours[0] / bare[0], 2),
        "bare_cpu_s": round(bare[1], 1),
        "ours_cpu_s": round(ours[1], 1),
        "cpu_ratio": round(ours[1] / bare[1], 2),
    }


def _json_files(path: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(path):
        yield from (Path(folder) / name for name in names if name.endswith(".json"))


def _race(path: Path, bare_run: Callable[[Path], object]) -> tuple[Seconds, Seconds]:
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(_seconds(bare_run))
        ours.append(_seconds(lambda into: read_source(path, into)))
    return _least(bare), _least(ours)


def _least(rounds: list[Seconds]) -> Seconds:
    return min(clock for clock, _ in rounds), min(processor for _, processor in rounds)


def _seconds(run: Callable[[Path], object]) -> Seconds:
    with tempfile.TemporaryDirectory() as folder:
        start, spent = time.perf_counter(), sum(os.times()[:4])
        run(Path(folder))
        return time.perf_counter() - start, sum(os.times()[:4]) - spent


def bare_pass(files: list[Path], into: Path) -> None:
    """Parse, take the text out, write the columns; in two processes."""
    jobs = [(files[n::PIECES], into / f"{n}.parquet") for n in range(PIECES)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        list(pool.map(_bare_piece, jobs))


def _bare_piece(job: tuple[list[Path], Path]) -> None:
    files, target = job
    write_rows(
        [row for file in files for row in _rows(orjson.loads(file.read_bytes()), str(file))], target
    )


def write_rows(rows: list[Row], target: Path) -> None:
    """The plain columns as Parquet."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(COLUMNS)
    arrays = [pa.array(column, pa.string()) for column in columns]
    pq.write_table(pa.table(dict(zip(COLUMNS, arrays, strict=True))), target, compression="lz4")


def _rows(data: object, file: str) -> Iterator[Row]:
    for record in _records(data):
        if "sender_full_name" in record:
            at, author = record["timestamp"], record["sender_full_name"]
            yield str(record["id"]), author, str(at), file, _words(record["content"])
        elif "cooked" in record:
            at, author = record["created_at"], record["username"]
            topic = str(record["topic_id"])
            yield str(record["id"]), author, at, topic, _words(record["cooked"])
        elif "ts" in record:
            author, thread = record.get("user") or "", record.get("thread_ts") or ""
            yield record["ts"], author, record["ts"], thread, record.get("text")


def _records(data: object) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        stream = data.get("post_stream")
        found = stream["posts"] if stream else data.get("messages", [data])
    else:
        found = data if isinstance(data, list) else []
    return [record for record in found if isinstance(record, dict)]


def _words(html: str) -> str:
    body = LexborHTMLParser(html).body
    return body.text() if body is not None else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
