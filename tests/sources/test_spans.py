"""Spans of a large file hold each record once, whoever reads which span."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.shard_reading import Shelf

from peerlight.sources import spans
from peerlight.sources.encodings import decoded
from peerlight.sources.packing import open_tree
from peerlight.sources.spans import lines, records, span_parts

TALK = b"".join(b"From %d\nwords\n\nmore > From here\n" % n for n in range(50))


def begins(line: bytes) -> bool:
    return line.startswith(b"From ")


def all_spans(size: int, step: int) -> list[tuple[int, int]]:
    starts = range(0, max(size, 1), step)
    return [(s, s + step) for s in starts[:-1]] + [(starts[-1], 2**62)]


@given(
    st.lists(st.sampled_from([b"From a", b"", b"text", b"  ", b"From b more"]), max_size=40),
    st.integers(1, 30),
    st.booleans(),
)
def test_every_record_and_line_is_in_exactly_one_span(
    written: list[bytes], step: int, ended: bool
) -> None:
    data = b"\n".join(written) + (b"\n" if ended else b"")
    tree = Shelf(log=data)
    cut = [r for s in all_spans(len(data), step) for r in records(tree, "log", s, begins)]
    whole = list(records(tree, "log", (0, 2**62), begins))
    assert cut == whole
    read = [line for s in all_spans(len(data), step) for line in lines(tree, "log", s)]
    assert read == [line for line in io.BytesIO(data) if line.strip()]
    assert sum(len(r) for r in whole) >= len([w for w in written if begins(w)])


def test_what_stands_before_the_first_record_is_given_too() -> None:
    found = list(records(Shelf(log=b"orphan\nFrom a\nx\n"), "log", (0, 2**62), begins))
    assert found == [[b"orphan\n"], [b"From a\n", b"x\n"]]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_wide_letters_are_read_whole(encoding: str) -> None:
    tree = Shelf(log="From ä\nBücher\nFrom b\n".encode(encoding))
    (part,) = span_parts(tree, ["log"])
    found = [decoded(b"".join(r)) for r in records(tree, "log", part.context["spans"][0], begins)]
    assert "Bücher" in "".join(found)
    assert len(found) == 2


def test_an_endless_line_is_cut_and_the_next_one_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "LONGEST_LINE", 8)
    assert list(lines(Shelf(log=b"x" * 100 + b"\nshort\n"), "log", (0, 2**62))) == [
        b"x" * 8,
        b"short\n",
    ]
    assert list(lines(Shelf(log=b"x" * 100 + b"\nshort\n"), "log", (50, 2**62))) == [b"short\n"]


def test_large_files_are_cut_and_small_ones_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "SPAN_BYTES", 100)
    tree = Shelf(**{f"small{n}": b"x" * 30 for n in range(6)}, large=TALK)
    parts = span_parts(tree, tree.names())
    assert sum(len(part.names) for part in parts if "large" in part.names) > 5
    read = [
        record
        for part in parts
        for name, span in zip(part.names, part.context["spans"], strict=True)
        if name == "large"
        for record in records(tree, name, span, begins)
    ]
    assert b"".join(b"".join(record) for record in read) == TALK
    assert {name for part in parts for name in part.names} == set(tree.names())


def test_packed_files_are_read_like_plain_ones(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "a.txt.gz").write_bytes(gzip.compress(TALK))
    with zipfile.ZipFile(tmp_path / "logs.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt.gz", gzip.compress(TALK))
        packed.writestr("b.txt", TALK)
    for path, name in ((folder, "a.txt.gz"), (tmp_path / "logs.zip", "a.txt.gz")):
        with open_tree(path) as tree:
            assert tree.read(name) == TALK
            cut = [r for s in all_spans(len(TALK), 77) for r in records(tree, name, s, begins)]
            assert b"".join(b"".join(r) for r in cut) == TALK
    with open_tree(folder / "a.txt.gz") as alone:
        assert alone.size("a.txt.gz") == len(TALK)
    with open_tree(tmp_path / "logs.zip") as tree:
        assert next(lines(tree, "b.txt", (0, 2**62))) == b"From 0\n"


def test_a_packed_file_that_bursts_or_is_cut_short_is_broken(tmp_path: Path) -> None:
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"\0" * 300_000_000, 9))
    (tmp_path / "short.gz").write_bytes(gzip.compress(TALK)[:-20])
    for name in ("bomb.gz", "short.gz"):
        with open_tree(tmp_path) as tree, pytest.raises(OSError, match=r"bomb|archive"):
            tree.read(name)
