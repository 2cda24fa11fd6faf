"""``peerlight demo``: the whole job on an invented community, mistakes included."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Peerlight


def test_the_demonstration_does_the_job_and_judges_itself(
    peerlight: Peerlight, tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    done = peerlight("demo", folder, "--no-browser", "--seed", 7)
    assert done.code == 0
    assert "Demonstration community (invented)" in done.words
    assert "People who quietly hold this community together" in done.words
    told = "Where the method was right, and where it was wrong"
    assert "were planted to be found" in done.words.split(told)[1]
    assert f"The report is {folder / 'report.html'}" in done.talk
    assert "no browser" not in done.talk
    page = (folder / "report.html").read_text("utf-8")
    assert "Where the method was right" in page
    assert "Drawn by lot" in page
    assert json.loads((folder / "planting.json").read_text("utf-8"))["seed"] == 7
    # what it made can be asked again
    assert peerlight("analyse", folder / "community").code == 0
