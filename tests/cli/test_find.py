"""``peerlight find``: the main job in one command."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Done, Peerlight, everything
from tests.report.test_document import REFERENCE, paths

from peerlight.clock import iso, parse_date


def test_the_main_job_is_told_on_stdout_and_nothing_else_is(
    peerlight: Peerlight, small: Path
) -> None:
    done = peerlight("find", small)
    assert (done.code, done.talk) == (0, "")
    parts = [
        "Peerlight · lantern",
        "What was read",
        "In all",
        "People worth a thank-you this month",
        "Not proposed, and why",
        "What this data cannot show",
    ]
    assert [done.words.count(part) for part in parts] == [1] * len(parts)
    assert sorted(parts, key=done.words.index) == parts


def test_json_is_one_document_with_the_documented_keys(told: Done) -> None:
    assert told.code == 0
    documented = re.findall(r"^\| `([^`]+)`", REFERENCE.read_text("utf-8"), re.MULTILINE)
    top = {key for key in documented if "." not in key and "[" not in key}
    assert set(told.document) == top
    assert set(paths(told.document)) <= set(documented)
    assert told.document["shortlist"]


def test_the_audit_adds_up_and_every_reason_has_its_evidence(told: Done) -> None:
    (audit,) = told.document["audit"]
    assert audit["found"] == audit["kept"] + sum(audit["dropped"].values()) > 0
    assert told.document["totals"]["messages"] == audit["kept"]
    for card in told.document["shortlist"]:
        assert card["reasons"]
        assert {row["signal"] for row in card["evidence"]}
        assert (card["estimate"], card["tier"]) == (None, None)


def test_a_large_community_has_ranges_tiers_and_estimates(
    peerlight: Peerlight, large: Path
) -> None:
    document = peerlight("find", large, "--format", "json").document
    assert document["kind"] == "shortlist"
    assert len(document["shortlist"]) == 7
    for card in document["shortlist"]:
        assert 0 <= card["estimate"]["low"] < card["estimate"]["high"] <= 1
        assert card["tier"]
        assert card["drawn_by"] in card["estimates"]
    reasons = {aside["reason"].split(":")[0] for aside in document["set_aside"]}
    assert {"appointed", "bot", "too little data"} <= reasons


def test_the_same_export_gives_the_same_bytes_on_stdout_and_in_a_file(
    peerlight: Peerlight, small: Path, told: Done
) -> None:
    assert peerlight("find", small, "--format", "json").data == told.data


def test_a_zip_is_read_like_its_folder(
    peerlight: Peerlight, small: Path, told: Done, tmp_path: Path
) -> None:
    packed = shutil.make_archive(str(tmp_path / "lantern"), "zip", small)
    document = peerlight("find", packed, "--format", "json").document
    assert _but_the_path(document) == _but_the_path(told.document)


def test_the_report_is_one_page_that_needs_nothing_else(
    peerlight: Peerlight, small: Path, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    done = peerlight("find", small, "--html", file, "--format", "json")
    assert done.code == 0
    assert done.talk == f"The report is {file}\n"
    text = file.read_text("utf-8")
    assert text.startswith("<!doctype html>")
    for card in done.document["shortlist"]:
        assert card["name"] in text
    # what a browser would fetch by itself; the empty icon keeps it from asking for one
    assert re.findall(r"<(?:script|img|iframe|object|embed|source)\b", text) == []
    assert re.findall(r"<link\b[^>]*>", text) == ['<link rel="icon" href="data:,">']
    assert re.findall(r"@import|url\(|srcset|src=", text) == []


def test_what_is_written_to_a_file_is_what_would_be_printed(
    peerlight: Peerlight, namesakes: Path, tmp_path: Path
) -> None:
    out = tmp_path / "shortlist.txt"
    silent = peerlight("find", namesakes, "--out", out)
    assert (silent.code, silent.data, silent.talk) == (0, b"", "")
    assert out.read_bytes() == peerlight("find", namesakes).data


def test_nothing_is_kept_unless_asked_for(
    peerlight: Peerlight, namesakes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(namesakes)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert peerlight("find", namesakes).code == 0
    assert list(tmp_path.iterdir()) == []
    assert everything(namesakes) == before


def test_a_community_that_is_kept_can_be_asked_again(
    peerlight: Peerlight, namesakes: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    assert peerlight("find", namesakes, "--community", kept).code == 0
    before = everything(kept)
    assert peerlight("find", namesakes, "--community", kept).code == 0
    assert everything(kept) == before
    assert peerlight("analyse", kept).code == 0
    assert everything(kept) == before


def test_a_date_hides_what_came_later(peerlight: Peerlight, small: Path) -> None:
    document = peerlight("find", small, "--as-of", "2024-02-15", "--format", "json").document
    cut = iso(parse_date("2024-02-15"))
    shown = [row["at"] for card in document["shortlist"] for row in card["evidence"]]
    assert document["totals"]["last"] <= cut
    assert shown
    assert max(shown) <= cut
    assert document["provenance"]["data_cut"] == cut


def test_two_sources_are_told_apart_by_their_names(
    peerlight: Peerlight, small: Path, namesakes: Path
) -> None:
    document = peerlight("find", small, namesakes, "--format", "json").document
    assert [audit["source"] for audit in document["audit"]] == ["slack", "tables"]
    renamed = peerlight("find", small, "--source-name", "wharf", "--format", "json").document
    assert renamed["shortlist"]
    assert all(card["member_id"].startswith("wharf:") for card in renamed["shortlist"])


def _but_the_path(document: dict[str, Any]) -> dict[str, Any]:
    (audit,) = document["audit"]
    return {**document, "audit": [{**audit, "path": ""}]}
