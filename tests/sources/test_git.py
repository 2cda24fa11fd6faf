"""Git logs as text: commits, who reviewed, who merged, which commits came in together."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read

from peerlight.errors import BadInput
from peerlight.sources.audit import Audit
from peerlight.sources.contract import Part, Wish
from peerlight.sources.git import Git
from peerlight.sources.git.dates import moment
from peerlight.sources.git.logs import begins, read_commit
from peerlight.sources.git.mailmap import read_mailmap
from peerlight.sources.git.pulls import pulls
from peerlight.sources.git.trailers import parted
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import read_source, recognise
from peerlight.store.tables import Message

WISH = Wish(key=b"a key for tests")
WANDA = "Wanda Brook <wanda@mail.example>"
OTTO = "Otto Klein <otto@post.example>"
MINA = "Mina Field <mina@mail.example>"
WEB = "GitHub <noreply@github.com>"
NOON = 1_600_000_000_000_000


def number(n: int) -> str:
    return f"{n:040x}"


def wrote(
    n: int,
    message: str = "Warm the pot",
    author: str = WANDA,
    *above: int,
    committer: str = "",
    date: str = "2020-09-13T12:26:40+00:00",
) -> str:
    indented = "\n".join(f"    {line}" for line in message.split("\n"))
    return (
        f"commit {number(n)}\n"
        + (f"Parents: {' '.join(map(number, above))}\n" if above else "")
        + f"Author:     {author}\nAuthorDate: {date}\n"
        + f"Commit:     {committer or author}\nCommitDate: {date}\n\n{indented}\n\n"
    )


def log(folder: Path, *commits: str, name: str = "kettle.log", **more: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("".join(commits), "utf-8")
    for other, text in more.items():
        (folder / other).write_text(text, "utf-8")
    return folder


def take(tmp_path: Path, *commits: str) -> Tables:
    tables, audit = read(Git(), log(tmp_path / "log", *commits), tmp_path / "shards", WISH)
    assert not audit.unreadable
    return tables


def by_id(tables: Tables) -> dict[str, dict[str, Any]]:
    return {row["message_id"]: row for row in tables["messages"]}


def account(address: str) -> str:
    return f"git:{WISH.seal(address)}"


def commit_id(n: int) -> str:
    return f"git:{number(n)}"


def names(tables: Tables) -> dict[str, str | None]:
    return {row["account_id"]: row["name"] for row in tables["accounts"]}


def test_a_commit_is_read_whole(tmp_path: Path) -> None:
    said = (
        "Warm the pot\n\nSee https://tea.example/pots and ask wanda@mail.example.\n\nChange-Id: I1"
    )
    tables = take(tmp_path, wrote(1, said))
    (message,) = tables["messages"]
    assert message == {
        "message_id": commit_id(1),
        "account_id": account("wanda@mail.example"),
        "channel_id": "git:kettle",
        "thread_id": commit_id(1),
        "posted_at": NOON,
        "kind": "post",
        "reply_to": None,
        "edited_at": None,
        "deleted_at": None,
        "text": "Warm the pot\nSee https://tea.example/pots and ask (e-mail address).",
        "url": None,
        "views": None,
    }
    (who,) = tables["accounts"]
    assert who["name"] == "Wanda Brook"
    assert who["email_hash"] == WISH.seal("WANDA@mail.example")
    assert tables["threads"][0]["title"] == "Warm the pot"
    assert tables["channels"][0]["name"] == "kettle"
    assert [link["domain"] for link in tables["links"]] == ["tea.example"]


@pytest.mark.parametrize(
    "text",
    [
        f"commit {number(1)}\nAuthor: {WANDA}\n"
        "Date:   Sun Sep 13 12:26:40 2020 +0000\n\n    Warm\n",
        f"commit {number(1)} (HEAD -> main, tag: v1)\nAuthor: {WANDA}\n"
        "Date:   2020-09-13 14:26:40 +0200\n\n    Warm\n\n kettle.c | 3 +++\n 1 file changed\n",
        f"commit {number(1)}\ntree {number(7)}\nparent {number(8)}\n"
        f"author {WANDA} 1600000000 +0100\ncommitter {WANDA} 1600000000 +0100\n\n    Warm\n",
        f"commit {number(1)} {number(8)}\nAuthor: {WANDA}\nDate:   1600000000\n\n    Warm\n\n"
        "diff --git a/x b/x\n@@ -1 +1 @@\n-    old\n+    commit to it\n     kept\n",
        f"\ufeffcommit {number(1)}\r\nAuthor: {WANDA}\r\n"
        "Date:   1600000000 +0000\r\n\r\n    Warm\r\n",
    ],
    ids=["medium", "decorated with stat", "raw", "parents and patch", "Windows"],
)
def test_the_formats_of_git_log_read_the_same(tmp_path: Path, text: str) -> None:
    (message,) = take(tmp_path, text)["messages"]
    assert (message["message_id"], message["posted_at"], message["text"]) == (
        commit_id(1),
        NOON,
        "Warm",
    )
    assert message["account_id"] == account("wanda@mail.example")


@pytest.mark.parametrize(
    ("text", "at", "zoned"),
    [
        ("1600000000 +0200", NOON, True),
        ("@1600000000", NOON, True),
        ("2020-09-13T12:26:40Z", NOON, True),
        ("2020-09-13 17:56:40 +0530", NOON, True),
        ("Sun Sep 13 12:26:40 2020", NOON, False),
        ("Sun, 13 Sep 2020 12:26:40 +0000", NOON, True),
        ("2020-09-13", NOON - 44_800_000_000, False),
        ("2 days ago", None, True),
        ("0 +0000", None, True),
        ("Thu Jan 1 00:00:00 1970 +0000", None, True),
        ("4102444800 +0000", None, True),
        ("Sun Xyz 13 12:26:40 2020 +0000", None, True),
        ("2020-13-45", None, True),
    ],
)
def test_dates(text: str, at: int | None, zoned: bool) -> None:
    assert moment(text) == (at, zoned)


def test_a_date_without_a_zone_is_noted(tmp_path: Path) -> None:
    path = log(tmp_path / "log", wrote(1, date="Sun Sep 13 12:26:40 2020"))
    _, audit = read(Git(), path, tmp_path / "shards", WISH)
    assert audit.notes == ["Some dates are written without a zone and are read as UTC."]


def test_reviewers_and_helpers_answer_the_commit(tmp_path: Path) -> None:
    said = (
        "Warm the pot\n\nReviewed-by: Otto Klein <otto@post.example>\nTested-by: Mina Field\n"
        "Helped-by: @Ida-Moss\nReviewed-by: Wanda Brook <wanda@mail.example>"
    )
    tables = take(tmp_path, wrote(1, said))
    acts = {k: v for k, v in by_id(tables).items() if v["kind"] == "review"}
    assert {(v["account_id"], v["reply_to"], v["thread_id"], v["text"]) for v in acts.values()} == {
        (account("otto@post.example"), commit_id(1), commit_id(1), None),
        ("git:Mina Field", commit_id(1), commit_id(1), None),
        ("git:ida-moss", commit_id(1), commit_id(1), None),
    }
    assert by_id(tables)[commit_id(1)]["text"] == "Warm the pot"


def test_co_authors_and_reporters_are_mentioned_by_the_author(tmp_path: Path) -> None:
    said = (
        "Warm\n\nCo-authored-by: Otto Klein <otto@post.example>\nReported-by: Mina Field\n"
        "Co-authored-by: Wanda Brook <wanda@mail.example>"
    )
    tables = take(tmp_path, wrote(1, said))
    assert [m["account_id"] for m in tables["mentions"]] == sorted(
        [account("otto@post.example"), "git:Mina Field"]
    )
    assert len(tables["messages"]) == 1


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Reviewed-by: Otto Klein <o@post.example>", [("Otto Klein", "o@post.example", None)]),
        (
            "Co-authored-by: Otto [o@post.example](mailto:o@post.example)",
            [("Otto", "o@post.example", None)],
        ),
        ("Co-Authored-By: Otto Klein o@post.example", [("Otto Klein", "o@post.example", None)]),
        ("co-authored by Otto Klein", [("Otto Klein", "", None)]),
        ("* Co-authored-by: Otto (@otto-k)", [("Otto", "", "otto-k")]),
        ("Co-authored-by: Otto https://github.com/otto-k", [("Otto", "", "otto-k")]),
        (
            "Co-authors: `pot-gpt`, Otto Klein and Mina",
            [("pot-gpt", "", None), ("Otto Klein", "", None), ("Mina", "", None)],
        ),
        ("Reviewer: otto, mina (for tea, ltd.)", [("otto", "", None), ("mina", "", None)]),
        ("Reviewer: Fix test_pot.py on old kettles of all the known kinds", []),
        ("Reviewer: none", []),
        ("Review: https://tea.example/1", []),
        ("Reviewed the pot by hand", []),
        ("acked-by:", []),
    ],
)
def test_trailers(line: str, people: list[tuple[str, str, str | None]]) -> None:
    found = [(t.who.name, t.who.address, t.handle) for t in parted(f"Warm\n\n{line}\n")[1]]
    assert found == people


def test_an_author_named_in_the_message_wrote_it_and_the_committer_took_it_in(
    tmp_path: Path,
) -> None:
    said = "Warm\n\nAuthor: otto, ida\nReviewer: wanda, mina\nFixes: #7"
    tables = take(tmp_path, wrote(1, said))
    found = by_id(tables)
    assert found[commit_id(1)]["account_id"] == "git:otto"
    # the reviewer wanda is who committed it, by her address, so that is one act and not two
    acts = {v["account_id"] for v in found.values() if v["kind"] == "review"}
    assert acts == {"git:wanda", "git:mina"}
    assert [m["account_id"] for m in tables["mentions"]] == ["git:ida"]


def test_who_signs_by_their_own_nick_stays_the_author(tmp_path: Path) -> None:
    tables = take(tmp_path, wrote(1, "Warm\n\nAuthor: WANDA\nReviewer: otto"))
    assert by_id(tables)[commit_id(1)]["account_id"] == account("wanda@mail.example")


def test_who_commits_anothers_work_answers_it_but_a_host_or_robot_does_not(tmp_path: Path) -> None:
    robot = "mergify[bot] <9+mergify[bot]@users.noreply.github.com>"
    again = "W. Brook <wanda@mail.example>"
    tables = take(
        tmp_path,
        wrote(1, committer=OTTO),
        wrote(2, committer=WEB),
        wrote(3, committer=robot),
        wrote(4, committer=again),
    )
    (act,) = (v for v in tables["messages"] if v["kind"] == "review")
    assert (act["account_id"], act["reply_to"]) == (account("otto@post.example"), commit_id(1))


def test_a_merged_pull_request_is_one_thread(tmp_path: Path) -> None:
    merge = "Merge pull request #7 from Wanda-B/pots\n\nWarm the pot first"
    tables = take(
        tmp_path,
        wrote(5, merge, OTTO, 1, 4, committer=WEB),
        wrote(4, "Warm it more", WANDA, 3),
        wrote(3, "Warm it\n\nReviewed-by: Mina Field <mina@mail.example>", WANDA, 1),
        wrote(1, "Begin", OTTO),
    )
    found = by_id(tables)
    assert {found[commit_id(n)]["thread_id"] for n in (3, 4, 5)} == {commit_id(5)}
    assert found[commit_id(1)]["thread_id"] == commit_id(1)
    assert {t["thread_id"]: t["title"] for t in tables["threads"]} == {
        commit_id(5): "Warm the pot first",
        commit_id(1): "Begin",
    }
    merged = found[commit_id(5)]
    assert (merged["kind"], merged["reply_to"], merged["text"]) == ("review", commit_id(4), None)
    request = found[f"{commit_id(5)}:pull:7"]
    assert (request["kind"], request["account_id"]) == ("post", "git:wanda-b")
    assert request["text"] == "Warm the pot first"
    (review,) = (v for k, v in found.items() if "reviewed-by" in k)
    assert review["thread_id"] == commit_id(5)


def test_bringing_a_branch_up_to_date_is_no_merge_of_anybodys_work(tmp_path: Path) -> None:
    tables = take(
        tmp_path,
        wrote(6, "Pots (#9)", OTTO, 5, 4, committer=WEB),
        wrote(4, "Get what is new", WANDA, 3, 5),
        wrote(5, "Rinse", MINA, 1),
        wrote(3, "Warm", WANDA, 1),
        wrote(1, "Begin", OTTO),
    )
    found = by_id(tables)
    assert (found[commit_id(4)]["kind"], found[commit_id(4)]["reply_to"]) == ("system", None)
    assert found[commit_id(4)]["thread_id"] == found[commit_id(3)]["thread_id"] == commit_id(6)
    assert found[commit_id(5)]["thread_id"] == commit_id(5)
    assert found[commit_id(6)]["text"] == "Pots (#9)"


def test_what_was_merged_into_a_branch_came_with_that_merge(tmp_path: Path) -> None:
    tables = take(
        tmp_path,
        wrote(7, "Merge pull request #2 from otto-k/pots\n\nPots", MINA, 1, 6),
        wrote(6, "Merge pull request #1 from wanda-b/lids\n\nLids", OTTO, 4, 5),
        wrote(5, "Lid", WANDA, 3),
        wrote(4, "Pot", OTTO, 3),
        wrote(3, "Both", OTTO, 1),
        wrote(1, "Begin", MINA),
    )
    threads = {n: by_id(tables)[commit_id(n)]["thread_id"] for n in (3, 4, 5, 6)}
    assert threads[5] == commit_id(6)
    assert threads[3] == threads[4] == threads[6] == commit_id(7)


def test_a_plain_log_shows_parents_of_merges_alone_and_short(tmp_path: Path) -> None:
    first, second = "1" * 40, "2" * 40
    date = "Date:   Sun Sep 13 12:26:40 2020 +0000"
    tables = take(
        tmp_path,
        f"commit {number(9)}\nMerge: 1111111 2222222\nAuthor: {OTTO}\n{date}\n\n"
        "    Merge branch 'pots' into 'main'\n    \n    Warm\n    \n"
        "    See merge request tea/kettle!12\n\n",
        f"commit {second}\nAuthor: {WANDA}\n{date}\n\n    Warm it\n\n",
        f"commit {first}\nAuthor: {OTTO}\n{date}\n\n    Begin\n\n",
        f"commit {number(8)}\nMerge: 2222222 1111111\nAuthor: {WANDA}\n{date}\n\n"
        "    Merge branch 'main' into pots\n\n",
    )
    found = by_id(tables)
    assert found[commit_id(9)]["reply_to"] == f"git:{second}"
    assert found[f"git:{second}"]["thread_id"] == commit_id(9)
    assert found[commit_id(8)]["kind"] == "system"


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("Merge pull request #7 from wanda-b/pots\n\nWarm", [("7", "Warm", "wanda-b", ())]),
        (
            "Auto merge of #8 - wanda-b:pots, r=otto,mina\n\nWarm",
            [("8", "Warm", "wanda-b", ("otto", "mina"))],
        ),
        ("Rollup merge of #9 - wanda-b:pots, r=me", [("9", None, "wanda-b", ())]),
        (
            "Merge #3 #4\n\n3: Warm it r=otto a=wanda-b\n\n4: Rinse a=mina-f\n\nmore: text",
            [("3", "Warm it", "wanda-b", ("otto",)), ("4", "Rinse", "mina-f", ())],
        ),
        (
            "Merge branch 'pots' into 'main'\n\nWarm\n\nSee merge request tea/kettle!12",
            [("12", "Warm", None, ())],
        ),
        ("Merge the tea into the pot", []),
        ("", []),
    ],
)
def test_pull_requests(message: str, found: list[Any]) -> None:
    assert [tuple(pull) for pull in pulls(message)] == found


def test_who_approved_answers_what_a_robot_merges(tmp_path: Path) -> None:
    robot = "bors <bors@tea.example>"
    merge = "Auto merge of #8 - wanda-b:pots, r=otto\n\nWarm"
    tables = take(tmp_path, wrote(3, merge, robot, 1, 2), wrote(2, "Warm", WANDA, 1))
    approved = by_id(tables)[f"{commit_id(3)}:approved:8:otto"]
    assert (approved["account_id"], approved["reply_to"]) == ("git:otto", commit_id(2))
    bots = {a["name"] for a in tables["accounts"] if a["is_bot"]}
    assert bots == {"bors"}


def test_an_address_that_tells_a_login_is_known_by_it(tmp_path: Path) -> None:
    old = "Wanda Brook <Wanda-B@users.noreply.github.com>"
    new = "Wanda Brook <77+wanda-b@users.noreply.github.com>"
    tables = take(tmp_path, wrote(1, author=old), wrote(2, author=new))
    (who,) = tables["accounts"]
    assert (who["account_id"], who["name"], who["email_hash"]) == (
        "git:wanda-b",
        "Wanda Brook",
        None,
    )
    assert who["handle"].lower() == "wanda-b"


def merged(n: int, login: str, author: str) -> str:
    merge = f"Merge pull request #{n} from {login}/pots\n\nWarm"
    return wrote(10 * n + 1, merge, MINA, 10 * n - 10, 10 * n) + wrote(
        10 * n, "Warm", author, 10 * n - 10
    )


def test_an_address_belongs_to_the_login_whose_branches_it_wrote(tmp_path: Path) -> None:
    twice = [merged(n, "wb77", WANDA) for n in (1, 2)]
    once = [merged(3, "otto-k", OTTO)]
    tables = take(tmp_path, *twice, *once)
    same = {a["account_id"]: a["same_as"] for a in tables["accounts"]}
    assert same[account("wanda@mail.example")] == "git:wb77"
    assert same[account("otto@post.example")] is None
    assert names(tables)["git:wb77"] == "Wanda Brook"


def test_branches_of_an_organisation_are_no_persons(tmp_path: Path) -> None:
    guild = [f"Member {n} <m{n}@mail.example>" for n in range(6)]
    commits = [merged(n + 1, "teaguild", guild[n % 6]) for n in range(12)]
    path = log(tmp_path / "log", *commits)
    tables, audit = read(Git(), path, tmp_path / "shards", WISH)
    requests = [v for k, v in by_id(tables).items() if ":pull:" in k]
    assert {v["kind"] for v in requests} == {"system"}
    assert not any(a["same_as"] for a in tables["accounts"])
    assert any("teaguild" in note for note in audit.notes)


def test_a_nick_belongs_to_who_signs_with_it(tmp_path: Path) -> None:
    said = "Warm\n\nReviewer: mina, otto, ida"
    ida = "Ida Moss <ida@mail.example>"
    commits = [wrote(n, "Rinse", MINA) for n in (2, 3, 4)]
    commits += [wrote(n, "Rinse", "mfield <field@mail.example>") for n in (5, 6, 7)]
    # who signed once may be a namesake, and a first name may be anybody's
    tables = take(tmp_path, wrote(1, said), *commits, wrote(8, "Dry", ida))
    same = {a["account_id"]: a["same_as"] for a in tables["accounts"]}
    assert same[account("mina@mail.example")] is None
    assert same[account("ida@mail.example")] is None
    assert same[account("field@mail.example")] is None
    said = "Warm\n\nReviewer: mfield, field"
    tables = take(tmp_path / "again", wrote(1, said), *commits)
    same = {a["account_id"]: a["same_as"] for a in tables["accounts"]}
    assert same[account("field@mail.example")] == "git:mfield"


def test_names_that_hardly_occur_are_taken_for_mistakes(tmp_path: Path) -> None:
    commits = [wrote(n) for n in range(1, 22)]
    odd = [wrote(30, author="Otto Klein <wanda@mail.example>")]
    nick = [wrote(n, author="wb <wanda@mail.example>") for n in range(40, 80)]
    assert names(take(tmp_path, *odd, *nick, *commits)) == {
        account("wanda@mail.example"): "Wanda Brook"
    }


def test_a_mailmap_says_who_is_who(tmp_path: Path) -> None:
    path = log(tmp_path / "log", wrote(1), wrote(2, author=OTTO))
    (path / ".mailmap").write_text(
        "# names\nWanda Brook-Klein <wb@new.example> <wanda@mail.example>\n"
        "Otto Gross <og@new.example> Otto Klein <otto@post.example>\nbroken line\n"
    )
    tables, _ = read(Git(), path, tmp_path / "shards", WISH)
    new, old = account("wb@new.example"), account("wanda@mail.example")
    rows = {a["account_id"]: a for a in tables["accounts"]}
    assert by_id(tables)[commit_id(1)]["account_id"] == new
    assert rows[new]["name"] == "Wanda Brook-Klein"
    assert (rows[old]["same_as"], rows[old]["email_hash"]) == (new, WISH.seal("wanda@mail.example"))
    assert by_id(tables)[commit_id(2)]["account_id"] == account("og@new.example")


def test_a_mailmap_with_one_address_gives_only_the_name() -> None:
    (entry,) = read_mailmap(b"Wanda Brook <WB@mail.example> # since May\n").items()
    assert entry == (("wb@mail.example", ""), ("Wanda Brook", "WB@mail.example"))


def test_addresses_that_lead_nowhere_make_nobody_the_same(tmp_path: Path) -> None:
    tables = take(
        tmp_path,
        wrote(1, author="Wanda Brook <root@localhost>"),
        wrote(2, author="Otto Klein <root@localhost>"),
        wrote(3, author="otto <otto@0a1b-2c3d>"),
        wrote(4, author="Mina Field <>"),
    )
    assert set(names(tables)) == {"git:Wanda Brook", "git:Otto Klein", "git:otto", "git:Mina Field"}


def test_no_address_is_stored(tmp_path: Path) -> None:
    said = (
        "Warm for wanda@mail.example\n\nReviewed-by: otto@post.example\nReviewed-by: x\n"
        "Co-authored-by: mina@mail.example <mina@mail.example>\nReviewer: ida@mail.example"
    )
    take(tmp_path, wrote(1, said, "wanda@mail.example <wanda@mail.example>"))
    stored = b"".join(f.read_bytes() for f in (tmp_path / "shards").rglob("*") if f.is_file())
    assert stored
    for word in (b"mail.example", b"post.example", b"wanda@", b"otto@"):
        assert word not in stored


@pytest.mark.parametrize("commits", [2, 3])
def test_calls_count_where_somebody_bears_the_login(tmp_path: Path, commits: int) -> None:
    said = "Thanks @otto-k and @nobody, see @wanda_b/x and a@b, `@property`"
    more = [merged(n, "otto-k", OTTO) for n in range(1, commits)]
    tables = take(tmp_path, wrote(1, said), *more)
    assert [m["account_id"] for m in tables["mentions"]] == ["git:otto-k"]


def test_bad_commits_are_counted_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = log(
        tmp_path / "log",
        "$ git log\n",
        wrote(1),
        f"commit {number(2)}\nDate: 1600000000\n\n    no author\n\n",
        wrote(3, date="0 +0000"),
        wrote(4, author=WEB, committer=WEB),
        wrote(5, author=" <>"),
        wrote(6),
    )
    tables, audit = read(Git(), path, tmp_path / "shards", WISH)
    assert [m["message_id"] for m in tables["messages"]] == [commit_id(1), commit_id(6)]
    assert audit.dropped == {"unreadable": 2, "impossible time": 1, "no author": 2}
    assert audit.found == audit.kept + 5 == 7


def test_one_nonsense_date_of_two_does_no_harm(tmp_path: Path) -> None:
    text = wrote(1).replace("AuthorDate: 2020-09-13T12:26:40+00:00", "AuthorDate: 0 +0000")
    assert take(tmp_path, text)["messages"][0]["posted_at"] == NOON


def test_circles_and_missing_parents_do_no_harm(tmp_path: Path) -> None:
    merge = "Merge pull request #1 from otto-k/pots\n\nWarm"
    tables = take(
        tmp_path,
        wrote(1, merge, WANDA, 2, 3),
        wrote(2, merge, WANDA, 1, 1),
        wrote(3, merge, WANDA, 3, 2),
        wrote(4, merge, WANDA, 98, 99),
    )
    assert by_id(tables)[commit_id(4)]["reply_to"] == commit_id(99)
    assert len(tables["messages"]) == 8


def test_the_same_commit_twice_is_one(tmp_path: Path) -> None:
    path = log(tmp_path / "log", wrote(1), **{"fork.log": wrote(1) + wrote(2)})
    tables, audit = read(Git(), path, tmp_path / "shards", WISH)
    assert [m["message_id"] for m in tables["messages"]] == [commit_id(1), commit_id(2)]
    assert audit.found == 3


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = log(tmp_path / "log")
    (path / "kettle.log").write_bytes(wrote(1, "Wärme", "Jürg Ö <j@mail.example>").encode(encoding))
    tables, _ = read(Git(), path, tmp_path / "shards", WISH)
    assert tables["messages"][0]["text"] == "Wärme"
    assert names(tables) == {account("j@mail.example"): "Jürg Ö"}


def test_packed_and_truncated_logs(tmp_path: Path) -> None:
    # enough that the first half still holds what is read at a time
    draws = Random(5)
    texts = (draws.randbytes(300).hex() for _ in range(2_000))
    packed = gzip.compress("".join(wrote(n, text) for n, text in enumerate(texts)).encode())
    path = log(tmp_path / "log", wrote(9_999), name="pot.log")
    (path / "kettle.log.gz").write_bytes(packed)
    (path / "lid.log.gz").write_bytes(packed[: len(packed) // 2])
    (path / "notes.txt").write_text("nothing of the kind")
    tables, audit = read(Git(), path, tmp_path / "shards", WISH)
    assert {c["name"] for c in tables["channels"]} == {"kettle", "lid", "pot"}
    assert len(tables["messages"]) == 2_001
    assert 2_500 < audit.found == audit.kept < 4_001
    assert {u.partition(":")[0] for u in audit.unreadable} == {"lid.log.gz", "notes.txt"}


def test_nul_and_odd_characters_go_through(tmp_path: Path) -> None:
    tables = take(tmp_path, wrote(1, "Wa\0rm \u202e pot", "Wan\0da \u202eB <w@mail.example>"))
    assert tables["messages"][0]["text"] == "Warm \u202e pot"
    assert set(names(tables).values()) == {"Wanda \u202eB"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "commit to it\nAuthor: me <x>",
        "commit 0123456\nno author here",
        "12:00 <wanda> commit 0123456789",
        "[]",
    ],
)
def test_other_texts_are_not_recognised(text: str) -> None:
    assert not Git.recognises(Shelf(**{"a.log": text.encode()}))


def test_logs_are_recognised_among_all_formats(tmp_path: Path) -> None:
    with open_tree(log(tmp_path / "log", wrote(1))) as tree:
        assert isinstance(recognise(tree), Git)
    with open_tree(log(tmp_path / "one", wrote(1)) / "kettle.log") as tree:
        assert isinstance(recognise(tree), Git)


ODD = ["Author: \ufffd", "Date: 9999999999999", "commit", "    Co-authored-by: <>", "    r=x", "\0"]
GOOD = wrote(1, "Warm\n\nReviewed-by: @otto\nAuthor: a, b", WANDA, 2, 3)
MERGE = wrote(2, "Merge pull request #1 from otto/x", OTTO, 3, 1)
ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\r")
LINES = st.sampled_from([*GOOD.split("\n"), *MERGE.split("\n"), *ODD]) | st.text(ANY, max_size=30)


@given(st.lists(LINES, max_size=40))
def test_no_text_breaks_the_reader_and_every_commit_is_found(lines: list[str]) -> None:
    text = "\n".join(["commit 0123456789", *lines]).encode()
    reader, shelf = Git(), Shelf(**{"a.log": text})
    rows = reader.read(shelf, Part(("a.log",), {"spans": [(0, 2**62)], "mailmap": {}}), WISH)
    assert rows.audit.found == rows.audit.kept + sum(rows.audit.dropped.values())
    ids = [m.message_id for m in rows.records[Message] if isinstance(m, Message)]
    commits = [number for number in ids if number.count(":") == 1]
    records = sum(begins(line + b"\n") for line in text.split(b"\n"))
    assert len(commits) + sum(rows.audit.dropped.values()) == records
    assert arrow_ready(rows)["messages"] == rows.audit.kept


def test_a_commit_cut_off_is_read_as_far_as_it_goes() -> None:
    whole = wrote(1, "Warm\n\nReviewed-by: Otto Klein <otto@post.example>").encode()
    for end in range(len(whole)):
        lines = whole[:end].splitlines(keepends=True)
        if lines:
            found = read_commit(lines)
            assert found is None or found.id == number(1)


def git(folder: Path, *arguments: str, who: str = "Wanda Brook") -> None:
    address = f"{who.split()[0].lower()}@mail.example"
    identity = ["-c", f"user.name={who}", "-c", f"user.email={address}"]
    identity += ["-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "kettle"
    folder.mkdir()
    git(folder, "init")
    git(folder, "commit", "--allow-empty", "-m", "Begin")
    git(folder, "checkout", "-b", "pots")
    git(folder, "commit", "--allow-empty", "-m", "Wärme\n\nReviewed-by: mina", who="Otto Klein")
    git(folder, "checkout", "main")
    merge = "Merge pull request #1 from otto-k/pots\n\nWarm the pot"
    git(folder, "merge", "--no-ff", "-m", merge, "pots", who="Mina Field")
    return folder


def test_a_repository_is_read_like_its_log(repository: Path, tmp_path: Path) -> None:
    audit = read_source(repository, tmp_path / "1", WISH)
    assert (audit.source, audit.found, audit.kept, audit.unreadable) == ("git", 5, 5, [])
    tables, _ = read(Git(), repository, tmp_path / "2", WISH)
    (tmp_path / "log").mkdir()
    with (tmp_path / "log" / "kettle.log").open("wb") as file:
        command = ["git", "log", "--parents", "--format=fuller", "--date=iso-strict"]
        subprocess.run(command, cwd=repository, check=True, stdout=file)
    as_text, _ = read(Git(), tmp_path / "log", tmp_path / "3", WISH)
    assert tables == as_text
    assert {m["text"] for m in tables["messages"]} == {"Begin", "Wärme", "Warm the pot", None}
    assert {c["name"] for c in tables["channels"]} == {"kettle"}


def test_a_bare_repository_and_its_inside_read_the_same(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--bare", str(repository), "kettle.git")
    bare, _ = read(Git(), tmp_path / "kettle.git", tmp_path / "1", WISH)
    inside, _ = read(Git(), repository / ".git", tmp_path / "2", WISH)
    beside, _ = read(Git(), repository, tmp_path / "3", WISH)
    assert bare == inside == beside


def test_the_mailmap_of_a_bare_repository_counts(repository: Path, tmp_path: Path) -> None:
    (repository / ".mailmap").write_text("Otto Gross <og@new.example> <otto@mail.example>\n")
    git(repository, "add", ".mailmap")
    git(repository, "commit", "-m", "Say who is who")
    git(tmp_path, "clone", "--bare", str(repository), "kettle.git")
    tables, _ = read(Git(), tmp_path / "kettle.git", tmp_path / "1", WISH)
    assert names(tables)[account("og@new.example")] == "Otto Gross"


def test_stretches_of_a_repository_hold_each_commit_once(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, _ = read(Git(), repository, tmp_path / "1", WISH)
    monkeypatch.setattr("peerlight.sources.git.repository.STRETCH", 2)
    with open_tree(repository) as tree:
        assert len(Git().parts(tree, WISH)) == 2
    assert read(Git(), repository, tmp_path / "2", WISH)[0] == whole


def test_a_repositorys_own_settings_start_no_programs(repository: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path / 'sprung'}\n")
    trap.chmod(0o755)
    for setting in ("core.fsmonitor", "gpg.program", "core.pager", "diff.external", "core.editor"):
        git(repository, "config", setting, str(trap))
    git(repository, "config", "log.showSignature", "true")
    read(Git(), repository, tmp_path / "1", WISH)
    assert not (tmp_path / "sprung").exists()


def test_a_repository_without_commits_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    git(tmp_path / "empty", "init")
    with pytest.raises(BadInput, match="no commits"):
        read_source(tmp_path / "empty", tmp_path / "1", WISH)


def test_a_packed_repository_says_what_to_do(repository: Path, tmp_path: Path) -> None:
    (repository / "README").write_text("tea")
    packed = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", repository))
    with pytest.raises(BadInput, match=r"inside a zip archive.*Unpack it"):
        read_source(packed, tmp_path / "1", WISH)


def test_a_missing_program_is_named(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInput, match="program git is missing"):
        read_source(repository, tmp_path / "1", WISH)


def test_a_broken_repository_says_so(tmp_path: Path) -> None:
    (tmp_path / "broken" / ".git").mkdir(parents=True)
    with pytest.raises(BadInput, match="Git will not open"):
        read_source(tmp_path / "broken", tmp_path / "1", WISH)


def test_logs_of_several_repositories_keep_their_channels(tmp_path: Path) -> None:
    path = log(tmp_path / "log", wrote(1), **{"pot.git.log": wrote(2)})
    tables, audit = read(Git(), path, tmp_path / "shards", Wish(source="forge", key=WISH.key))
    assert {c["channel_id"] for c in tables["channels"]} == {"forge:kettle", "forge:pot"}
    assert {a["source"] for a in tables["accounts"]} == {"forge"}
    assert isinstance(audit, Audit)
