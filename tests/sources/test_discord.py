"""Discord's JSON and CSV exports, and what all its forms have in common."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from tests.sources.broken_records import broken
from tests.sources.discord_exports import (
    answer,
    export,
    micros,
    number,
    pretty,
    put,
    row,
    table,
    user,
    user_id,
    wrote,
)
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read

from peerlight.sources.contract import Wish
from peerlight.sources.discord import Discord
from peerlight.sources.discord.offices import office_of
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import read_source, recognise
from peerlight.sources.spans import SPAN_BYTES
from peerlight.store.tables import Message


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def account(name: str) -> str:
    return f"discord:{user_id(name)}"


def of(tables: Tables, table_name: str, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(r[c] for c in columns) for r in tables[table_name]]


def test_a_message_keeps_who_when_where_and_its_address(tmp_path: Path, into: Path) -> None:
    tables, audit = read(Discord(), put(tmp_path / "e", tea_json=export(wrote(1))), into)
    [message] = tables["messages"]
    assert message == {
        "message_id": f"discord:{number(1)}",
        "account_id": account("Ada"),
        "channel_id": "discord:70",
        "thread_id": f"discord:{number(1)}",
        "posted_at": micros(1),
        "kind": "post",
        "reply_to": None,
        "edited_at": None,
        "deleted_at": None,
        "text": "hello",
        "url": f"https://discord.com/channels/80/70/{number(1)}",
        "views": None,
    }
    assert of(tables, "accounts", "handle", "name", "is_bot") == [("ada", "Ada", False)]
    assert of(tables, "channels", "name", "kind", "private") == [("tea", "channel", False)]
    assert (audit.found, audit.kept, audit.stated) == (1, 1, {"messages": 1})


def test_replies_and_their_replies_are_one_thread(tmp_path: Path, into: Path) -> None:
    messages = [wrote(1), answer(2, 1), answer(3, 2, "Cem"), answer(5, 4, "Cem")]
    tables, _ = read(Discord(), put(tmp_path / "e", tea_json=export(*messages)), into)
    threads = {
        r["message_id"]: (r["thread_id"], r["reply_to"], r["kind"]) for r in tables["messages"]
    }
    one, two, three, five = (f"discord:{number(n)}" for n in (1, 2, 3, 5))
    assert threads[one] == (one, None, "post")
    assert threads[two] == (one, one, "reply")
    assert threads[three] == (one, two, "reply")
    # what it answers was deleted
    assert threads[five] == (f"discord:{number(4)}",) * 2 + ("reply",)


def test_a_thread_is_one_conversation_in_a_channel_of_its_own(tmp_path: Path, into: Path) -> None:
    content = export(
        wrote(1), answer(2, 1), kind="GuildPublicThread", category="tea", name="Leaves"
    )
    tables, _ = read(Discord(), put(tmp_path / "e", leaves_json=content), into)
    assert of(tables, "threads", "thread_id", "title") == [("discord:70", "tea / Leaves")]
    assert {r["thread_id"] for r in tables["messages"]} == {"discord:70"}


def test_only_a_reply_answers(tmp_path: Path, into: Path) -> None:
    forward = answer(2, 1, type="Default", content="")
    tables, _ = read(Discord(), put(tmp_path / "e", tea_json=export(wrote(1), forward)), into)
    assert of(tables, "messages", "kind", "reply_to") == [("post", None)] * 2


def test_reactions_are_by_people_as_far_as_they_are_told(tmp_path: Path, into: Path) -> None:
    thumb = {"name": "👍", "code": "thumbsup"}
    dark = {"name": "👍🏿", "code": "thumbsup_tone5"}
    given = [
        {"emoji": thumb, "count": 3, "users": [user("Ben"), user("Cem")]},
        {"emoji": dark, "count": 2, "users": [user("Ben")]},
        {"emoji": {"name": "👎", "code": ""}, "count": 4},
    ]
    tables, _ = read(
        Discord(), put(tmp_path / "e", tea_json=export(wrote(1, reactions=given))), into
    )
    assert sorted(of(tables, "reactions", "account_id", "kind", "sign", "n"), key=str) == sorted(
        [
            (account("Ben"), "thumbsup", 1, 2),
            (account("Cem"), "thumbsup", 1, 1),
            (None, "thumbsup", 1, 2),
            (None, "👎", -1, 4),
        ],
        key=str,
    )


def test_a_call_is_a_mention_and_the_ping_of_a_reply_is_none(tmp_path: Path, into: Path) -> None:
    messages = [
        wrote(1, content="@Ben look", mentions=[user("Ben")]),
        answer(2, 1, content="yes", mentions=[user("Ada")]),
        answer(3, 1, content="ask @Cem", mentions=[user("Ada"), user("Cem")]),
        wrote(4, content=f"<@!{user_id('Dee')}> and <@{user_id('Ada')}> <:pot:123456>"),
    ]
    tables, _ = read(Discord(), put(tmp_path / "e", tea_json=export(*messages)), into)
    assert of(tables, "mentions", "message_id", "account_id") == [
        (f"discord:{number(1)}", account("Ben")),
        (f"discord:{number(3)}", account("Cem")),
        (f"discord:{number(4)}", account("Dee")),
    ]
    assert tables["messages"][3]["text"].endswith(":pot:")


def test_what_is_quoted_is_not_the_writers_own(tmp_path: Path, into: Path) -> None:
    said = "> buy now http://spam.example.org\nno thanks\n```\n> in code\n```\n>>> all\nof this"
    tables, _ = read(Discord(), put(tmp_path / "e", tea_json=export(wrote(1, content=said))), into)
    assert tables["messages"][0]["text"] == "no thanks\n```\n> in code\n```"
    assert tables["links"] == []


def test_links_and_edits(tmp_path: Path, into: Path) -> None:
    told = wrote(
        1,
        content="see https://www.pots.example.org/a.",
        timestampEdited="2024-01-02T15:00:00+02:00",
    )
    tables, _ = read(Discord(), put(tmp_path / "e", tea_json=export(told)), into)
    assert of(tables, "links", "url", "domain") == [
        ("https://www.pots.example.org/a", "pots.example.org")
    ]
    assert tables["messages"][0]["edited_at"] == micros(60)


def test_what_discord_wrote_is_counted_and_tells_who_came(tmp_path: Path, into: Path) -> None:
    messages = [
        wrote(1, type="GuildMemberJoin", content="Joined the server."),
        wrote(2, type="RecipientAdd", mentions=[user("Ben")]),
        wrote(3, type="RecipientRemove", mentions=[user("Ada")]),
        wrote(4, type="ChannelPinnedMessage"),
        wrote(5, type="8"),
        wrote(6, type="20"),
    ]
    tables, audit = read(Discord(), put(tmp_path / "e", tea_json=export(*messages)), into)
    assert audit.dropped == {"system message": 5}
    moves = of(tables, "memberships", "account_id", "channel_id", "verb", "by_account_id")
    assert set(moves) == {
        (account("Ada"), None, "join", None),
        (account("Ben"), "discord:70", "invite", account("Ada")),
        (account("Ada"), "discord:70", "leave", None),
    }


def test_bots_and_deleted_people_are_no_members(tmp_path: Path, into: Path) -> None:
    gone = user("Deleted User", id="456226577798135808")
    messages = [wrote(1, author=user("Clock", isBot=True)), wrote(2, author=gone)]
    tables, audit = read(Discord(), put(tmp_path / "e", tea_json=export(*messages)), into)
    assert of(tables, "accounts", "is_bot") == [(True,), (True,)]
    assert any("deleted their account" in note for note in audit.notes)


def test_moderators_are_known_by_their_roles(tmp_path: Path, into: Path) -> None:
    roles = [{"name": "🛡️ Server Moderators"}, {"name": "Tea lover"}, {"name": 3}, "?"]
    bot = user("Clock", isBot=True, roles=[{"name": "Admin"}])
    messages = [wrote(1, author=user("Ada", roles=roles)), wrote(2, author=bot)]
    tables, _ = read(Discord(), put(tmp_path / "e", tea_json=export(*messages)), into)
    assert of(tables, "appointments", "account_id", "title", "since") == [
        (account("Ada"), "moderator", None)
    ]


@pytest.mark.parametrize(
    ("role", "office"),
    [
        ("Moderator", "moderator"),
        ("mods", "moderator"),
        ("Modérateur", "moderator"),
        ("Модераторы", "moderator"),
        ("Community Admins", "admin"),
        ("Administrador", "admin"),
        ("Staff Team", "staff"),
        ("Server Owner", "owner"),
        ("Former Moderator", None),
        ("Mod Author", None),
        ("Modest", None),
        ("", None),
    ],
)
def test_a_role_is_an_office_by_its_name_alone(role: str, office: str | None) -> None:
    assert office_of(role) == office


def test_direct_messages_and_private_threads_stay_unread(tmp_path: Path, into: Path) -> None:
    folder = put(
        tmp_path / "e",
        dm_json=export(wrote(1), kind="DirectTextChat", id="1", name="ben"),
        secret_json=export(wrote(2), kind="GuildPrivateThread", id="2", name="plan"),
        tea_json=export(wrote(3)),
    )
    (folder / "Direct Messages - Private - cem [90000000000000000].csv").write_bytes(
        table(row("Cem", "2024-01-02 12:04"))
    )
    tables, audit = read(Discord(), folder, into)
    assert of(tables, "messages", "message_id") == [(f"discord:{number(3)}",)]
    assert any("private: 3 channels" in note for note in audit.notes)
    tables, _ = read(Discord(), folder, tmp_path / "named", Wish(include_private=("Rooms / plan",)))
    assert ("Rooms / plan", True) in of(tables, "channels", "name", "private")
    assert len(tables["messages"]) == 2


def test_no_address_is_stored_anywhere(tmp_path: Path, into: Path) -> None:
    address = b"ada@tea.example.org"
    told = address.decode()
    ada = user("Ada", name=told, nickname=told)
    nobody = user("Ada", name=told, id=None)
    content = export(
        wrote(1, content=f"write to {told} or https://x.example.org/?u={told}", author=ada),
        wrote(2, author=nobody),
        name=told,
    )
    read(Discord(), put(tmp_path / "e", tea_json=content), into, Wish(key=b"k" * 32))
    shards = list(into.rglob("*.parquet"))
    assert shards
    import pyarrow.parquet as pq

    rows = [pq.ParquetFile(file).read().to_pylist() for file in shards]
    assert told not in str(rows)
    hashed = [a["email_hash"] for table_rows in rows for a in table_rows if a.get("email_hash")]
    assert hashed == [Wish(key=b"k" * 32).seal(told)]


def test_parts_of_a_channel_and_repeats_are_one(tmp_path: Path, into: Path) -> None:
    folder = put(tmp_path / "e", tea_json=export(wrote(1), wrote(2)))
    (folder / "tea [part 2].json").write_bytes(pretty(export(wrote(2), wrote(3))))
    tables, audit = read(Discord(), folder, into)
    assert len(tables["messages"]) == 3
    assert (audit.found, audit.stated["messages"]) == (4, 4)


def test_the_newest_edition_of_a_message_counts(tmp_path: Path, into: Path) -> None:
    later = wrote(1, content="hello all", timestampEdited="2024-01-02T13:00:00+00:00")
    folder = put(tmp_path / "e", a_json=export(later), b_json=export(wrote(1)))
    tables, _ = read(Discord(), folder, into)
    assert of(tables, "messages", "text") == [("hello all",)]


def test_a_message_in_pieces_and_in_one_line_is_the_same(tmp_path: Path) -> None:
    content = export(*(wrote(n, content="ä" * n) for n in range(1, 40)), answer(41, 1))
    laid_out = [pretty(content), pretty(content).replace(b"\n", b"\r\n"), orjson.dumps(content)]
    laid_out += [pretty(content).decode().encode("utf-16"), b"\xef\xbb\xbf" + pretty(content)]
    every = [
        read(Discord(), put(tmp_path / str(n), tea_json=data), tmp_path / f"into{n}")
        for n, data in enumerate(laid_out)
    ]
    assert len(every[0][0]["messages"]) == 40
    assert all(tables == every[0][0] for tables, _ in every)
    assert all(audit.stated == {"messages": 40} for _, audit in every[:3])


def test_a_large_file_is_read_in_spans(tmp_path: Path, into: Path) -> None:
    messages = [
        wrote(n % 600, content=f"{n} " + "x" * 2_000, id=str(10**17 + n)) for n in range(9_000)
    ]
    folder = put(tmp_path / "e", tea_json=export(*messages))
    assert (folder / "tea.json").stat().st_size > SPAN_BYTES
    with open_tree(folder) as tree:
        assert len(Discord().parts(tree, Wish())) > 1
    tables, audit = read(Discord(), folder, into)
    assert len(tables["messages"]) == audit.kept == 9_000
    packed = tmp_path / "packed"
    packed.mkdir()
    (packed / "tea.json.gz").write_bytes(gzip.compress((folder / "tea.json").read_bytes(), 1))
    assert read(Discord(), packed, tmp_path / "into_packed")[0] == tables


@pytest.mark.parametrize("line_by_line", [True, False])
def test_bad_records_are_counted_and_the_rest_goes_on(
    line_by_line: bool, tmp_path: Path, into: Path
) -> None:
    messages: list[Any] = [
        wrote(1),
        wrote(2, id=None),
        wrote(3, timestamp="1970-01-01T00:00:00+00:00"),
        wrote(4, timestamp="2106-01-01T00:00:00+00:00"),
        wrote(5, timestamp="soon", id="5"),
        wrote(6, author=None),
        wrote(7, content=None, mentions=7, reactions={"a": 1}, timestampEdited=4),
        wrote(8, content="nul \0 and \u202e turned", author=user("A\0da")),
    ]
    data = pretty(export(*messages)) if line_by_line else orjson.dumps(export(*messages))
    tables, audit = read(Discord(), put(tmp_path / "e", tea_json=data), into)
    assert audit.dropped == {"unreadable": 1, "impossible time": 3, "no author": 1}
    assert audit.found == len(messages)
    assert [m["text"] for m in tables["messages"]] == ["hello", None, "nul  and \u202e turned"]


def test_a_time_that_cannot_be_read_is_in_the_id(tmp_path: Path, into: Path) -> None:
    content = export(wrote(9, timestamp=None))
    tables, _ = read(Discord(), put(tmp_path / "e", tea_json=content), into)
    assert of(tables, "messages", "posted_at") == [(micros(9),)]


def test_a_truncated_file_gives_what_is_whole(tmp_path: Path, into: Path) -> None:
    data = pretty(export(*(wrote(n) for n in range(1, 21))))
    folder = put(tmp_path / "e", tea_json=data[: data.index(number(15).encode()) + 100])
    tables, audit = read(Discord(), folder, into)
    assert len(tables["messages"]) == 14
    assert audit.dropped == {"unreadable": 1}


def test_half_a_letter_costs_one_message(tmp_path: Path, into: Path) -> None:
    data = pretty(export(wrote(1), wrote(2, content="HALF"), wrote(3)))
    folder = put(tmp_path / "e", tea_json=data.replace(b"HALF", rb"\ud800"))
    tables, audit = read(Discord(), folder, into)
    assert (len(tables["messages"]), audit.dropped) == (2, {"unreadable": 1})


def test_circles_of_replies_do_no_harm(tmp_path: Path, into: Path) -> None:
    content = export(answer(1, 2), answer(2, 1), answer(3, 3))
    tables, _ = read(Discord(), put(tmp_path / "e", tea_json=content), into)
    assert len(tables["messages"]) == 3


def test_files_that_are_no_exports_are_named(tmp_path: Path, into: Path) -> None:
    folder = put(
        tmp_path / "e", tea_json=export(wrote(1)), other_json=b'{"messages": []}', empty_json=b""
    )
    (folder / "tea.html_Files").mkdir()
    (folder / "tea.html_Files" / "shared.json").write_bytes(b"{}")
    _, audit = read(Discord(), folder, into)
    assert sorted(audit.unreadable) == [
        "empty.json: no export of a known kind",
        "other.json: no export of a known kind",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b'{"guild": {"id": "1"}, "channel": 7, "messages": [{}]}',
        b'{"name": "Tea", "type": "public_group", "id": 1, "messages": [{"id": 1}]}',
        b'[{"user": "U1", "ts": "1.0"}]',
    ],
)
def test_other_json_is_left_to_others(content: bytes, tmp_path: Path) -> None:
    with open_tree(put(tmp_path, a_json=content)) as tree:
        assert not Discord.recognises(tree)


@pytest.mark.parametrize(
    "head", [b"author,date,content\n", b"AuthorID,Date,Content\n", b"\xff\xfe"]
)
def test_other_tables_are_left_to_others(head: bytes, tmp_path: Path) -> None:
    with open_tree(put(tmp_path, a_csv=head + b'"1","a","b"\n')) as tree:
        assert not Discord.recognises(tree)


def test_an_export_is_recognised_whatever_it_is_called(tmp_path: Path) -> None:
    folder = put(tmp_path / "e", messages_csv=table(row("Ada", "2024-01-02T12:00:00+00:00")))
    with open_tree(folder) as tree:
        assert isinstance(recognise(tree), Discord)
    shutil.make_archive(str(tmp_path / "zipped"), "zip", folder)
    audit = read_source(tmp_path / "zipped.zip", tmp_path / "into")
    assert (audit.source, audit.kept) == ("discord", 1)


JSON = export(
    wrote(1, mentions=[user("Ben")], reactions=[{"emoji": {"name": "👍"}, "count": 2}]),
    answer(2, 1),
    wrote(3, type="GuildMemberJoin"),
)


@given(broken(JSON["messages"]))
def test_no_record_breaks_the_reading(messages: Any) -> None:
    content = JSON | {"messages": messages}
    expected = len(messages) if isinstance(messages, list) else 0
    for data in (pretty(content), orjson.dumps(content)):
        shelf = Shelf()
        shelf.files = {"tea.json": data}
        for part in Discord().parts(shelf, Wish()):
            rows = Discord().read(shelf, part, Wish())
            arrow_ready(rows)
            assert rows.audit.found == expected
            assert rows.audit.kept == len(rows.records[Message])
