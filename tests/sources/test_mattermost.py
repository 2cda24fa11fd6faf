"""Mattermost bulk exports: JSON lines of channels, users and posts."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.broken_records import broken
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read

from peerlight.sources.contract import Wish
from peerlight.sources.mattermost import Mattermost
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import read_source, recognise
from peerlight.sources.spans import SPAN_BYTES

NOON = 1_704_196_800_000
WISH = Wish(key=b"k" * 32)


def line(kind: str, **entry: Any) -> dict[str, Any]:
    return {"type": kind, kind: entry}


def room(name: str, kind: str = "O") -> dict[str, Any]:
    return line("channel", team="pots", name=name, display_name=name.title(), type=kind)


def person(username: str, **more: Any) -> dict[str, Any]:
    address = f"{username}@example.org"
    return line("user", username=username, email=address, roles="system_user", **more)


def wrote(at: int, who: str = "ada", text: str = "hello", **more: Any) -> dict[str, Any]:
    return {"user": who, "message": text, "create_at": NOON + at, **more}


def post(at: int, who: str = "ada", text: str = "hello", **more: Any) -> dict[str, Any]:
    return line("post", **{"team": "pots", "channel": "tea", **wrote(at, who, text, **more)})


HEAD = [{"type": "version", "version": 1}, room("tea"), person("ada"), person("bo")]


def export(folder: Path, *records: Any, head: Any = HEAD, name: str = "export.jsonl") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"".join(map(written, [*head, *records])))
    return folder


def written(record: Any) -> bytes:
    return record if isinstance(record, bytes) else orjson.dumps(record) + b"\n"


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def one(tables: Tables, table: str) -> dict[str, Any]:
    (row,) = tables[table]
    return row


def texts(tables: Tables) -> list[str]:
    return [m["text"] for m in sorted(tables["messages"], key=lambda m: m["posted_at"])]


def test_a_post_is_read_whole(tmp_path: Path, shards: Path) -> None:
    path = export(tmp_path / "a", post(1, edit_at=NOON + 9))
    tables, audit = read(Mattermost(), path, shards, WISH)
    message = one(tables, "messages")
    assert message | {"message_id": "", "thread_id": ""} == {
        "message_id": "",
        "account_id": "mattermost:ada",
        "channel_id": "mattermost:pots/tea",
        "thread_id": "",
        "posted_at": (NOON + 1) * 1_000,
        "kind": "post",
        "reply_to": None,
        "edited_at": (NOON + 9) * 1_000,
        "deleted_at": None,
        "text": "hello",
        "url": None,
        "views": None,
    }
    assert message["thread_id"] == message["message_id"]
    assert one(tables, "channels")["name"] == "Tea"
    assert (audit.found, audit.kept) == (1, 1)


def test_people_have_names_seals_and_offices(tmp_path: Path, shards: Path) -> None:
    teams = [{"name": "pots", "roles": "team_user team_admin", "channels": []}]
    head = [
        {"type": "version", "version": 1},
        room("tea"),
        person("ada", first_name="Ada", last_name="Lund", locale="pt-BR", teams=teams),
        person("bo", nickname="bo@pots.example.org"),
        line("bot", username="clock", display_name="Clock"),
    ]
    tables, _ = read(Mattermost(), export(tmp_path / "a", post(1), head=head), shards, WISH)
    people = {a["handle"]: a for a in tables["accounts"]}
    assert (people["ada"]["name"], people["ada"]["language"]) == ("Ada Lund", "pt")
    assert people["ada"]["email_hash"] == WISH.seal("ada@example.org")
    assert (people["bo"]["name"], people["clock"]["is_bot"]) == (None, True)
    assert one(tables, "appointments")["title"] == "team admin"
    assert all(b"example.org" not in f.read_bytes() for f in shards.rglob("*.parquet"))


def test_replies_answer_the_post_they_stand_under(tmp_path: Path, shards: Path) -> None:
    path = export(tmp_path / "a", post(1, replies=[wrote(2, "bo", "hi"), wrote(3, "ada", "ho")]))
    tables, audit = read(Mattermost(), path, shards)
    root, *answers = sorted(tables["messages"], key=lambda m: m["posted_at"])
    assert [a["reply_to"] for a in answers] == [root["message_id"]] * 2
    assert {a["thread_id"] for a in answers} == {root["thread_id"]}
    assert one(tables, "threads")["started_by"] == "mattermost:ada"
    assert audit.found == 3


def test_reactions_have_their_givers_and_times(tmp_path: Path, shards: Path) -> None:
    given_ = [
        {"user": "bo", "emoji_name": "tada", "create_at": NOON + 5},
        {"user": "bo", "emoji_name": "-1", "create_at": 0},
        {"user": "", "emoji_name": "x"},
        None,
    ]
    tables, _ = read(Mattermost(), export(tmp_path / "a", post(1, reactions=given_)), shards)
    assert [
        (r["account_id"], r["kind"], r["sign"], r["reacted_at"]) for r in tables["reactions"]
    ] == [
        ("mattermost:bo", "-1", -1, None),
        ("mattermost:bo", "tada", 1, (NOON + 5) * 1_000),
    ]


def test_names_are_called_outside_code_and_only_if_they_are_anybodys(
    tmp_path: Path, shards: Path
) -> None:
    text = (
        "@BO. and @bo, @all, @nobody, `@ada2`, mail@bo.example.org, @ada https://a.example.org/x."
    )
    tables, _ = read(Mattermost(), export(tmp_path / "a", post(1, text=text)), shards)
    assert one(tables, "mentions")["account_id"] == "mattermost:bo"
    assert one(tables, "links")["url"] == "https://a.example.org/x"


def test_private_talk_is_read_only_where_it_is_named(tmp_path: Path) -> None:
    records = [
        post(1),
        post(2, text="closed", channel="inner", replies=[wrote(3, text="too")]),
        line("direct_post", channel_members=["ada", "bo"], **wrote(4, text="secret")),
    ]
    path = export(tmp_path / "a", *records, head=[*HEAD, room("inner", "P")])
    tables, audit = read(Mattermost(), path, tmp_path / "1")
    assert texts(tables) == ["hello"]
    assert dict(audit.dropped) == {"private message": 3}
    tables, _ = read(Mattermost(), path, tmp_path / "2", Wish(include_private=("inner",)))
    assert texts(tables) == ["hello", "closed", "too"]
    assert {c["name"]: c["private"] for c in tables["channels"]} == {"Tea": False, "Inner": True}
    tables, _ = read(Mattermost(), path, tmp_path / "3", Wish(include_private=("ada,bo",)))
    assert texts(tables) == ["hello", "secret"]


def test_an_unlisted_channel_is_private_where_the_list_is_broken(tmp_path: Path) -> None:
    stray = post(1, channel="stray")
    tables, _ = read(Mattermost(), export(tmp_path / "a", stray), tmp_path / "1")
    assert texts(tables) == ["hello"]
    head = [*HEAD, b'{"type":"channel","channel":{"team":"pots","name":"str\n']
    tables, audit = read(Mattermost(), export(tmp_path / "b", stray, head=head), tmp_path / "2")
    assert texts(tables) == []
    assert audit.dropped["private message"] == 1


def test_what_the_system_says_becomes_memberships(tmp_path: Path, shards: Path) -> None:
    added = {"username": "ada", "addedUsername": "bo"}
    path = export(
        tmp_path / "a",
        post(1, type="system_join_channel"),
        post(2, type="system_add_to_channel", props=added),
        post(3, "bo", type="system_leave_channel"),
        post(4, type="system_header_change"),
    )
    tables, audit = read(Mattermost(), path, shards)
    moves = [(m["account_id"], m["verb"], m["by_account_id"]) for m in tables["memberships"]]
    assert sorted(moves, key=str) == [
        ("mattermost:ada", "join", None),
        ("mattermost:bo", "invite", "mattermost:ada"),
        ("mattermost:bo", "leave", None),
    ]
    assert dict(audit.dropped) == {"system message": 4}


def test_hooks_and_bots_are_machines_whoever_set_them_up(tmp_path: Path, shards: Path) -> None:
    hook = {"from_webhook": "true", "override_username": "Build"}
    path = export(
        tmp_path / "a", post(1, props=hook), post(2, "clock", props={"from_bot": "true"}), post(3)
    )
    tables, _ = read(Mattermost(), path, shards)
    bots = {a["account_id"]: a["is_bot"] for a in tables["accounts"]}
    assert bots == {
        "mattermost:ada": False,
        "mattermost:bo": False,
        "mattermost:clock": True,
        "mattermost:hook Build": True,
    }


def test_a_later_export_gives_the_same_ids_and_the_newest_edition(
    tmp_path: Path, shards: Path
) -> None:
    path = export(tmp_path / "a", post(1), post(2))
    export(
        path, post(2, text="better", edit_at=NOON + 9), post(3, delete_at=NOON + 8), name="b.jsonl"
    )
    tables, audit = read(Mattermost(), path, shards)
    assert texts(tables) == ["hello", "better", None]
    assert audit.found == 4


def test_the_zip_it_comes_in_is_read(tmp_path: Path, shards: Path) -> None:
    folder = export(tmp_path / "a", post(1))
    packed = tmp_path / "export.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(folder / "export.jsonl", "import.jsonl")
        archive.writestr("data/pot.png", b"\x89PNG")
    with open_tree(packed) as tree:
        assert recognise(tree).platform == "mattermost"
    assert texts(read(Mattermost(), packed, shards)[0]) == ["hello"]


def test_bad_lines_are_counted_by_reason(tmp_path: Path, shards: Path) -> None:
    bad: list[Any] = [
        b"{\n",
        b"[1]\n",
        line("post"),
        {"type": "post", "post": None},
        post(1, create_at="x"),
        post(1, create_at=0),
        post(1, create_at=5_000_000_000_000),
        post(1, user=None),
        b"\n",
        b'{"type":"post","post":{"team":"pots","channel":"tea","user":"ada","create_at":1704196800009,'
        b'"message":"na\xefve \xf0\x9f\x8d\xb5"}}\n',
        post(10, text="a\0b"),
        post(11, text="tea " * 400_000),
        post(12)["post"],
    ]
    tables, audit = read(Mattermost(), export(tmp_path / "a", *bad), shards)
    assert dict(audit.dropped) == {"unreadable": 4, "no author": 2, "impossible time": 2}
    assert texts(tables)[:2] == ["na\ufffdve \U0001f375", "ab"]
    assert len(tables["messages"]) == audit.kept == 3


def test_older_servers_name_the_file_otherwise(tmp_path: Path, shards: Path) -> None:
    path = export(tmp_path / "a", post(1), name="bulk.json")
    assert texts(read(Mattermost(), path, shards)[0]) == ["hello"]


def test_wide_letters_are_read(tmp_path: Path, shards: Path) -> None:
    text = b"".join(map(written, [*HEAD, post(1)])).decode().encode("utf-16")
    (tmp_path / "a.jsonl").write_bytes(text)
    assert texts(read(Mattermost(), tmp_path / "a.jsonl", shards)[0]) == ["hello"]


@pytest.mark.parametrize(
    "content", [b"", b"{}\n", b'{"type":"note"}\n', b'{"type":"Create","object":{}}\n', b"text\n"]
)
def test_other_lines_are_not_taken_for_mattermost(content: bytes) -> None:
    assert not Mattermost.recognises(Shelf(**{"a.jsonl": content}))


def test_a_large_export_is_cut_into_spans_that_lose_nothing(tmp_path: Path) -> None:
    filler = "pot " * 5_000
    posts = [post(n, text=f"{n} {filler}", replies=[wrote(9_000 + n)]) for n in range(900)]
    path = export(tmp_path / "a", *posts)
    assert (path / "export.jsonl").stat().st_size > SPAN_BYTES
    with open_tree(path) as tree:
        assert len(Mattermost().parts(tree, Wish())) == 2
    audit = read_source(path, tmp_path / "shards")
    assert audit.found == audit.kept == 1_800


GOOD = [
    *HEAD,
    post(1, replies=[wrote(2, "bo")], reactions=[{"user": "bo", "emoji_name": "tada"}]),
    post(3, "bo", "@ada https://tea.example.org", type="system_join_channel", props={"a": "b"}),
    line("direct_post", channel_members=["ada", "bo"], **wrote(4)),
]


@given(broken(GOOD), st.integers(0, 3))
def test_no_broken_record_ever_raises_or_goes_uncounted(content: Any, cut: int) -> None:
    records = content if isinstance(content, list) else [content]
    data = b"".join(map(written, [*HEAD, *(orjson.dumps(r) + b"\n" for r in records)]))
    shelf = Shelf(**{"a.jsonl": data[: len(data) - cut]})
    (part,) = Mattermost().parts(shelf, WISH)
    rows = Mattermost().read(shelf, part, WISH)
    assert rows.audit.found == arrow_ready(rows)["messages"] + rows.audit.dropped.total()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30)))
def test_every_good_post_is_found(said: list[str]) -> None:
    data = b"".join(map(written, [*HEAD, *(post(n, text=t) for n, t in enumerate(said))]))
    shelf = Shelf(**{"a.jsonl": data})
    (part,) = Mattermost().parts(shelf, WISH)
    audit = Mattermost().read(shelf, part, WISH).audit
    assert (audit.found, audit.kept) == (len(said), len(said))
