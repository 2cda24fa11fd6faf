"""The activity tables as CSV or Parquet: any platform comes in this way."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlight.errors import BadInput
from peerlight.sources.audit import Audit
from peerlight.sources.contract import Wish
from peerlight.sources.packing import open_tree
from peerlight.sources.tables import ActivityTables, template
from peerlight.sources.tables.values import micros
from peerlight.store.tables import TABLES

END = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp()) * 10**6
MAY = int(datetime(2024, 5, 1, 12, tzinfo=UTC).timestamp()) * 10**6
Tables = dict[str, pa.Table]


def read(path: Path, wish: Wish | None = None) -> tuple[Tables, Audit]:
    reader, wish = ActivityTables(), wish or Wish()
    with open_tree(path) as tree:
        assert ActivityTables.recognises(tree)
        (part,) = reader.parts(tree, wish)
        rows = reader.read(tree, part, wish)
    return rows.tables, rows.audit


def read_text(folder: Path, **files: str) -> tuple[Tables, Audit]:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read(folder)


def column(tables: Tables, table: str, name: str) -> list[object]:
    return list(tables[table].column(name).to_pylist())


def test_author_and_time_are_all_that_is_needed(tmp_path: Path) -> None:
    tables, audit = read_text(tmp_path, messages="account_id,posted_at\nana,2024-05-01 12:00:00\n")
    (message,) = tables["messages"].to_pylist()
    assert message["account_id"] == "tables:ana"
    assert message["posted_at"] == MAY
    assert message["channel_id"] == "tables:main"
    assert message["thread_id"] == f"tables:main/{message['message_id']}"
    assert column(tables, "accounts", "account_id") == ["tables:ana"]
    assert column(tables, "channels", "name") == ["main"]
    assert column(tables, "threads", "started_by") == ["tables:ana"]
    assert (audit.found, audit.kept) == (1, 1)


def test_every_table_has_its_schema(tmp_path: Path) -> None:
    template(tmp_path)
    tables, _ = read(tmp_path)
    for name, rows in tables.items():
        assert rows.schema == TABLES[name].schema()


def test_the_template_can_be_imported_and_overwrites_nothing(tmp_path: Path) -> None:
    written = template(tmp_path)
    assert [path.stem for path in written] == [name for name in TABLES if name != "marks"]
    tables, audit = read(tmp_path)
    assert audit.kept == 1 and not audit.unreadable and not audit.notes
    assert all(len(rows) for rows in tables.values())
    assert template(tmp_path) == []


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_encodings_are_found_out(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    lines = [["account_id", "posted_at", "text"], ["ana", "1714564800", '"Grüße, alle;\nzwei"']]
    text = "\n".join(separator.join(line) for line in lines)
    (tmp_path / "messages.csv").write_text(text, encoding=encoding)
    tables, _ = read(tmp_path / "messages.csv")
    assert column(tables, "messages", "text") == ["Grüße, alle;\nzwei"]


def test_bad_rows_are_counted_and_the_rest_is_kept(tmp_path: Path) -> None:
    rows = [
        "account_id,posted_at,text",
        "ana,2024-05-01T12:00:00Z,fine",
        "ben,2024-05-01T12:00:00Z,too,many",
        "cleo",
        ",2024-05-01T12:00:00Z,nobody",
        "dan,0,at the beginning of time",
        "eva,2131-01-01,from the far future",
        "finn,yesterday,not a time",
        "",
    ]
    tables, audit = read_text(tmp_path, messages="\n".join(rows))
    assert column(tables, "messages", "text") == ["fine"]
    assert dict(audit.dropped) == {"unreadable": 2, "no author": 1, "impossible time": 3}
    assert audit.found == audit.kept + sum(audit.dropped.values()) == 7


def test_a_quote_that_never_closes_costs_one_row(tmp_path: Path) -> None:
    text = 'account_id,posted_at,text\nana,1714564800,fine\nben,1714564800,"open\n'
    tables, audit = read_text(tmp_path, messages=text + "x" * 200_000 + "\ncleo,1714564800,fine\n")
    assert column(tables, "messages", "account_id") == ["tables:ana", "tables:cleo"]
    assert audit.dropped["unreadable"] == 1


def test_bytes_that_are_no_text_are_replaced_and_said(tmp_path: Path) -> None:
    data = b"account_id,posted_at,text\nana,1714564800,caf\xe9\n"
    (tmp_path / "messages.csv").write_bytes(data)
    tables, audit = read(tmp_path)
    assert column(tables, "messages", "text") == ["caf\ufffd"]
    assert audit.notes == ["messages.csv: some characters are not UTF-8 and were replaced"]


@pytest.mark.parametrize(
    "spelling",
    [
        "1714564800", "1714564800.0", "1714564800000", "1714564800000000", "1714564800000000000",
        "2024-05-01 12:00:00", "2024-05-01T12:00:00Z", "2024-05-01T14:00:00+02:00",
        "2024-05-01 14:00:00 +0200", "2024-05-01 12:00:00 UTC", "2024-05-01T12:00:00.000000000",
        "20240501T120000",
    ],
)  # fmt: skip
def test_times_may_be_spelt_in_many_ways(spelling: str) -> None:
    assert micros(pa.array([spelling])).to_pylist() == [MAY]


@pytest.mark.parametrize("factor", [1, 10**3, 10**6, 10**9])
def test_times_may_be_numbers_of_any_unit(factor: int) -> None:
    assert micros(pa.array([MAY // 10**6 * factor])).to_pylist() == [MAY]
    assert micros(pa.array([float(MAY // 10**6 * factor)])).to_pylist() == [MAY]


def test_times_may_be_timestamps_of_any_zone() -> None:
    moment = datetime(2024, 5, 1, 12, tzinfo=UTC)
    for kind in (pa.timestamp("ns"), pa.timestamp("s", "Asia/Tokyo"), pa.timestamp("ms", "UTC")):
        assert micros(pa.array([moment]).cast(kind)).to_pylist() == [MAY]


@given(st.one_of(st.text(), st.floats().map(str), st.integers().map(str)))
def test_no_text_makes_the_reading_of_times_fail(text: str) -> None:
    (time,) = micros(pa.array([text.encode("utf-8", "replace").decode()])).to_pylist()
    assert time is None or 0 < time < END


@given(st.integers(-(2**63), 2**63 - 1))
def test_no_number_makes_the_reading_of_times_fail(number: int) -> None:
    (time,) = micros(pa.array([number])).to_pylist()
    assert time is None or 0 < time < END


def test_a_reply_joins_the_thread_of_its_chains_root(tmp_path: Path) -> None:
    rows = [
        "message_id,account_id,posted_at,reply_to",
        "3,cleo,1714564802,2",
        "1,ana,1714564800,",
        "2,ben,1714564801,1",
        "5,dan,1714564803,4",
        "6,eva,1714564803,4",
        "7,fay,1714564804,8",
        "8,gil,1714564805,7",
    ]
    tables, _ = read_text(tmp_path, messages="\n".join(rows))
    found = dict(
        zip(
            (str(m).removeprefix("tables:") for m in column(tables, "messages", "message_id")),
            (str(t).removeprefix("tables:main/tables:")
             for t in column(tables, "messages", "thread_id")),
            strict=True,
        )
    )  # fmt: skip
    assert found == {"1": "1", "2": "1", "3": "1", "5": "4", "6": "4", "7": "7", "8": "8"}
    starters = dict(
        zip(
            (str(t)[-1] for t in column(tables, "threads", "thread_id")),
            column(tables, "threads", "started_by"),
            strict=True,
        )
    )
    assert starters["1"] == "tables:ana"
    assert starters["4"] is None, "message 4 is not in the table, so nobody knows who wrote it"
    assert column(tables, "messages", "kind").count("reply") == 6


def test_made_ids_do_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    head = "account_id,posted_at,text\n"
    rows = ["ana,1714564800,hi\n", "ben,1714564801,hi\n", "ana,1714564800,hi\n"]
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    first, _ = read_text(one, messages=head + "".join(rows))
    second, _ = read_text(two, messages=head + "".join(reversed(rows)))
    ids = column(first, "messages", "message_id")
    assert len(set(ids)) == 3, "two equal rows are two messages"
    assert set(ids) == set(column(second, "messages", "message_id"))


def test_ids_with_a_prefix_keep_it(tmp_path: Path) -> None:
    text = "account_id,posted_at\nslack:U1,1714564800\nana,1714564800\n"
    (tmp_path / "messages.csv").write_text(text)
    tables, _ = read(tmp_path, Wish(source="club"))
    assert column(tables, "accounts", "account_id") == ["club:ana", "slack:U1"]
    assert column(tables, "accounts", "source") == ["club", "slack"]


def test_private_channels_stay_unread_unless_named(tmp_path: Path) -> None:
    files = {
        "messages": "message_id,account_id,channel_id,posted_at\n1,ana,open,1714564800\n"
        "2,ana,board,1714564800\n3,ben,talk,1714564800\n",
        "channels": "channel_id,name,kind,private\nopen,Open,channel,no\nboard,Board,channel,yes\n"
        "talk,Talk,direct,no\n",
        "reactions": "message_id,account_id,kind\n2,ben,heart\n1,ben,heart\n",
    }
    tables, audit = read_text(tmp_path, **files)
    assert column(tables, "messages", "channel_id") == ["tables:open"]
    assert column(tables, "channels", "name") == ["Open"]
    assert column(tables, "reactions", "message_id") == ["tables:1"]
    assert audit.dropped == {"private channel": 2}
    assert audit.found == 3 and audit.kept == 1
    tables, _ = read(tmp_path, Wish(include_private=("Board",)))
    assert sorted(map(str, column(tables, "channels", "name"))) == ["Board", "Open"]


def test_side_tables_are_typed_and_defaulted(tmp_path: Path) -> None:
    tables, audit = read_text(
        tmp_path,
        messages="message_id,account_id,posted_at\n1,ana,1714564800\n",
        reactions="message_id,kind,n\n1,heart,3\n1,star,\n1,,\n",
        links="message_id,url\n1,https://www.Example.org/a?b\n",
        accounts="account_id,name,is_bot\nana,Ana Lind,no\nrobo,Robo,TRUE\n",
        appointments="account_id,title\nana,host\n",
    )
    assert column(tables, "reactions", "n") == [3, 1]
    assert column(tables, "reactions", "account_id") == [None, None]
    assert column(tables, "links", "domain") == ["example.org"]
    assert column(tables, "accounts", "is_bot") == [False, True]
    assert column(tables, "appointments", "appointed") == [True]
    assert audit.notes == ["reactions.csv: 1 rows lack message_id or kind"]


def test_parquet_folders_and_zips_of_a_workspace_are_read(tmp_path: Path) -> None:
    for n in (0, 1):
        shard = tmp_path / "activity" / "messages" / f"2024-0{n + 4}" / "000000.parquet"
        shard.parent.mkdir(parents=True)
        rows = pa.table({"account_id": [n], "posted_at": pa.array([MAY]).cast(pa.timestamp("us"))})
        pq.write_table(rows, shard)
    packed = tmp_path / "activity.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted((tmp_path / "activity").rglob("*.parquet")):
            archive.write(file, file.relative_to(tmp_path).as_posix())
    for path in (tmp_path / "activity", packed):
        tables, audit = read(path)
        assert column(tables, "messages", "account_id") == ["tables:0", "tables:1"]
        assert audit.kept == 2


def test_a_broken_file_among_good_ones_is_named(tmp_path: Path) -> None:
    good = "account_id,posted_at\nana,1714564800\n"
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "b.parquet").write_bytes(b"PAR1 and no more")
    (tmp_path / "messages" / "c.csv").write_text("who,when\nana,1714564800\n")
    tables, audit = read_text(tmp_path, messages=good)
    assert len(tables["messages"]) == 1
    assert audit.unreadable == [
        "messages/b.parquet: no readable Parquet file",
        "messages/c.csv: lacks the column account_id and posted_at",
    ]


@pytest.mark.parametrize("text", ["who,when\nana,1714564800\n", "\n", "account_id;text\nana;hi\n"])
def test_missing_columns_are_named_with_the_way_out(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match=r"posted_at.*peerlight import --template"):
        read_text(tmp_path, messages=text)


def test_another_platforms_export_is_left_to_its_reader(tmp_path: Path) -> None:
    (tmp_path / "messages.csv").write_text("ts,user\n1,2\n")
    (tmp_path / "users.json").write_text("[]")
    with open_tree(tmp_path) as tree:
        assert not ActivityTables.recognises(tree)
    (tmp_path / "messages.csv").write_text("account_id,posted_at\nana,1714564800\n")
    with open_tree(tmp_path) as tree:
        assert ActivityTables.recognises(tree)


def test_every_table_and_column_is_documented() -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "bring-any-platform.md"
    sections = re.split(r"^### ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    documented = {
        section.split("\n", 1)[0]: tuple(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
        for section in sections
    }
    assert documented == {name: t.columns for name, t in TABLES.items() if name != "marks"}
