"""Discourse archives, in both forms: a file per topic, a file per post."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.broken_records import broken
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read, settled

from peerlight.sources.contract import Wish
from peerlight.sources.discourse import Discourse
from peerlight.sources.packing import open_tree

NOON = 1_577_880_000_000_000


def post(number: int, who: str = "wanda", **more: Any) -> dict[str, Any]:
    return {
        "id": 100 + number,
        "name": who.title(),
        "username": who,
        "created_at": "2020-01-01T12:00:00.000Z",
        "updated_at": "2020-01-01T12:00:00.000Z",
        "cooked": "<p>hello</p>",
        "post_number": number,
        "post_type": 1,
        "reply_to_post_number": None,
        "topic_id": 7,
        "topic_slug": "pots",
        "version": 1,
        "user_id": 3,
        "avatar_template": "/letter_avatar/wanda/{size}.png",
        "actions_summary": [],
        **more,
    }


def topic(*posts: Any, **more: Any) -> dict[str, Any]:
    stream = {"posts": list(posts)}
    return {"id": 7, "title": "Pots", "category_id": 9, "views": 50, "post_stream": stream, **more}


def archive(folder: Path, *files: Any) -> Path:
    folder.mkdir()
    for n, content in enumerate(files):
        data = content if isinstance(content, bytes) else orjson.dumps(content)
        (folder / f"file{n}.json").write_bytes(data)
    return folder


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def one(tables: Tables, table: str) -> dict[str, Any]:
    (row,) = tables[table]
    return row


def test_a_post_is_read_whole(tmp_path: Path, shards: Path) -> None:
    tables, audit = read(Discourse(), archive(tmp_path / "a", topic(post(1))), shards)
    assert one(tables, "messages") == {
        "message_id": "discourse:101",
        "account_id": "discourse:wanda",
        "channel_id": "discourse:9",
        "thread_id": "discourse:7",
        "posted_at": NOON,
        "kind": "post",
        "reply_to": None,
        "edited_at": None,
        "deleted_at": None,
        "text": "hello",
        "url": None,
        "views": 50,
    }
    account = one(tables, "accounts")
    assert (account["handle"], account["name"], account["is_bot"]) == ("wanda", "Wanda", False)
    assert one(tables, "channels")["name"] == "category 9"
    assert one(tables, "threads")["title"] == "Pots"
    assert (audit.found, audit.kept) == (1, 1)


def test_both_forms_give_the_same_rows(tmp_path: Path) -> None:
    posts = [post(1), post(2, "otto", reply_to_post_number=1)]
    given_once = {"topic_title": "Pots", "category_id": 9, "raw": "hello"}
    whole, _ = read(Discourse(), archive(tmp_path / "a", topic(*posts, views=None)), tmp_path / "1")
    single, _ = read(
        Discourse(), archive(tmp_path / "b", *({**p, **given_once} for p in posts)), tmp_path / "2"
    )
    latest = {"latest_posts": [{**p, **given_once} for p in posts]}
    listed, _ = read(Discourse(), archive(tmp_path / "c", latest), tmp_path / "3")
    assert whole == single == listed


def test_a_reply_names_the_message_it_answers_even_in_another_part(shards: Path) -> None:
    files = {"a.json": post(2, "otto", reply_to_post_number=1), "b.json": post(1)}
    shelf = Shelf(**{name: orjson.dumps(content) for name, content in files.items()})
    for n, name in enumerate(shelf.names()):
        part = Discourse().parts(Shelf(**{name: shelf.files[name]}), Wish())[0]
        Discourse().read(shelf, part, Wish()).write(shards, n)
    assert Discourse().finish(shards, Wish()) == []
    with settled(shards) as connection:
        found = connection.execute("SELECT message_id, kind, reply_to FROM messages ORDER BY 1")
        assert found.fetchall() == [
            ("discourse:101", "post", None),
            ("discourse:102", "reply", "discourse:101"),
        ]


def test_a_reply_to_a_post_that_is_missing_is_noted(tmp_path: Path, shards: Path) -> None:
    path = archive(tmp_path / "a", topic(post(1), post(3, reply_to_post_number=2)))
    tables, audit = read(Discourse(), path, shards)
    assert [m["reply_to"] for m in tables["messages"]] == [None, None]
    assert "1 replies answer a post that is not in the archive." in audit.notes


def test_mentions_are_of_people_who_write_here_and_outside_quotes(
    tmp_path: Path, shards: Path
) -> None:
    cooked = (
        '<aside class="quote"><blockquote><p><a class="mention" href="/u/ida">@ida</a></p>'
        "</blockquote></aside>"
        '<p><a class="mention" href="/u/otto">@Otto</a> <span class="mention">@OTTO</span>'
        ' <span class="mention">@override</span> and <a class="mention" href="/u/x">@x</a></p>'
    )
    posts = [post(1, "wanda", cooked=cooked), post(2, "Otto"), post(3, "ida")]
    tables, audit = read(Discourse(), archive(tmp_path / "a", topic(*posts)), shards)
    assert one(tables, "mentions")["account_id"] == "discourse:Otto"
    assert "2 mentions name nobody who wrote here." in audit.notes


def test_the_text_is_the_authors_own_words(tmp_path: Path, shards: Path) -> None:
    cooked = (
        '<aside class="quote"><div class="title">otto:</div><blockquote>old</blockquote></aside>\n'
        '<aside class="onebox"><header><a href="https://www.example.org/pot">example.org</a>'
        "</header><article>a page about pots</article></aside>\n<p>mine &amp; <b>new</b></p>"
    )
    path = archive(tmp_path / "a", topic(post(1, cooked=cooked)))
    tables, _ = read(Discourse(), path, shards)
    assert one(tables, "messages")["text"] == "mine & new"
    assert one(tables, "links")["domain"] == "example.org"


def test_likes_and_an_accepted_answer_are_counts_without_a_name(
    tmp_path: Path, shards: Path
) -> None:
    actions = [{"id": 2, "count": 3}, {"id": 6, "count": 9}, {"id": 2, "count": None}, None]
    path = archive(tmp_path / "a", topic(post(2, actions_summary=actions, accepted_answer=True)))
    tables, _ = read(Discourse(), path, shards)
    found = [(r["account_id"], r["kind"], r["n"], r["reacted_at"]) for r in tables["reactions"]]
    assert sorted(found) == [(None, "accepted", 1, None), (None, "like", 3, None)]


def test_an_edit_is_dated_and_the_newest_edition_wins(tmp_path: Path, shards: Path) -> None:
    edited = post(1, cooked="<p>new</p>", version=2, updated_at="2020-01-01T12:00:01Z")
    tables, audit = read(Discourse(), archive(tmp_path / "a", post(1), edited), shards)
    message = one(tables, "messages")
    assert (message["text"], message["edited_at"]) == ("new", NOON + 1_000_000)
    assert audit.found == 2


@pytest.mark.parametrize("how", ["deleted_at", "user_deleted", "hidden"])
def test_what_was_withdrawn_keeps_no_text(tmp_path: Path, shards: Path, how: str) -> None:
    cooked = '<p>oops <a href="https://example.org">x</a></p>'
    path = archive(tmp_path / "a", topic(post(1, cooked=cooked, **{how: "2020-02-02"})))
    tables, _ = read(Discourse(), path, shards)
    message = one(tables, "messages")
    assert (message["text"], message["deleted_at"]) == (None, NOON)
    assert tables["links"] == []


def test_offices_are_undated_and_one_per_account(tmp_path: Path, shards: Path) -> None:
    posts = [
        post(1, "wanda", admin=True, moderator=True, staff=True),
        post(2, "otto", moderator=True, staff=True),
        post(3, "ida", staff=True),
        post(4, "sam"),
    ]
    tables, _ = read(Discourse(), archive(tmp_path / "a", topic(*posts)), shards)
    found = {(a["account_id"], a["title"], a["since"]) for a in tables["appointments"]}
    assert found == {
        ("discourse:wanda", "admin", None),
        ("discourse:otto", "moderator", None),
        ("discourse:ida", "staff", None),
    }


def test_the_system_is_a_bot_and_its_actions_are_no_posts(tmp_path: Path, shards: Path) -> None:
    posts = [post(1, "system", user_id=-1), post(2, "otto", post_type=3), post(3, "discobot")]
    tables, audit = read(Discourse(), archive(tmp_path / "a", topic(*posts)), shards)
    assert [a["is_bot"] for a in tables["accounts"]] == [True, True]
    assert audit.dropped == {"system message": 1}


def test_private_messages_are_read_only_when_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "a", topic(post(1), archetype="private_message"))
    closed, audit = read(Discourse(), path, tmp_path / "1")
    assert closed["messages"] == closed["channels"] == closed["threads"] == []
    assert audit.dropped == {"private message": 1}
    opened, _ = read(Discourse(), path, tmp_path / "2", Wish(include_private=("7",)))
    assert one(opened, "channels")["private"] is True
    assert len(opened["messages"]) == 1


def test_the_address_of_a_post_is_known_where_a_picture_names_the_host(
    tmp_path: Path, shards: Path
) -> None:
    picture = "/user_avatar/forum.example.org/otto/{size}/4_2.png"
    posts = [post(1), post(2, "otto", avatar_template=picture)]
    tables, _ = read(Discourse(), archive(tmp_path / "a", topic(*posts)), shards)
    assert [m["url"] for m in tables["messages"]] == [
        "https://forum.example.org/t/pots/7/1",
        "https://forum.example.org/t/pots/7/2",
    ]


def test_another_name_for_the_source_is_in_every_id(tmp_path: Path, shards: Path) -> None:
    cooked = '<p><a class="mention" href="/u/otto">@otto</a> hi</p>'
    posts = [post(1, cooked=cooked), post(2, "otto", reply_to_post_number=1)]
    path = archive(tmp_path / "a", topic(*posts))
    tables, _ = read(Discourse(), path, shards, Wish(source="club"))
    ids = [m[k] for m in tables["messages"] for k in ("message_id", "account_id", "thread_id")]
    ids += [tables["messages"][1]["reply_to"], one(tables, "mentions")["account_id"]]
    assert all(i.startswith("club:") for i in ids)


def test_bad_files_are_named_and_the_rest_goes_on(tmp_path: Path, shards: Path) -> None:
    cut = orjson.dumps(topic(post(2)))[:-9]
    path = archive(tmp_path / "a", topic(post(1)), cut, {"categories": []}, [1, 2])
    tables, audit = read(Discourse(), path, shards)
    assert len(tables["messages"]) == 1
    assert [line.split(":")[0] for line in audit.unreadable] == [
        "file1.json",
        "file2.json",
        "file3.json",
    ]


def test_bad_records_are_counted_by_reason(tmp_path: Path, shards: Path) -> None:
    bad: list[Any] = [None, [], {}, post(2, created_at=5), post(3, id="x"), post(4, username=None)]
    times = [post(5, created_at="1970-01-01T00:00:00Z"), post(6, created_at="2150-01-01")]
    path = archive(tmp_path / "a", topic(post(1, cooked=None), *bad, *times))
    tables, audit = read(Discourse(), path, shards)
    assert audit.dropped == {"unreadable": 6, "impossible time": 2}
    assert (audit.found, audit.kept, len(tables["messages"])) == (9, 1, 1)


def test_other_json_is_not_taken_for_discourse(tmp_path: Path) -> None:
    path = archive(tmp_path / "a", [{"id": 1, "sender_full_name": "Otto"}], {"users": []}, b"{")
    with open_tree(path) as tree:
        assert not Discourse.recognises(tree)


GOOD = topic(
    post(1, cooked='<p><a class="mention" href="/u/otto">@otto</a></p>'),
    post(2, "otto", reply_to_post_number=1, actions_summary=[{"id": 2, "count": 1}]),
)


@given(broken(GOOD, times=6), st.integers(0, 3))
def test_no_broken_record_ever_raises_or_goes_uncounted(content: Any, cut: int) -> None:
    data = orjson.dumps(content)
    shelf = Shelf(**{"a.json": data[: len(data) - cut], "b.json": orjson.dumps(GOOD)})
    (part,) = Discourse().parts(shelf, Wish())
    rows = Discourse().read(shelf, part, Wish())
    kept = arrow_ready(rows)["messages"]
    assert rows.audit.found == kept + sum(rows.audit.dropped.values())
    assert kept >= 2
