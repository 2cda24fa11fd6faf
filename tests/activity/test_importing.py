"""An import is taken in whole or not at all, once, and can be undone."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from peerlight import BadInput, Community
from peerlight.activity.importing import plan_import
from peerlight.store.workspace import Workspace

Row = dict[str, str]
FRIDAY = "2024-05-03T10:00:00Z"


def message(number: int, **more: str) -> Row:
    row = {"message_id": f"m{number}", "account_id": "ada", "posted_at": FRIDAY, "text": "hello"}
    return {**row, **more}


def export(folder: Path, rows: list[Row]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "messages.csv").open("w", encoding="utf-8", newline="") as file:
        fields = ["message_id", "account_id", "posted_at", "edited_at", "text"]
        writer = csv.DictWriter(file, fields)
        writer.writeheader()
        writer.writerows(rows)
    return folder


def texts(community: Community) -> dict[str, str]:
    from peerlight.activity.opening import open_activity
    from peerlight.store.engines import open_engine

    engine = open_engine()
    try:
        open_activity(Workspace(community.folder), engine)
        rows = engine.rows("SELECT message_id, text FROM messages").to_pylist()
    finally:
        engine.close()
    return {row["message_id"].split(":")[1]: row["text"] for row in rows}


def everything(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


@pytest.fixture
def community(tmp_path: Path) -> Community:
    return Community.create(tmp_path / "community")


def test_the_same_export_twice_changes_nothing(community: Community, tmp_path: Path) -> None:
    source = export(tmp_path / "export", [message(1), message(2)])
    first = community.import_(source).apply()
    before = everything(community.folder)
    plan = community.import_(source)
    assert "Nothing new" in plan.explain()
    assert plan.apply().id == first.id
    assert everything(community.folder) == before


def test_a_plan_that_is_discarded_leaves_nothing(community: Community, tmp_path: Path) -> None:
    before = everything(community.folder)
    community.import_(export(tmp_path / "export", [message(1)])).discard()
    assert everything(community.folder) == before
    assert community.imports == []


def test_overlapping_snapshots_count_once(community: Community, tmp_path: Path) -> None:
    community.import_(export(tmp_path / "monday", [message(1), message(2)])).apply()
    community.import_(export(tmp_path / "tuesday", [message(2), message(3)])).apply()
    assert sorted(texts(community)) == ["m1", "m2", "m3"]


def test_the_newest_edit_wins_whichever_was_imported_last(
    community: Community, tmp_path: Path
) -> None:
    edited = message(1, text="hello, edited", edited_at="2024-05-03T11:00:00Z")
    community.import_(export(tmp_path / "late", [edited])).apply()
    community.import_(export(tmp_path / "early", [message(1)])).apply()
    assert texts(community) == {"m1": "hello, edited"}


def test_messages_repeated_in_one_export_are_dropped_as_duplicates(
    community: Community, tmp_path: Path
) -> None:
    edited = message(1, text="hello, edited", edited_at="2024-05-03T11:00:00Z")
    made = community.import_(export(tmp_path / "export", [message(1), edited])).apply()
    assert (made.audit.found, made.audit.kept) == (2, 1)
    assert made.audit.dropped == {"duplicate": 1}
    assert texts(community) == {"m1": "hello, edited"}


def test_undoing_an_import_gives_back_what_was_there(community: Community, tmp_path: Path) -> None:
    community.import_(export(tmp_path / "one", [message(1)])).apply()
    before = everything(community.folder)
    second = community.import_(export(tmp_path / "two", [message(1), message(2)])).apply()
    community.undo(second.id).apply()
    assert everything(community.folder) == before
    assert sorted(texts(community)) == ["m1"]


def test_undoing_what_is_not_there_names_what_is(community: Community, tmp_path: Path) -> None:
    made = community.import_(export(tmp_path / "one", [message(1)])).apply()
    with pytest.raises(BadInput, match=made.id):
        community.undo("slack-nothing")


def test_messages_from_the_future_are_counted_and_dropped(
    community: Community, tmp_path: Path
) -> None:
    late = message(2, posted_at="2031-01-01T00:00:00Z")
    source = export(tmp_path / "export", [message(1), late])
    year_2025 = 1_735_689_600_000_000
    plan = plan_import(Workspace(community.folder), source, clock=lambda: year_2025)
    assert plan.apply().audit.dropped == {"in the future": 1}
    assert sorted(texts(community)) == ["m1"]


class Stopped(Exception):
    """Stands for Ctrl-C or a full disk in the middle of the work."""


@pytest.mark.parametrize("step", range(5))
def test_work_that_stops_half_way_leaves_the_last_good_state(
    community: Community, tmp_path: Path, step: int
) -> None:
    community.import_(export(tmp_path / "one", [message(1)])).apply()
    before = everything(community.folder)
    steps = 0

    def stop(what: str, done: int, of: int) -> None:
        nonlocal steps
        if steps == step:
            raise Stopped
        steps += 1

    with pytest.raises(Stopped):
        community.import_(export(tmp_path / "two", [message(2)]), progress=stop)
    assert everything(community.folder) == before
    assert sorted(texts(community)) == ["m1"]


def test_files_without_a_manifest_are_not_seen(community: Community, tmp_path: Path) -> None:
    made = community.import_(export(tmp_path / "one", [message(1)])).apply()
    folder = community.folder / "activity" / "messages"
    shutil.copytree(folder / made.id, folder / "slack-crashed")
    assert Workspace(community.folder).files("messages") == [folder / made.id / "part-0.parquet"]
    assert pq.read_table(folder / made.id / "part-0.parquet").num_rows == 1
