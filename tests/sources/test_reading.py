"""Any path is either read or refused with a way on; one bad file costs no other."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.sources.slack_exports import archive, folder, message, official

from peerlight.errors import BadInput, UnknownFormat
from peerlight.sources.audit import Audit
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import read_source, recognise

GOOD = [message("1709290800.000100", text="kept")]


def texts(shards: Path) -> list[str]:
    return sorted(
        text
        for shard in (shards / "messages").glob("*.parquet")
        for text in pq.ParquetFile(shard).read(["text"]).column("text").to_pylist()
    )


def read(tmp_path: Path, files: dict[str, Any]) -> Audit:
    audit = read_source(folder(tmp_path / "export", files), tmp_path / "shards")
    assert texts(tmp_path / "shards").count("kept") == 1
    return audit


def test_an_unknown_format_says_what_was_looked_for(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8")
    with (
        open_tree(tmp_path) as tree,
        pytest.raises(UnknownFormat, match=r"slack: channels\.json.*activity tables"),
    ):
        recognise(tree)


@pytest.mark.parametrize("name", ["notes.txt", "channels.json", "2024-03-01.json"])
def test_one_file_that_is_no_source_is_an_unknown_format(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("[]")
    with pytest.raises(UnknownFormat):
        read_source(tmp_path / name, tmp_path / "shards")


def test_bad_input_leaves_no_shards(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput):
        read_source(tmp_path / "empty", tmp_path / "shards")
    assert not (tmp_path / "shards").exists()


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b'[{"type": "message", "ts": "17092', "not valid JSON"),
        (b"", "not valid JSON"),
        (b"   \n", "not valid JSON"),
        (b"<html>", "not valid JSON"),
        (b'"a string"', "no list of messages"),
        (b'{"ok": false}', "no list of messages"),
        (b"12", "no list of messages"),
        (b"\xff\xfe\x00", "not valid JSON"),
    ],
)
def test_a_bad_file_among_good_ones_is_skipped_and_named(
    tmp_path: Path, bad: bytes, why: str
) -> None:
    audit = read(tmp_path, official(GOOD, bad))
    assert (audit.found, audit.kept) == (1, 1)
    [named] = audit.unreadable
    assert named.startswith("general/2024-03-02.json: ") and why in named


@pytest.mark.parametrize("listing", ["users", "channels", "groups", "dms", "mpims"])
@pytest.mark.parametrize("bad", [b"[{", b'{"id": 1}', b'"x"'])
def test_a_bad_listing_costs_no_message(tmp_path: Path, listing: str, bad: bytes) -> None:
    audit = read(tmp_path, official(GOOD, **{listing: bad}))
    assert [u.partition(":")[0] for u in audit.unreadable] == [f"{listing}.json"]


def test_bytes_that_are_not_utf8_are_replaced_and_noted(tmp_path: Path) -> None:
    day = b'[{"type":"message","ts":"1709290801.000100","user":"U01ADA","text":"na\xefve"}]'
    audit = read(tmp_path, official(GOOD, day))
    assert "na\ufffdve" in texts(tmp_path / "shards")
    assert any("UTF-8" in note for note in audit.notes)
    assert audit.unreadable == []


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    day = b'\xef\xbb\xbf[{"type":"message","ts":"1709290801.000100","user":"U1","text":"marked"}]'
    audit = read(tmp_path, official(GOOD, day))
    assert "marked" in texts(tmp_path / "shards")
    assert audit.unreadable == []


def test_a_broken_member_of_a_zip_is_skipped_and_named(tmp_path: Path) -> None:
    files = official(GOOD, [message("1709290802.000100", text="lost")])
    path = archive(tmp_path / "export.zip", files)
    with zipfile.ZipFile(path) as zipped:
        member = zipped.getinfo("general/2024-03-02.json")
    data = bytearray(path.read_bytes())
    data[member.header_offset + 30 + len(member.filename) + 5] ^= 0xFF
    path.write_bytes(data)
    audit = read_source(path, tmp_path / "shards")
    assert texts(tmp_path / "shards") == ["kept"]
    [named] = audit.unreadable
    assert named.startswith("general/2024-03-02.json: broken in the archive")


def test_an_export_without_any_message_is_read_as_empty(tmp_path: Path) -> None:
    audit = read_source(folder(tmp_path / "export", official()), tmp_path / "shards")
    assert (audit.source, audit.found) == ("slack", 0)


def test_parts_read_on_several_cores_hold_what_one_would(tmp_path: Path) -> None:
    filler = "x" * 3_000
    days = [
        [message(f"{1709290800 + 5_000 * day + n}.000100", text=filler) for n in range(1_000)]
        for day in range(4)
    ]
    seen: list[tuple[int, int]] = []
    path = archive(tmp_path / "export.zip", official(*days, GOOD))
    audit = read_source(
        path, tmp_path / "shards", None, lambda _, done, of: seen.append((done, of))
    )
    assert audit.found == audit.kept == len(texts(tmp_path / "shards"))
    shards = list((tmp_path / "shards" / "messages").glob("*.parquet"))
    assert len(shards) > 1
    assert seen == [(n + 1, len(seen)) for n in range(len(seen))]
