"""Telegram Desktop's JSON: one chat or a whole account, line by line or not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.broken_records import broken
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read

from peerlight.sources.contract import Wish
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import read_source, recognise
from peerlight.sources.spans import SPAN_BYTES
from peerlight.sources.telegram import Telegram

NOON = 1_704_196_800


def clock(seconds: int, ahead: int = 3_600) -> str:
    at = NOON + seconds + ahead
    hours, rest = divmod(at % 86_400, 3_600)
    return f"2024-01-02T{hours:02}:{rest // 60:02}:{rest % 60:02}"


def wrote(number: int, who: str = "Ada", text: Any = "hello", **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": "message",
        "date": clock(number),
        "date_unixtime": str(NOON + number),
        "from": who,
        "from_id": f"user{sum(map(ord, who))}",
        "text": text,
        "text_entities": [],
        **more,
    }


def service(number: int, action: str, actor: str = "Ada", **more: Any) -> dict[str, Any]:
    base = wrote(number)
    return {
        "id": number,
        "type": "service",
        "date": base["date"],
        "date_unixtime": base["date_unixtime"],
        "actor": actor,
        "actor_id": wrote(1, actor)["from_id"],
        "action": action,
        "text": "",
        **more,
    }


def user(name: str) -> str:
    return f"telegram:{wrote(1, name)['from_id']}"


def chat(*messages: Any, kind: str = "public_supergroup", number: int = 7) -> dict[str, Any]:
    return {"name": "Tea", "type": kind, "id": number, "messages": list(messages)}


def pretty(content: Any) -> bytes:
    """JSON as Telegram Desktop lays it out."""
    return json.dumps(content, indent=1, ensure_ascii=False).encode()


def account(*chats: Any, left: Any = ()) -> dict[str, Any]:
    return {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1, "first_name": "Ada"},
        "chats": {"about": "All chats.", "list": list(chats)},
        "left_chats": {"about": "Chats you left.", "list": list(left)},
    }


def export(folder: Path, content: Any, name: str = "result.json") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else pretty(content))
    return folder


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def one(tables: Tables, table: str) -> dict[str, Any]:
    (row,) = tables[table]
    return row


def texts(tables: Tables) -> list[str]:
    return [m["text"] for m in sorted(tables["messages"], key=lambda m: m["posted_at"])]


def test_a_message_is_read_whole(tmp_path: Path, shards: Path) -> None:
    edited = {"edited": clock(90), "edited_unixtime": str(NOON + 90)}
    tables, audit = read(Telegram(), export(tmp_path / "a", chat(wrote(41, **edited))), shards)
    assert one(tables, "messages") == {
        "message_id": "telegram:7:41",
        "account_id": user("Ada"),
        "channel_id": "telegram:7",
        "thread_id": "telegram:7:41",
        "posted_at": (NOON + 41) * 1_000_000,
        "kind": "post",
        "reply_to": None,
        "edited_at": (NOON + 90) * 1_000_000,
        "deleted_at": None,
        "text": "hello",
        "url": None,
        "views": None,
    }
    assert one(tables, "accounts")["name"] == "Ada"
    assert (one(tables, "channels")["name"], one(tables, "channels")["private"]) == ("Tea", False)
    assert (audit.found, audit.kept, audit.notes) == (1, 1, [])


def test_any_layout_and_packing_reads_the_same(tmp_path: Path) -> None:
    content = chat(wrote(1), wrote(2, "Bo", reply_to_message_id=1), service(3, "pin_message"))
    lines, _ = read(Telegram(), export(tmp_path / "a", content), tmp_path / "1")
    dense, _ = read(Telegram(), export(tmp_path / "b", orjson.dumps(content)), tmp_path / "2")
    crlf = pretty(content).replace(b"\n", b"\r\n")
    windows, _ = read(Telegram(), export(tmp_path / "c", crlf), tmp_path / "3")
    packed = Path(shutil.make_archive(str(tmp_path / "z"), "zip", tmp_path / "a"))
    zipped, _ = read(Telegram(), packed, tmp_path / "4")
    assert lines == dense == windows == zipped
    assert len(lines["messages"]) == 2


def test_marked_up_text_is_joined_its_links_and_calls_kept(tmp_path: Path, shards: Path) -> None:
    text = [
        "ask ",
        {"type": "mention_name", "text": "Bo", "user_id": 145_000},
        {"type": "text_link", "text": " here", "href": "https://www.example.org/pot"},
        {"type": "link", "text": " https://tea.example.org/b"},
        {"type": "email", "text": " ada@pots.example.org"},
        {"type": "mention", "text": " @whoever"},
    ]
    tables, _ = read(Telegram(), export(tmp_path / "a", chat(wrote(1, text=text))), shards)
    assert texts(tables) == ["ask Bo here https://tea.example.org/b (e-mail address) @whoever"]
    assert one(tables, "mentions")["account_id"] == "telegram:user145000"
    assert sorted(row["domain"] for row in tables["links"]) == ["example.org", "tea.example.org"]
    assert all(b"ada@pots" not in f.read_bytes() for f in shards.rglob("*.parquet"))


def test_a_chain_of_replies_is_one_thread(tmp_path: Path, shards: Path) -> None:
    content = chat(
        wrote(1),
        wrote(2, "Bo", reply_to_message_id=1),
        wrote(3, reply_to_message_id=2),
        wrote(4, reply_to_message_id=900),
        wrote(5, "Bo", reply_to_message_id=900),
        wrote(6, reply_to_message_id=7),
        wrote(7, reply_to_message_id=6),
        wrote(8, reply_to_message_id=1, reply_to_peer_id="channel9"),
    )
    tables, _ = read(Telegram(), export(tmp_path / "a", content), shards)
    found = {m["message_id"][11:]: (m["thread_id"][11:], m["reply_to"]) for m in tables["messages"]}
    assert found["3"] == ("1", "telegram:7:2")
    assert found["4"][0] == found["5"][0] == "900"
    assert {found["6"][0], found["7"][0]} <= {"6", "7"}
    assert found["8"] == ("8", None)


def test_a_forums_topics_are_threads_and_standing_in_one_is_no_reply(
    tmp_path: Path, shards: Path
) -> None:
    content = chat(
        service(10, "topic_created", title="Pots"),
        wrote(11, "Bo", reply_to_message_id=10),
        wrote(12, reply_to_message_id=11),
    )
    tables, audit = read(Telegram(), export(tmp_path / "a", content), shards)
    assert [(m["thread_id"], m["kind"], m["reply_to"]) for m in tables["messages"]] == [
        ("telegram:7:10", "post", None),
        ("telegram:7:10", "reply", "telegram:7:11"),
    ]
    assert one(tables, "threads")["title"] == "Pots"
    assert dict(audit.dropped) == {"system message": 1}


def test_reactions_name_whom_they_can_at_the_right_hour(tmp_path: Path, shards: Path) -> None:
    recent = [{"from": "Bo", "from_id": "user177", "date": clock(60)}]
    reactions = [
        {"type": "emoji", "count": 3, "emoji": "👍", "recent": recent},
        {"type": "emoji", "count": 1, "emoji": "👎"},
        {"type": "paid", "count": 2},
    ]
    content = chat(wrote(1, reactions=reactions))
    tables, _ = read(Telegram(), export(tmp_path / "a", content), shards)
    found = {(r["account_id"], r["kind"], r["sign"], r["n"]) for r in tables["reactions"]}
    assert found == {
        ("telegram:user177", "👍", 1, 1),
        (None, "👍", 1, 2),
        (None, "👎", -1, 1),
        (None, "paid", 1, 2),
    }
    assert {r["reacted_at"] for r in tables["reactions"]} == {None, (NOON + 60) * 1_000_000}


def test_who_came_went_and_was_brought(tmp_path: Path, shards: Path) -> None:
    content = chat(
        wrote(1, "Bo"),
        wrote(2, "Sam"),
        wrote(3, "Sam", from_id="user5"),
        service(4, "join_group_by_link", "Ada", inviter="Group"),
        service(5, "invite_members", "Ada", members=["Bo", "Sam", "Nobody", None]),
        service(6, "remove_members", "Bo", members=["Bo"]),
        service(7, "invite_members", "Cleo", members=["Cleo"]),
    )
    tables, audit = read(Telegram(), export(tmp_path / "a", content), shards)
    moves = {(m["account_id"], m["verb"], m["by_account_id"]) for m in tables["memberships"]}
    assert moves == {
        (user("Ada"), "join", None),
        (user("Bo"), "invite", user("Ada")),
        (user("Bo"), "leave", None),
        (user("Cleo"), "join", None),
    }
    assert any(note.startswith("2 people who were added") for note in audit.notes)


def test_what_is_forwarded_is_nobodys_own_words(tmp_path: Path, shards: Path) -> None:
    text = ["see ", {"type": "link", "text": "https://tea.example.org"}]
    content = chat(wrote(1, text=text, forwarded_from="Somebody"))
    tables, _ = read(Telegram(), export(tmp_path / "a", content), shards)
    assert one(tables, "messages")["text"] is None
    assert one(tables, "links")["domain"] == "tea.example.org"


def test_who_posts_as_the_channel_is_no_member(tmp_path: Path, shards: Path) -> None:
    content = chat(wrote(1), wrote(2, "Tea", from_id="channel7"))
    tables, audit = read(Telegram(), export(tmp_path / "a", content), shards)
    bots = {a["account_id"]: a["is_bot"] for a in tables["accounts"]}
    assert bots == {user("Ada"): False, "telegram:channel7": True}
    assert any("nobody's own" in note for note in audit.notes)


def test_private_talk_is_read_only_where_it_is_named(tmp_path: Path) -> None:
    content = account(
        chat(wrote(1, text="hello"), number=1),
        {**chat(wrote(2, text="secret"), kind="personal_chat", number=2), "name": "Bo"},
        left=[{**chat(wrote(3, text="closed"), kind="private_supergroup", number=3), "name": "In"}],
    )
    path = export(tmp_path / "a", content)
    tables, audit = read(Telegram(), path, tmp_path / "1")
    assert texts(tables) == ["hello"]
    assert any("as they are private: 2 " in note for note in audit.notes)
    named = Wish(include_private=("In",))
    assert texts(read(Telegram(), path, tmp_path / "2", named)[0]) == ["hello", "closed"]
    dense = export(tmp_path / "b", orjson.dumps(content))
    tables, audit = read(Telegram(), dense, tmp_path / "3", named)
    assert texts(tables) == ["hello", "closed"]
    assert any("as they are private: 1 " in note for note in audit.notes)


def test_overlapping_exports_are_one_chat_in_its_newest_edition(
    tmp_path: Path, shards: Path
) -> None:
    path = export(tmp_path / "a", chat(wrote(1), wrote(2)), "one/result.json")
    newer = wrote(2, text="better", edited_unixtime=str(NOON + 500))
    export(path, chat(newer, wrote(3)), "two/result.json")
    tables, audit = read(Telegram(), path, shards)
    assert texts(tables) == ["hello", "better", "hello"]
    assert audit.found == 4


def test_older_exports_have_bare_numbers_and_no_zone(tmp_path: Path, shards: Path) -> None:
    old = wrote(1, from_id=44)
    del old["date_unixtime"]
    gone = wrote(2, edited="1970-01-01T01:00:00")
    gone["from"] = None
    tables, audit = read(Telegram(), export(tmp_path / "a", chat(old, gone)), shards)
    assert tables["messages"][0]["posted_at"] == (NOON + 1 + 3_600) * 1_000_000
    assert tables["messages"][1]["edited_at"] is None
    assert "telegram:user44" in {a["account_id"] for a in tables["accounts"]}
    assert any("no time zone" in note for note in audit.notes)


def test_what_was_said_before_a_group_grew_is_kept(tmp_path: Path, shards: Path) -> None:
    path = export(tmp_path / "a", chat(wrote(-900, date_unixtime=str(NOON)), wrote(1)))
    assert len(read(Telegram(), path, shards)[0]["messages"]) == 2


def test_bad_records_are_counted_by_reason(tmp_path: Path, shards: Path) -> None:
    nobody = wrote(5)
    del nobody["from"], nobody["from_id"]
    times = [
        wrote(6, date_unixtime="0"),
        wrote(7, date_unixtime="5000000000"),
        wrote(8, date_unixtime="x", date="y"),
    ]
    content = chat(wrote(1, text="a\0b"), {"id": "x"}, {}, {"id": True}, nobody, *times)
    tables, audit = read(Telegram(), export(tmp_path / "a", content), shards)
    assert dict(audit.dropped) == {"unreadable": 2, "no author": 1, "impossible time": 3}
    assert texts(tables) == ["ab"]


def test_a_cut_file_loses_only_the_message_that_was_cut(tmp_path: Path, shards: Path) -> None:
    whole = pretty(chat(*(wrote(n) for n in range(1, 9))))
    path = export(tmp_path / "a", whole[: whole.rindex(b'"from"')])
    tables, audit = read(Telegram(), path, shards)
    assert len(tables["messages"]) == 7
    assert dict(audit.dropped) == {"unreadable": 1}


def test_bytes_of_another_encoding_spoil_no_message(tmp_path: Path, shards: Path) -> None:
    content = pretty(chat(wrote(1, text="nae"), wrote(2))).replace(b'"nae"', b'"na\xefve"')
    tables, _ = read(Telegram(), export(tmp_path / "a", content), shards)
    assert texts(tables) == ["na\ufffdve", "hello"]


@pytest.mark.parametrize("content", [b"", b"[]", b'{"messages": []}', pretty({"type": "message"})])
def test_other_json_is_not_taken_for_telegram(content: bytes) -> None:
    assert not Telegram.recognises(Shelf(**{"result.json": content}))


def test_a_large_chat_is_cut_into_spans_that_lose_nothing(tmp_path: Path) -> None:
    filler = "pot " * 2_000
    said = [wrote(n, text=f"{n} {filler}") for n in range(1, 2_601)]
    small = chat(wrote(1), number=9)
    path = export(tmp_path / "a", account(chat(*said), chat(wrote(1), kind="bot_chat"), small))
    assert (path / "result.json").stat().st_size > SPAN_BYTES
    with open_tree(path) as tree:
        assert recognise(tree).platform == "telegram"
        assert len(Telegram().parts(tree, Wish())) > 1
    audit = read_source(path, tmp_path / "shards")
    assert audit.found == audit.kept == 2_601


GOOD = chat(
    wrote(
        1,
        reactions=[{"type": "emoji", "count": 2, "emoji": "👍", "recent": [{"from_id": "user1"}]}],
    ),
    wrote(
        2, text=["a", {"type": "mention_name", "text": "b", "user_id": 3}], reply_to_message_id=1
    ),
    service(3, "invite_members", members=["Bo"]),
)


@given(broken(GOOD), st.integers(0, 3), st.booleans())
def test_no_broken_record_ever_raises_or_goes_uncounted(
    content: Any, cut: int, dense: bool
) -> None:
    data = orjson.dumps(content) if dense else pretty(content)
    shelf = Shelf(**{"result.json": data[: len(data) - cut]})
    for part in Telegram().parts(shelf, Wish()):
        rows = Telegram().read(shelf, part, Wish())
        assert rows.audit.found == arrow_ready(rows)["messages"] + rows.audit.dropped.total()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1))
def test_every_good_message_is_found_however_it_is_written(said: list[str]) -> None:
    content = chat(*(wrote(n, text=text) for n, text in enumerate(said, 1)))
    for data in (pretty(content), orjson.dumps(content)):
        shelf = Shelf(**{"result.json": data})
        (part,) = Telegram().parts(shelf, Wish())
        audit = Telegram().read(shelf, part, Wish()).audit
        assert (audit.found, audit.kept) == (len(said), len(said))
