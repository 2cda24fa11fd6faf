"""What is known about a real Gitter archive, counted over its shards."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

import duckdb
import pytest
from tests.sources.shard_reading import community, count, settled

from peerlight.sources.reading import read_source

pytestmark = pytest.mark.real

DELETED, NOBODYS = 1_174, 4


@pytest.fixture(scope="module")
def camp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("camp")
    audit = read_source(community("gitter_freecodecamp"), folder)
    assert audit.unreadable == []
    assert audit.found == 211_983
    assert audit.dropped == {"deleted": DELETED, "no author": NOBODYS}
    with settled(folder) as connection:
        yield connection


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    """The records as the standard library's parser has them."""
    files = sorted(community("gitter_freecodecamp").rglob("*.tsv"))
    assert len(files) == 525
    texts = (StringIO(file.read_bytes().decode("utf-8"), newline="") for file in files)
    return [row for text in texts for row in csv.reader(text, delimiter="\t")]


def test_the_camp_has_all_messages(camp: duckdb.DuckDBPyConnection, rows: list[list[str]]) -> None:
    """The known figure counts records; 944 messages stand in a file twice, one of them thrice."""
    assert len(rows) == 211_983
    assert count(camp, "SELECT COUNT(*) FROM shards_messages") == 211_983 - DELETED - NOBODYS
    said = {row[5] for row in rows if row[3] and row[6].strip()}
    assert count(camp, "SELECT COUNT(*) FROM messages") == len(said) == 209_865


def test_the_camp_has_its_members(camp: duckdb.DuckDBPyConnection, rows: list[list[str]]) -> None:
    """The known figure counts the missing author of four messages as one member more."""
    assert len({row[3] for row in rows}) == 7_503
    assert count(camp, "SELECT COUNT(*) FROM accounts") == 7_502
    assert count(camp, "SELECT COUNT(DISTINCT handle) FROM accounts") == 7_502


def test_the_camp_has_its_mentions(camp: duckdb.DuckDBPyConnection, rows: list[list[str]]) -> None:
    """The known figure counts every @word: in code, quotes and addresses, and of nobody.

    Ours are the names that a message calls aloud, each once, if they are a writer's.
    """
    word = re.compile(r"@\w+")
    assert sum(len(word.findall(row[6])) for row in rows) == 63_197
    bearers = {row[4].lower(): row[3] for row in rows if row[3]}
    # of what has neither code nor quotes, every name must be there
    plain = {r[5]: r[6] for r in rows if r[3] and not re.search(r"[`>/.]", r[6])}
    name = re.compile(r"(?<![\w@-])@([A-Za-z0-9][A-Za-z0-9_-]*)")
    expected = {
        (f"gitter:{message}", f"gitter:{bearers[called.lower()]}")
        for message, text in plain.items()
        for called in name.findall(text)
        if called.lower() in bearers
    }
    found = set(camp.execute("SELECT message_id, account_id FROM mentions").fetchall())
    assert expected == {(m, a) for m, a in found if m.removeprefix("gitter:") in plain}
    assert len(found) > 0.8 * 63_197


def test_the_camp_has_its_thanks(camp: duckdb.DuckDBPyConnection) -> None:
    """The known figures: thank or thanks beside an @, by people; the word brownie, by anybody.

    Both count what a file repeats; of an address, the @ is not stored.
    """
    thanks = """
    SELECT COUNT(*) FROM shards_messages JOIN accounts USING (account_id)
    WHERE handle <> 'camperbot' AND REGEXP_MATCHES(text, '(?i)\\bthanks?\\b')
    AND REGEXP_MATCHES(text, '@|\\(e-mail address\\)')
    """
    assert count(camp, thanks) == 4_817
    brownies = "SELECT COUNT(*) FROM shards_messages WHERE CONTAINS(text, 'brownie')"
    assert count(camp, brownies) == 2_823


def test_the_camp_has_its_rooms_and_its_bot(camp: duckdb.DuckDBPyConnection) -> None:
    assert count(camp, "SELECT COUNT(*) FROM channels WHERE NOT private") == 521
    assert count(camp, "SELECT COUNT(*) FROM accounts WHERE is_bot") == 2
    by_bots = "SELECT COUNT(*) FROM messages JOIN accounts USING (account_id) WHERE is_bot"
    assert count(camp, by_bots) == 6_397
