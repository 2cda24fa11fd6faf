"""Stack Exchange dumps: an XML file per table, a row per line."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read

from peerlight.sources import spans
from peerlight.sources.contract import Wish
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import recognise
from peerlight.sources.stackexchange import StackExchange

DAY = "2020-01-0{}T12:00:00.250"
NOON = 1_577_836_800_250_000 + 43_200_000_000

Row = dict[str, str]


def user(number: int, name: str, **more: str) -> Row:
    return {"Id": str(number), "CreationDate": DAY.format(1), "DisplayName": name, **more}


def question(number: int, by: int | str = 1, **more: str) -> Row:
    row = {"Id": str(number), "PostTypeId": "1", "CreationDate": DAY.format(1), "Score": "3"}
    row |= {"Body": "<p>Why?</p>", "OwnerUserId": str(by), "Title": "Pots", "Tags": "<tea><pots>"}
    return {**row, **more}


def answer(number: int, to: int | str = 1, by: int | str = 2, **more: str) -> Row:
    row = {"Id": str(number), "PostTypeId": "2", "ParentId": str(to), "Score": "-2"}
    row |= {"CreationDate": DAY.format(2), "Body": "<p>So.</p>", "OwnerUserId": str(by)}
    return {**row, **more}


def comment(number: int, post: int, text: str = "Hm.", by: int | str = 3, **more: str) -> Row:
    row = {"Id": str(number), "PostId": str(post), "Score": "0", "Text": text}
    return {**row, "CreationDate": DAY.format(3), "UserId": str(by), **more}


def vote(number: int, post: int, kind: int, day: int | str = 4, **more: str) -> Row:
    row = {"Id": str(number), "PostId": str(post), "VoteTypeId": str(kind)}
    return {**row, "CreationDate": f"2020-01-0{day}T00:00:00.000", **more}


def xml(root: str, *rows: Row, before: str = "") -> bytes:
    def line(row: Row) -> str:
        return f"  <row {' '.join(f'{k}={_quoted(v)}' for k, v in row.items())} />\n"

    head = f'<?xml version="1.0" encoding="utf-8"?>\n{before}<{root}>\n'
    return f"\ufeff{head}{''.join(map(line, rows))}</{root}>".encode()


def _quoted(value: str) -> str:
    return quoteattr(value, {"\n": "&#xA;", '"': "&quot;"})


USERS = (
    user(-1, "Community"),
    user(1, "Wanda Brook", AccountId="901"),
    user(2, "Oskar Hill", AccountId="902"),
    user(3, "Mina Field", AccountId="903"),
)


def archive(
    folder: Path, *, more: dict[str, bytes] | None = None, **tables: tuple[Row, ...]
) -> Path:
    files = {"users": USERS, **tables}
    written = {f"{n.title()}.xml": xml(n, *rows) for n, rows in files.items()}
    for name, content in {**written, **(more or {})}.items():
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


def by_id(tables: Tables) -> dict[str, dict[str, Any]]:
    return {row["message_id"].removeprefix("stackexchange:"): row for row in tables["messages"]}


def test_a_question_is_read_whole(tmp_path: Path, shards: Path) -> None:
    asked = question(1, ViewCount="70", LastEditDate=DAY.format(5))
    path = archive(tmp_path / "tea.stackexchange.com", posts=(asked,))
    tables, audit = read(StackExchange(), path, shards)
    assert one(tables, "messages") == {
        "message_id": "stackexchange:1",
        "account_id": "stackexchange:1",
        "channel_id": "stackexchange:tea",
        "thread_id": "stackexchange:1",
        "posted_at": NOON,
        "kind": "question",
        "reply_to": None,
        "edited_at": NOON + 4 * 86_400_000_000,
        "deleted_at": None,
        "text": "Why?",
        "url": "https://tea.stackexchange.com/q/1",
        "views": 70,
    }
    assert one(tables, "threads") == {
        "thread_id": "stackexchange:1",
        "channel_id": "stackexchange:tea",
        "title": "Pots",
        "started_by": "stackexchange:1",
    }
    assert (audit.found, audit.kept) == (1, 1)


def test_users_have_names_and_joined_and_the_community_is_a_bot(
    tmp_path: Path, shards: Path
) -> None:
    tables, _ = read(StackExchange(), archive(tmp_path / "a", posts=(question(1),)), shards)
    found = {a["account_id"]: a for a in tables["accounts"]}
    assert found["stackexchange:1"]["name"] == "Wanda Brook"
    assert found["stackexchange:1"]["created_at"] == NOON
    assert [a for a, row in found.items() if row["is_bot"]] == ["stackexchange:-1"]
    assert {(m["verb"], m["account_id"]) for m in tables["memberships"]} == {
        ("join", f"stackexchange:{n}") for n in (1, 2, 3)
    }


def test_answers_and_comments_stand_in_their_questions_thread_and_channel(
    tmp_path: Path, shards: Path
) -> None:
    # the same number is a post's and a comment's
    comments = (comment(1, 1), comment(2, 7), comment(3, 99))
    path = archive(tmp_path / "a", posts=(answer(7), question(1)), comments=comments)
    found = by_id(read(StackExchange(), path, shards)[0])
    told = {
        number: tuple(
            str(row[c]).removeprefix("stackexchange:")
            for c in ("kind", "thread_id", "reply_to", "channel_id")
        )
        for number, row in found.items()
    }
    assert told == {
        "1": ("question", "1", "None", "tea"),
        "7": ("answer", "1", "1", "tea"),
        "c1": ("comment", "1", "1", "tea"),
        "c2": ("comment", "1", "7", "tea"),
        "c3": ("comment", "99", "99", "without a tag"),
    }


def test_votes_are_counts_and_acceptance_has_its_day(tmp_path: Path, shards: Path) -> None:
    votes = (
        *(vote(n, 7, 2) for n in range(3)),
        vote(4, 7, 3),
        vote(5, 7, 1, day=6),
        vote(6, 1, 5, UserId="3"),
        vote(7, 1, 16),
        vote(8, 1, 8, UserId="2", BountyAmount="50"),
    )
    posts = (question(1, AcceptedAnswerId="7"), answer(7))
    path = archive(tmp_path / "a", posts=posts, votes=votes, comments=(comment(1, 7, Score="4"),))
    tables, _ = read(StackExchange(), path, shards)
    found = {
        (r["message_id"][14:], (r["account_id"] or "-")[14:], r["kind"], r["sign"], r["n"])
        for r in tables["reactions"]
    }
    assert found == {
        ("7", "", "upvote", 1, 3),
        ("7", "", "downvote", -1, 1),
        ("7", "1", "accepted", 1, 1),
        ("1", "3", "bookmark", 1, 1),
        ("1", "2", "bounty", 1, 1),
        ("c1", "", "upvote", 1, 4),
    }
    dated = {r["kind"]: r["reacted_at"] for r in tables["reactions"]}
    assert dated["accepted"] == NOON - 43_200_250_000 + 5 * 86_400_000_000
    assert dated["upvote"] is None


def test_without_votes_the_score_stands_for_them(tmp_path: Path, shards: Path) -> None:
    posts = (question(1, AcceptedAnswerId="7"), answer(7), answer(8, Score="0"))
    tables, _ = read(StackExchange(), archive(tmp_path / "a", posts=posts), shards)
    found = [(r["message_id"][14:], r["kind"], r["sign"], r["n"]) for r in tables["reactions"]]
    assert found == [("1", "upvote", 1, 3), ("7", "accepted", 1, 1), ("7", "downvote", -1, 2)]


def test_calls_mean_whoever_of_that_name_wrote_there_before(tmp_path: Path, shards: Path) -> None:
    users = (*USERS, user(4, "Oskar Lake"), user(5, "Li"))
    posts = (question(1), answer(7), answer(8, by=4), question(20, by=3))
    later = {"CreationDate": DAY.format(5)}
    comments = (
        comment(1, 7, "@OskarHill, @osk and `@Wan` yes", **later),
        comment(2, 8, "@Oskar's is right @Wanda.", **later),
        comment(3, 1, "@Mina too early", by=2, CreationDate=DAY.format(1)),
        comment(4, 1, "@min: it is you, @Os @nobody @li", by=2, **later),
        comment(5, 1, "@Mina not myself"),
        comment(6, 20, "@Wanda was never here", by=2, **later),
    )
    path = archive(tmp_path / "a", users=users, posts=posts, comments=comments)
    tables, audit = read(StackExchange(), path, shards)
    called = [(m["message_id"][14:], m["account_id"][14:]) for m in tables["mentions"]]
    assert called == [("c1", "2"), ("c2", "1"), ("c2", "4"), ("c4", "3")]
    assert any("calls by name are of nobody who wrote before" in note for note in audit.notes)


def test_who_left_is_a_name_and_nobody_listed(tmp_path: Path, shards: Path) -> None:
    gone = {"OwnerUserId": "", "OwnerDisplayName": "user2"}
    left = comment(1, 1, UserId="", UserDisplayName="wanda.brook@tea.example")
    posts = (question(1, **gone), answer(7, OwnerUserId=""))
    wish = Wish(key=b"k" * 32)
    path = archive(tmp_path / "a", posts=posts, comments=(left,))
    tables, audit = read(StackExchange(), path, shards, wish)
    assert [m["account_id"] for m in tables["messages"]] == [
        "stackexchange:~user2",
        f"stackexchange:~{wish.seal('wanda.brook@tea.example')}",
    ]
    assert {a["account_id"] for a in tables["accounts"]} > {
        m["account_id"] for m in tables["messages"]
    }
    assert audit.dropped == {"no author": 1}


def test_wikis_are_posts_of_their_own_and_empty_ones_nobodys(tmp_path: Path, shards: Path) -> None:
    wiki = {"PostTypeId": "5", "Tags": "", "Title": ""}
    posts = (question(1, **wiki), question(2, **wiki, Body=""))
    tables, _ = read(StackExchange(), archive(tmp_path / "a", posts=posts), shards)
    assert [(m["kind"], m["thread_id"][14:]) for m in tables["messages"]] == [
        ("post", "1"),
        ("system", "2"),
    ]
    assert one(tables, "channels")["name"] == "tag wikis"


def test_own_words_and_links_are_taken_and_addresses_never(tmp_path: Path, shards: Path) -> None:
    address = "wanda.brook@tea.example"
    body = (
        "<blockquote><p>old words</p></blockquote><p>mine <a href='https://www.example.org/pot'>x"
        f"</a> <a href='https://example.org/?to={address}'>y</a> {address}</p>"
        "<script>alert(1)</script>"
    )
    users = (user(1, address, AboutMe=address, EmailHash="0" * 32),)
    said = comment(1, 1, f"see [this](https://example.net/a), or {address}", by=1)
    path = archive(
        tmp_path / "a",
        users=users,
        posts=(question(1, Body=body, Title=address),),
        comments=(said,),
    )
    tables, _ = read(StackExchange(), path, shards)
    text = by_id(tables)["1"]["text"]
    assert text.startswith("mine x y") and "old words" not in text and "alert" not in text
    assert {link["domain"] for link in tables["links"]} == {"example.org", "example.net"}
    stored = b"".join(file.read_bytes() for file in shards.rglob("*.parquet"))
    assert b"wanda.brook" not in stored


def test_several_sites_stay_apart_and_one_person_is_tied(tmp_path: Path, shards: Path) -> None:
    other = (user(9, "Wanda B", AccountId="901"), user(2, "Somebody", AccountId="777"))
    more = {
        "meta/Users.xml": xml("users", *other),
        "meta/Posts.xml": xml("posts", question(1, by=9)),
        "main/Users.xml": xml("users", *USERS),
        "main/Posts.xml": xml("posts", question(1)),
    }
    path = archive(tmp_path / "a", more=more)
    (path / "Users.xml").unlink()
    tables, _ = read(StackExchange(), path, shards)
    assert [m["message_id"] for m in tables["messages"]] == [
        "stackexchange:main/1",
        "stackexchange:meta/1",
    ]
    tied = {a["account_id"]: a["same_as"] for a in tables["accounts"] if a["same_as"]}
    assert tied == {"stackexchange:meta/9": "stackexchange:main/1"}
    assert [c["name"] for c in tables["channels"]] == ["main/tea", "meta/tea"]


BOMB = '<!DOCTYPE posts [<!ENTITY a "tea"><!ENTITY b "&a;&a;&a;&a;">]>\n'
THEFT = "<!DOCTYPE posts\n[\n<!entity a SYSTEM 'file:///etc/hostname'>]>\n"


@pytest.mark.parametrize("before", [BOMB, THEFT])
def test_files_with_entities_are_refused(tmp_path: Path, shards: Path, before: str) -> None:
    more = {"Posts.xml": xml("posts", question(1, Body="&b;"), before=before)}
    path = archive(tmp_path / "a", comments=(comment(1, 1),), more=more)
    tables, audit = read(StackExchange(), path, shards)
    assert [m["kind"] for m in tables["messages"]] == ["comment"]
    assert audit.unreadable == [
        "Posts.xml: declares entities of its own, which is never needed; not read"
    ]


def test_a_document_type_that_names_a_file_alone_is_never_fetched(
    tmp_path: Path, shards: Path
) -> None:
    named = xml("posts", question(1), before="<!DOCTYPE posts SYSTEM 'posts.dtd'>\n")
    path = archive(tmp_path / "a", more={"Posts.xml": named, "posts.dtd": b"<!ENTITY a 'b'>"})
    tables, audit = read(StackExchange(), path, shards)
    assert len(tables["messages"]) == 1
    assert audit.unreadable == []


def test_bad_rows_are_counted_by_reason(tmp_path: Path, shards: Path) -> None:
    times = ("1970-01-01T00:00:00", "2106-02-07T00:00:00", "", "yesterday")
    posts = (
        question(1),
        *(question(2, CreationDate=at) for at in times),
        question(3, Id=""),
        {"PostTypeId": "1"},
    )
    damaged = (
        xml("posts", *posts).replace(b"</posts>", b"")
        + b'<row Id="8" Body="&nothing;" />\n<row Id="9" Id="9" />\n'
        + xml("x", question(10, Body="a\x01b")).split(b"\n")[2].replace(b"\x01", b"&#x1;")
        + b"\n"
        + xml("x", question(11, Body="caf\u00e9"))
        .decode("utf-8-sig")
        .encode("latin-1")
        .split(b"\n")[2]
        + b'\n  <row Id="12" PostTypeId="1" Body="cut of'
    )
    path = archive(
        tmp_path / "a",
        comments=(comment(1, 1), comment(2, 1, PostId="")),
        more={"Posts.xml": damaged},
    )
    tables, audit = read(StackExchange(), path, shards)
    assert audit.dropped == {"unreadable": 6, "impossible time": 4}
    assert audit.found == len(tables["messages"]) + 10
    assert {n: row["text"] for n, row in by_id(tables).items()} == {
        "1": "Why?",
        "10": "ab",
        "11": "caf\u00e9",
        "c1": "Hm.",
    }


def test_what_the_site_itself_counts_is_stated(tmp_path: Path, shards: Path) -> None:
    posts = (
        question(1, AnswerCount="2", CommentCount="1"),
        answer(7, CommentCount="3"),
        question(5, PostTypeId="4", CommentCount="0"),
    )
    _, audit = read(StackExchange(), archive(tmp_path / "a", posts=posts), shards)
    assert audit.stated == {"messages": 8}
    assert audit.found == 3


def test_what_was_withdrawn_keeps_no_text(tmp_path: Path, shards: Path) -> None:
    gone = question(1, DeletionDate=DAY.format(2))
    tables, _ = read(StackExchange(), archive(tmp_path / "a", posts=(gone,)), shards)
    message = one(tables, "messages")
    assert (message["text"], message["deleted_at"]) == (None, NOON + 86_400_000_000)


def test_packed_and_wide_files_are_read(tmp_path: Path, shards: Path) -> None:
    path = archive(
        tmp_path / "a",
        more={
            "tea-Posts.xml.gz": gzip.compress(xml("posts", question(1))),
            "tea-Comments.xml": xml("comments", comment(1, 1, "caf\u00e9"))
            .decode("utf-8-sig")
            .encode("utf-16"),
        },
    )
    tables, audit = read(StackExchange(), path, shards)
    assert [m["text"] for m in tables["messages"]] == ["Why?", "caf\u00e9"]
    assert audit.unreadable == []


def test_another_name_for_the_source_is_in_every_id(tmp_path: Path, shards: Path) -> None:
    path = archive(
        tmp_path / "a",
        posts=(question(1, AcceptedAnswerId="7"), answer(7)),
        comments=(comment(1, 7, "@Oskar thanks"),),
        votes=(vote(1, 7, 2),),
    )
    tables, _ = read(StackExchange(), path, shards, Wish(source="club"))
    for table in ("messages", "accounts", "channels", "threads", "mentions", "reactions"):
        assert tables[table]
        for row in tables[table]:
            ids = [value for column, value in row.items() if column.endswith("_id") and value]
            assert all(i.startswith("club:") for i in ids)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Posts.xml", b""),
        ("Posts.xml", b"<blog><posts-of-mine/></blog>"),
        ("Posts.xml", b'<posts>\n<row Id="1" Title="a blog" />\n</posts>'),
        ("Users.xml", xml("users", *USERS)),
        ("posts.json", b"{}"),
    ],
)
def test_other_files_are_not_taken_for_a_dump(name: str, content: bytes) -> None:
    assert not StackExchange.recognises(Shelf(**{name: content}))


def test_the_dump_is_known_by_itself(tmp_path: Path) -> None:
    with open_tree(archive(tmp_path / "a", posts=(question(1),))) as tree:
        assert isinstance(recognise(tree), StackExchange)


def test_a_large_dump_is_cut_into_spans_that_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = [question(n) if n % 3 == 0 else answer(n, n - n % 3) for n in range(3, 300)]
    comments = [comment(n, n, "@Oskar thanks " * (n % 9)) for n in range(3, 300)]
    votes = [vote(n, n % 40, 2) for n in range(400)]
    path = archive(tmp_path / "a", posts=tuple(posts), comments=tuple(comments), votes=tuple(votes))
    whole, _ = read(StackExchange(), path, tmp_path / "1")
    monkeypatch.setattr(spans, "SPAN_BYTES", 5_001)
    with open_tree(path) as tree:
        assert len(StackExchange().parts(tree, Wish())) > 10
    cut, audit = read(StackExchange(), path, tmp_path / "2")
    assert whole == cut
    assert audit.found == len(posts) + len(comments)
    assert sum(r["n"] for r in cut["reactions"] if r["kind"] == "upvote") == 400


LETTERS = st.characters(
    codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"
)
VALUE = st.text(LETTERS, max_size=12) | st.sampled_from(
    ["<p>", "<blockquote>a", "@Wanda", "-1", "7", "1e9", "9" * 30, "2020-01-01", "0001-01-01"]
)
COLUMNS = sorted({*question(1), *answer(1), *comment(1, 1), *vote(1, 1, 1), *user(1, "")})
ROWS = st.lists(st.dictionaries(st.sampled_from(COLUMNS), VALUE), max_size=4)


@given(ROWS, ROWS, st.integers(0, 60), st.binary(max_size=12))
def test_no_broken_row_ever_raises_or_goes_uncounted(
    posts: list[Row], others: list[Row], cut: int, junk: bytes
) -> None:
    made = xml("posts", question(1), *({**question(2), **row} for row in posts))
    shelf = Shelf(
        **{
            "Posts.xml": made[: len(made) - cut] + junk,
            "Comments.xml": xml("comments", *others),
            "Votes.xml": xml("votes", *others),
            "Users.xml": junk + xml("users", *others)[cut:],
        }
    )
    for part in StackExchange().parts(shelf, Wish()):
        rows = StackExchange().read(shelf, part, Wish())
        counted = arrow_ready(rows)["messages"] + sum(rows.audit.dropped.values())
        assert rows.audit.found == counted
        if cut == 0 and not junk:
            assert counted == 1 + len(posts) + len(others)
