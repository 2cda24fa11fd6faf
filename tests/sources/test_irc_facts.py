"""What is known about a real archive of IRC logs, counted over its shards."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from tests.sources.shard_reading import community, count, settled

from peerlight.sources.reading import read_source

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def zig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("zig")
    audit = read_source(community("irc_zig"), folder)
    assert audit.unreadable == []
    assert (audit.found, dict(audit.dropped)) == (308_239, {"no text": 4_343})
    with settled(folder) as connection:
        yield connection


def _senders() -> list[str]:
    """The second line of every block that has a third one."""
    blocks = (
        block.split("\n")
        for file in sorted(community("irc_zig").rglob("*.txt"))
        for block in file.read_bytes().decode("utf-8", "replace").split("\n\n")
    )
    told = ([line for line in block if line] for block in blocks)
    return [block[1] for block in told if len(block) == 3]


def test_zig_has_all_messages(zig: duckdb.DuckDBPyConnection) -> None:
    """A message is a block that has a text; a block without one is dropped."""
    assert count(zig, "SELECT COUNT(*) FROM messages") == 303_896


def test_zig_has_its_nicks(zig: duckdb.DuckDBPyConnection) -> None:
    """The known figure counts a nick again for each host it came from, and each spelling."""
    senders = _senders()
    assert (len(senders), len(set(senders))) == (303_896, 2_231)
    nicks = {sender.partition("!")[0].lower() for sender in senders}
    assert count(zig, "SELECT COUNT(DISTINCT account_id) FROM messages") == len(nicks)
    assert count(zig, "SELECT COUNT(*) FROM accounts WHERE account_id LIKE '%!%'") == 0


def test_zig_has_one_channel_and_calls_between_those_who_were_there(
    zig: duckdb.DuckDBPyConnection,
) -> None:
    assert count(zig, "SELECT COUNT(*) FROM channels") == 1
    calls = "SELECT COUNT(*) FROM mentions JOIN messages m USING (message_id)"
    strangers = f"{calls} WHERE mentions.account_id NOT IN (SELECT account_id FROM messages)"
    assert count(zig, strangers) == 0
    assert count(zig, f"{calls} WHERE mentions.account_id = m.account_id") == 0
    assert 40_000 < count(zig, calls) < 45_000
