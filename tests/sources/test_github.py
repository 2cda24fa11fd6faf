"""GitHub's JSON: items with what was said of them, in three shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from tests.sources.broken_records import broken
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read

from peerlight.sources.contract import Wish
from peerlight.sources.github import GitHub
from peerlight.sources.github.bodies import called, closes, own_words
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import recognise

AT = "2020-09-13T12:26:40Z"
NOON = 1_600_000_000_000_000
SITE = "https://github.com/tea/kettle"
API = "https://api.github.com/repos/tea/kettle"

Json = dict[str, Any]


def item(n: int, author: str | None = "Wanda-B", kind: str = "issues", **more: Any) -> Json:
    return {
        "number": n,
        "title": "Cold pots",
        "url": f"{SITE}/{kind}/{n}",
        "author": author,
        "authorAssociation": "NONE",
        "body": "How do I warm it?",
        "createdAt": AT,
        "updatedAt": AT,
        "comments": [],
        **more,
    }


def said(author: str | None, body: str = "Warm it.", **more: Any) -> Json:
    return {
        "author": author,
        "authorAssociation": "NONE",
        "body": body,
        "createdAt": AT,
        "updatedAt": AT,
        **more,
    }


def archive(issues: list[Any], pulls: list[Any] | None = None) -> Json:
    return {"repo": "tea/kettle", "labels": [], "issues": issues, "pulls": pulls or []}


def take(tmp_path: Path, content: Any, wish: Wish | None = None) -> Tables:
    return take_all(tmp_path, {"archive.json": content}, wish)[0]


def take_all(tmp_path: Path, files: Json, wish: Wish | None = None) -> tuple[Tables, Any]:
    folder = tmp_path / "github"
    folder.mkdir()
    for name, content in files.items():
        data = content if isinstance(content, bytes) else orjson.dumps(content)
        (folder / name).write_bytes(data)
    return read(GitHub(), folder, tmp_path / "shards", wish)


def by_id(tables: Tables) -> dict[str, Json]:
    return {row["message_id"]: row for row in tables["messages"]}


def test_an_issue_is_read_whole(tmp_path: Path) -> None:
    body = "Ask @Otto-K, or wanda@mail.example; see https://tea.example/pots.\n> quoted @nobody"
    tables = take(tmp_path, archive([item(7, body=body), item(8, "otto-k")]))
    assert by_id(tables)["github:tea/kettle#7"] == {
        "message_id": "github:tea/kettle#7",
        "account_id": "github:wanda-b",
        "channel_id": "github:tea/kettle",
        "thread_id": "github:tea/kettle#7",
        "posted_at": NOON,
        "kind": "post",
        "reply_to": None,
        "edited_at": None,
        "deleted_at": None,
        "text": "Ask @Otto-K, or (e-mail address); see https://tea.example/pots.",
        "url": f"{SITE}/issues/7",
        "views": None,
    }
    assert [m["account_id"] for m in tables["mentions"]] == ["github:otto-k"]
    assert [link["domain"] for link in tables["links"]] == ["tea.example"]
    assert tables["accounts"][1]["handle"] == "Wanda-B"
    assert (tables["threads"][0]["title"], tables["threads"][0]["started_by"]) == (
        "Cold pots",
        "github:wanda-b",
    )


def test_comments_reviews_remarks_and_merges(tmp_path: Path) -> None:
    remark = {"body": "Here?", "createdAt": AT, "updatedAt": AT, "originalPosition": 4}
    review = said("mina-f", "", id="PRR_1", state="APPROVED", comments=[remark, remark])
    pull = item(
        9,
        kind="pull",
        baseRefName="main",
        body="Closes #7",
        comments=[said("Otto-K"), said("otto-k", "Again."), said("wanda-b")],
        reviews=[review],
        mergedBy="mina-f",
        mergedAt="2020-09-14T12:26:40Z",
    )
    tables = take(tmp_path, archive([item(7, "otto-k")], [pull]))
    found = by_id(tables)
    thread = "github:tea/kettle#9"
    assert {v["thread_id"] for k, v in found.items() if k.startswith(thread)} == {thread}
    kinds = sorted((v["kind"], v["account_id"], v["reply_to"] or "") for v in found.values())
    assert kinds == [
        ("comment", "github:otto-k", ""),
        ("comment", "github:otto-k", ""),
        ("comment", "github:wanda-b", ""),
        ("post", "github:otto-k", ""),
        ("post", "github:wanda-b", "github:tea/kettle#7"),
        ("review", "github:mina-f", thread),
        ("review", "github:mina-f", thread),
        ("review", "github:mina-f", thread),
        ("review", "github:mina-f", thread),
    ]
    assert found[f"{thread}:merged"]["posted_at"] == NOON + 86_400_000_000
    # without an address of its own a comment is shown on its item's page
    assert {v["url"] for k, v in found.items() if k.startswith(thread)} == {f"{SITE}/pull/9"}


def test_merging_ones_own_is_nothing_done_for_others(tmp_path: Path) -> None:
    pull = item(9, kind="pull", mergedBy="WANDA-B", mergedAt=AT, reviews=[])
    assert len(take(tmp_path, archive([], [pull]))["messages"]) == 1


def test_ids_are_the_same_in_a_later_export(tmp_path: Path) -> None:
    first = [said("otto-k"), said("mina-f")]
    more = [*first, said("otto-k", "Later.", createdAt="2020-09-15T12:26:40Z")]
    (tmp_path / "2").mkdir()
    one = by_id(take(tmp_path, archive([item(7, comments=first)])))
    two = by_id(take(tmp_path / "2", archive([item(6), item(7, comments=more)])))
    assert one.keys() < two.keys()


def rest(kind: str, n: int, who: str = "Wanda-B", **more: Any) -> Json:
    places: dict[str, Json] = {
        "issue": {"url": f"{API}/issues/{n}", "html_url": f"{SITE}/issues/{n}", "number": n},
        "pull": {"url": f"{API}/pulls/{n}", "html_url": f"{SITE}/pull/{n}", "number": n},
        "comment": {
            "issue_url": f"{API}/issues/{n}",
            "html_url": f"{SITE}/pull/{n}#issuecomment-1",
        },
        "review": {"pull_request_url": f"{API}/pulls/{n}", "state": "APPROVED", "submitted_at": AT},
        "remark": {"pull_request_url": f"{API}/pulls/{n}", "diff_hunk": "@@", "path": "pot.c"},
    }
    times = {} if kind == "review" else {"created_at": AT, "updated_at": AT}
    user = {"login": who, "id": 4, "type": "User"}
    titled: Json = {"title": "Cold pots", "comments": 1} if kind in ("issue", "pull") else {}
    return {"user": user, "body": "Warm it.", **places[kind], **times, **titled, **more}


def test_the_lists_of_the_web_api(tmp_path: Path) -> None:
    robot = {"login": "kettle-app", "type": "Bot"}
    reactions = {"total_count": 4, "+1": 2, "-1": 1, "heart": 1, "confused": 0}
    files = {
        "issues.json": [
            rest("issue", 7, author_association="OWNER", reactions=reactions),
            rest("issue", 9, pull_request={"url": "x"}),
        ],
        "pulls.json": [rest("pull", 9, merged_at=AT, base={"ref": "main"})],
        "comments.json": [
            rest("comment", 9, "otto-k", id=5),
            rest("comment", 7, id=6, user=robot),
            rest("comment", 7, "otto-k", id=8, updated_at="2020-09-14T00:00:00Z"),
        ],
        "remarks.json": [
            rest("remark", 9, "mina-f", id=11),
            rest("remark", 9, id=12, in_reply_to_id=11),
        ],
        "reviews.json": [rest("review", 9, "mina-f", id=21, body="")],
    }
    tables, audit = take_all(tmp_path, files)
    found = by_id(tables)
    pot = "github:tea/kettle#9"
    assert set(found) == {
        "github:tea/kettle#7",
        "github:tea/kettle#7:comment-6",
        "github:tea/kettle#7:comment-8",
        pot,
        f"{pot}:comment-5",
        f"{pot}:remark-11",
        f"{pot}:remark-12",
        f"{pot}:review-21",
    }
    assert found[f"{pot}:remark-12"]["reply_to"] == f"{pot}:remark-11"
    assert found[f"{pot}:review-21"]["reply_to"] == pot
    assert found["github:tea/kettle#7:comment-8"]["edited_at"] == NOON + 41_600_000_000
    assert found[f"{pot}:comment-5"]["url"] == f"{SITE}/pull/9#issuecomment-1"
    assert {(r["kind"], r["sign"], r["n"]) for r in tables["reactions"]} == {
        ("+1", 1, 2),
        ("-1", -1, 1),
        ("heart", 1, 1),
    }
    assert [(a["account_id"], a["title"]) for a in tables["appointments"]] == [
        ("github:wanda-b", "owner")
    ]
    assert [a["handle"] for a in tables["accounts"] if a["is_bot"]] == ["kettle-app"]
    # the pull request stands in both lists, and its comments are stated in both
    assert (audit.found, audit.stated) == (9, {"messages": 6})


def test_the_lists_of_the_gh_tool(tmp_path: Path) -> None:
    who = {"login": "wanda-b", "name": "Wanda Brook", "is_bot": False}
    robot = {"login": "app/kettle", "is_bot": True}
    groups = [{"content": "THUMBS_UP", "users": {"totalCount": 3}}]
    issue = item(7, None, comments=[said(None, id="IC_1", reactionGroups=groups)])
    issue |= {"author": who}
    issue["comments"][0]["author"] = robot
    tables = take(tmp_path, [issue])
    assert {a["name"]: a["is_bot"] for a in tables["accounts"]} == {
        "Wanda Brook": False,
        None: True,
    }
    (reaction,) = tables["reactions"]
    assert (reaction["message_id"], reaction["kind"], reaction["n"]) == (
        "github:tea/kettle#7:comment-IC_1",
        "+1",
        3,
    )


def test_pages_in_a_row_and_lines_are_read(tmp_path: Path) -> None:
    pages = orjson.dumps([item(1)]) + b"\n" + orjson.dumps([item(2)])
    lines = b"\n".join(orjson.dumps(item(n)) for n in (3, 4)) + b'\n{"number": 5'
    nested = [[item(6)], [item(7)]]
    tables, audit = take_all(tmp_path, {"a.json": pages, "b.jsonl": lines, "c.json": nested})
    assert len(tables["messages"]) == 6
    assert [u.partition(":")[0] for u in audit.unreadable] == ["b.jsonl"]


def test_robots_are_known_by_their_names(tmp_path: Path) -> None:
    logins = ("kettle-bot", "renovate[bot]", "pot-aibot", "talbot", "abbot-t")
    tables = take(tmp_path, archive([item(n, login) for n, login in enumerate(logins)]))
    robots = {a["handle"] for a in tables["accounts"] if a["is_bot"]}
    assert robots == {"kettle-bot", "renovate[bot]", "pot-aibot"}


def test_what_is_dropped_is_counted(tmp_path: Path) -> None:
    records = [
        item(1),
        item(2, None),
        item(3, "ghost"),
        item(4, createdAt="1970-01-01T00:00:00Z"),
        item(5, createdAt="2106-01-01T00:00:00Z"),
        item(6, createdAt=None),
        "nonsense",
        {"title": "of nothing"},
        item(7, comments=["nonsense", said("otto-k", state="PENDING"), said("otto-k")]),
    ]
    tables, audit = take_all(tmp_path, {"archive.json": archive(records)})
    assert len(tables["messages"]) == audit.kept == 3
    assert audit.dropped == {
        "author deleted their account": 2,
        "impossible time": 3,
        "unreadable": 3,
        "not yet published": 1,
    }


def private(n: int) -> Json:
    base = {"repo": {"id": 1, "full_name": "tea/kettle", "private": True}}
    return rest("pull", n, base=base)


def test_private_repositories_are_read_only_if_they_are_named(tmp_path: Path) -> None:
    files = {"pulls.json": [private(9)], "issues.json": [rest("issue", 7)]}
    tables, audit = take_all(tmp_path, files)
    assert tables["messages"] == []
    assert audit.dropped == {"private repository": 2}
    (tmp_path / "2").mkdir()
    wish = Wish(include_private=("tea/kettle",))
    tables, audit = take_all(tmp_path / "2", files, wish)
    assert len(tables["messages"]) == 2
    assert [c["private"] for c in tables["channels"]] == [True]


def test_no_address_is_stored(tmp_path: Path) -> None:
    who = {"login": "otto-k", "name": "otto@post.example"}
    records = [
        item(1, "wanda@mail.example"),
        item(2, None) | {"author": who},
        item(3, title="for otto@post.example", body="mailto:otto@post.example"),
    ]
    take(tmp_path, archive(records))
    stored = b"".join(f.read_bytes() for f in (tmp_path / "shards").rglob("*") if f.is_file())
    assert stored
    assert b"mail.example" not in stored
    assert b"post.example" not in stored


@pytest.mark.parametrize(
    ("body", "logins"),
    [
        ("@Otto-K and @otto-k, @mina", ["otto-k", "mina"]),
        ("wanda@mail and x/@mina and @@pots", []),
        ("`@a` ``b `@c` `` ```@d```\n```c\n@e\n```\n~~~\n@f\n~~~\n@g", ["g"]),
        ("```\n@a", []),
        ("```\r\n@a\r\n```\r\n@b", ["b"]),
        ("> @a wrote\n  > @b\n@c", ["c"]),
        ("<!-- @a --> @b <!-- @c", ["b"]),
        ("", []),
    ],
)
def test_calls(body: str, logins: list[str]) -> None:
    assert called(own_words(body)) == logins


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("Fixes #12, closes #3", 12),
        ("resolved: #4", 4),
        ("see #12", None),
        ("prefix #12", None),
        ("`fixes #12`", None),
        ("> fixes #12", None),
        ("fixes tea/pot#12", None),
    ],
)
def test_what_is_closed(body: str, number: int | None) -> None:
    assert closes(own_words(body)) == number


def test_own_words() -> None:
    assert own_words("a\n> b\n<!-- c -->\nd -> e\n") == "a\n \nd -> e\n"


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        {"issues": [], "pulls": []},
        [{"id": 1, "topic_id": 2, "created_at": AT, "cooked": "<p>a</p>"}],
        [{"id": 1, "sender_full_name": "Wanda", "timestamp": 1, "content": SITE + "/issues/1"}],
        [{"url": f"{SITE}/issues/1", "title": "a"}],
        "text",
    ],
)
def test_other_formats_are_not_recognised(content: Any) -> None:
    assert not GitHub.recognises(Shelf(**{"a.json": orjson.dumps(content)}))


@pytest.mark.parametrize(
    "content",
    [archive([item(1)]), [item(1)], [rest("comment", 9, id=1)], [rest("review", 9, id=1)]],
)
def test_all_shapes_are_recognised_among_all_formats(tmp_path: Path, content: Any) -> None:
    (tmp_path / "a.json").write_bytes(orjson.dumps(content))
    with open_tree(tmp_path) as tree:
        assert isinstance(recognise(tree), GitHub)


def test_a_file_of_something_else_is_named(tmp_path: Path) -> None:
    files = {
        "a.json": [item(1)],
        "labels.json": [{"name": "cold"}],
        "b.json": b"\xff{",
        "c.json": b"",
    }
    tables, audit = take_all(tmp_path, files)
    assert len(tables["messages"]) == 1
    assert [u.partition(":")[0] for u in audit.unreadable] == ["b.json", "labels.json"]
    assert audit.found == 1


REVIEW = said("mina-f", id="R", state="COMMENTED", comments=[{"body": "x", "createdAt": AT}])
GOOD = archive(
    [item(1, comments=[said("otto-k"), said("mina-f")])],
    [item(2, kind="pull", reviews=[REVIEW], mergedBy="otto-k", mergedAt=AT)],
)
LISTS = [
    rest("issue", 1),
    rest("comment", 1, id=3),
    rest("review", 2, id=4),
    rest("remark", 2, id=5),
]


@given(broken(GOOD) | broken(LISTS))
def test_broken_records_are_counted_and_never_raise(content: Any) -> None:
    reader, shelf = GitHub(), Shelf(**{"a.json": orjson.dumps(content)})
    for part in reader.parts(shelf, Wish()):
        rows = reader.read(shelf, part, Wish())
        assert rows.audit.found == rows.audit.kept + sum(rows.audit.dropped.values())
        assert arrow_ready(rows)["messages"] == rows.audit.kept
