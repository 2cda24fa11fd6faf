"""A workspace is one folder, and says so when a folder is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from peerlight import BadInput, Community, NotACommunity
from peerlight.store.workspace import Workspace


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"")
    with pytest.raises(BadInput, match="folder of its own"):
        Workspace.create(tmp_path)


def test_creating_twice_opens_the_same_one(tmp_path: Path) -> None:
    first = Workspace.create(tmp_path / "c")
    (first.root / "peerlight.toml").write_text("shortlist = 5\n", "utf-8")
    assert Community.create(tmp_path / "c").settings.shortlist == 5


def test_what_is_no_community_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotACommunity, match="peerlight import"):
        Community.open(tmp_path)


def test_a_run_becomes_current_by_its_pointer(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "c")
    assert workspace.current_run() is None
    for run in ("one", "two"):
        with workspace.staging() as folder:
            (folder / "run.json").write_text("{}", "utf-8")
            workspace.commit_run(folder, run, current=run == "one")
    assert workspace.current_run() == workspace.root / "results" / "one"
    assert workspace.run("two") == workspace.root / "results" / "two"
    assert workspace.run("three") is None


def test_staging_is_swept_whatever_happens(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "c")
    with pytest.raises(RuntimeError), workspace.staging() as folder:
        (folder / "half").write_text("written", "utf-8")
        raise RuntimeError
    assert not folder.exists()
