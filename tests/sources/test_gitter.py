"""Gitter archives: tab-separated records, a file per room."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read

from peerlight.sources import spans
from peerlight.sources.contract import Wish
from peerlight.sources.gitter import Gitter
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import recognise

ROOM = "5" * 24
WHO = {"wanda": "a" * 24, "oskar": "b" * 24, "mina-field": "c" * 24, "camperbot": "d" * 24}
AT = "2016-09-17T11:05:20.598Z"

Row = Sequence[str]


def wrote(number: int, text: str = "hello", who: str = "wanda", at: str = AT, **more: str) -> Row:
    room, uri = more.get("room", ROOM), more.get("uri", "TeaLovers/Pots")
    return (room, uri, at, more.get("user", WHO.get(who, "e" * 24)), who, f"{number:024x}", text)


def tsv(*rows: Row) -> bytes:
    file = StringIO(newline="")
    csv.writer(file, delimiter="\t", lineterminator="\n").writerows(rows)
    return file.getvalue().encode()


def archive(folder: Path, *rows: Row, more: dict[str, bytes] | None = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {"Pots.tsv": tsv(*rows), **(more or {})}.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def one(tables: Tables, table: str) -> dict[str, Any]:
    (row,) = tables[table]
    return row


def test_a_message_is_read_whole(tmp_path: Path, shards: Path) -> None:
    tables, audit = read(Gitter(), archive(tmp_path / "a", wrote(1)), shards)
    number = f"gitter:{1:024x}"
    assert one(tables, "messages") == {
        "message_id": number,
        "account_id": f"gitter:{WHO['wanda']}",
        "channel_id": f"gitter:{ROOM}",
        "thread_id": number,
        "posted_at": 1_474_110_320_598_000,
        "kind": "post",
        "reply_to": None,
        "edited_at": None,
        "deleted_at": None,
        "text": "hello",
        "url": None,
        "views": None,
    }
    assert one(tables, "accounts")["handle"] == "wanda"
    assert one(tables, "channels")["name"] == "TeaLovers/Pots"
    assert (audit.found, audit.kept) == (1, 1)


def test_a_text_may_have_lines_tabs_and_quotation_marks(tmp_path: Path, shards: Path) -> None:
    said = 'she said "tea"\n\nand then:\t--- no more ---'
    tables, _ = read(Gitter(), archive(tmp_path / "a", wrote(1, said), wrote(2, "on")), shards)
    assert [m["text"] for m in tables["messages"]] == [
        'she said "tea"\nand then:\t--- no more ---',
        "on",
    ]


def test_names_are_called_outside_code_and_quotes_and_only_if_somebodys(
    tmp_path: Path, shards: Path
) -> None:
    rows = [
        wrote(1, "@Oskar @oskar, @nobody and `@mina-field`"),
        wrote(2, "> @oskar was here\n@mina-field yes", "oskar"),
        wrote(3, "a@oskar.example and see https://tea.example.org/@oskar", "mina-field"),
        wrote(4, "```\n@oskar\n```", "mina-field"),
    ]
    tables, audit = read(Gitter(), archive(tmp_path / "a", *rows), shards)
    called = [(m["message_id"][-1], m["account_id"][-1]) for m in tables["mentions"]]
    assert called == [("1", "b"), ("2", "c")]
    assert "1 mentions name nobody who wrote here." in audit.notes


def test_a_name_that_two_accounts_bear_calls_nobody(tmp_path: Path, shards: Path) -> None:
    rows = [wrote(1, "@oskar"), wrote(2, who="oskar"), wrote(3, who="Oskar", user="f" * 24)]
    tables, audit = read(Gitter(), archive(tmp_path / "a", *rows), shards)
    assert tables["mentions"] == []
    assert audit.notes == ["1 mentions name nobody who wrote here."]


def test_links_and_no_addresses_are_kept(tmp_path: Path, shards: Path) -> None:
    address = "wanda.brook@tea.example"
    text = f"write to {address} or [here](https://www.example.org/pot), not mailto:{address}"
    rows = [wrote(1, text, who=address, user="9" * 24)]
    tables, _ = read(Gitter(), archive(tmp_path / "a", *rows), shards)
    assert one(tables, "links")["domain"] == "example.org"
    assert one(tables, "accounts")["handle"] is None
    stored = b"".join(file.read_bytes() for file in shards.rglob("*.parquet"))
    assert b"wanda.brook" not in stored


@pytest.mark.parametrize(
    ("name", "is_bot"),
    [("camperbot", True), ("GitterBot7", True), ("gitter-badger", True), ("kettlebot", False)],
)
def test_known_bots_are_told(tmp_path: Path, shards: Path, name: str, is_bot: bool) -> None:
    tables, _ = read(Gitter(), archive(tmp_path / "a", wrote(1, who=name)), shards)
    assert one(tables, "accounts")["is_bot"] is is_bot


def test_what_two_people_said_to_each_other_is_private(tmp_path: Path) -> None:
    room = "7" * 24
    path = archive(tmp_path / "a", wrote(1), wrote(2, who="oskar", uri="", room=room))
    tables, audit = read(Gitter(), path, tmp_path / "1")
    assert audit.dropped == {"private message": 1}
    assert [a["handle"] for a in tables["accounts"]] == ["wanda"]
    tables, audit = read(Gitter(), path, tmp_path / "2", Wish(include_private=(room,)))
    assert [(c["kind"], c["private"]) for c in tables["channels"]] == [
        ("channel", False),
        ("direct", True),
    ]
    assert audit.kept == 2


def test_bad_records_are_counted_by_reason(tmp_path: Path, shards: Path) -> None:
    rows = [
        ("room_id", "room_uri", "sent_at", "from_userid", "from_username", "message_id", "text"),
        wrote(1),
        wrote(2, " "),
        wrote(3, user=""),
        *(wrote(4, at=at) for at in ("1970-01-01T00:00:00Z", "2106-01-01T00:00:00Z", "noon")),
        (ROOM, "TeaLovers/Pots", AT),
        ("no room", "TeaLovers/Pots", AT, "u", "wanda", "", "no number"),
    ]
    tables, audit = read(Gitter(), archive(tmp_path / "a", *rows), shards)
    assert audit.dropped == {
        "deleted": 1,
        "no author": 1,
        "impossible time": 3,
        "unreadable": 2,
    }
    assert (audit.found, audit.kept, len(tables["messages"])) == (8, 1, 1)


def test_a_file_that_was_cut_off_keeps_what_it_has(tmp_path: Path, shards: Path) -> None:
    cut = tsv(wrote(1), wrote(2, "first\nsecond line"))[:-8]
    tables, audit = read(Gitter(), archive(tmp_path / "a", more={"Pots.tsv": cut}), shards)
    assert [m["text"] for m in tables["messages"]] == ["hello", "first\nsecon"]
    assert audit.kept == 2


def test_other_files_are_named_and_odd_letters_read(tmp_path: Path, shards: Path) -> None:
    rows = tsv(wrote(1, "caf\u00e9"))
    more = {
        "Latin.tsv": rows.decode().encode("latin-1"),
        "Wide.tsv": tsv(wrote(2, "caf\u00e9")).decode().encode("utf-16"),
        "Packed.tsv.gz": gzip.compress(tsv(wrote(3, "caf\u00e9"))),
        "Sums.tsv": b"year\tpots\n2016\t7\n",
        "Empty.tsv": b"",
    }
    path = archive(tmp_path / "a", wrote(4, "caf\u00e9"), more=more)
    tables, audit = read(Gitter(), path, shards)
    assert [m["text"] for m in tables["messages"]] == ["caf\u00e9"] * 4
    assert audit.unreadable == ["Sums.tsv: no messages as Gitter writes them"]


def test_the_same_message_twice_is_one(tmp_path: Path, shards: Path) -> None:
    tables, audit = read(Gitter(), archive(tmp_path / "a", wrote(1), wrote(1)), shards)
    assert (audit.found, len(tables["messages"])) == (2, 1)


def test_another_name_for_the_source_is_in_every_id(tmp_path: Path, shards: Path) -> None:
    path = archive(tmp_path / "a", wrote(1, "@oskar"), wrote(2, who="oskar"))
    tables, _ = read(Gitter(), path, shards, Wish(source="club"))
    for table in ("messages", "accounts", "channels", "mentions"):
        for row in tables[table]:
            ids = [value for column, value in row.items() if column.endswith("_id") and value]
            assert ids and all(i.startswith("club:") for i in ids)


@pytest.mark.parametrize(
    "content",
    [b"", b"12:00\twanda\thello\n", b"a\tb\tc\td\te\tf\tg\n", b"[12:00] <wanda> hello\n"],
)
def test_other_tables_are_not_taken_for_gitter(content: bytes) -> None:
    assert not Gitter.recognises(Shelf(**{"Pots.tsv": content, "talk.txt": content}))


def test_the_archive_is_known_by_itself(tmp_path: Path) -> None:
    with open_tree(archive(tmp_path / "a", wrote(1))) as tree:
        assert isinstance(recognise(tree), Gitter)


def test_a_large_file_is_cut_into_spans_that_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [wrote(n, f"line one\n{n}\n" + "tea " * (n % 60)) for n in range(1, 400)]
    path = archive(tmp_path / "a", *rows)
    whole, _ = read(Gitter(), path, tmp_path / "1")
    monkeypatch.setattr(spans, "SPAN_BYTES", 7_001)
    with open_tree(path) as tree:
        assert len(Gitter().parts(tree, Wish())) > 5
    cut, audit = read(Gitter(), path, tmp_path / "2")
    assert whole == cut
    assert audit.found == len(rows)


RECORD = st.tuples(
    st.sampled_from([ROOM, "", "x"]),
    st.sampled_from(["TeaLovers/Pots", "", "Pots"]),
    st.sampled_from([AT, "0", "2016-02-31T00:00:00Z", "9999-01-01T00:00:00Z"]),
    st.sampled_from(["a" * 24, ""]),
    st.text(st.characters(exclude_characters='\t\n\r"', exclude_categories=["Cs"]), max_size=9),
    st.integers(1, 9).map("{:024x}".format),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30),
)


@given(st.lists(RECORD, max_size=6), st.integers(0, 40), st.binary(max_size=12))
def test_no_broken_record_ever_raises_or_goes_uncounted(
    rows: list[Row], cut: int, junk: bytes
) -> None:
    data = tsv(wrote(1), *rows)
    shelf = Shelf(**{"Pots.tsv": data[: len(data) - cut] + junk})
    if not Gitter.recognises(shelf):
        return
    for part in Gitter().parts(shelf, Wish()):
        found = Gitter().read(shelf, part, Wish())
        counted = arrow_ready(found)["messages"] + sum(found.audit.dropped.values())
        assert found.audit.found == counted


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))))
def test_what_a_plain_parser_reads_is_found(texts: list[str]) -> None:
    data = tsv(wrote(0), *(wrote(n, text) for n, text in enumerate(texts, 1)))
    parsed = list(csv.reader(StringIO(data.decode(), newline=""), delimiter="\t"))
    shelf = Shelf(**{"Pots.tsv": data})
    (part,) = Gitter().parts(shelf, Wish())
    assert Gitter().read(shelf, part, Wish()).audit.found == len(parsed)
