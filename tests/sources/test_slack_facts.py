"""What is known of real Slack communities, and must come out of reading them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import duckdb
import pytest

from peerlight.sources.audit import Audit
from peerlight.sources.reading import read_source
from peerlight.store.tables import TABLES

pytestmark = pytest.mark.real


class Read:
    """A community read into shards, open to questions in SQL."""

    def __init__(self, name: str, shards: Path) -> None:
        communities = os.environ.get("PEERLIGHT_COMMUNITIES")
        if not communities:
            pytest.skip("PEERLIGHT_COMMUNITIES names no folder of real communities")
        if not (Path(communities) / name).is_dir():
            pytest.skip(f"PEERLIGHT_COMMUNITIES holds no {name}")
        self.audit: Audit = read_source(Path(communities) / name, shards)
        self._db = duckdb.connect()
        for table in TABLES.values():
            if (shards / table.name).is_dir():
                key = [f'"{column}"' for column in table.key]
                files = f"read_parquet('{shards / table.name}/*.parquet')"
                self._db.execute(
                    f"CREATE VIEW {table.name} AS"
                    f" SELECT DISTINCT ON ({', '.join(key)}) * FROM {files}"
                )
        self._db.execute(
            "CREATE VIEW by_people AS SELECT messages.* FROM messages"
            " JOIN accounts USING (account_id) WHERE NOT is_bot"
        )

    def has(self, table: str) -> bool:
        """Whether the community has any row of ``table``."""
        views = f"SELECT COUNT(*) FROM duckdb_views() WHERE view_name = '{table}'"
        return bool(self.ask(views))

    def ask(self, sql: str) -> Any:
        """The one number that ``sql`` answers."""
        row = self._db.execute(sql).fetchone()
        assert row is not None
        return row[0]


@pytest.fixture(scope="module")
def julia(tmp_path_factory: pytest.TempPathFactory) -> Read:
    return Read("slack_julialang", tmp_path_factory.mktemp("julia"))


@pytest.fixture(scope="module")
def houston(tmp_path_factory: pytest.TempPathFactory) -> Read:
    return Read("slack_houstondatavis", tmp_path_factory.mktemp("houston"))


@pytest.fixture(scope="module")
def olake(tmp_path_factory: pytest.TempPathFactory) -> Read:
    return Read("slack_olake", tmp_path_factory.mktemp("olake"))


def test_julia_has_98185_messages_by_1472_people(julia: Read) -> None:
    assert julia.ask("SELECT COUNT(*) FROM by_people") == 98_185
    assert julia.ask("SELECT COUNT(DISTINCT account_id) FROM by_people") == 1_472


def test_julia_gave_34427_reactions_whose_givers_are_known_and_15_more(julia: Read) -> None:
    given = "SELECT SUM(n) FROM reactions JOIN by_people USING (message_id)"
    assert julia.ask(f"{given} WHERE reactions.account_id IS NOT NULL") == 34_427
    # Slack lists at most fifty people per reaction and counts the rest
    assert julia.ask(f"{given} WHERE reactions.account_id IS NULL") == 15


def test_julia_has_71926_replies_of_people_to_people(julia: Read) -> None:
    replies = "FROM by_people JOIN by_people AS roots ON by_people.reply_to = roots.message_id"
    assert julia.ask(f"SELECT COUNT(*) {replies}") == 71_926


def test_julia_has_5644_mentions_and_15_admins(julia: Read) -> None:
    assert julia.ask("SELECT COUNT(*) FROM mentions JOIN by_people USING (message_id)") == 5_644
    assert julia.ask("SELECT COUNT(*) FROM appointments WHERE title = 'admin'") == 15


def test_houston_has_1382_messages_72_members_and_320_joins(houston: Read) -> None:
    assert houston.audit.found == 1_382
    # the user list and Slackbot, whom no export lists
    assert houston.ask("SELECT COUNT(*) FROM accounts") == 72
    assert houston.ask("SELECT COUNT(*) FROM memberships WHERE verb = 'join'") == 320


def test_olake_has_346_distinct_messages_in_overlapping_snapshots(olake: Read) -> None:
    assert olake.audit.found - olake.audit.dropped["duplicate"] == 346
    assert olake.ask("SELECT COUNT(*) FROM messages") == olake.audit.kept


def test_olake_has_691_users_7_admins_and_217_reactions_to_people(olake: Read) -> None:
    assert olake.ask("SELECT COUNT(*) FROM accounts WHERE handle IS NOT NULL") == 691
    assert olake.ask("SELECT COUNT(*) FROM appointments WHERE title = 'admin'") == 7
    reactions = "SELECT SUM(n) FROM reactions JOIN by_people USING (message_id)"
    assert olake.ask(reactions) == 217


@pytest.mark.parametrize("community", ["julia", "houston", "olake"])
def test_everything_reconciles_and_nobody_is_without_an_account(
    community: str, request: pytest.FixtureRequest
) -> None:
    read: Read = request.getfixturevalue(community)
    assert read.audit.unreadable == []
    assert read.ask("SELECT COUNT(*) FROM messages") == read.audit.kept
    for table in ("messages", "mentions", "reactions", "memberships", "appointments"):
        nameless = f"FROM {table} ANTI JOIN accounts USING (account_id)"
        if read.has(table):
            assert read.ask(f"SELECT COUNT(*) {nameless} WHERE account_id IS NOT NULL") == 0, table
    threads = "SELECT COUNT(*) FROM messages ANTI JOIN threads USING (thread_id)"
    assert read.ask(threads) == 0
