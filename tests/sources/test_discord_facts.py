"""What is known about a real Discord archive, counted over its shards.

The known figures were counted in the site's JSON, which leaves out every message but the first of a
group and knows nothing of them. The pages hold more, so ours are counted twice: over the messages
that the site has too, which gives the known figures, and over all.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import duckdb
import orjson
import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.sources.shard_reading import community, count, settled

from peerlight.sources.html import attribute
from peerlight.sources.reading import read_source

pytestmark = pytest.mark.real

NOTICES = 124
LISTED_ELSEWHERE = 127_721


@pytest.fixture(scope="module")
def mesh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("mesh")
    audit = read_source(community("discord_meshcore"), folder)
    # the pages' feet say 73,987, and the site's list 17,762 of six channels without a page
    assert audit.stated == {"messages": 73_987 + 17_762 + LISTED_ELSEWHERE}
    assert audit.found == 73_987 + 17_762
    assert audit.dropped == {"system message": NOTICES}
    assert audit.unreadable == ["site/index.html: no export of a known kind"]
    with settled(folder) as connection:
        connection.execute("CREATE TABLE site (message_id VARCHAR)")
        connection.execute(
            "INSERT INTO site SELECT unnest(?)", [[f"discord:{m['id']}" for m in on_the_site()]]
        )
        connection.execute("CREATE VIEW said AS FROM messages JOIN site USING (message_id)")
        yield connection


@cache
def on_the_site() -> list[dict[str, Any]]:
    files = sorted((community("discord_meshcore") / "site/data/content").glob("*.json"))
    return [m for file in files for m in orjson.loads(file.read_bytes())["messages"]]


def test_the_mesh_has_all_messages(mesh: duckdb.DuckDBPyConnection) -> None:
    assert count(mesh, "SELECT COUNT(*) FROM said") == 62_512
    assert count(mesh, "SELECT COUNT(*) FROM messages") == 91_749 - NOTICES


def test_the_mesh_has_its_members(mesh: duckdb.DuckDBPyConnection) -> None:
    """A member is an author; one of them stands for all who deleted their account."""
    assert count(mesh, "SELECT COUNT(DISTINCT account_id) FROM said") == 2_539
    assert count(mesh, "SELECT COUNT(DISTINCT account_id) FROM messages") == 2_570
    assert count(mesh, "SELECT COUNT(*) FROM accounts WHERE is_bot") == 1


def test_the_mesh_has_its_reactions(mesh: duckdb.DuckDBPyConnection) -> None:
    of_said = "SELECT SUM(n) FROM reactions JOIN site USING (message_id)"
    assert count(mesh, of_said) == 22_571
    assert count(mesh, "SELECT SUM(n) FROM reactions") == 29_155


def test_the_mesh_has_its_replies(mesh: duckdb.DuckDBPyConnection) -> None:
    """264 of the known replies answer what was deleted, so nothing is linked."""
    assert count(mesh, "SELECT COUNT(*) FROM said WHERE kind = 'reply'") == 20_885
    assert count(mesh, "SELECT COUNT(reply_to) FROM said") == 20_885 - 264
    assert count(mesh, "SELECT COUNT(*) FROM messages WHERE kind = 'reply'") == 22_785


def test_the_mesh_has_its_mentions(mesh: duckdb.DuckDBPyConnection) -> None:
    """The known figure counts every mark: of channels and roles, in quotes, of oneself, repeated.

    Ours are the people whom a message calls aloud, each once, if exactly one writer bears the name.
    """
    marks, called = 0, set()
    for message in on_the_site():
        if "markdown-mention" in message["content_html"]:
            content = LexborHTMLParser(message["content_html"])
            marks += len(content.css(".chatlog__markdown-mention"))
            for quote in content.css(".chatlog__markdown-quote"):
                quote.decompose()
            people = content.css(".chatlog__markdown-mention[title]")
            called |= {(message["id"], attribute(node, "title")) for node in people}
    assert marks == 3_149
    own = {(message["id"], message["author_handle"]) for message in on_the_site()}
    known = {(f"discord:{number}", handle) for number, handle in called - own}
    assert len(known) == 3_061
    ours = mesh.execute("""
        SELECT message_id, handle FROM mentions JOIN site USING (message_id)
        JOIN accounts USING (account_id)
    """).fetchall()
    assert set(ours) <= known
    nobody = {handle for _, handle in known - set(ours)}
    assert len(known - set(ours)) == 3_061 - len(ours)
    bearers = f"""
        SELECT COUNT(*) FROM (
            SELECT handle FROM accounts WHERE handle IN ({",".join("?" * len(nobody))})
            GROUP BY handle HAVING COUNT(*) = 1)
    """
    assert mesh.execute(bearers, sorted(nobody)).fetchall() == [(0,)]


def test_the_mesh_goes_by_the_clock_of_its_ids(mesh: duckdb.DuckDBPyConnection) -> None:
    """The pages print minutes five hours behind UTC; ids tell milliseconds."""
    by_id = "(CAST(SUBSTR(message_id, 9) AS BIGINT) // 4194304 + 1420070400000) * 1000"
    assert count(mesh, f"SELECT COUNT(*) FROM messages WHERE posted_at <> {by_id}") == 0
    assert count(mesh, "SELECT COUNT(*) FROM messages WHERE edited_at < posted_at") == 0
    assert count(mesh, "SELECT COUNT(edited_at) FROM messages") > 6_000
