"""After an erasure everything is, byte for byte, as if the person had never been imported."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.privacy.exports import LEFT, NAMES, SAID, Format, slack, tables
from tests.privacy.formats import FORMATS
from tests.privacy.shown import activity, everything, read_words

from peerlight import BadInput, Community
from peerlight.privacy import erasure
from peerlight.privacy.keys import key_file
from peerlight.sources.contract import Wish
from peerlight.store.decisions import Decisions
from peerlight.store.workspace import Workspace

every_format = pytest.mark.parametrize("format", FORMATS, ids=str)


def imported(folder: Path, format: Format, like: Community | None = None) -> Community:
    """A new community named lantern with the format's export in it.

    With ``like``, one in which they never were, under the same key as that community.
    """
    if like is not None:
        folder.mkdir()
        shutil.copy(key_file(like.folder), folder / "lantern.key")
    community = Community.create(folder / "lantern")
    community.import_(format.write(folder / "export", like is not None)).apply()
    return community


def with_seals_of(other: Community, folder: Path) -> Community:
    """An empty community that knows who was erased in the other one."""
    folder.mkdir()
    shutil.copy(key_file(other.folder), folder / "lantern.key")
    community = Community.create(folder / "lantern")
    shutil.copy(other.folder / "decisions.db", community.folder)
    return community


@pytest.mark.parametrize("format", [f for f in FORMATS if not f.by_words], ids=str)
def test_all_is_as_if_they_had_never_been_imported(format: Format, tmp_path: Path) -> None:
    community = imported(tmp_path / "a", format)
    community.analyse()
    community.erase(format.account).apply()
    never = imported(tmp_path / "b", format, like=community)
    assert everything(community, tmp_path / "a") == everything(never, tmp_path / "b")


@every_format
def test_all_is_as_if_the_seals_had_been_there_at_the_import(
    format: Format, tmp_path: Path
) -> None:
    community = imported(tmp_path / "a", format)
    community.erase(format.account).apply()
    later = with_seals_of(community, tmp_path / "b")
    later.import_(tmp_path / "a" / "export").apply()
    assert everything(community, tmp_path / "a") == everything(later, tmp_path / "b")


@every_format
def test_no_file_says_anything_of_them(format: Format, tmp_path: Path) -> None:
    community = imported(tmp_path, format)
    community.analyse()
    community.object(format.account).apply()
    assert SAID in (before := read_words(community.folder)) and format.account in before
    community.erase(format.account).apply()
    community.analyse()
    after = read_words(community.folder)
    assert not [word for word in (LEFT, NAMES[LEFT], SAID) if word.casefold() in after.casefold()]


@every_format
def test_the_same_export_again_brings_nothing_back(format: Format, tmp_path: Path) -> None:
    community = imported(tmp_path, format)
    community.erase(format.account).apply()
    before = activity(community)
    community.import_(tmp_path / "export").apply()
    community.import_(tmp_path / "export", verify=True).apply()
    # another archive of the same: read anew
    shutil.copytree(tmp_path / "export", tmp_path / "again" / "export")
    (tmp_path / "again" / "export" / "notes.txt").write_text("by hand", "utf-8")
    plan = community.import_(tmp_path / "again" / "export")
    assert "Nothing new" in plan.explain()
    plan.apply()
    assert activity(community) == before


def test_an_import_can_be_undone_and_done_again_after_an_erasure(tmp_path: Path) -> None:
    community = imported(tmp_path, FORMATS[0])
    community.erase("slack:UQUILLA").apply()
    before = activity(community)
    (only,) = community.imports
    community.undo(only.id).apply()
    assert activity(community) == {}
    community.import_(tmp_path / "export").apply()
    assert activity(community) == before


@pytest.mark.parametrize("wish", ["none", "short"])
def test_texts_that_are_not_kept_change_nothing_of_this(wish: str, tmp_path: Path) -> None:
    from peerlight.privacy.texts import Keeping

    keeping = Keeping(text=False) if wish == "none" else Keeping(chars=12)
    community = Community.create(tmp_path / "a" / "lantern")
    community.import_(slack(tmp_path / "a" / "export", False), Wish(keeping=keeping)).apply()
    community.erase("slack:UQUILLA").apply()
    later = with_seals_of(community, tmp_path / "b")
    later.import_(tmp_path / "a" / "export", Wish(keeping=keeping)).apply()
    assert activity(community) == activity(later)
    assert "quilla" not in read_words(community.folder).casefold()


def test_every_account_of_theirs_goes_and_so_does_one_that_comes_later(tmp_path: Path) -> None:
    folder = tables(tmp_path / "export", False)
    rows = (folder / "accounts.csv").read_text("utf-8").splitlines()
    rows = [rows[0] + ",same_as", *(f"{row}," for row in rows[1:])]
    (folder / "accounts.csv").write_text("\n".join([*rows, "quilla2,Q.,q,quilla"]) + "\n", "utf-8")
    community = Community.create(tmp_path / "lantern")
    community.import_(folder).apply()
    done = community.erase("Quilla Vandermoor").apply()
    assert done.accounts == 2
    more = [*rows, "quilla2,Q.,q,quilla", "quilla3,Quilla again,qv,quilla2"]
    (folder / "accounts.csv").write_text("\n".join(more) + "\n", "utf-8")
    community.import_(folder).apply()
    assert "quilla" not in read_words(community.folder).casefold()


def test_a_dry_run_says_what_apply_does_and_changes_nothing(tmp_path: Path) -> None:
    community = imported(tmp_path, FORMATS[3])
    before = activity(community)
    plan = community.erase("tables:quilla")
    assert "4 messages, 1 reaction, 1 coming or going" in plan.explain()
    assert "out of 1 texts of others" in plan.explain()
    assert "cannot be undone" in plan.explain()
    assert activity(community) == before
    assert not (community.folder / "decisions.db").exists()


def test_free_text_that_names_them_is_listed_and_left(tmp_path: Path) -> None:
    folder = tables(tmp_path / "export", False)
    with (folder / "messages.csv").open("a", encoding="utf-8") as file:
        file.write("m11,mina,cups,kitchen,2024-01-03T10:00:00Z,I miss Quilla Vandermoor a lot\n")
        file.write("m12,mina,cups,kitchen,2024-01-03T11:00:00Z,tranquillase yourself\n")
    community = Community.create(tmp_path / "lantern")
    community.import_(folder).apply()
    (place,) = community.erase("tables:quilla").apply().named
    assert (place.id, place.channel, place.when) == (
        "tables:m11",
        "kitchen",
        "2024-01-03T10:00:00Z",
    )
    assert "I miss Quilla Vandermoor" in read_words(community.folder)


class Stopped(Exception):
    """Stands for a crash."""


@pytest.mark.parametrize("step", ["_rewrite", "_remove_runs", "_forget_decisions"])
def test_whoever_opens_the_community_after_a_crash_ends_the_erasure(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    community = imported(tmp_path / "a", FORMATS[0])
    community.object("slack:UQUILLA").apply()
    community.analyse()

    def crash(*_: object) -> None:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(erasure, step, crash)
        with pytest.raises(Stopped):
            community.erase("slack:UQUILLA").apply()
    again = Community.open(community.folder)
    assert "quilla" not in read_words(again.folder).casefold()
    never = imported(tmp_path / "b", FORMATS[0], like=again)
    assert everything(again, tmp_path / "a") == everything(never, tmp_path / "b")


def test_only_a_seal_and_a_nameless_line_stay(tmp_path: Path) -> None:
    community = imported(tmp_path, FORMATS[0])
    community.erase("slack:UQUILLA").apply()
    with Decisions.of(Workspace(community.folder)) as decisions:
        assert decisions.history() == []
        (seal,) = decisions.tombstones()
    assert len(seal) == 20
    (line,) = community.privacy_log
    assert {**line, "at": ""} == {"at": "", "act": "erasure", "accounts": 1}


def test_nobody_and_somebody_unknown_cannot_be_erased(tmp_path: Path) -> None:
    community = imported(tmp_path, FORMATS[0])
    with pytest.raises(BadInput, match="No member is called"):
        community.erase("slack:UNOBODY")


def test_others_keep_their_ids_and_times(tmp_path: Path) -> None:
    community = imported(tmp_path, FORMATS[0])
    times = {f: os.stat(f).st_size for f in community.folder.rglob("*.parquet")}
    community.erase("Quilla Vandermoor").apply()
    (only,) = community.imports
    assert (only.order, only.audit.found, only.audit.kept) == (1, 6, 6)
    assert only.rows["messages"] == 6
    assert times
