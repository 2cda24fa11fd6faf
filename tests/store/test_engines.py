"""Both engines keep the same promises."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.contract.engines import ENGINES, engine

from peerlight.errors import BadInput
from peerlight.store.engines import open_engine

SCHEMA = pa.schema({"name": pa.string(), "n": pa.int64(), "old": pa.bool_()})
ROWS = [
    {"name": "ana", "n": 3, "old": True},
    {"name": "ben", "n": None, "old": False},
    {"name": "cem", "n": 1, "old": None},
]
TABLE = pa.Table.from_pylist(ROWS, SCHEMA)
ORDERED = "SELECT name, n, old FROM people ORDER BY name"

both = pytest.mark.parametrize("kind", ENGINES)


@both
def test_an_arrow_table_is_readable_under_its_name(kind: str) -> None:
    with engine(kind) as opened:
        opened.register("people", TABLE)
        assert opened.rows(ORDERED).to_pylist() == ROWS


@both
def test_an_empty_arrow_table_keeps_its_columns_and_types(kind: str) -> None:
    with engine(kind) as opened:
        opened.register("people", SCHEMA.empty_table())
        found = opened.rows("SELECT name, n, old FROM people")
        assert (found.num_rows, found.schema.types) == (0, SCHEMA.types)


@both
def test_several_files_are_one_relation(kind: str, tmp_path: Path) -> None:
    files = [tmp_path / "it's one.parquet", tmp_path / "two.parquet"]
    pq.write_table(TABLE.slice(0, 2), files[0])
    pq.write_table(TABLE.slice(2), files[1])
    with engine(kind) as opened:
        opened.files("people", files, SCHEMA)
        assert opened.rows(ORDERED).to_pylist() == ROWS


@both
def test_a_column_that_an_older_file_lacks_reads_as_null(kind: str, tmp_path: Path) -> None:
    pq.write_table(TABLE.slice(0, 2).drop_columns("old"), tmp_path / "a.parquet")
    pq.write_table(TABLE.slice(2), tmp_path / "b.parquet")
    with engine(kind) as opened:
        opened.files("people", [tmp_path / "a.parquet", tmp_path / "b.parquet"], SCHEMA)
        assert [row["old"] for row in opened.rows(ORDERED).to_pylist()] == [None, None, None]


@both
def test_no_files_are_an_empty_relation(kind: str) -> None:
    with engine(kind) as opened:
        opened.files("people", [], SCHEMA)
        assert opened.rows("SELECT COUNT(*) AS c FROM people").to_pylist() == [{"c": 0}]


@both
def test_a_view_follows_its_source_and_a_kept_table_does_not(kind: str) -> None:
    with engine(kind) as opened:
        opened.register("people", TABLE)
        opened.materialise("kept", "SELECT name FROM people WHERE n > 2")
        opened.view("seen", "SELECT name FROM kept")
        opened.register("people", SCHEMA.empty_table())
        assert opened.rows("SELECT name FROM kept").to_pylist() == [{"name": "ana"}]
        assert opened.rows("SELECT name FROM seen").to_pylist() == [{"name": "ana"}]


@both
def test_a_kept_table_may_be_empty(kind: str) -> None:
    with engine(kind) as opened:
        opened.register("people", TABLE)
        opened.materialise("kept", "SELECT name, n FROM people WHERE n > 99")
        found = opened.rows("SELECT name, n FROM kept")
        assert (found.num_rows, found.schema.types) == (0, [pa.string(), pa.int64()])


@both
def test_a_name_may_be_given_again_as_view_or_as_kept_table(kind: str) -> None:
    with engine(kind) as opened:
        for number, name_it in enumerate(
            (opened.view, opened.materialise, opened.materialise, opened.view)
        ):
            name_it("again", f"SELECT CAST({number} AS BIGINT) AS n")
            assert opened.rows("SELECT n FROM again").to_pylist() == [{"n": number}]


@both
def test_a_query_may_begin_and_end_with_a_comment(kind: str, tmp_path: Path) -> None:
    text = "-- head\nSELECT n FROM people ORDER BY n NULLS LAST -- tail"
    with engine(kind) as opened:
        opened.register("people", TABLE)
        opened.view("seen", text)
        opened.materialise("kept", text)
        opened.write(text, tmp_path / "out.parquet")
        assert opened.rows(text).num_rows == opened.rows("SELECT n FROM kept").num_rows == 3


@both
def test_rows_are_written_in_the_query_s_order(kind: str, tmp_path: Path) -> None:
    many = pa.table({"n": pa.array(range(300_000), pa.int64())})
    file = tmp_path / "it's out.parquet"
    with engine(kind) as opened:
        opened.register("many", many)
        opened.write("SELECT n FROM many ORDER BY n % 7, n", file)
    written = pq.read_table(file)["n"].to_pylist()
    assert written == sorted(range(300_000), key=lambda n: (n % 7, n))


def test_duckdb_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    many = pa.table({"n": pa.array([n * 7919 % 300_007 for n in range(300_000)], pa.int64())})
    for name in ("a", "b"):
        with engine("duckdb") as opened:
            opened.register("many", many)
            opened.write("SELECT n FROM many ORDER BY n", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_duckdb_spills_beyond_its_memory(tmp_path: Path) -> None:
    opened = open_engine("duckdb", memory="120MB")
    try:
        opened.materialise(
            "wide", "SELECT i, hash(i) AS a, hash(i + 1) AS b FROM range(4000000) t(i)"
        )
        count = "SELECT COUNT(*) AS c FROM (SELECT DISTINCT a FROM wide) d"
        assert opened.rows(count).to_pylist() == [{"c": 4_000_000}]
    finally:
        opened.close()


def test_a_variable_of_the_program_is_no_relation() -> None:
    people = TABLE
    with engine("duckdb") as opened, pytest.raises(Exception, match="people"):
        opened.rows(f"SELECT name FROM people -- {people.num_rows}")


@pytest.mark.spark
def test_an_address_where_nobody_answers_is_a_clear_error() -> None:
    with pytest.raises(BadInput, match=r"sc://127\.0\.0\.1:1"), engine("sc://127.0.0.1:1"):
        pass
