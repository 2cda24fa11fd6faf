"""Praise exports: a CSV file per round, a row per praise."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read

from peerlight import Community
from peerlight.sources import spans
from peerlight.sources.contract import Wish
from peerlight.sources.packing import open_tree
from peerlight.sources.praise import Praise
from peerlight.sources.reading import recognise

COLUMNS = [
    "ID",
    "DATE",
    "TO USER ACCOUNT",
    "TO USER ACCOUNT ID",
    "TO ETH ADDRESS",
    "FROM USER ACCOUNT",
    "FROM USER ACCOUNT ID",
    "FROM ETH ADDRESS",
    "REASON",
    "SOURCE ID",
    "SOURCE NAME",
    "SCORE 1",
    "SCORE 2",
    "AVG SCORE",
]
WANDA, OSKAR, MINA = ("a" * 24, "wanda#1234"), ("b" * 24, "oskar#0007"), ("c" * 24, "mina")
AT = "2023-01-02T10:30:00.000Z"

Row = dict[str, str]


def praised(
    number: int,
    to: tuple[str, str] = OSKAR,
    by: tuple[str, str] = WANDA,
    reason: str = "for the tea",
    **more: str,
) -> Row:
    row = {
        "ID": f"{number:024x}",
        "DATE": AT,
        "TO USER ACCOUNT": to[1],
        "TO USER ACCOUNT ID": to[0],
        "FROM USER ACCOUNT": by[1],
        "FROM USER ACCOUNT ID": by[0],
        "REASON": reason,
        "SOURCE ID": "DISCORD:77:88",
        "SOURCE NAME": "DISCORD:Tea%20lovers:%F0%9F%99%8F%20pots",
        "SCORE 1": "5",
    }
    return {**row, **more}


def round_(*rows: Row, small: bool = False, quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    file = StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n", quoting=quoting)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(rows)
    heading, _, rest = file.getvalue().partition("\n")
    return f"{heading.lower() if small else heading}\n{rest}".encode()


def archive(folder: Path, *rows: Row, more: dict[str, bytes] | None = None) -> Path:
    for name, content in {"round-1/praise.csv": round_(*rows), **(more or {})}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def one(tables: Tables, table: str) -> dict[str, Any]:
    (row,) = tables[table]
    return row


def test_a_praise_is_a_message_of_thanks_to_whom_it_names(tmp_path: Path, shards: Path) -> None:
    tables, audit = read(Praise(), archive(tmp_path / "a", praised(1)), shards)
    number, message = f"praise:{1:024x}", one(tables, "messages")
    assert message["thread_id"].startswith("praise:")
    assert {**message, "thread_id": None} == {
        "message_id": number,
        "account_id": f"praise:{WANDA[0]}",
        "channel_id": "praise:88",
        "thread_id": None,
        "posted_at": 1_672_655_400_000_000,
        "kind": "post",
        "reply_to": None,
        "edited_at": None,
        "deleted_at": None,
        "text": "for the tea",
        "url": None,
        "views": None,
    }
    assert one(tables, "mentions") == {"message_id": number, "account_id": f"praise:{OSKAR[0]}"}
    mark = {"message_id": number, "kind": "thanks", "value": "1", "model_version": "praise-1"}
    assert one(tables, "marks") == mark
    assert one(tables, "channels")["name"] == "🙏 pots"
    assert [(a["handle"], a["name"]) for a in tables["accounts"]] == [
        ("wanda#1234", "wanda"),
        ("oskar#0007", "oskar"),
    ]
    assert tables["reactions"] == []
    assert (audit.found, audit.kept) == (1, 1)


def test_a_praise_counts_as_thanks_whatever_its_words(tmp_path: Path) -> None:
    community = Community.create(tmp_path / "community")
    made = community.import_(archive(tmp_path / "a", praised(1, reason="tea"))).apply()
    (file,) = (community.folder / "activity" / "marks" / made.id).glob("*.parquet")
    found = pq.ParquetFile(file).read().to_pylist()
    assert [(m["kind"], m["model_version"]) for m in found] == [("thanks", "praise-1")]


def test_all_who_are_praised_at_once_are_one_thread(tmp_path: Path, shards: Path) -> None:
    rows = [praised(1), praised(2, MINA), praised(3, MINA, reason="for the pots")]
    tables, _ = read(Praise(), archive(tmp_path / "a", *rows), shards)
    threads = [m["thread_id"] for m in tables["messages"]]
    assert threads[0] == threads[1] != threads[2]


def test_who_changed_their_name_is_one_person_called_as_last(tmp_path: Path, shards: Path) -> None:
    renamed = (OSKAR[0], "oskar.hill#0")
    rows = [
        praised(1),
        praised(2, renamed, DATE="2023-05-01T00:00:00.000Z"),
        praised(3, MINA, renamed, DATE="2023-04-01T00:00:00.000Z"),
    ]
    tables, audit = read(Praise(), archive(tmp_path / "a", *rows), shards)
    found = {a["account_id"]: (a["handle"], a["name"], a["same_as"]) for a in tables["accounts"]}
    oskar = f"praise:{OSKAR[0]}"
    assert found[oskar] == ("oskar.hill", "oskar.hill", None)
    assert found[f"{oskar}:oskar#0007"] == ("oskar#0007", "oskar", oskar)
    assert "1 names are an older name of somebody with the same id." in audit.notes


def test_of_two_editions_of_a_row_the_name_without_a_number_is_newer(
    tmp_path: Path, shards: Path
) -> None:
    more = {"round-1/results.csv": round_(praised(1, (OSKAR[0], "oskar")))}
    tables, audit = read(Praise(), archive(tmp_path / "a", praised(1), more=more), shards)
    assert (audit.found, len(tables["messages"]), len(tables["mentions"])) == (2, 1, 1)
    named = {a["account_id"]: a["handle"] for a in tables["accounts"] if not a["same_as"]}
    assert named[f"praise:{OSKAR[0]}"] == "oskar"


def test_columns_may_be_small_quoted_or_more(tmp_path: Path, shards: Path) -> None:
    more = {
        "b/praise.csv": round_(praised(2, reason='a "cup"\n\nof tea'), small=True),
        "c/praise.csv": b"\xef\xbb\xbf" + round_(praised(3), quoting=csv.QUOTE_ALL),
        "d/praise.csv": round_(praised(4)).decode().encode("utf-16"),
        "e/rewards.csv": b"USER,TOKENS\nwanda,7\n",
        "f/praise.csv": b"",
    }
    tables, audit = read(Praise(), archive(tmp_path / "a", praised(1), more=more), shards)
    said = [m["text"] for m in tables["messages"]]
    assert said == ["for the tea", 'a "cup"\nof tea', "for the tea", "for the tea"]
    assert (audit.unreadable, audit.found) == ([], 4)


def test_people_without_an_id_go_by_their_tag(tmp_path: Path, shards: Path) -> None:
    rows = [praised(1, ("", "oskar#0007"), ("", "wanda#1234"))]
    tables, _ = read(Praise(), archive(tmp_path / "a", *rows), shards)
    assert one(tables, "mentions")["account_id"] == "praise:oskar#0007"
    assert one(tables, "messages")["account_id"] == "praise:wanda#1234"


def test_no_address_is_stored(tmp_path: Path, shards: Path) -> None:
    address = "wanda.brook@tea.example"
    row = praised(1, by=("", address), reason=f"wrote to {address}")
    wish = Wish(key=b"k" * 32)
    tables, _ = read(Praise(), archive(tmp_path / "a", row), shards, wish)
    assert one(tables, "messages")["account_id"] == f"praise:{wish.seal(address)}"
    stored = b"".join(file.read_bytes() for file in shards.rglob("*.parquet"))
    assert b"wanda.brook" not in stored


def test_bad_rows_are_counted_by_reason(tmp_path: Path, shards: Path) -> None:
    times = ("1970-01-01T00:00:00Z", "2106-01-01T00:00:00Z", "", "Jul-12-2021")
    rows = [
        praised(1),
        *(praised(2, DATE=at) for at in times),
        praised(3, by=("", "")),
        praised(4, to=("", "")),
    ]
    more = {
        "round-1/cut.csv": round_(praised(5), praised(6))[:-70],
        "round-1/long.csv": round_(praised(7, reason="tea " * 50_000), praised(8)),
    }
    tables, audit = read(Praise(), archive(tmp_path / "a", *rows, more=more), shards)
    assert audit.dropped == {
        "impossible time": 4,
        "no author": 1,
        "no receiver": 1,
        "unreadable": 1,
    }
    assert (audit.found, audit.kept, len(tables["messages"])) == (11, 4, 4)


def test_praise_for_oneself_is_kept(tmp_path: Path, shards: Path) -> None:
    tables, audit = read(Praise(), archive(tmp_path / "a", praised(1, WANDA)), shards)
    assert one(tables, "mentions")["account_id"] == one(tables, "messages")["account_id"]
    assert audit.kept == 1


def test_another_name_for_the_source_is_in_every_id(tmp_path: Path, shards: Path) -> None:
    tables, _ = read(Praise(), archive(tmp_path / "a", praised(1)), shards, Wish(source="club"))
    for table in ("messages", "accounts", "channels", "mentions", "marks"):
        for row in tables[table]:
            ids = [value for column, value in row.items() if column.endswith("_id") and value]
            assert ids and all(i.startswith("club:") for i in ids)


@pytest.mark.parametrize(
    "content", [b"", b"message_id,account_id,posted_at,text\n1,a,2023-01-02,hi\n", b"\0\xff,"]
)
def test_other_tables_are_not_taken_for_praise(content: bytes) -> None:
    assert not Praise.recognises(Shelf(**{"praise.csv": content}))


def test_the_export_is_known_by_itself(tmp_path: Path) -> None:
    with open_tree(archive(tmp_path / "a", praised(1))) as tree:
        assert isinstance(recognise(tree), Praise)


def test_a_large_file_is_cut_into_spans_that_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [praised(n, reason=f"line one\n{n}\n" + "tea " * (n % 60)) for n in range(1, 200)]
    path = archive(tmp_path / "a", *rows)
    whole, _ = read(Praise(), path, tmp_path / "1")
    monkeypatch.setattr(spans, "SPAN_BYTES", 7_001)
    with open_tree(path) as tree:
        assert len(Praise().parts(tree, Wish())) > 5
    cut, audit = read(Praise(), path, tmp_path / "2")
    assert whole == cut
    assert audit.found == len(rows)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=20)
ODD = st.fixed_dictionaries({}, optional=dict.fromkeys(COLUMNS[1:], TEXT))


@given(st.lists(ODD, max_size=5), st.integers(0, 30), st.binary(max_size=12))
def test_no_broken_row_ever_raises_or_goes_uncounted(
    rows: list[Row], cut: int, junk: bytes
) -> None:
    data = round_(praised(0), *({**praised(n), **row} for n, row in enumerate(rows, 1)))
    shelf = Shelf(**{"praise.csv": data[: len(data) - cut] + junk})
    for part in Praise().parts(shelf, Wish()):
        found = Praise().read(shelf, part, Wish())
        counted = arrow_ready(found)["messages"] + sum(found.audit.dropped.values())
        assert found.audit.found == counted


@given(st.lists(TEXT))
def test_what_a_plain_parser_reads_is_found(reasons: list[str]) -> None:
    data = round_(*(praised(n, reason=text) for n, text in enumerate(reasons)))
    parsed = list(csv.DictReader(StringIO(data.decode(), newline="")))
    shelf = Shelf(**{"praise.csv": data})
    (part,) = Praise().parts(shelf, Wish())
    rows = Praise().read(shelf, part, Wish())
    assert rows.audit.found == rows.audit.kept == len(parsed)
