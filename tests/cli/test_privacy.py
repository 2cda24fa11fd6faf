"""What a member can ask for, from the command line."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.cli.conftest import Peerlight
from tests.privacy.exports import SAID, tables
from tests.privacy.shown import activity, read_words

from peerlight import Community

QUILLA = "Quilla Vandermoor"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    community = Community.create(tmp_path / "lantern")
    source = tables(tmp_path / "export", False)
    with (source / "messages.csv").open("a", encoding="utf-8") as file:
        file.write("m11,mina,cups,kitchen,2024-01-03T10:00:00Z,I miss Quilla Vandermoor\n")
    community.import_(source).apply()
    return community.folder


def test_erasing_wants_a_yes_and_lists_what_a_human_has_to_read(
    peerlight: Peerlight, folder: Path
) -> None:
    before = activity(Community.open(folder))
    rehearsed = peerlight("privacy", "erase", folder, QUILLA, "--dry-run")
    assert rehearsed.code == 0 and "4 messages" in rehearsed.talk and not rehearsed.data
    refused = peerlight("privacy", "erase", folder, QUILLA)
    assert refused.code == 2 and "Say --yes" in refused.talk
    assert activity(Community.open(folder)) == before
    done = peerlight("privacy", "erase", folder, QUILLA, "--yes")
    assert done.code == 0
    assert done.out == "kitchen\t2024-01-03T10:00:00Z\ttables:m11\n"
    assert SAID not in read_words(folder)
    again = peerlight("privacy", "erase", folder, QUILLA, "--yes")
    assert again.code == 2 and "No member is called" in again.talk


def test_objecting_and_withdrawing(peerlight: Peerlight, folder: Path) -> None:
    assert peerlight("privacy", "object", folder, QUILLA, "--dry-run").code == 0
    assert peerlight("privacy", "object", folder, QUILLA, "--withdraw").code == 2
    assert peerlight("privacy", "object", folder, QUILLA, "--by", "ops").code == 0
    assert peerlight("privacy", "object", folder, QUILLA, "--withdraw").code == 0
    log = peerlight("privacy", "log", folder)
    assert "objection: 1 accounts" in log.out and "objection withdrawn" in log.out
    listed = peerlight("privacy", "log", folder, "--format", "json").document
    assert [line["act"] for line in listed] == ["objection", "objection withdrawn"]


def test_access_and_page_are_files(peerlight: Peerlight, folder: Path, tmp_path: Path) -> None:
    held, page = tmp_path / "quilla.zip", tmp_path / "quilla.html"
    assert peerlight("privacy", "access", folder, QUILLA, "--out", held).code == 0
    assert "messages.csv" in zipfile.ZipFile(held).namelist()
    assert peerlight("privacy", "access", folder, QUILLA, "--out", held).code == 2
    assert peerlight("privacy", "page", folder, QUILLA, "--out", page).code == 0
    assert "Quilla Vandermoor" in page.read_text("utf-8")


def test_retention_follows_the_settings(peerlight: Peerlight, folder: Path) -> None:
    assert peerlight("privacy", "retention", folder).code == 2
    (folder / "peerlight.toml").write_text("text_days = 30\n", "utf-8")
    rehearsed = peerlight("privacy", "retention", folder, "--dry-run")
    assert "Shorten 11 texts" in rehearsed.talk and SAID in read_words(folder)
    assert peerlight("privacy", "retention", folder).code == 0
    assert SAID not in read_words(folder)


def test_texts_can_be_left_out_or_cut_at_the_import(
    peerlight: Peerlight, folder: Path, tmp_path: Path
) -> None:
    source = tmp_path / "export"
    bare, short = tmp_path / "bare", tmp_path / "short"
    assert peerlight("import", bare, source, "--no-text").code == 0
    assert SAID not in read_words(bare)
    assert peerlight("import", short, source, "--text-chars", "12").code == 0
    assert SAID not in read_words(short) and "With a bent" in read_words(short)
    assert peerlight("import", short, source, "--text-chars", "0").code == 2
    assert "unchanged" in peerlight("import", short, source, "--text-chars", "12", "--verify").talk
