"""What is known about three real git logs, counted over their shards."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.sources.shard_reading import community, count, settled

from peerlight.sources.contract import Wish
from peerlight.sources.git.trailers import parted
from peerlight.sources.reading import read_source

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def k8s(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    yield from _read("gitlog_k8s", tmp_path_factory.mktemp("k8s"))


@pytest.fixture(scope="module")
def mathlib(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    yield from _read("gitlog_mathlib3", tmp_path_factory.mktemp("mathlib"))


@pytest.fixture(scope="module")
def twisted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    yield from _read("gitlog_twisted", tmp_path_factory.mktemp("twisted"))


def _read(name: str, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    audit = read_source(community(name), folder, Wish(key=b"a key for tests"))
    assert not audit.unreadable
    assert not audit.dropped
    with settled(folder) as connection:
        yield connection


def _commits(name: str) -> int:
    files = community(name).glob("*.log.gz")
    begin = re.compile(rb"^commit [0-9a-f]{40}$", re.MULTILINE)
    return sum(len(begin.findall(gzip.decompress(file.read_bytes()))) for file in files)


# a commit's own message has its hash for a name; what others did for it has more
OWN = "SELECT COUNT(*) FROM messages WHERE message_id NOT LIKE 'git:%:%'"


def test_no_commit_is_lost(
    k8s: duckdb.DuckDBPyConnection,
    mathlib: duckdb.DuckDBPyConnection,
    twisted: duckdb.DuckDBPyConnection,
) -> None:
    assert count(k8s, OWN) == _commits("gitlog_k8s") == 35_761
    assert count(mathlib, OWN) == _commits("gitlog_mathlib3") == 18_271
    assert count(twisted, OWN) == _commits("gitlog_twisted") == 30_601


def test_k8s_has_its_pull_requests_and_people(k8s: duckdb.DuckDBPyConnection) -> None:
    """The known figures count merged pull requests by the login whose branch it was.

    Capitals make no difference, and branches of the organisation itself are left out.
    """
    requests = "FROM messages WHERE message_id LIKE '%:pull:%' AND account_id <> 'git:kubernetes'"
    assert count(k8s, f"SELECT COUNT(*) {requests}") == 12_298
    assert count(k8s, f"SELECT COUNT(DISTINCT account_id) {requests}") == 2_031


def test_k8s_sets_its_organisation_aside(k8s: duckdb.DuckDBPyConnection) -> None:
    by = "SELECT DISTINCT kind FROM messages WHERE account_id = 'git:kubernetes'"
    assert k8s.execute(by).fetchall() == [("system",)]


def test_k8s_ties_addresses_to_the_right_logins(k8s: duckdb.DuckDBPyConnection) -> None:
    """Who also commits on the host's web page tells the login there, under the same full name."""
    hosted = re.compile(r"^Author: (\S+ [^<]*) <(?:\d+\+)?([^@>]+)@users\.noreply", re.MULTILINE)
    told: dict[str, set[str]] = defaultdict(set)
    for file in community("gitlog_k8s").glob("*.log.gz"):
        for name, login in hosted.findall(gzip.decompress(file.read_bytes()).decode()):
            told[name].add(f"git:{login.lower()}")
    ties = k8s.execute("SELECT name, same_as FROM accounts WHERE same_as IS NOT NULL").fetchall()
    checked = [same_as in told[name] for name, same_as in ties if name in told]
    print(f"{sum(checked)} of {len(checked)} ties agree with what people tell themselves")
    assert len(checked) > 50
    assert sum(checked) >= 0.97 * len(checked)


def test_k8s_robots_are_bots(k8s: duckdb.DuckDBPyConnection) -> None:
    found = {h for (h,) in k8s.execute("SELECT handle FROM accounts WHERE is_bot").fetchall() if h}
    assert {"k8s-ci-robot", "k8s-merge-robot", "kubernetes-prow[bot]", "dependabot[bot]"} <= found
    assert len(found) <= 6


def test_mathlib_has_its_co_authors(mathlib: duckdb.DuckDBPyConnection) -> None:
    """The known figure counts the lines that say Co-authored-by. One of them names nobody."""
    assert count(mathlib, "SELECT COUNT(*) FROM mentions") > 3_000
    (file,) = community("gitlog_mathlib3").glob("*.log.gz")
    lines = gzip.decompress(file.read_bytes()).decode().split("\n")
    marked = [line for line in lines if "co-authored-by" in line.lower()]
    assert len(marked) == 5_824
    (nobody,) = (line.strip() for line in marked if not parted(line)[1])
    assert nobody.endswith("none <none>")


def test_twisted_has_its_reviews(twisted: duckdb.DuckDBPyConnection) -> None:
    """One message per reviewer named in a commit, without those who review their own."""
    named = "SELECT COUNT(*) FROM messages WHERE message_id LIKE '%:review%:%'"
    assert count(twisted, named) == 4_762
    to_themselves = """
    SELECT COUNT(*) FROM messages m JOIN messages q ON m.reply_to = q.message_id
    WHERE starts_with(m.message_id, q.message_id) AND m.account_id = q.account_id
    """
    assert count(twisted, to_themselves) == 0
