"""What is known about a real community's praise, counted over its shards."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import duckdb
import pytest
from tests.sources.shard_reading import community, count, settled

from peerlight.sources.reading import read_source

pytestmark = pytest.mark.real

Row = dict[str, str]


@pytest.fixture(scope="module")
def commons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("commons")
    audit = read_source(community("praise_tec"), folder)
    # each round's praise stands in two or three files
    assert (audit.unreadable, audit.dropped, audit.found) == ([], {}, 47_898)
    with settled(folder) as connection:
        yield connection


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """The rows of the rounds' last editions, as the standard library's parser has them."""
    files = sorted(community("praise_tec").rglob("extended_praise_data.csv"))
    assert len(files) == 38
    found: list[Row] = []
    for file in files:
        with file.open(encoding="utf-8", newline="") as opened:
            found += csv.DictReader(opened)
    return found


def test_the_commons_have_all_praise(commons: duckdb.DuckDBPyConnection, rows: list[Row]) -> None:
    assert len(rows) == len({row["ID"] for row in rows}) == 16_612
    assert count(commons, "SELECT COUNT(*) FROM messages") == 16_612
    assert count(commons, "SELECT COUNT(*) FROM mentions") == 16_612
    assert count(commons, "SELECT COUNT(*) FROM marks WHERE kind = 'thanks'") == 16_612


@pytest.mark.parametrize(
    ("side", "tags", "people", "table"),
    [("FROM", 182, 174, "messages"), ("TO", 607, 587, "mentions")],
)
def test_the_commons_have_their_givers_and_receivers(
    commons: duckdb.DuckDBPyConnection,
    rows: list[Row],
    side: str,
    tags: int,
    people: int,
    table: str,
) -> None:
    """The known figures count tags; a person who changed theirs has one id, and is one here."""
    assert len({row[f"{side} USER ACCOUNT"] for row in rows}) == tags
    assert len({row[f"{side} USER ACCOUNT ID"] for row in rows}) == people
    assert count(commons, f"SELECT COUNT(DISTINCT account_id) FROM {table}") == people


def test_every_tag_leads_to_its_person(commons: duckdb.DuckDBPyConnection, rows: list[Row]) -> None:
    # blanks that follow each other are shown as one
    told = {
        (
            " ".join(row[f"{side} USER ACCOUNT"].removesuffix("#0").split()),
            row[f"{side} USER ACCOUNT ID"],
        )
        for row in rows
        for side in ("FROM", "TO")
    }
    found = commons.execute("SELECT handle, COALESCE(same_as, account_id) FROM accounts").fetchall()
    assert told <= {(handle, person.removeprefix("praise:")) for handle, person in found}
