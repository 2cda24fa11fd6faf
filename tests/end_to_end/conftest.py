"""One analysed community for all tests that only look."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.end_to_end.rewritten import Rows, rows_of

from peerlight import Community
from peerlight.sources.synthetic import make_demo

MEMBERS, DAYS = 220, 200


@pytest.fixture(scope="session")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Slack export of an invented community, large enough for estimates."""
    folder = tmp_path_factory.mktemp("invented") / "export"
    make_demo(folder, seed=5, members=MEMBERS, days=DAYS)
    return folder


@pytest.fixture(scope="session")
def community(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Community:
    """The export in a community that tests must not change, analysed to its end."""
    made = Community.create(tmp_path_factory.mktemp("community") / "lantern")
    made.import_(export).apply()
    made.analyse()
    return made


@pytest.fixture(scope="session")
def rows(community: Community) -> Rows:
    """The community's activity as rows to change copies of."""
    return rows_of(community)
