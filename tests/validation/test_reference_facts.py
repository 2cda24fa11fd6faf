"""The harness gives the benchmark's published candidates, positives and scores of counts."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from peerlight import Community
from peerlight.clock import parse_date
from peerlight.store.workspace import Workspace
from peerlight.validation.baselines import baselines, past
from peerlight.validation.history import History, read_history
from peerlight.validation.labels import cells
from peerlight.validation.metrics import measure, ranked
from peerlight.validation.protocol import COMMUNITIES

pytestmark = pytest.mark.real

# cut, target: candidates, positives, positives among the quiet, AP of posts and of past reach
PUBLISHED: dict[str, dict[tuple[str, str], tuple[int, int, int, float, float]]] = {
    "discourse_urho3d": {
        ("2016-09-01", "helps_newcomers"): (80, 8, 3, 0.7097, 0.0919),
        ("2018-01-01", "helps_newcomers"): (96, 10, 3, 0.6662, 0.1181),
        ("2018-01-01", "turned_to"): (30, 3, 2, 0.1643, 0.5556),
        ("2019-06-01", "helps_newcomers"): (82, 9, 4, 0.5894, 0.2120),
    },
    "slack_julialang": {("2021-02-10", "turned_to"): (300, 30, 28, 0.0760, 0.3761)},
}
AGREES = 0.01


@pytest.fixture(scope="module", params=sorted(PUBLISHED))
def read(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, History]:
    place = os.environ.get("PEERLIGHT_COMMUNITIES")
    if not place or not (Path(place) / request.param).exists():
        pytest.skip("PEERLIGHT_COMMUNITIES is not set")
    community = Community.create(tmp_path_factory.mktemp("reference") / request.param)
    community.import_(Path(place) / request.param).apply()
    return request.param, read_history(Workspace.open(community.folder))


def test_the_published_cells_come_out(read: tuple[str, History]) -> None:
    name, history = read
    found = {(c.cut, c.target): c for c in cells(name, history, {}, COMMUNITIES[name])}
    for key, (candidates, positives, gems, *scores) in PUBLISHED[name].items():
        cell = found[key]
        assert len(cell.rows) == candidates, key
        assert cell.positive.sum() == positives, key
        assert (cell.positive & cell.quiet).sum() == gems, key
        methods = baselines(past(history, {}, parse_date(cell.cut)), seed=1)
        for method, published in zip(("posts_180", "past_reach_resid"), scores, strict=True):
            order = ranked(methods[method][cell.rows], history.keys(cell.rows))
            ap = measure(cell.positive[order], np.ones((len(order), 1)))["ap"][0]
            assert ap == pytest.approx(published, abs=AGREES), (key, method)
