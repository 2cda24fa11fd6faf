"""What the portable SQL of the signals costs beside SQL written for DuckDB alone.

    python -m benchmarks.signals FOLDER [--messages N] [--memory 2500MB] [--spark]

``FOLDER`` is made by ``benchmarks.ten_million`` where it does not exist. In one run, in this order:
the analysis views are prepared; each signal that has a hand-written twin runs in turn with it, and
the rows must be the same; all signals are gathered and summed (one pass); 200 bootstrap replicates
of the same sums are made. With ``--spark`` the portable text also runs on Sail, as a figure.
Seconds are of the processor, over all threads, and of the clock.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
from benchmarks.by_hand import BY_HAND
from benchmarks.ten_million import FIRST, make

from peerlight.activity.groups import groups
from peerlight.activity.period import Period
from peerlight.activity.prepare import prepare
from peerlight.signals.aggregate import Aggregate, aggregate, replicate
from peerlight.signals.bootstrap import weights
from peerlight.signals.catalogue import signals
from peerlight.signals.evidence import collect
from peerlight.store.engines import Engine, open_engine
from peerlight.store.tables import TABLES

REPLICATES = 200
ROUNDS = 2

Seconds = dict[str, float]


def main() -> int:
    """Print the figures as JSON; 1 where the two texts disagree."""
    asked = _arguments()
    if not asked.folder.exists():
        make(asked.folder, asked.messages)
    engine = open_engine("duckdb", asked.memory)
    try:
        figures = _duckdb(engine, asked.folder)
    finally:
        engine.close()
    if asked.spark:
        figures["sail"] = _sail(asked.folder)
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(figures, indent=1))
    return 0 if all(pair["same"] for pair in figures["signals"].values()) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--messages", type=int, default=10_000_000)
    parser.add_argument("--memory", default="2500MB")
    parser.add_argument("--spark", action="store_true")
    return parser.parse_args()


def _duckdb(engine: Engine, folder: Path) -> dict[str, Any]:
    figures: dict[str, Any] = {"prepare": _timed(lambda: _open(engine, folder))}
    pairs = {name: _pair(engine, name) for name in sorted(BY_HAND)}
    ours, theirs = (sum(p[side]["cpu"] for p in pairs.values()) for side in ("ours", "by_hand"))
    figures |= {"signals": pairs, "ratio": round(ours / theirs, 3)}
    members, threads = (
        engine.rows(f"SELECT {c} AS id FROM {v} ORDER BY {c}")["id"].to_pylist()
        for v, c in (("members", "member_id"), ("openings", "thread_id"))
    )
    sums: list[Aggregate] = []

    def one_pass() -> None:
        collect(engine, signals())
        sums.extend(aggregate(engine, s.name, members, threads) for s in signals())

    def replicates() -> None:
        drawn = weights(threads, 1, REPLICATES)
        for each in sums:
            replicate(each, drawn)

    figures["one_pass"] = _timed(one_pass)
    figures["replicates"] = _timed(replicates)
    figures["replicates_ratio"] = round(
        figures["replicates"]["cpu"] / figures["one_pass"]["cpu"], 3
    )
    return figures


def _open(engine: Engine, folder: Path) -> None:
    for name, table in TABLES.items():
        engine.files(name, [folder / f"{name}.parquet"], table.schema())
    engine.view(
        "identities",
        "SELECT account_id, account_id AS member_id, CAST(0 AS BIGINT) AS bot,"
        " CAST(0 AS BIGINT) AS hidden FROM accounts",
    )
    last = engine.rows("SELECT MAX(posted_at) AS last FROM messages")["last"][0].as_py()
    prepare(engine, Period(last, FIRST, snapshot=True).table())
    engine.register("member_groups", _groups(engine))
    engine.view(
        "thread_niches",
        "SELECT thread_id, channel_id AS niche, CAST(1000000 AS BIGINT) AS weight FROM openings",
    )


def _groups(engine: Engine) -> pa.Table:
    arrivals = engine.rows("SELECT member_id, arrival FROM members")
    return groups(engine.rows("SELECT actor_id, member_id, n FROM ties"), arrivals, seed=1)


def _pair(engine: Engine, name: str) -> dict[str, Any]:
    """One signal and its twin, in turn; the least of each, because others only ever add."""
    ours = next(signal for signal in signals() if signal.name == name)
    runs: dict[str, list[Seconds]] = {"ours": [], "by_hand": []}
    for _ in range(ROUNDS):
        runs["ours"].append(_one(engine, ours.sql, "ours"))
        runs["by_hand"].append(_one(engine, BY_HAND[name], "by_hand"))
    least = {side: min(all_runs, key=lambda run: run["cpu"]) for side, all_runs in runs.items()}
    prints = [_fingerprint(engine, side) for side in runs]
    ratio = round(least["ours"]["cpu"] / least["by_hand"]["cpu"], 2)
    return {**least, "ratio": ratio, "rows": prints[0]["n"], "same": prints[0] == prints[1]}


def _one(engine: Engine, text: str, relation: str = "ours") -> Seconds:
    return _timed(lambda: engine.materialise(relation, text))


def _fingerprint(engine: Engine, relation: str) -> dict[str, Any]:
    columns = 'member_id, peer_id, message_id, thread_id, "at", CAST(value AS BIGINT)'
    rows: list[dict[str, Any]] = engine.rows(
        f"SELECT COUNT(*) AS n, BIT_XOR(HASH({columns})) AS one, SUM(HASH({columns})) AS two"
        f" FROM {relation}"
    ).to_pylist()
    return rows[0]


def _sail(folder: Path) -> dict[str, Any]:
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    engine = open_engine("sc://{}:{}".format(*server.listening_address))
    try:
        figures: dict[str, Any] = {"prepare": _timed(lambda: _open(engine, folder))}
        figures |= {s.name: _one(engine, s.sql) for s in signals() if s.name in BY_HAND}
        return figures
    finally:
        engine.close()
        server.stop()


def _timed(run: Callable[[], object]) -> Seconds:
    clock, processor = time.perf_counter(), time.process_time()
    run()
    return {
        "cpu": round(time.process_time() - processor, 3),
        "clock": round(time.perf_counter() - clock, 3),
    }


if __name__ == "__main__":
    sys.exit(main())
