"""Figures on two hand-made members, and evidence as files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.contract.engines import engine
from tests.signals.case_files import signal_cases

from peerlight.errors import PeerlightError
from peerlight.signals.aggregate import aggregate, replicate
from peerlight.signals.catalogue import signals
from peerlight.signals.evidence import COLUMNS, collect, write_evidence
from peerlight.store.engines import Engine

ROWS = [
    ("ana", "ben", "m1", "t1", 5, 500_000),
    ("ana", "ben", "m2", "t2", 6, 500_000),
    ("ana", None, "m2", "t2", 6, 3_000_000),
    ("zoe", "ana", "m3", "t2", 7, 1_000_000),
]


def with_rows(opened: Engine) -> None:
    columns = zip(*ROWS, strict=True)
    opened.register(
        "evidence_waves", pa.table(dict(zip(COLUMNS, map(pa.array, columns), strict=True)))
    )


def test_figures_stand_in_the_order_of_the_members_given() -> None:
    with engine("duckdb") as opened:
        with_rows(opened)
        waves = aggregate(opened, "waves", ["ana", "cem", "zoe"], ["t1", "t2", "t3"])
    assert waves.members == ("ana", "cem", "zoe")
    assert waves.total.tolist() == [4_000_000, 0, 1_000_000]
    assert waves.rows.tolist() == [3, 0, 1]
    assert waves.peers.tolist() == [1, 0, 1]
    assert waves.threads.tolist() == [2, 0, 1]
    assert waves.by_thread.toarray().tolist() == [
        [500_000, 3_500_000, 0],
        [0, 0, 0],
        [0, 1_000_000, 0],
    ]


def test_people_outside_the_index_are_left_out() -> None:
    with engine("duckdb") as opened:
        with_rows(opened)
        waves = aggregate(opened, "waves", ["zoe"], ["t1", "t2"])
    assert (waves.total.tolist(), waves.peers.tolist()) == ([1_000_000], [1])


def test_a_thread_outside_the_index_is_an_error() -> None:
    with engine("duckdb") as opened:
        with_rows(opened)
        with pytest.raises(PeerlightError, match="'waves' lies in a thread"):
            aggregate(opened, "waves", ["ana"], ["t1"])


def test_replicates_count_each_thread_as_often_as_it_was_drawn() -> None:
    with engine("duckdb") as opened:
        with_rows(opened)
        waves = aggregate(opened, "waves", ["ana", "zoe"], ["t1", "t2"])
    drawn = np.array([[1, 0, 2, 0, 1], [1, 1, 0, 0, 3]], np.uint8)
    assert replicate(waves, drawn).tolist() == [
        [4_000_000, 3_500_000, 1_000_000, 0, 11_000_000],
        [1_000_000, 1_000_000, 0, 0, 3_000_000],
    ]


def test_evidence_is_written_sorted_and_the_same_each_time(tmp_path: Path) -> None:
    case = next(c for c in signal_cases() if c.signal == "turned_to")
    for folder in ("one", "two"):
        with engine("duckdb") as opened:
            case.load(opened)
            collect(opened, signals())
            write_evidence(opened, signals(), tmp_path / folder)
    for signal in signals():
        one, two = (tmp_path / folder / f"{signal.name}.parquet" for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
    table = pq.read_table(tmp_path / "one" / "turned_to.parquet")
    assert table.column_names == list(COLUMNS)
    assert table["message_id"].to_pylist() == ["r1", "r2", "p1", "p1", "m1"]
    assert table["peer_id"].to_pylist() == ["ben", "ben", "ben", "cem", "dee"]
