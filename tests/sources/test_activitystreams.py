"""ActivityStreams 2.0: documents, lines, and what Mastodon gives a member."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.broken_records import broken
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read

from peerlight.sources.activitystreams import ActivityStreams
from peerlight.sources.contract import Wish
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import read_source, recognise
from peerlight.sources.spans import SPAN_BYTES

CONTEXT = "https://www.w3.org/ns/activitystreams"
PUBLIC = f"{CONTEXT}#Public"
HOST = "https://pots.example.org"
WISH = Wish(key=b"k" * 32)
NOON = 1_704_196_800_000_000


def who(name: str) -> str:
    return f"{HOST}/people/{name}"


def at(minute: int) -> str:
    return f"2024-01-02T12:{minute:02}:00Z"


def note(number: int, author: str = "ada", content: str = "<p>hello</p>", **more: Any) -> Any:
    return {
        "id": f"{HOST}/notes/{number}",
        "type": "Note",
        "published": at(number),
        "attributedTo": who(author),
        "content": content,
        "to": [PUBLIC],
        **more,
    }


def act(kind: str, thing: Any, actor: str = "ada", minute: int = 0, **more: Any) -> Any:
    base = {"id": f"{HOST}/acts/{kind}/{minute}/{actor}", "type": kind, "actor": who(actor)}
    return {**base, "published": at(minute), "object": thing, **more}


def outbox(*items: Any, **more: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": "outbox.json",
        "type": "OrderedCollection",
        "totalItems": len(items),
        "orderedItems": list(items),
        **more,
    }


def archive(folder: Path, content: Any, name: str = "outbox.json") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else orjson.dumps(content))
    return folder


def by_line(*records: Any) -> bytes:
    first, *rest = records
    return b"\n".join(map(orjson.dumps, [{"@context": CONTEXT, **first}, *rest])) + b"\n"


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def one(tables: Tables, table: str) -> dict[str, Any]:
    (row,) = tables[table]
    return row


def texts(tables: Tables) -> list[str]:
    return [m["text"] for m in sorted(tables["messages"], key=lambda m: m["posted_at"])]


def ref(native: str) -> str:
    return f"activitystreams:{native}"


def test_a_note_is_read_whole(tmp_path: Path, shards: Path) -> None:
    page = f"{HOST}/@ada/1"
    thing = note(1, url=page, updated=at(5), conversation="tag:pots,2024:7")
    path = archive(tmp_path / "a", outbox(act("Create", thing, to=[PUBLIC])))
    tables, audit = read(ActivityStreams(), path, shards)
    assert one(tables, "messages") == {
        "message_id": ref(f"{HOST}/notes/1"),
        "account_id": ref(who("ada")),
        "channel_id": ref("public"),
        "thread_id": ref("tag:pots,2024:7"),
        "posted_at": NOON + 60_000_000,
        "kind": "post",
        "reply_to": None,
        "edited_at": NOON + 300_000_000,
        "deleted_at": None,
        "text": "hello",
        "url": page,
        "views": None,
    }
    assert (audit.found, audit.kept, dict(audit.stated)) == (1, 1, {"messages": 1})


def test_documents_lines_and_zips_read_the_same(tmp_path: Path) -> None:
    acts = [act("Create", note(1)), act("Create", note(2, "bo", inReplyTo=f"{HOST}/notes/1"))]
    whole, _ = read(ActivityStreams(), archive(tmp_path / "a", outbox(*acts)), tmp_path / "1")
    lines = archive(tmp_path / "b", by_line(*acts), "acts.jsonl")
    lined, _ = read(ActivityStreams(), lines, tmp_path / "2")
    bare = archive(tmp_path / "c", [{"@context": CONTEXT, **acts[0]}, acts[1]])
    listed, _ = read(ActivityStreams(), bare, tmp_path / "3")
    packed = Path(shutil.make_archive(str(tmp_path / "z"), "zip", tmp_path / "a"))
    zipped, _ = read(ActivityStreams(), packed, tmp_path / "4")
    assert whole == lined == listed == zipped
    assert len(whole["messages"]) == 2


def test_actors_have_names_and_machines_are_bots(tmp_path: Path, shards: Path) -> None:
    ada = {"id": who("ada"), "type": "Person", "name": "Ada Lund", "preferredUsername": "ada"}
    bot = {"id": who("clock"), "type": "Service", "name": "Clock"}
    path = archive(tmp_path / "a", {"@context": CONTEXT, **ada, "published": at(0)}, "actor.json")
    archive(path, outbox(act("Create", note(1)), {**act("Create", note(2, "clock")), "actor": bot}))
    tables, audit = read(ActivityStreams(), path, shards)
    people = {a["account_id"]: a for a in tables["accounts"]}
    assert people[ref(who("ada"))]["name"] == "Ada Lund"
    assert people[ref(who("ada"))]["handle"] == "ada"
    assert people[ref(who("ada"))]["created_at"] == NOON
    assert audit.found == 2


def test_an_actor_that_stands_there_whole_is_known(tmp_path: Path, shards: Path) -> None:
    bot = {"id": who("clock"), "type": "Service", "name": "Clock"}
    thing = note(2, attributedTo=bot)
    tables, _ = read(ActivityStreams(), archive(tmp_path / "a", outbox(thing)), shards)
    assert (one(tables, "accounts")["name"], one(tables, "accounts")["is_bot"]) == ("Clock", True)


def test_html_becomes_text_and_scripts_never(tmp_path: Path, shards: Path) -> None:
    html = (
        f'<p><span class="h-card"><a href="{who("bo")}" class="u-url mention">@<span>bo</span></a>'
        '</span> look:<br>a &amp; b</p><p><a href="https://www.example.org/x">tea</a>'
        "<script>alert('bad')</script></p>"
    )
    tag = {"type": "Mention", "href": who("bo"), "name": "@bo@pots.example.org"}
    own = {"type": "Mention", "href": who("ada"), "name": "@ada"}
    thing = note(1, content=html, tag=[tag, own, tag, {"type": "Hashtag", "href": HOST}])
    tables, _ = read(ActivityStreams(), archive(tmp_path / "a", outbox(thing)), shards)
    assert texts(tables) == ["@bo look:\na & b\ntea"]
    assert one(tables, "mentions")["account_id"] == ref(who("bo"))
    assert one(tables, "links")["domain"] == "example.org"
    assert {a["handle"] for a in tables["accounts"]} == {"bo", "ada"}


def test_a_chain_of_replies_is_one_thread(tmp_path: Path, shards: Path) -> None:
    path = archive(
        tmp_path / "a",
        outbox(
            note(1),
            note(2, "bo", inReplyTo=f"{HOST}/notes/1"),
            note(3, inReplyTo={"id": f"{HOST}/notes/2"}),
            note(4, inReplyTo=f"{HOST}/notes/900"),
            note(5, inReplyTo=f"{HOST}/notes/5"),
        ),
    )
    tables, _ = read(ActivityStreams(), path, shards)
    threads = {m["message_id"][-1]: m["thread_id"].rsplit("/", 1)[-1] for m in tables["messages"]}
    assert threads == {"1": "1", "2": "1", "3": "1", "4": "900", "5": "5"}


def test_likes_and_shares_have_givers_and_times(tmp_path: Path, shards: Path) -> None:
    target = f"{HOST}/notes/1"
    acts = [
        note(1),
        act("Like", target, "bo", 2),
        act("Dislike", {"id": target}, "cleo", 3),
        act("Announce", target, "cleo", 4),
        act("EmojiReact", target, "bo", 5, content="🍵"),
        act("Like", target, "dee", 6),
        act("Undo", act("Like", target, "dee", 6), "dee", 7),
    ]
    tables, audit = read(ActivityStreams(), archive(tmp_path / "a", outbox(*acts)), shards)
    found = {(r["account_id"][-3:], r["kind"], r["sign"]) for r in tables["reactions"]}
    assert found == {
        ("/bo", "like", 1),
        ("leo", "dislike", -1),
        ("leo", "share", 1),
        ("/bo", "🍵", 1),
    }
    assert max(r["reacted_at"] for r in tables["reactions"]) == NOON + 300_000_000
    assert dict(audit.dropped) == {"like or share": 6}


def test_mastodons_likes_are_the_owners_and_bookmarks_nobodys_business(
    tmp_path: Path, shards: Path
) -> None:
    ada = {"@context": CONTEXT, "id": who("ada"), "type": "Person"}
    path = archive(tmp_path / "a", ada, "actor.json")
    archive(path, outbox(note(1, "bo")))
    archive(path, outbox(f"{HOST}/notes/1"), "likes.json")
    archive(path, outbox(f"{HOST}/notes/1", f"{HOST}/notes/2"), "bookmarks.json")
    tables, audit = read(ActivityStreams(), path, shards)
    assert one(tables, "reactions")["account_id"] == ref(who("ada"))
    assert dict(audit.dropped) == {"like or share": 1}
    assert dict(audit.stated) == {"messages": 1}


def test_an_update_is_a_newer_edition_and_a_delete_takes_back_ones_own(
    tmp_path: Path, shards: Path
) -> None:
    acts = [
        act("Update", note(1, content="<p>better</p>"), minute=9),
        act("Create", note(1)),
        act("Create", note(2)),
        act("Delete", {"id": f"{HOST}/notes/2", "type": "Tombstone"}, minute=8),
        act("Create", note(3)),
        act("Delete", f"{HOST}/notes/3", "eve", 8),
    ]
    tables, audit = read(ActivityStreams(), archive(tmp_path / "a", outbox(*acts)), shards)
    assert texts(tables) == ["better", None, "hello"]
    assert [m["deleted_at"] for m in tables["messages"]] == [None, NOON + 480_000_000, None]
    assert audit.dropped["deleted"] == 2


def test_who_joined_left_was_invited_and_attended(tmp_path: Path, shards: Path) -> None:
    group = {"id": f"{HOST}/groups/tea", "type": "Group", "name": "Tea"}
    event = {
        "id": f"{HOST}/events/1",
        "type": "Event",
        "name": "Tasting",
        "startTime": at(30),
        "published": at(0),
        "attributedTo": who("ada"),
    }
    acts = [
        act("Join", group["id"], "bo", 1),
        act("Leave", group, "bo", 2),
        act("Invite", who("cleo"), "ada", 3, target=group),
        act("Accept", act("Invite", who("cleo"), "ada", 3, target=group), "cleo", 4),
        act("Create", event),
        act("Join", event, "bo", 5),
        note(6, audience=group),
    ]
    tables, _ = read(ActivityStreams(), archive(tmp_path / "a", outbox(*acts)), shards)
    tea = ref(f"{HOST}/groups/tea")
    moves = {(m["account_id"], m["channel_id"], m["verb"]) for m in tables["memberships"]}
    assert moves == {
        (ref(who("bo")), tea, "join"),
        (ref(who("bo")), tea, "leave"),
        (ref(who("cleo")), tea, "invite"),
        (ref(who("cleo")), tea, "join"),
    }
    assert one(tables, "gatherings")["title"] == "Tasting"
    assert one(tables, "attendance")["account_id"] == ref(who("bo"))
    assert {c["name"] for c in tables["channels"]} == {"public", "Tea"}


def test_private_talk_is_read_only_where_it_is_named(tmp_path: Path) -> None:
    followers = note(2, content="closed", to=[who("ada") + "/followers"])
    direct = note(3, content="secret", to=[who("bo")], cc=[])
    unlisted = note(4, to=[who("ada") + "/followers"], cc=["as:Public"])
    open_ = note(5)
    del open_["to"]
    path = archive(tmp_path / "a", outbox(followers, direct, unlisted, open_))
    tables, audit = read(ActivityStreams(), path, tmp_path / "1")
    assert texts(tables) == ["hello", "hello"]
    assert dict(audit.dropped) == {"private message": 2}
    tables, _ = read(ActivityStreams(), path, tmp_path / "2", Wish(include_private=("private",)))
    assert texts(tables) == ["closed", "secret", "hello", "hello"]
    assert {c["name"]: c["private"] for c in tables["channels"]} == {
        "public": False,
        "private": True,
    }


def test_titles_questions_and_polls(tmp_path: Path, shards: Path) -> None:
    article = note(1, type="Article", name="On pots")
    question = note(2, type="Question", content="Which pot?")
    poll = note(3, type="Question", content="Vote", oneOf=[{"name": "red"}])
    tables, _ = read(
        ActivityStreams(), archive(tmp_path / "a", outbox(article, question, poll)), shards
    )
    assert [m["kind"] for m in tables["messages"]] == ["post", "question", "post"]
    assert one(tables, "threads")["title"] == "On pots"


def test_addresses_are_kept_as_seals_only(tmp_path: Path, shards: Path) -> None:
    acts = [
        note(1, attributedTo="mailto:ada@mail.example.org", content="ask bo@mail.example.org"),
        note(2, attributedTo=f"{HOST}/people/bo@mail.example.org"),
        note(3, content='<p><a href="https://x.example.org/?q=bo@mail.example.org">x</a></p>'),
    ]
    tables, _ = read(ActivityStreams(), archive(tmp_path / "a", outbox(*acts)), shards, WISH)
    seal = WISH.seal("ada@mail.example.org")
    people = {a["account_id"]: a["email_hash"] for a in tables["accounts"]}
    assert people[ref(seal)] == seal
    assert ref(f"{HOST}/people/{WISH.seal('bo@mail.example.org')}") in people
    assert all(b"mail.example.org" not in f.read_bytes() for f in shards.rglob("*.parquet"))


def test_bad_records_are_counted_by_reason(tmp_path: Path, shards: Path) -> None:
    nobody = note(3)
    del nobody["attributedTo"]
    bad: list[Any] = [
        None,
        7,
        {},
        "text",
        {"type": 4},
        act("Create", 5),
        nobody,
        note(4, published="1970-01-01T00:00:00Z"),
        note(5, published="2106-01-01T00:00:00Z"),
        note(6, published="soon"),
        act("Follow", who("bo")),
        note(7, content="a\0b"),
    ]
    tables, audit = read(ActivityStreams(), archive(tmp_path / "a", outbox(*bad)), shards)
    assert dict(audit.dropped) == {
        "unreadable": 6,
        "no author": 1,
        "impossible time": 3,
        "other activity": 1,
    }
    assert texts(tables) == ["ab"]
    assert audit.found == len(bad)


def test_bad_files_are_named_and_the_rest_goes_on(tmp_path: Path, shards: Path) -> None:
    path = archive(tmp_path / "a", outbox(note(1)))
    archive(path, orjson.dumps(outbox(note(2)))[:-9], "cut.json")
    tables, audit = read(ActivityStreams(), path, shards)
    assert texts(tables) == ["hello"]
    assert [line.split(":")[0] for line in audit.unreadable] == ["cut.json"]


def test_a_broken_line_costs_no_other(tmp_path: Path, shards: Path) -> None:
    data = by_line(note(1), note(2)).replace(b"\n", b'\n{"type":\n\n', 1)
    path = archive(tmp_path / "a", data, "acts.ndjson")
    tables, audit = read(ActivityStreams(), path, shards)
    assert len(tables["messages"]) == 2
    assert dict(audit.dropped) == {"unreadable": 1}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b'{"@context": "https://schema.org"}',
        b'[{"text": "\\"@context\\": \\"https://www.w3.org/ns/activitystreams\\""}]',
        b'[{"text": "see https://www.w3.org/ns/activitystreams"}]',
    ],
)
def test_other_json_is_not_taken_for_activitystreams(content: bytes) -> None:
    assert not ActivityStreams.recognises(Shelf(**{"a.json": content, "b.jsonl": content}))


def test_many_lines_are_cut_into_spans_that_lose_nothing(tmp_path: Path) -> None:
    filler = "pot " * 5_000
    notes = [note(n % 60, id=f"{HOST}/n/{n}", content=f"{n} {filler}") for n in range(900)]
    path = archive(tmp_path / "a", by_line(*notes), "acts.jsonl")
    assert (path / "acts.jsonl").stat().st_size > SPAN_BYTES
    with open_tree(path) as tree:
        assert recognise(tree).platform == "activitystreams"
        assert len(ActivityStreams().parts(tree, Wish())) == 2
    audit = read_source(path, tmp_path / "shards")
    assert audit.found == audit.kept == 900


GOOD = outbox(
    act("Create", note(1, tag=[{"type": "Mention", "href": who("bo"), "name": "@bo"}])),
    act("Like", f"{HOST}/notes/1", "bo"),
    act("Invite", who("cleo"), target={"id": HOST, "type": "Group"}),
    act("Undo", act("Like", f"{HOST}/notes/1", "bo"), "bo"),
    act("Delete", f"{HOST}/notes/1"),
    act("Create", {"id": HOST, "type": "Event", "startTime": at(1), "name": "Tasting"}),
)


@given(broken(GOOD, 6), st.integers(0, 3))
def test_no_broken_record_ever_raises_or_goes_uncounted(content: Any, cut: int) -> None:
    data = orjson.dumps(content)
    marked = b'{"@context": "' + CONTEXT.encode() + b'"}\n' + data
    shelf = Shelf(**{"a.json": data[: len(data) - cut], "b.jsonl": marked})
    for part in ActivityStreams().parts(shelf, WISH):
        rows = ActivityStreams().read(shelf, part, WISH)
        assert rows.audit.found == arrow_ready(rows)["messages"] + rows.audit.dropped.total()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30)))
def test_every_good_note_is_found(said: list[str]) -> None:
    notes = [note(n % 60, id=f"{HOST}/n/{n}", content=text) for n, text in enumerate(said)]
    shelf = Shelf(**{"outbox.json": orjson.dumps(outbox(*notes))})
    (part,) = ActivityStreams().parts(shelf, WISH)
    audit = ActivityStreams().read(shelf, part, WISH).audit
    assert (audit.found, audit.kept) == (len(said), len(said))
