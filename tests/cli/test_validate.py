"""``peerlight validate``: on one's own community, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Peerlight

from peerlight import Community
from peerlight.sources.synthetic import make_demo


@pytest.fixture(scope="module")
def lantern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("validate")
    make_demo(folder / "export", seed=11, members=400, days=450)
    made = Community.create(folder / "lantern")
    made.import_(folder / "export").apply()
    return made.folder


def test_one_s_own_community_is_tested_on_its_own_past(
    peerlight: Peerlight, lantern: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    done = peerlight("validate", str(lantern), "--quick", "--format", "json", "--html", str(page))
    assert done.code == 0
    told = json.loads(done.out)
    assert {"helps_newcomers", "turned_to", "any"} <= set(told["targets"])
    assert "peerlight" in told["targets"]["any"]["figures"]
    assert page.read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "needs a community"),
        (("--archives", "."), "--truth"),
        (("nowhere", "--archives", ".", "--truth", "list.csv"), "no community"),
        (("x", "--format", "csv"), "no format"),
    ],
)
def test_what_cannot_be_tested_is_refused(
    peerlight: Peerlight, arguments: tuple[str, ...], said: str
) -> None:
    done = peerlight("validate", *arguments)
    assert done.code == 2
    assert said in done.talk


def test_too_young_a_community_is_told_so(peerlight: Peerlight, tmp_path: Path) -> None:
    make_demo(tmp_path / "export", seed=1, members=60, days=40)
    made = Community.create(tmp_path / "young")
    made.import_(tmp_path / "export").apply()
    done = peerlight("validate", str(made.folder))
    assert done.code == 2
    assert "too little to test on" in done.talk
