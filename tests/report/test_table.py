"""The table of all members, for people and for programs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from peerlight.errors import BadInput
from peerlight.report.table import write_table

ROWS: list[dict[str, Any]] = [
    {
        "member_id": "m1",
        "name": 'Ivo "Bee", Tal\u202e',
        "influence": 0.71,
        "low": 0.584,
        "high": 0.86,
        "tier": "1",
        "roles": "answers;welcomes",
        "set_aside": "",
    },
    {
        "member_id": "m2",
        "name": "[red]石川",
        "influence": None,
        "low": None,
        "high": None,
        "tier": None,
        "roles": "",
        "set_aside": "bot",
    },
]


def written(format: str, out: Path | None = None) -> str:
    file = io.StringIO()
    write_table(pa.Table.from_pylist(ROWS), format, out, Console(file=file, width=80))
    return file.getvalue()


def test_csv_and_json_hold_every_cell_as_it_is() -> None:
    assert json.loads(written("json")) == ROWS
    rows = list(csv.DictReader(io.StringIO(written("csv"))))
    assert rows[0]["name"] == ROWS[0]["name"]
    assert rows[0]["low"] == "0.584"
    assert rows[1]["low"] == ""


def test_a_table_for_reading_shows_ranges_not_ranks() -> None:
    text = written("table")
    assert "58–86" in text
    assert "[red]石川" in text
    assert "\u202e" not in text
    assert "0.71" not in text


@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_a_file_gets_what_the_console_would(format: str, tmp_path: Path) -> None:
    out = tmp_path / "people"
    assert written(format, out) == ""
    assert "石川" in out.read_text("utf-8")


def test_parquet_goes_to_a_file(tmp_path: Path) -> None:
    written("parquet", tmp_path / "p.parquet")
    assert pq.read_table(tmp_path / "p.parquet").to_pylist() == ROWS


def test_parquet_is_never_shown_on_a_terminal() -> None:
    terminal = Console(file=io.StringIO(), force_terminal=True)
    with pytest.raises(BadInput, match="--out"):
        write_table(pa.Table.from_pylist(ROWS), "parquet", None, terminal)


@pytest.mark.parametrize("format", ["json", "csv", "parquet"])
def test_a_pipe_gets_the_bytes_of_the_file(format: str, tmp_path: Path) -> None:
    written(format, tmp_path / "file")
    pipe = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    write_table(pa.Table.from_pylist(ROWS), format, None, Console(file=pipe, width=80))
    pipe.seek(0)
    assert pipe.buffer.read() == (tmp_path / "file").read_bytes()


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(BadInput, match="table, json, csv, parquet"):
        written("xml")
