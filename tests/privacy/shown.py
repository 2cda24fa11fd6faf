"""All that a community holds and shows, as bytes to compare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from tests.end_to_end.rewritten import results_bytes

from peerlight import Community
from peerlight.report.document import dumps
from peerlight.report.page import page
from peerlight.report.table import write_table


def activity(community: Community) -> dict[str, bytes]:
    """The activity tables and the manifests beside them."""
    folder = community.folder / "activity"
    files = [f for f in folder.rglob("*") if f.is_file() and f.suffix in (".parquet", ".json")]
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in files}


def everything(community: Community, folder: Path) -> dict[str, bytes]:
    """Activity, results, report, JSON and CSV; ``folder`` is for files to write to."""
    folder.mkdir(parents=True, exist_ok=True)
    found = community.find()
    write_table(community.people(everyone=True), "csv", folder / "people.csv", None)  # type: ignore[arg-type]
    return {
        **activity(community),
        **results_bytes(community.analyse()),
        "report.html": page(found).encode(),
        "report.json": dumps(found).encode(),
        "people.csv": (folder / "people.csv").read_bytes(),
    }


def read_words(folder: Path) -> str:
    """All that stands in any file below the folder: rows of tables, and bytes as they are."""
    said = []
    for file in sorted(f for f in folder.rglob("*") if f.is_file()):
        said.append(file.name)
        if file.suffix == ".parquet":
            said.append(json.dumps(_rows(file), ensure_ascii=False, default=str))
        else:
            said.append(file.read_bytes().decode("utf-8", "replace"))
    return "\n".join(said)


def _rows(file: Path) -> list[dict[str, Any]]:
    table: pa.Table = pq.read_table(file, partitioning=None)
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows
