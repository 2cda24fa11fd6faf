"""``peerlight import`` and ``peerlight undo``: in whole or not at all, and back."""

from __future__ import annotations

from pathlib import Path

from tests.activation.small_talk import talk
from tests.cli.conftest import Peerlight, everything
from tests.end_to_end.rewritten import written

from peerlight import Community
from peerlight.store.tables import TABLES


def test_the_id_is_data_and_the_plan_is_talk(
    peerlight: Peerlight, small: Path, tmp_path: Path
) -> None:
    done = peerlight("import", tmp_path / "c", small)
    (made,) = Community.open(tmp_path / "c").imports
    assert (done.code, done.out) == (0, f"{made.id}\n")
    assert made.id.startswith("slack-")
    assert f"Take in {made.audit.kept:,} of {made.audit.found:,} messages" in done.talk
    assert "Leave out 27: system message." in done.talk


def test_the_same_export_twice_is_the_same_import_and_changes_no_byte(
    peerlight: Peerlight, small: Path, tmp_path: Path
) -> None:
    first = peerlight("import", tmp_path / "c", small)
    before = everything(tmp_path)
    again = peerlight("import", tmp_path / "c", small)
    assert (again.code, again.out) == (0, first.out)
    assert "Nothing new" in again.talk
    assert everything(tmp_path) == before


def test_undo_gives_back_the_folder_as_it_was(
    peerlight: Peerlight, small: Path, namesakes: Path, tmp_path: Path
) -> None:
    peerlight("import", tmp_path / "c", namesakes)
    before = everything(tmp_path)
    second = peerlight("import", tmp_path / "c", small).out.strip()
    assert everything(tmp_path) != before
    done = peerlight("undo", tmp_path / "c", second)
    assert (done.code, done.out) == (0, "")
    assert f"Remove import {second}" in done.talk
    assert everything(tmp_path) == before


def test_after_an_undo_only_earlier_runs_remember(
    peerlight: Peerlight, small: Path, namesakes: Path, tmp_path: Path
) -> None:
    peerlight("import", tmp_path / "c", namesakes)
    alone = peerlight("people", tmp_path / "c", "--all", "--format", "csv").out
    before = everything(tmp_path / "c" / "activity")
    made = peerlight("import", tmp_path / "c", small).out.strip()
    both = peerlight("people", tmp_path / "c", "--all", "--format", "csv").out
    peerlight("undo", tmp_path / "c", made)
    assert everything(tmp_path / "c" / "activity") == before
    assert both != alone
    assert peerlight("people", tmp_path / "c", "--all", "--format", "csv").out == alone


def test_a_rehearsed_undo_takes_nothing_away(
    peerlight: Peerlight, namesakes: Path, tmp_path: Path
) -> None:
    made = peerlight("import", tmp_path / "c", namesakes).out.strip()
    before = everything(tmp_path)
    rehearsed = peerlight("undo", tmp_path / "c", made, "--dry-run")
    assert rehearsed.code == 0
    assert f"Remove import {made}: 5 messages." in rehearsed.talk
    assert everything(tmp_path) == before


def test_a_rehearsal_makes_nothing_and_says_the_same(
    peerlight: Peerlight, namesakes: Path, tmp_path: Path
) -> None:
    rehearsed = peerlight("import", tmp_path / "c", namesakes, "--dry-run")
    assert (rehearsed.code, rehearsed.out) == (0, "")
    assert list(tmp_path.iterdir()) == []
    real = peerlight("import", tmp_path / "c", namesakes)
    assert rehearsed.talk == real.talk
    before = everything(tmp_path)
    again = peerlight("import", tmp_path / "c", namesakes, "--dry-run")
    assert "Nothing new" in again.talk
    assert everything(tmp_path) == before


def test_several_sources_are_taken_in_one_by_one(
    peerlight: Peerlight, small: Path, namesakes: Path, tmp_path: Path
) -> None:
    done = peerlight("import", tmp_path / "c", namesakes, small)
    imports = Community.open(tmp_path / "c").imports
    assert done.out.splitlines() == [made.id for made in imports]
    assert [made.audit.source for made in imports] == ["tables", "slack"]


def test_what_came_before_a_bad_source_stays(
    peerlight: Peerlight, namesakes: Path, tmp_path: Path
) -> None:
    done = peerlight("import", tmp_path / "c", namesakes, tmp_path / "missing.zip")
    assert done.code == 2
    assert "missing.zip" in done.talk
    assert [made.id for made in Community.open(tmp_path / "c").imports] == done.out.split()


def test_the_template_can_be_filled_in_and_imported(peerlight: Peerlight, tmp_path: Path) -> None:
    done = peerlight("import", "--template", tmp_path / "tables")
    files = sorted((tmp_path / "tables").iterdir())
    assert done.code == 0
    assert sorted(map(Path, done.out.splitlines())) == files
    assert {file.stem for file in files} == TABLES.keys() - {"marks"}
    assert peerlight("import", "--template", tmp_path / "tables").out == ""
    assert peerlight("import", tmp_path / "c", tmp_path / "tables").code == 0


def test_a_private_channel_counts_when_named_and_is_never_shown(
    peerlight: Peerlight, tmp_path: Path
) -> None:
    rows = talk(
        ("ana", 3, "glue", "How do I glue this?"),
        ("bo", 2, "glue", "Try clamps."),
        ("cy", 1, "plot", "The surprise is a carved owl."),
    )
    attic = {"channel_id": "invented:attic", "name": "attic", "private": True}
    rows["channels"].append(rows["channels"][0] | attic)
    rows["messages"][2]["channel_id"] = "invented:attic"
    export = written(tmp_path / "export", rows)
    unread = peerlight("find", export, "--format", "json")
    assert unread.document["audit"][0]["dropped"] == {"private channel": 1}
    assert {card["name"] for card in unread.document["shortlist"]} == {"Ana", "Bo"}
    report = tmp_path / "report.html"
    wish = ("--include-private", "attic", "--html", report)
    read = peerlight("find", export, *wish, "--format", "json")
    assert {card["name"] for card in read.document["shortlist"]} == {"Ana", "Bo", "Cy"}
    (row,) = read.document["shortlist"][2]["evidence"]
    assert (row["channel"], row["quote"], row["url"]) == ("a private channel", None, None)
    for shown in (read.out, report.read_text("utf-8")):
        assert "owl" not in shown
        assert "attic" not in shown
