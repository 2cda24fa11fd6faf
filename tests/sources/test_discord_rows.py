"""Discord's CSV exports: rows with neither an id nor a kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.discord_exports import (
    HEADER,
    export,
    micros,
    number,
    pretty,
    put,
    row,
    table,
    user_id,
    wrote,
)
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read

from peerlight.sources.contract import Wish
from peerlight.sources.discord import Discord

TEA = "Kettle - Rooms - tea [70000000000000000].csv"


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def account(name: str) -> str:
    return f"discord:{user_id(name)}"


def of(tables: Tables, table_name: str, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(r[c] for c in columns) for r in tables[table_name]]


def csv_file(folder: Path, *rows: str, name: str = TEA) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(table(*rows))
    return folder


def test_a_row_becomes_a_message_with_an_id_that_stays(tmp_path: Path, into: Path) -> None:
    rows = [
        row("Ada", "02-Jan-24 12:00 PM", 'a "quoted" word,\nnext line', "👍 (2),:pot: (1)"),
        row("Ben", "02-Jan-24 12:00 PM", "hello"),
        row("Ben", "02-Jan-24 12:00 PM", "hello"),
    ]
    tables, audit = read(Discord(), csv_file(tmp_path / "e", *rows), into)
    by_time = sorted(tables["messages"], key=lambda m: m["posted_at"])
    assert [m["posted_at"] - micros(0) for m in by_time] == [0, 1, 2]
    assert by_time[0]["text"] == 'a "quoted" word,\nnext line'
    assert {m["channel_id"] for m in by_time} == {"discord:70000000000000000"}
    assert of(tables, "channels", "name") == [("tea",)]
    assert sorted(of(tables, "reactions", "kind", "n", "account_id")) == [
        (":pot:", 1, None),
        ("👍", 2, None),
    ]
    assert any("UTC" in note for note in audit.notes)
    again, _ = read(
        Discord(), csv_file(tmp_path / "f", *rows, row("Cem", "03-Jan-24 1:00 AM")), into
    )
    assert {m["message_id"] for m in by_time} < {m["message_id"] for m in again["messages"]}


def test_a_row_with_its_own_id_needs_no_clock(tmp_path: Path, into: Path) -> None:
    data = f'Message{HEADER.replace("AuthorID", "ID,AuthorID")}\n"{number(3)}",{row("Ada", "?")}\n'
    tables, _ = read(Discord(), put(tmp_path / "e", tea_csv=data.encode()), into)
    assert of(tables, "messages", "message_id", "posted_at") == [
        (f"discord:{number(3)}", micros(3))
    ]


def test_rows_without_ids_of_authors_go_by_names(tmp_path: Path, into: Path) -> None:
    data = b"Author,Date,Content,Attachments,Reactions\nada#0123,2024-01-02 12:00,hello,,\n"
    tables, _ = read(Discord(), put(tmp_path / "e", tea_csv=data), into)
    assert of(tables, "accounts", "account_id", "name") == [("discord:ada#0123", "ada")]


def test_numeric_dates_are_read_as_the_file_tells(tmp_path: Path, into: Path) -> None:
    rows = [row("Ada", f"{day:02}/01/2024 12:00", f"on {day}") for day in (2, 5, 11, 12, 13)]
    tables, _ = read(Discord(), csv_file(tmp_path / "e", *rows), into)
    first = min(m["posted_at"] for m in tables["messages"])
    assert first == micros(0)


def test_notices_in_rows_are_no_messages(tmp_path: Path, into: Path) -> None:
    date = "2024-01-02T12:00:00.0000000+00:00"
    rows = [
        row("Ada", date, "Joined the server."),
        row("Ada", date, "Pinned a message."),
        row("Ada", date, "Changed the channel name: pots"),
        row("Ada", date, "Joined the server. Hello!"),
    ]
    tables, audit = read(Discord(), csv_file(tmp_path / "e", *rows), into)
    assert (audit.dropped, len(tables["messages"])) == ({"system message": 3}, 1)
    assert of(tables, "memberships", "account_id", "verb", "at") == [
        (account("Ada"), "join", micros(0))
    ]


def test_a_row_that_breaks_off_costs_no_other(tmp_path: Path, into: Path) -> None:
    date = "2024-01-02T12:00:00+00:00"
    good = [row("Ada", date, f"said {n}") for n in range(6)]
    torn = f'"{user_id("Ben")}","ben","{date}","never closed'
    folder = csv_file(tmp_path / "e", *good[:3], torn, *good[3:], row("Ada", "never"))
    tables, audit = read(Discord(), folder, into)
    assert len(tables["messages"]) == 6
    assert audit.dropped == {"unreadable": 1, "impossible time": 1}


def test_a_cell_of_great_length_does_not_take_long(tmp_path: Path, into: Path) -> None:
    long = "a" * 100_000
    rows = [row("Ada", long), row("Ben", "2024-01-02T12:00:00+00:00", "hello", long)]
    tables, audit = read(Discord(), csv_file(tmp_path / "e", *rows), into)
    assert (len(tables["messages"]), audit.dropped) == (1, {"impossible time": 1})


def test_rows_in_old_encodings(tmp_path: Path, into: Path) -> None:
    date = "2024-01-02T12:00:00+00:00"
    mixed = table(row("Ada", date, "Blüte")) + row("Ada", date, "Grün").encode("latin-1")
    wide = table(row("Ada", date, "Blüte"), row("Ada", date, "Grün")).decode().encode("utf-16")
    for n, data in enumerate((mixed, wide)):
        tables, _ = read(Discord(), put(tmp_path / str(n), tea_csv=data), into / str(n))
        assert sorted(m["text"] for m in tables["messages"]) == ["Blüte", "Grün"]


@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_bytes_break_the_reading(noise: bytes, place: int) -> None:
    whole = table(row("Ada", "2024-01-02 12:00", "a,b\n"), row("Ben", "2024-01-02 12:01"))
    for name, data in (("tea.csv", whole), ("tea.json", pretty(export(wrote(1), wrote(2))))):
        shelf = Shelf()
        shelf.files = {name: data[:place] + noise + data[place:]}
        for part in Discord().parts(shelf, Wish()):
            rows = Discord().read(shelf, part, Wish())
            arrow_ready(rows)
            assert rows.audit.kept >= 0
