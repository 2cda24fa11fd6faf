"""Zulip archives: a JSON file per topic, in a folder per stream."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.broken_records import broken
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, count, read, settled

from peerlight.sources.contract import Wish
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import read_source
from peerlight.sources.zulip import Zulip

NOON = 1_600_000_000


def wrote(number: int, who: str = "Wanda Brook", html: str = "<p>hello</p>", at: int = 0) -> Any:
    return {
        "id": number,
        "sender_full_name": who,
        "timestamp": NOON + (at or number),
        "content": html,
    }


def called(user: int, name: str) -> str:
    return f'<span class="user-mention" data-user-id="{user}">@{name}</span>'


def quoting(user: int, name: str, number: int, words: str = "old words") -> str:
    return (
        f'<p><span class="user-mention silent" data-user-id="{user}">{name}</span> '
        f'<a href="#narrow/stream/7-tea/topic/pots/near/{number}">said</a>:</p>\n'
        f"<blockquote>\n<p>{words}</p>\n</blockquote>\n"
    )


def archive(
    folder: Path, *records: Any, topic: str = "7-tea/pots", more: dict[str, Any] | None = None
) -> Path:
    for name, content in {topic: list(records), **(more or {})}.items():
        file = folder / "zulip_json" / f"{name}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else orjson.dumps(content))
    return folder


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def one(tables: Tables, table: str) -> dict[str, Any]:
    (row,) = tables[table]
    return row


def test_a_message_is_read_whole(tmp_path: Path, shards: Path) -> None:
    tables, audit = read(Zulip(), archive(tmp_path / "a", wrote(41)), shards)
    assert one(tables, "messages") == {
        "message_id": "zulip:41",
        "account_id": "zulip:Wanda Brook",
        "channel_id": "zulip:7",
        "thread_id": "zulip:7:pots",
        "posted_at": (NOON + 41) * 1_000_000,
        "kind": "post",
        "reply_to": None,
        "edited_at": None,
        "deleted_at": None,
        "text": "hello",
        "url": None,
        "views": None,
    }
    assert one(tables, "accounts")["name"] == "Wanda Brook"
    assert one(tables, "channels")["name"] == "tea"
    assert one(tables, "threads")["title"] == "pots"
    assert (audit.found, audit.kept) == (1, 1)


def test_folder_above_stream_folders_and_zip_read_the_same(tmp_path: Path) -> None:
    folder = archive(tmp_path / "a", wrote(1), wrote(2, "Otto Klein"))
    packed = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", folder))
    above, _ = read(Zulip(), folder, tmp_path / "1")
    at, _ = read(Zulip(), folder / "zulip_json", tmp_path / "2")
    zipped, _ = read(Zulip(), packed, tmp_path / "3")
    assert above == at == zipped
    assert len(above["messages"]) == 2


def test_names_are_decoded_and_a_slash_in_a_stream_is_a_folder(
    tmp_path: Path, shards: Path
) -> None:
    topic = "7-tea-/-brewing%3F/how.20hot.3F.2E.20.E2.9C.94"
    tables, _ = read(Zulip(), archive(tmp_path / "a", wrote(1), topic=topic), shards)
    assert one(tables, "channels")["name"] == "tea-/-brewing?"
    assert one(tables, "threads")["title"] == "how hot?. ✔"


def test_a_resolved_topic_is_the_same_thread(shards: Path) -> None:
    shelf = Shelf(
        **{
            "7-tea/pots.json": orjson.dumps([wrote(1)]),
            "7-tea/.E2.9C.94.20pots.json": orjson.dumps([wrote(1), wrote(2)]),
        }
    )
    (part,) = Zulip().parts(shelf, Wish())
    Zulip().read(shelf, part, Wish()).write(shards, 0)
    with settled(shards) as connection:
        found = connection.execute("SELECT thread_id, title FROM threads").fetchall()
        assert found == [("zulip:7:pots", "pots")]
        assert count(connection, "SELECT COUNT(*) FROM messages") == 2


def test_a_message_that_starts_by_quoting_is_a_reply_without_the_quote(
    tmp_path: Path, shards: Path
) -> None:
    html = quoting(5, "Otto Klein", 40, f"try {called(6, 'Ida Moss')}") + "<p>I agree</p>"
    tables, _ = read(Zulip(), archive(tmp_path / "a", wrote(41, html=html)), shards)
    message = one(tables, "messages")
    assert (message["kind"], message["reply_to"]) == ("reply", "zulip:40")
    assert message["text"] == "I agree"
    assert tables["mentions"] == []


def test_a_quote_later_in_the_message_makes_no_reply(tmp_path: Path, shards: Path) -> None:
    html = "<p>as said:</p>\n" + quoting(5, "Otto Klein", 40)
    tables, _ = read(Zulip(), archive(tmp_path / "a", wrote(41, html=html)), shards)
    assert one(tables, "messages")["reply_to"] is None


def test_mentions_count_once_aloud_and_by_person(tmp_path: Path, shards: Path) -> None:
    html = (
        f"<p>{called(5, 'Otto Klein')} and {called(5, 'Otto Klein')}, "
        '<span class="user-mention silent" data-user-id="6">Ida Moss</span>, '
        '<span class="user-mention" data-user-id="*">@all</span>, '
        '<span class="user-group-mention" data-user-group-id="2">@cooks</span></p>'
    )
    tables, _ = read(Zulip(), archive(tmp_path / "a", wrote(1, html=html)), shards)
    assert [m["account_id"] for m in tables["mentions"]] == ["zulip:Otto Klein"]


def test_links_lead_out_of_the_archive(tmp_path: Path, shards: Path) -> None:
    html = (
        '<p><a href="https://www.example.org/pot">a</a> <a href="https://www.example.org/pot">b</a>'
        ' <a href="https://chat.example.org/#narrow/stream/7/near/3">c</a> <a href="/x">d</a></p>'
    )
    tables, _ = read(Zulip(), archive(tmp_path / "a", wrote(1, html=html)), shards)
    assert one(tables, "links")["domain"] == "example.org"


def test_names_that_share_a_user_id_are_one_person_named_as_last(
    tmp_path: Path, shards: Path
) -> None:
    old, new = called(5, "Otto Klein"), called(5, "Otto Gross")
    records = [
        wrote(1, "Otto Klein"),
        wrote(2, "Otto Gross"),
        wrote(3, html=f"<p>{old} {old} {new} {new} {called(5, 'Otti')}</p>"),
    ]
    tables, audit = read(Zulip(), archive(tmp_path / "a", *records), shards)
    same = {a["account_id"]: a["same_as"] for a in tables["accounts"]}
    assert same == {
        "zulip:Otto Klein": "zulip:Otto Gross",
        "zulip:Otto Gross": None,
        "zulip:Otti": "zulip:Otto Gross",
        "zulip:Wanda Brook": None,
    }
    assert "2 names are another name of somebody with the same user id." in audit.notes


def test_a_name_that_two_ids_use_alike_is_glued_to_neither(tmp_path: Path, shards: Path) -> None:
    both = [called(user, "Sam") * 2 for user in (5, 6)] + [called(5, "Sam Reed") * 2]
    records = [wrote(1, "Sam"), wrote(2, "Sam Reed"), wrote(3, html=f"<p>{' '.join(both)}</p>")]
    tables, audit = read(Zulip(), archive(tmp_path / "a", *records), shards)
    assert all(account["same_as"] is None for account in tables["accounts"])
    assert any("several user ids" in note for note in audit.notes)


@pytest.mark.parametrize(
    ("name", "is_bot"),
    [
        ("Notification Bot", True),
        ("pot-watch-bot", True),
        ("kettle [bot]", True),
        ("tea-bench", True),
        ("Wanda Brook", False),
        ("Lena Talbot", False),
        ("Botho Abbott", False),
    ],
)
def test_bots_are_known_by_their_names(
    tmp_path: Path, shards: Path, name: str, is_bot: bool
) -> None:
    tables, _ = read(Zulip(), archive(tmp_path / "a", wrote(1, name)), shards)
    assert one(tables, "accounts")["is_bot"] is is_bot


def test_what_the_server_says_is_no_post(tmp_path: Path, shards: Path) -> None:
    tables, _ = read(Zulip(), archive(tmp_path / "a", wrote(1, "Notification Bot")), shards)
    assert one(tables, "messages")["kind"] == "system"


def test_stream_index_gives_the_true_name(tmp_path: Path, shards: Path) -> None:
    index = {"streams": {"tea & pots": {"id": 7}, "odd": None}}
    path = archive(tmp_path / "a", wrote(1), topic="7-tea-.26-pots/x", more={"stream_index": index})
    tables, audit = read(Zulip(), path, shards)
    assert one(tables, "channels")["name"] == "tea & pots"
    assert audit.unreadable == []


def test_bad_files_are_named_and_the_rest_goes_on(tmp_path: Path, shards: Path) -> None:
    path = archive(
        tmp_path / "a",
        wrote(1),
        more={
            "7-tea/cut": orjson.dumps([wrote(2)])[:-9],
            "7-tea/odd": {"a": 1},
            "7-tea/bytes": orjson.dumps([wrote(3)]).replace(b"hello", b"h\xfflo"),
        },
    )
    tables, audit = read(Zulip(), path, shards)
    assert [m["text"] for m in tables["messages"]] == ["hello", "h\ufffdlo"]
    assert [line.split(":")[0] for line in audit.unreadable] == [
        "zulip_json/7-tea/cut.json",
        "zulip_json/7-tea/odd.json",
    ]
    assert any("UTF-8" in note for note in audit.notes)


def test_bad_records_are_counted_by_reason(tmp_path: Path, shards: Path) -> None:
    bad: list[Any] = [None, [], {"id": 9}, {**wrote(2), "id": True}, {**wrote(2), "id": "x"}]
    times = [{**wrote(3), "timestamp": at} for at in (0, -5, 5_000_000_000)]
    empty = {**wrote(4), "content": None}
    tables, audit = read(Zulip(), archive(tmp_path / "a", wrote(1), *bad, *times, empty), shards)
    assert audit.dropped == {"unreadable": 5, "impossible time": 3}
    assert (audit.found, audit.kept) == (10, 2)
    assert [m["text"] for m in tables["messages"]] == ["hello", None]


def test_another_name_for_the_source_is_in_every_id(tmp_path: Path, shards: Path) -> None:
    html = quoting(5, "Otto Klein", 40) + f"<p>{called(5, 'Otto Klein')}</p>"
    path = archive(tmp_path / "a", wrote(41, html=html))
    tables, _ = read(Zulip(), path, shards, Wish(source="club"))
    message = one(tables, "messages")
    ids = [message[k] for k in ("message_id", "account_id", "channel_id", "thread_id", "reply_to")]
    ids += [a["account_id"] for a in tables["accounts"]] + [one(tables, "mentions")["account_id"]]
    assert all(i.startswith("club:") for i in ids)


def test_other_json_is_not_taken_for_zulip() -> None:
    other = Shelf(**{"7-tea/pots.json": b'[{"user": "U1", "ts": "1.2"}]', "a.json": b"[]"})
    assert not Zulip.recognises(other)


def test_the_reading_of_a_source_ties_names_across_parts(tmp_path: Path) -> None:
    filler = "<p>" + "tea " * 400_000 + "</p>"
    topics: dict[str, Any] = {
        f"7-tea/t{n}": [wrote(n, html=filler), wrote(n + 10, f"Otto {n % 2}")] for n in range(1, 5)
    }
    topics["7-tea/who"] = [
        wrote(99, html=f"<p>{(called(5, 'Otto 0') + called(5, 'Otto 1')) * 2}</p>")
    ]
    path = archive(tmp_path / "a", wrote(50), more=topics)
    with open_tree(path) as tree:
        assert len(Zulip().parts(tree, Wish())) > 1
    audit = read_source(path, tmp_path / "shards")
    assert audit.found == audit.kept == 10
    assert "1 names are another name of somebody with the same user id." in audit.notes


GOOD = [wrote(1, html=quoting(5, "Otto Klein", 3) + f"<p>{called(6, 'Ida')}</p>"), wrote(2)]


@given(broken(GOOD), st.integers(0, 3))
def test_no_broken_record_ever_raises_or_goes_uncounted(content: Any, cut: int) -> None:
    data = orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS)
    shelf = Shelf(**{"7-tea/pots.json": data[: len(data) - cut], "stream_index.json": data})
    (part,) = Zulip().parts(shelf, Wish())
    rows = Zulip().read(shelf, part, Wish())
    assert rows.audit.found == arrow_ready(rows)["messages"] + sum(rows.audit.dropped.values())
    if isinstance(content, list) and cut == 0:
        assert rows.audit.found == len(content)
