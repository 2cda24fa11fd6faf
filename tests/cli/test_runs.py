"""``peerlight analyse``, ``report`` and ``paths``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Peerlight, everything

from peerlight import Community
from peerlight.report.page import page


def test_analyse_names_the_folder_of_the_run(peerlight: Peerlight, kept: Path) -> None:
    before = everything(kept)
    done = peerlight("analyse", kept)
    assert (done.code, done.talk) == (0, "")
    run = Path(done.out.rstrip("\n"))
    assert (run / "run.json").is_file()
    pointer = json.loads((kept / "results" / "current.json").read_text("utf-8"))
    assert pointer == {"run": run.name}
    # it was there already
    assert everything(kept) == before


def test_a_run_of_an_earlier_day_does_not_become_the_current_one(
    peerlight: Peerlight, twins: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(twins, tmp_path / "twins"))
    shutil.copy(twins.with_name("twins.key"), tmp_path)
    pointer = (copy / "results" / "current.json").read_text("utf-8")
    done = peerlight("analyse", copy, "--as-of", "2024-06-29", "--memory", "1GB")
    run = Path(done.out.rstrip("\n"))
    assert (run / "run.json").is_file()
    assert (copy / "results" / "current.json").read_text("utf-8") == pointer
    assert run.name not in pointer


def test_the_report_is_the_page_of_the_main_job(
    peerlight: Peerlight, kept: Path, tmp_path: Path
) -> None:
    file = tmp_path / "monday.html"
    done = peerlight("report", kept, "--out", file)
    assert (done.code, done.out) == (0, "")
    assert done.talk == f"The report is {file}\n"
    findings = Community.open(kept).find()
    assert findings.shortlist
    assert file.read_text("utf-8") == page(findings)


def test_the_report_goes_to_the_working_folder_unless_told_otherwise(
    peerlight: Peerlight, twins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert peerlight("report", twins).code == 0
    assert [file.name for file in tmp_path.iterdir()] == ["report.html"]


def test_paths_names_folders(peerlight: Peerlight) -> None:
    done = peerlight("paths")
    assert (done.code, done.talk) == (0, "")
    told = dict(line.split("\t") for line in done.out.splitlines())
    assert told.keys() == {"configuration", "cache"}
    assert all(Path(folder).is_absolute() for folder in told.values())
