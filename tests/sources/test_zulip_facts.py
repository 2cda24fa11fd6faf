"""What is known about two real Zulip archives, counted over their shards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import orjson
import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.sources.shard_reading import community, count, settled

from peerlight.sources.audit import Audit
from peerlight.sources.reading import read_source

pytestmark = pytest.mark.real

PEOPLE = """
CREATE VIEW people AS
SELECT account_id, is_bot, COALESCE(same_as, account_id) AS person FROM accounts
"""


@pytest.fixture(scope="module")
def lean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    yield from _read("lean_zulip", tmp_path_factory.mktemp("lean"))


@pytest.fixture(scope="module")
def ncar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    yield from _read("zulip_ncar", tmp_path_factory.mktemp("ncar"))


def _read(name: str, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    audit = read_source(community(name), folder)
    assert _complete(audit)
    with settled(folder) as connection:
        connection.execute(PEOPLE)
        yield connection


def _complete(audit: Audit) -> bool:
    return not audit.unreadable and not audit.dropped and audit.found > 0


def test_lean_has_all_messages(lean: duckdb.DuckDBPyConnection) -> None:
    assert count(lean, "SELECT COUNT(*) FROM messages") == 956_250


def test_lean_knows_its_bots(lean: duckdb.DuckDBPyConnection) -> None:
    by_bots = "SELECT COUNT(*) FROM messages JOIN people USING (account_id) WHERE is_bot"
    assert count(lean, by_bots) == 28_506


def test_lean_has_its_people_once_names_are_tied(lean: duckdb.DuckDBPyConnection) -> None:
    writers = "SELECT COUNT(DISTINCT person) FROM messages JOIN people USING (account_id)"
    assert count(lean, writers) == 5_376


def test_lean_has_its_quotes(lean: duckdb.DuckDBPyConnection) -> None:
    assert count(lean, "SELECT COUNT(reply_to) FROM messages") == 53_956
    of_people = """
    SELECT COUNT(*) FROM messages a JOIN messages b ON a.reply_to = b.message_id
    JOIN people p ON p.account_id = b.account_id WHERE NOT p.is_bot
    """
    assert count(lean, of_people) == 53_786


def test_lean_has_its_mentions(lean: duckdb.DuckDBPyConnection) -> None:
    # the known figure was counted without the oldest form of the mark-up, which holds an address
    lean.execute("CREATE TABLE old_form (message_id VARCHAR, name VARCHAR)")
    lean.executemany("INSERT INTO old_form VALUES (?, ?)", _old_form(community("lean_zulip")))
    by_people = """
    SELECT DISTINCT n.message_id, p.person FROM mentions n
    JOIN people p USING (account_id)
    JOIN messages m USING (message_id)
    JOIN people w ON w.account_id = m.account_id
    LEFT JOIN old_form o ON o.message_id = n.message_id AND 'zulip:' || o.name = n.account_id
    WHERE NOT w.is_bot AND o.name IS NULL
    """
    assert count(lean, f"SELECT COUNT(*) FROM ({by_people})") == 65_686


def _old_form(archive: Path) -> list[tuple[str, str]]:
    found = []
    for file in archive.rglob("*.json"):
        data = file.read_bytes()
        for message in orjson.loads(data) if b"data-user-email" in data else ():
            page = LexborHTMLParser(message["content"])
            for node in page.css("span.user-mention[data-user-email]"):
                found.append((f"zulip:{message['id']}", node.text().removeprefix("@")))
    return found


def test_ncar_has_its_messages_and_senders(ncar: duckdb.DuckDBPyConnection) -> None:
    assert count(ncar, "SELECT COUNT(*) FROM messages") == 6_555
    assert count(ncar, "SELECT COUNT(DISTINCT account_id) FROM messages") == 168
