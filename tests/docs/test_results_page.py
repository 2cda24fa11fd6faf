"""The tables of a run are those of the page, column for column, type for type."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.docs.pages import DOCS, rows, sections

from peerlight import Community
from peerlight.signals.catalogue import signals
from peerlight.sources.synthetic import make_demo

Columns = dict[str, str]
SECTIONS = dict(sections(DOCS / "reference" / "results.md"))
DOCUMENTS = "The documents"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    make_demo(folder / "export", seed=5, members=60, days=120)
    community = Community.create(folder / "community")
    community.import_(folder / "export").apply()
    return community.analyse().folder


def documented(section: str) -> Columns:
    columns: Columns = {}
    for first, rest in rows(SECTIONS[section]):
        kind = rest.split(" | ")[0]
        columns |= {column: kind for column in re.findall(r"`(\w+)`", first)}
    return columns


def in_file(file: Path) -> Columns:
    return {field.name: str(field.type) for field in pq.read_schema(file)}


def test_every_table_has_its_section_and_every_section_its_table(run: Path) -> None:
    tables = {file.stem for file in run.glob("*.parquet")} | {"evidence"}
    assert tables == SECTIONS.keys() - {DOCUMENTS}


@pytest.mark.parametrize("table", sorted(SECTIONS.keys() - {DOCUMENTS, "evidence"}))
def test_columns_are_as_documented(table: str, run: Path) -> None:
    assert in_file(run / f"{table}.parquet") == documented(table)


def test_every_signals_evidence_has_the_documented_columns(run: Path) -> None:
    files = {file.stem: file for file in (run / "evidence").glob("*.parquet")}
    assert files.keys() == {signal.name for signal in signals()}
    for file in files.values():
        assert in_file(file) == documented("evidence")


def test_run_json_has_the_documented_keys(run: Path) -> None:
    document = json.loads((run / "run.json").read_text("utf-8"))
    keys = {key for first, _ in rows(SECTIONS[DOCUMENTS]) for key in re.findall(r"`(\w+)`", first)}
    assert keys == document.keys()
    assert (run / "niches.json").is_file()


def test_people_columns_are_as_documented() -> None:
    from peerlight.people.ranking import COLUMNS

    page = (DOCS / "reference" / "people.md").read_text("utf-8")
    told = [column for first, _ in rows(page) for column in re.findall(r"`(\w+)`", first)]
    assert told == list(COLUMNS)
