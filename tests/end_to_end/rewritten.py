"""A community's activity as plain rows, so that a test can change them and bring them in again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from peerlight import Community
from peerlight.store.results import Results
from peerlight.store.tables import TABLES

Row = dict[str, Any]
Rows = dict[str, list[Row]]

TIMES = ("posted_at", "edited_at", "deleted_at", "reacted_at", "created_at", "at", "since", "until")
PEOPLE = ("account_id", "started_by", "by_account_id", "host_id", "same_as")


def rows_of(community: Community) -> Rows:
    """The rows of every activity table; marks are read in the texts again."""
    folders = {name: community.folder / "activity" / name for name in TABLES if name != "marks"}
    return {
        name: [row for file in sorted(folder.rglob("*.parquet")) for row in _read(file)]
        for name, folder in folders.items()
    }


def _read(file: Path) -> list[Row]:
    rows: list[Row] = pq.read_table(file).to_pylist()
    return rows


def written(folder: Path, rows: Rows) -> Path:
    """The rows as Parquet files in ``folder``, one per table that has any."""
    folder.mkdir(parents=True)
    for name, listed in rows.items():
        if listed:
            table = pa.Table.from_pylist(listed, TABLES[name].schema())
            pq.write_table(table, folder / f"{name}.parquet")
    return folder


def each(rows: Rows, change: Callable[[str, Row], Row | None]) -> Rows:
    """Every row of every table through ``change``; None leaves it out."""
    return {
        name: [new for row in listed if (new := change(name, dict(row))) is not None]
        for name, listed in rows.items()
    }


def analysed(folder: Path, rows: Rows, as_of: str | None = None) -> Results:
    """The results of a new community that holds these rows; ``folder`` is made."""
    community = Community.create(folder / "community")
    community.import_(written(folder / "export", rows)).apply()
    return community.analyse(as_of)


def believed(results: Results) -> list[Row]:
    """The run's one row per member, by member."""
    listed: list[Row] = results.table("standing").to_pylist()
    return listed


def evidence(results: Results) -> dict[str, list[Row]]:
    """All evidence rows by signal, in a stable order."""
    files = sorted((results.folder / "evidence").glob("*.parquet"))
    return {file.stem: pq.read_table(file).to_pylist() for file in files}


def renamed(row: Mapping[str, Any], names: Mapping[str, str], columns: Iterable[str]) -> Row:
    """The row with another id wherever ``columns`` name somebody in ``names``."""
    return {
        column: names.get(value, value) if column in columns else value
        for column, value in row.items()
    }


def results_bytes(results: Results) -> dict[str, bytes]:
    """Every file of the run; of ``run.json`` all but the clock times."""
    files = {f.relative_to(results.folder).as_posix(): f for f in results.folder.rglob("*.*")}
    document = {key: value for key, value in results.run.items() if key != "timing"}
    # the name of the file or folder given is the only thing that may differ
    document["audit"] = [{**each, "path": ""} for each in document["audit"]]
    content = {name: file.read_bytes() for name, file in files.items()}
    return content | {"run.json": json.dumps(document, sort_keys=True).encode()}
