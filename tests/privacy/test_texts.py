"""How much of a text is kept: marks, ids and results do not hang on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.end_to_end.rewritten import believed, evidence
from tests.privacy.exports import tables
from tests.privacy.shown import activity

from peerlight import BadInput, Community
from peerlight.clock import DAY
from peerlight.privacy.retention import plan_retention
from peerlight.privacy.texts import Keeping
from peerlight.settings import Settings
from peerlight.sources.contract import Wish
from peerlight.sources.synthetic import make_demo
from peerlight.store.workspace import Workspace

TUESDAY = 1_704_153_600_000_000


def rows(community: Community, table: str) -> list[dict[str, Any]]:
    return [
        row
        for file in Workspace(community.folder).files(table)
        for row in pq.read_table(file, partitioning=None).to_pylist()
    ]


def imported(folder: Path, keeping: Keeping | None, settings: str = "") -> Community:
    community = Community.create(folder / "lantern")
    (community.folder / "peerlight.toml").write_text(settings, "utf-8")
    community = Community.open(community.folder)
    community.import_(tables(folder / "export", False), Wish(keeping=keeping)).apply()
    return community


@pytest.mark.parametrize("settings", ["", "text = false\n"])
def test_without_texts_the_marks_are_still_read(tmp_path: Path, settings: str) -> None:
    whole = imported(tmp_path / "whole", None)
    wish = None if settings else Keeping(text=False)
    bare = imported(tmp_path / "bare", wish, settings)
    assert {row["text"] for row in rows(bare, "messages")} == {None}
    assert rows(bare, "marks") == rows(whole, "marks") != []
    for table in ("accounts", "mentions", "reactions", "threads"):
        assert rows(bare, table) == rows(whole, table)


def test_a_shortened_text_is_its_beginning(tmp_path: Path) -> None:
    whole = imported(tmp_path / "whole", None)
    short = imported(tmp_path / "short", Keeping(chars=9))
    pairs = zip(rows(whole, "messages"), rows(short, "messages"), strict=True)
    assert all(b["text"] == a["text"][:9] for a, b in pairs)
    assert rows(short, "marks") == rows(whole, "marks")


def test_settings_are_made_stricter_by_a_wish_and_never_looser() -> None:
    mine = Keeping(chars=100, days=30)
    assert mine.stricter(Keeping(chars=200)) == mine
    assert mine.stricter(Keeping(chars=50, text=False)) == Keeping(False, 50, 30)
    assert Keeping().stricter(mine) == mine


def test_old_texts_are_left_at_the_door_and_dropped_later(tmp_path: Path) -> None:
    settings = "text_days = 30\n"
    # all of the talk is older than that by now
    late = imported(tmp_path / "late", None, settings)
    assert {row["text"] for row in rows(late, "messages")} == {None}
    early = imported(tmp_path / "early", None)
    plan = plan_retention(
        Workspace(early.folder), Keeping(days=30), clock=lambda: TUESDAY + 30 * DAY
    )
    assert "Shorten 6 texts of import" in plan.explain()
    before = rows(early, "messages")
    assert plan.apply() == 6
    kept = {row["message_id"]: row["text"] for row in rows(early, "messages")}
    assert kept == {
        row["message_id"]: row["text"] if row["posted_at"] >= TUESDAY else None for row in before
    }
    (only,) = early.imports
    assert only.order == 1
    assert rows(early, "marks") == rows(late, "marks")


def test_after_retention_there_is_nothing_left_to_do_and_nothing_comes_back(
    tmp_path: Path,
) -> None:
    community = imported(tmp_path, None)
    (community.folder / "peerlight.toml").write_text("text_days = 7\n", "utf-8")
    community = Community.open(community.folder)
    dry = activity(community)
    plan = community.retain()
    assert activity(community) == dry
    plan.apply()
    after = activity(community)
    assert "There is nothing to do." in community.retain().explain()
    community.import_(tmp_path / "export").apply()
    assert activity(community) == after
    assert [line["act"] for line in community.privacy_log] == ["retention"]


def test_retention_wants_a_rule(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="keep every text"):
        imported(tmp_path, None).retain()


def test_what_was_measured_before_is_measured_again_without_the_texts(tmp_path: Path) -> None:
    make_demo(tmp_path / "export", seed=5, members=170, days=120)
    community = Community.create(tmp_path / "lantern")
    community.import_(tmp_path / "export").apply()
    kept = community.analyse()
    before, counted = believed(kept), evidence(kept)
    plan_retention(Workspace(community.folder), Keeping(text=False)).apply()
    after = community.analyse()
    assert after.folder != kept.folder
    # the subjects of threads are read in their texts at analysis
    reads_texts = {"niche"}
    told = {signal: listed for signal, listed in evidence(after).items()}
    assert [s for s in counted if s not in reads_texts and told[s] != counted[s]] == []
    assert believed(after) == before
    assert "text" in after.run["available"]
    # the run made with them still stands
    assert Workspace(community.folder).run(kept.folder.name) is not None


def test_a_crash_between_leaves_the_old_texts_or_the_new(tmp_path: Path) -> None:
    community = imported(tmp_path, None)
    workspace = Workspace(community.folder)
    (old,) = community.imports
    with workspace.staging() as folder:
        for table in ("messages", "accounts"):
            (folder / "tables" / table).mkdir(parents=True)
        staged = folder / "tables"
        from dataclasses import replace

        # as replace_import does, up to the point where the old one should go
        workspace._take_in(staged, replace(old, id="tables-new"), {"replaces": old.id})
        assert [each.id for each in workspace.imports()] == ["tables-new"]
    workspace.stage()
    assert not list((community.folder / "activity").glob(f"*/{old.id}*"))
    (new,) = workspace.imports()
    assert (new.id, new.order) == ("tables-new", old.order)


@pytest.mark.parametrize("setting", ["text_days = -1", "text_chars = -5"])
def test_less_than_nothing_cannot_be_kept(tmp_path: Path, setting: str) -> None:
    (tmp_path / "peerlight.toml").write_text(setting, "utf-8")
    with pytest.raises(BadInput, match="less than 0"):
        Settings.load(tmp_path / "peerlight.toml")
