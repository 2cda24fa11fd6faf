"""Sources are opened wherever they lie, and refused where they were made to do harm."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from peerlight.errors import BadInput, UnsafeArchive
from peerlight.sources.packing import open_tree


def zipped(path: Path, files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_folder_and_its_zip_are_the_same_tree(tmp_path: Path) -> None:
    files = {
        "users.json": b"[]",
        "general/2024-01-02.json": b"[1]",
        "general/2024-01-01.json": b"[]",
    }
    for name, content in files.items():
        (tmp_path / "export" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "export" / name).write_bytes(content)
    for path in (tmp_path / "export", zipped(tmp_path / "export.zip", files)):
        with open_tree(path) as tree:
            assert tree.names() == sorted(files)
            assert {name: tree.read(name) for name in tree.names()} == files
            assert tree.size("general/2024-01-02.json") == 3


def test_one_file_alone_is_a_tree_of_one(tmp_path: Path) -> None:
    (tmp_path / "messages.csv").write_text("a,b")
    with open_tree(tmp_path / "messages.csv") as tree:
        assert tree.names() == ["messages.csv"]
        assert tree.read("messages.csv") == b"a,b"


def test_what_file_managers_leave_behind_are_left_out(tmp_path: Path) -> None:
    junk = {"__MACOSX/._users.json": b"x", ".DS_Store": b"x", "general/.DS_Store": b"x"}
    path = zipped(tmp_path / "export.zip", {**junk, "users.json": b"[]"})
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "export")
    for source in (path, tmp_path / "export"):
        with open_tree(source) as tree:
            assert tree.names() == ["users.json"]


def test_a_zip_is_known_by_its_first_bytes_whatever_its_name(tmp_path: Path) -> None:
    with open_tree(zipped(tmp_path / "download", {"users.json": b"[]"})) as tree:
        assert tree.names() == ["users.json"]


def test_folders_parted_by_backslashes_are_folders(tmp_path: Path) -> None:
    with open_tree(zipped(tmp_path / "windows.zip", {"general\\2024-01-01.json": b"[]"})) as tree:
        assert tree.names() == ["general/2024-01-01.json"]
        assert tree.read("general/2024-01-01.json") == b"[]"


def test_a_colon_in_a_name_is_no_drive(tmp_path: Path) -> None:
    with open_tree(
        zipped(tmp_path / "e.zip", {"run-2024-01-01T10:30:00/users.json": b"[]"})
    ) as tree:
        assert tree.names() == ["run-2024-01-01T10:30:00/users.json"]


@pytest.mark.parametrize(
    "name",
    [
        "../outside.json",
        "general/../../outside.json",
        "..\\outside.json",
        "general\\..\\..\\outside.json",
        "/etc/outside.json",
        "\\\\server\\share\\outside.json",
        "C:\\outside.json",
        "c:outside.json",
        "general/..",
    ],
)
def test_a_path_that_climbs_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "export.zip", {"users.json": b"[]", name: b"[]"})
    with pytest.raises(UnsafeArchive, match="climbs out"):
        open_tree(path)


def test_dots_inside_a_name_do_not_climb(tmp_path: Path) -> None:
    with open_tree(zipped(tmp_path / "e.zip", {"so..far/2024-01-01.json": b"[]"})) as tree:
        assert tree.names() == ["so..far/2024-01-01.json"]


def test_an_encrypted_zip_is_refused_and_says_how_to_go_on(tmp_path: Path) -> None:
    path = zipped(tmp_path / "export.zip", {"users.json": b"[]"})
    data = bytearray(path.read_bytes())
    # the flag of encryption, in the member's own header and in the directory
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(UnsafeArchive, match=r"encrypted.*password"):
        open_tree(path)


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "export.zip", {"users.json": b"0" * (300 << 20)})
    assert path.stat().st_size < 1 << 20
    with pytest.raises(UnsafeArchive, match="bomb"):
        open_tree(path)


def test_a_member_larger_than_its_directory_says_is_not_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "export.zip", {"users.json": b"0" * 5_000})
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 10)
    path.write_bytes(data)
    with open_tree(path) as tree, pytest.raises(OSError, match="archive"):
        tree.read("users.json")


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_a_broken_member_is_an_error_of_that_file_alone(tmp_path: Path, packing: int) -> None:
    good, bad = b'[{"ts": "1.0"}]' * 50, b'[{"ts": "2.0", "text": "abc"}]' * 50
    path = zipped(tmp_path / "export.zip", {"bad.json": bad, "good.json": good}, packing)
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    with open_tree(path) as tree:
        with pytest.raises(OSError, match="broken in the archive"):
            tree.read("bad.json")
        assert tree.read("good.json") == good


@pytest.mark.parametrize("keep", [0, 3, 40, -30])
def test_a_truncated_zip_is_refused_and_says_how_to_go_on(tmp_path: Path, keep: int) -> None:
    whole = zipped(tmp_path / "whole.zip", {"users.json": b"[]" * 100}).read_bytes()
    (tmp_path / "export.zip").write_bytes(whole[:keep])
    with pytest.raises(BadInput, match=r"truncated or is not a zip.*Download the export again"):
        open_tree(tmp_path / "export.zip")


def test_something_else_named_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "export.zip").write_text("<html>Please log in</html>")
    with pytest.raises(BadInput, match="not a zip"):
        open_tree(tmp_path / "export.zip")


@pytest.mark.parametrize("ending", [".7z", ".rar", ".tar", ".tgz", ".tar.gz", ".xz"])
def test_other_archives_are_refused_and_say_how_to_go_on(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"export{ending}").write_bytes(b"whatever")
    with pytest.raises(BadInput, match="Unpack it"):
        open_tree(tmp_path / f"export{ending}")


def test_a_missing_path_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no such file or folder.*nowhere"):
        open_tree(tmp_path / "nowhere")


def test_emptiness_is_said_of_folders_and_zips(tmp_path: Path) -> None:
    (tmp_path / "empty" / "below").mkdir(parents=True)
    (tmp_path / "empty" / ".DS_Store").write_text("x")
    for path in (tmp_path / "empty", zipped(tmp_path / "empty.zip", {"__MACOSX/x": b"x"})):
        with pytest.raises(BadInput, match="nothing in it"):
            open_tree(path)


def test_a_zip_inside_another_stream_of_bytes_still_opens(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("users.json", "[]")
    # self-extracting archives carry a program in front
    (tmp_path / "export.zip").write_bytes(b"#!/bin/sh\n" + inner.getvalue())
    with open_tree(tmp_path / "export.zip") as tree:
        assert tree.read("users.json") == b"[]"


def test_a_name_that_begins_with_a_dot_is_read_like_any_other(tmp_path: Path) -> None:
    (tmp_path / ".E2.9C.94.20solved.json").write_text("[]")
    with open_tree(tmp_path) as tree:
        assert tree.names() == [".E2.9C.94.20solved.json"]
