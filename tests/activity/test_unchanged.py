"""An archive that did not change is not read again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.privacy.exports import slack, tables

from peerlight import Community
from peerlight.activity import importing
from peerlight.privacy.texts import Keeping
from peerlight.sources.contract import Wish

UNCHANGED = "unchanged"


@pytest.fixture
def community(tmp_path: Path) -> Community:
    made = Community.create(tmp_path / "lantern")
    made.import_(slack(tmp_path / "export", False)).apply()
    return made


def test_it_is_known_without_being_read(
    community: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("it was read")

    monkeypatch.setattr(importing, "read_source", never)
    plan = community.import_(tmp_path / "export")
    assert UNCHANGED in plan.explain()
    assert plan.apply() == community.imports[0]


@pytest.mark.parametrize("change", ["touched", "grown", "renamed", "more", "fewer"])
def test_any_change_outside_makes_it_read(
    community: Community, tmp_path: Path, change: str
) -> None:
    file = tmp_path / "export" / "kitchen" / "2024-01-01.json"
    if change == "touched":
        os.utime(file, ns=(1, 1))
    elif change == "grown":
        file.write_bytes(file.read_bytes() + b"\n")
    elif change == "renamed":
        file.rename(file.with_name("2024-01-09.json"))
    elif change == "more":
        (tmp_path / "export" / "note.txt").write_text("hello", "utf-8")
    else:
        (tmp_path / "export" / "channels.json").unlink()
    assert UNCHANGED not in community.import_(tmp_path / "export").explain()


def test_other_wishes_make_it_read(community: Community, tmp_path: Path) -> None:
    source = tmp_path / "export"
    for wish in (
        Wish(source="other"),
        Wish(include_private=("den",)),
        Wish(keeping=Keeping(text=False)),
    ):
        assert UNCHANGED not in community.import_(source, wish).explain()


def test_verifying_asks_for_contents_not_for_times(community: Community, tmp_path: Path) -> None:
    file = tmp_path / "export" / "kitchen" / "2024-01-01.json"
    os.utime(file, ns=(1, 1))
    plan = community.import_(tmp_path / "export", verify=True)
    assert UNCHANGED in plan.explain()
    plan.apply()
    # from now on its times are known, too
    assert UNCHANGED in community.import_(tmp_path / "export").explain()
    times = os.stat(file)
    file.write_bytes(file.read_bytes().replace(b"spoon", b"knife"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert UNCHANGED in community.import_(tmp_path / "export").explain()
    assert UNCHANGED not in community.import_(tmp_path / "export", verify=True).explain()


def test_a_dry_run_learns_nothing_and_an_undone_import_is_forgotten(
    community: Community, tmp_path: Path
) -> None:
    second = tables(tmp_path / "tables", False)
    community.import_(second).discard()
    assert UNCHANGED not in community.import_(second).explain()
    (only,) = community.imports
    community.undo(only.id).apply()
    assert UNCHANGED not in community.import_(tmp_path / "export").explain()


def test_a_copy_elsewhere_with_the_same_times_is_the_same(
    community: Community, tmp_path: Path
) -> None:
    shutil.copytree(tmp_path / "export", tmp_path / "elsewhere" / "export")
    assert UNCHANGED in community.import_(tmp_path / "elsewhere" / "export").explain()


def test_no_name_of_a_file_is_kept(community: Community, tmp_path: Path) -> None:
    seen = next((community.folder / "activity" / "imports").glob("*.seen")).read_text("utf-8")
    assert "kitchen" not in seen and "export" not in seen


def test_messages_that_came_too_early_are_asked_for_again(tmp_path: Path) -> None:
    source = tables(tmp_path / "export", False)
    with (source / "messages.csv").open("a", encoding="utf-8") as file:
        file.write("m30,mina,cups,kitchen,2099-01-04T10:00:00Z,From the future\n")
    community = Community.create(tmp_path / "lantern")
    assert community.import_(source).apply().audit.dropped == {"in the future": 1}
    assert UNCHANGED not in community.import_(source).explain()
