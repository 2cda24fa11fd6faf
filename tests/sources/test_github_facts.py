"""What is known about a real repository's issues and pull requests, counted over its shards."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import orjson
import pytest
from tests.sources.shard_reading import community, count, settled

from peerlight.sources.contract import Wish
from peerlight.sources.github import GitHub
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import read_source
from peerlight.store.tables import Mention

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("tls")
    audit = read_source(community("github_ietf_tls13"), folder)
    assert not audit.unreadable
    assert not audit.dropped
    with settled(folder) as connection:
        yield connection


def test_it_has_its_items_comments_and_reviews(tls: duckdb.DuckDBPyConnection) -> None:
    """The known 5,113 count what stands at a line of a change as a comment."""
    kinds = "SELECT COUNT(*) FROM messages WHERE message_id"
    reviews = count(tls, f"{kinds} LIKE '%:review-%'")
    assert reviews == 979
    merges = count(tls, f"{kinds} LIKE '%:merged'")
    assert count(tls, "SELECT COUNT(*) FROM messages") - reviews - merges == 5_113


def test_it_has_its_people(tls: duckdb.DuckDBPyConnection) -> None:
    """The known 172 count as one more the merger of what was never merged, who is nobody."""
    data = orjson.loads((community("github_ietf_tls13") / "archive.json").read_bytes())
    mergers = {pull["mergedBy"] for pull in data["pulls"]}
    assert None in mergers
    assert count(tls, "SELECT COUNT(DISTINCT account_id) FROM messages") == 172 - 1


def test_it_has_its_mentions(tls: duckdb.DuckDBPyConnection) -> None:
    """The known 589 are calls in items and their comments, whether or not anybody bears the login.

    Calls in reviews are read as well; those of nobody who acted here are left out at the end.
    """
    reader, wish = GitHub(), Wish()
    with open_tree(community("github_ietf_tls13")) as tree:
        (part,) = reader.parts(tree, wish)
        mentions = reader.read(tree, part, wish).records[Mention]
    where = [m.message_id.partition(":")[2] for m in mentions if isinstance(m, Mention)]
    assert sum(":re" not in number for number in where) == 589
    assert 560 < count(tls, "SELECT COUNT(*) FROM mentions WHERE message_id NOT LIKE '%:re%'") < 589
