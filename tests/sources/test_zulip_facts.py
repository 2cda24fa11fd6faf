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
    # of one message that was moved, the older copy holds no quote; the known figure leaves it out
    lean.execute("""
    CREATE VIEW quotes AS SELECT message_id, MAX(reply_to) AS quoted FROM shards_messages
    GROUP BY message_id HAVING COUNT(reply_to) = COUNT(*)
    """)
    assert count(lean, "SELECT COUNT(*) FROM quotes") == 53_956
    of_people = """
    SELECT COUNT(*) FROM quotes q JOIN messages m ON q.quoted = m.message_id
    JOIN people p ON p.account_id = m.account_id WHERE NOT p.is_bot
    """
    assert count(lean, of_people) == 53_786


def test_lean_has_its_mentions(lean: duckdb.DuckDBPyConnection) -> None:
    # the known figure, 65,686, was counted without the oldest form of the mark-up, which holds an
    # address; and it has two people where one message calls two user ids that bear one name
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
    assert count(lean, f"SELECT COUNT(*) FROM ({by_people})") == 65_686 - 1


def _old_form(archive: Path) -> list[tuple[str, str]]:
    found = []
    for file in archive.rglob("*.json"):
        data = file.read_bytes()
        for message in orjson.loads(data) if b"data-user-email" in data else ():
            page = LexborHTMLParser(message["content"])
            old = {n.text() for n in page.css("span.user-mention[data-user-email]")}
            new = {n.text() for n in page.css("span.user-mention:not([data-user-email])")}
            found += [(f"zulip:{message['id']}", n.removeprefix("@")) for n in old - new]
    return found


def test_ncar_has_its_messages_and_senders(ncar: duckdb.DuckDBPyConnection) -> None:
    # the known figures were counted without resolved topics, whose file names start with a dot
    files = list(community("zulip_ncar").rglob("*-*/*.json"))
    seen = [m for f in files if not f.name.startswith(".") for m in orjson.loads(f.read_bytes())]
    assert len({m["id"] for m in seen}) == 6_555
    assert len({m["sender_full_name"] for m in seen}) == 168
    every = {m["id"]: m["sender_full_name"] for f in files for m in orjson.loads(f.read_bytes())}
    assert count(ncar, "SELECT COUNT(*) FROM messages") == len(every)
    senders = len(set(every.values()))
    assert count(ncar, "SELECT COUNT(DISTINCT account_id) FROM messages") == senders
