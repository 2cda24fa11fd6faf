"""What is known about two real Discourse archives, counted over their shards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from tests.sources.shard_reading import community, count, settled

from peerlight.sources.reading import read_source

pytestmark = pytest.mark.real

HUMANS = """
CREATE VIEW humans AS
SELECT m.* FROM messages m JOIN accounts a USING (account_id) WHERE NOT a.is_bot
"""


@pytest.fixture(scope="module")
def urho(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    yield from _read("discourse_urho3d", tmp_path_factory.mktemp("urho"))


@pytest.fixture(scope="module")
def delving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    yield from _read("discourse_delvingbitcoin", tmp_path_factory.mktemp("delving"))


def _read(name: str, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    audit = read_source(community(name), folder)
    assert audit.unreadable == []
    with settled(folder) as connection:
        connection.execute(HUMANS)
        yield connection


def test_urho_has_its_posts_and_members(urho: duckdb.DuckDBPyConnection) -> None:
    assert count(urho, "SELECT COUNT(*) FROM humans") == 36_894
    assert count(urho, "SELECT COUNT(DISTINCT account_id) FROM humans") == 998


def test_urho_has_its_likes_and_accepted_answers(urho: duckdb.DuckDBPyConnection) -> None:
    received = "SELECT SUM(n) FROM reactions r JOIN humans USING (message_id) WHERE r.kind = '{}'"
    assert count(urho, received.format("like")) == 11_193
    assert count(urho, received.format("accepted")) == 672


def test_urho_has_its_replies(urho: duckdb.DuckDBPyConnection) -> None:
    assert count(urho, "SELECT COUNT(reply_to) FROM humans") == 10_003


def test_urho_has_its_mentions_of_people_outside_quotes(urho: duckdb.DuckDBPyConnection) -> None:
    posts = [
        post
        for file in community("discourse_urho3d").rglob("*.json")
        for post in orjson.loads(file.read_bytes())["post_stream"]["posts"]
        if post["post_type"] == 1 and post["user_id"] > 0
    ]
    # the known figure counts names in quotes and names of nobody, but not one's own
    every = [m for m in _called(posts, quoted=True) if m[1] != m[2]]
    assert len(every) == 1_901
    _same_mentions(urho, posts)


def test_delving_has_its_posts_once(delving: duckdb.DuckDBPyConnection) -> None:
    # the known figures count files, in which renamed topics repeat posts, not posts
    posts = _delving_posts(conflicts=False)
    assert len(posts) == 4_712
    assert len({p["username"] for p in posts}) == 460
    assert sum(map(_likes, posts)) == 2_455
    assert sum(p["reply_to_post_number"] is not None for p in posts) == 2_342
    distinct = {p["id"] for p in posts}
    assert count(delving, "SELECT COUNT(*) FROM messages") == len(distinct)
    assert count(delving, "SELECT COUNT(DISTINCT account_id) FROM messages") == 460


def test_delving_has_its_likes_and_replies(delving: duckdb.DuckDBPyConnection) -> None:
    posts = _delving_posts(conflicts=True)
    most: Counter[int] = Counter()
    for post in posts:
        most[post["id"]] = max(most[post["id"]], _likes(post))
    assert count(delving, "SELECT SUM(n) FROM reactions") == most.total()
    places = {(p["topic_id"], p["post_number"]) for p in posts}
    answered = {(p["id"], p["topic_id"], p["reply_to_post_number"]) for p in posts}
    resolved = sum((topic, number) in places for _, topic, number in answered)
    assert count(delving, "SELECT COUNT(reply_to) FROM messages") == resolved


def test_delving_has_its_mentions_of_people_outside_quotes(
    delving: duckdb.DuckDBPyConnection,
) -> None:
    posts = _delving_posts(conflicts=True)
    # the known figure counts every marked name in every file
    marked = (LexborHTMLParser(p["cooked"]).css("a.mention, span.mention") for p in posts)
    assert sum(map(len, marked)) == 706
    _same_mentions(delving, [p for p in posts if not p["user_deleted"]])


def _delving_posts(conflicts: bool) -> list[dict[str, Any]]:
    files = sorted(community("discourse_delvingbitcoin").rglob("*.json"))
    return [
        orjson.loads(f.read_bytes()) for f in files if conflicts or "sync-conflict" not in f.name
    ]


def _likes(post: dict[str, Any]) -> int:
    return sum(a.get("count", 0) for a in post["actions_summary"] if a["id"] == 2)


def _same_mentions(connection: duckdb.DuckDBPyConnection, posts: list[dict[str, Any]]) -> None:
    """The reader keeps exactly the marked names of authors that stand outside quotes."""
    authors = {post["username"].lower() for post in posts}
    expected = {(f"discourse:{n}", m) for n, m, _ in _called(posts, quoted=False) if m in authors}
    found = connection.execute("SELECT message_id, LOWER(account_id) FROM mentions").fetchall()
    assert {(m, a.removeprefix("discourse:")) for m, a in found} == expected


def _called(posts: list[dict[str, Any]], quoted: bool) -> set[tuple[int, str, str]]:
    """Post, name called and name of the author, both lowercase."""
    return {
        (post["id"], node.text().removeprefix("@").lower(), post["username"].lower())
        for post in posts
        if "mention" in post["cooked"]
        for node in LexborHTMLParser(post["cooked"]).css("a.mention, span.mention")
        if quoted or not _in_quote(node)
    }


def _in_quote(node: LexborNode | None) -> bool:
    while (node := node.parent if node else None) is not None:
        if node.tag == "blockquote" or "quote" in (node.attributes.get("class") or "").split():
            return True
    return False
