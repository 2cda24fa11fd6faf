"""What is known about two real Stack Exchange dumps, counted over their shards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from tests.sources.shard_reading import community, count, settled

from peerlight.sources.reading import read_source

pytestmark = pytest.mark.real

QUANTUM, HISTORY = "stackexchange_quantumcomputing", "stackexchange_history_meta"
POSTS = "SELECT COUNT(*) FROM messages WHERE kind <> 'comment'"
COMMENTS = "SELECT COUNT(*) FROM messages WHERE kind = 'comment'"
ACCEPTED = "SELECT COUNT(*) FROM reactions WHERE kind = 'accepted'"


@pytest.fixture(scope="module")
def quantum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    yield from _read(QUANTUM, tmp_path_factory.mktemp("quantum"))


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    yield from _read(HISTORY, tmp_path_factory.mktemp("history"))


def _read(name: str, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    audit = read_source(community(name), folder)
    assert (audit.unreadable, audit.dropped) == ([], {})
    # a site's own counts of answers and comments add up to what is there
    assert audit.stated["messages"] == audit.found
    with settled(folder) as connection:
        yield connection


def _rows(name: str, table: str) -> list[dict[str, str]]:
    """The rows of a table as the standard library's parser has them."""
    (file,) = community(name).rglob(f"{table}.xml")
    return [row.attrib for row in ElementTree.parse(file).getroot()]


def test_quantum_has_its_posts_comments_and_users(quantum: duckdb.DuckDBPyConnection) -> None:
    """Posts are of every type: 612 questions, 1,060 answers, 314 pages of tag wikis."""
    assert count(quantum, POSTS) == 1_986
    assert count(quantum, COMMENTS) == 3_413
    assert count(quantum, "SELECT COUNT(*) FROM messages WHERE kind = 'question'") == 612
    assert count(quantum, "SELECT COUNT(*) FROM messages WHERE kind = 'answer'") == 1_060
    assert count(quantum, "SELECT COUNT(*) FROM accounts WHERE created_at IS NOT NULL") == 3_461


def test_quantum_has_its_votes(quantum: duckdb.DuckDBPyConnection) -> None:
    """Every row of Votes is known; those by which moderators act are no reactions."""
    rows = _rows(QUANTUM, "Votes")
    assert len(rows) == 12_560
    kinds = Counter(row["VoteTypeId"] for row in rows)
    scores = sum(int(row["Score"]) for row in _rows(QUANTUM, "Comments"))
    found = dict(
        quantum.execute("SELECT kind, SUM(n)::INT FROM reactions GROUP BY kind").fetchall()
    )
    assert found == {
        "upvote": kinds["2"] + scores,
        "downvote": kinds["3"],
        "bookmark": kinds["5"],
        "bounty": kinds["8"],
        "accepted": 389,
    }


def test_quantum_has_its_accepted_answers_with_their_days(
    quantum: duckdb.DuckDBPyConnection,
) -> None:
    """An answer is accepted if its question says so; one more vote is of a deleted post."""
    assert count(quantum, f"{ACCEPTED} AND reacted_at IS NOT NULL") == 389
    by_askers = """
    SELECT COUNT(*) FROM reactions r JOIN messages a USING (message_id)
    JOIN messages q ON q.message_id = a.reply_to
    WHERE r.kind = 'accepted' AND a.kind = 'answer' AND q.account_id = r.account_id
    """
    assert count(quantum, by_askers) == 389


@pytest.mark.parametrize("name", [QUANTUM, HISTORY])
def test_every_message_stands_in_a_thread_of_the_site(
    name: str, request: pytest.FixtureRequest
) -> None:
    dump = request.getfixturevalue("quantum" if name == QUANTUM else "history")
    roots = "SELECT message_id FROM messages WHERE kind NOT IN ('answer', 'comment')"
    lost = f"SELECT COUNT(*) FROM messages WHERE thread_id NOT IN ({roots})"
    assert count(dump, lost) == 0
    at = sum("@" in row["Text"] for row in _rows(name, "Comments"))
    # an @ is also a formula's and a mail's, and some are called who never wrote there
    assert 0.75 * at < count(dump, "SELECT COUNT(*) FROM mentions") < at


def test_history_has_its_posts_and_posters(history: duckdb.DuckDBPyConnection) -> None:
    """The known figure counts the authors of all posts, who left the site as one of them.

    Those who left are known by the names that stayed, and so are 15 more.
    """
    assert count(history, POSTS) == 1_657
    owners = [row.get("OwnerUserId") for row in _rows(HISTORY, "Posts")]
    assert len(set(owners)) == 310
    posters = "SELECT COUNT(DISTINCT account_id) FROM messages WHERE kind <> 'comment'"
    gone = f"{posters} AND account_id LIKE 'stackexchange:~%'"
    assert count(history, posters) - count(history, gone) == 309
    assert count(history, gone) == 16


def test_history_has_no_votes_so_that_scores_stand_for_them(
    history: duckdb.DuckDBPyConnection,
) -> None:
    posts, comments = _rows(HISTORY, "Posts"), _rows(HISTORY, "Comments")
    net = sum(int(row["Score"]) for row in posts + comments)
    voted = "SELECT SUM(sign * n) FROM reactions WHERE kind IN ('upvote', 'downvote')"
    assert count(history, voted) == net
    assert count(history, ACCEPTED) == 181
    assert count(history, f"{ACCEPTED} AND reacted_at IS NOT NULL") == 0
