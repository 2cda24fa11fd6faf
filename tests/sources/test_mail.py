"""Mailing lists: mbox files and Mailman's monthly text, read to lists, threads and dates."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.sources.mail_archives import (
    FILED,
    WISH,
    answer,
    archive,
    at,
    by_text,
    hidden,
    mail,
    months,
)
from tests.sources.shard_reading import Shelf, read

from peerlight.errors import UnknownFormat
from peerlight.sources.contract import Wish
from peerlight.sources.irc import Irc
from peerlight.sources.mail import Mail
from peerlight.sources.mail.boxes import mails
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import recognise
from peerlight.sources.spans import span_parts


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def test_a_month_of_a_list_is_read_whole(tmp_path: Path, shards: Path) -> None:
    path = months(
        tmp_path / "a",
        mail(1, text="My tea is cold. See https://pots.example/cold."),
        answer(2, 1, sender="bo at mugs.example (Bo Mug)", text="> My tea is cold.\nHeat it."),
    )
    tables, audit = read(Mail(), path, shards, WISH)
    first, second = sorted(tables["messages"], key=lambda m: m["kind"])
    assert (first["kind"], second["kind"], second["reply_to"]) == (
        "post",
        "reply",
        first["message_id"],
    )
    assert first["posted_at"] == at(2024, 1, 2, 12)
    assert (first["account_id"], second["account_id"]) == ("mail:ada tea", "mail:bo mug")
    assert second["text"] == "Heat it."
    assert [(c["channel_id"], c["name"], c["kind"]) for c in tables["channels"]] == [
        ("mail:pots", "pots", "list")
    ]
    (thread,) = tables["threads"]
    assert (thread["thread_id"], thread["title"]) == (first["message_id"], "Cold tea")
    assert thread["started_by"] == "mail:ada tea"
    assert {m["thread_id"] for m in tables["messages"]} == {first["message_id"]}
    assert [(k["url"], k["domain"]) for k in tables["links"]] == [
        ("https://pots.example/cold", "pots.example")
    ]
    assert (audit.found, audit.kept) == (2, 2)


@pytest.mark.parametrize(
    "name",
    ["pots.mbox", "pots", "2024q1.mbox", "2024-January.txt", "2024-January.txt.gz", "pots.mbox.gz"],
)
def test_archives_are_recognised_by_what_is_in_them(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    content = mail(1).encode()
    file.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    with open_tree(file) as tree:
        assert isinstance(recognise(tree), Mail)
        (part,) = Mail().parts(tree, WISH)
        assert Mail().read(tree, part, WISH).audit.kept == 1


@pytest.mark.parametrize(
    "content",
    [
        "From here on it is a story.\nIt has no headers.\n",
        "commit 0123\nFrom: x\n",
        f"From {'0a' * 20} Mon Sep 17 00:00:00 2001\nFrom: Ada <ada@pots.example>\n\npatch\n",
        "10:01 <ada> hello\n10:02 <bo> hi\n",
        '{"From": 1}',
        "\n\n",
    ],
)
def test_what_only_looks_like_mail_is_not_recognised(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.mbox").write_text(content)
    with open_tree(tmp_path) as tree:
        assert not Mail.recognises(tree)
        with pytest.raises(UnknownFormat):
            recognise(tree)


def test_logs_are_left_to_their_reader(tmp_path: Path) -> None:
    log = "[12:00] <ada> hello\n[12:01] <bo> From x Tue Jan  2 12:00:00 2024\n"
    (tmp_path / "#tea_2024-01-02.txt").write_text(log)
    with open_tree(tmp_path) as tree:
        assert isinstance(recognise(tree), Irc)


def test_the_list_is_told_by_file_footer_folder_or_header(tmp_path: Path) -> None:
    footer = "hi\n" + "_" * 47 + "\nx mailing list\nhttps://l.example/mailman/listinfo/brews\n"
    path = archive(
        tmp_path / "a",
        mugs_dot_mbox=mail(1),
        raw__2024q1_dot_mbox=mail(2, text=footer),
        raw__2024q2_dot_mbox=mail(3),
        cups__2024_to_March_dot_txt=mail(4),
        **{
            "Groups/pans@groups.example/topics.mbox": mail(6),
            "lids@lists.example-2024-01.mbox": mail(7),
        },
        box_dot_mbox=mail(5, List_Id="Pots and pans <pots.lists.example>"),
    )
    tables, _ = read(Mail(), path, tmp_path / "shards", WISH)
    assert sorted(c["name"] for c in tables["channels"]) == [
        "brews", "cups", "lids", "mugs", "pans", "pots",
    ]  # fmt: skip
    assert len(tables["messages"]) == 7


def test_a_line_that_begins_like_a_mail_cuts_none_in_two(tmp_path: Path, shards: Path) -> None:
    text = f"one\nFrom ada  {FILED}\ntwo\nFrom the pot: hot\nFrom x\nthree"
    path = months(tmp_path / "a", mail(1, text=text), mail(2))
    tables, audit = read(Mail(), path, shards, WISH)
    assert audit.found == 2
    assert {m["text"] for m in tables["messages"]} == {text.replace("  ", " "), "hello"}


def test_spans_hold_every_mail_once() -> None:
    text = f"one\nFrom ada  {FILED}\ntwo"
    box = "".join(mail(n, text=text) for n in range(40)).encode()
    tree = Shelf(**{"pots.mbox": box})
    (part,) = span_parts(tree, ["pots.mbox"])
    at_once = list(mails(tree, "pots.mbox", part.context["spans"][0]))
    edges = range(0, len(box), 331)
    in_spans = [m for start in edges for m in mails(tree, "pots.mbox", (start, start + 331))]
    assert len(at_once) == 40
    # an edge before a line that looks like a mail's first leaves out the rest of that mail
    heads = [whole.partition(b"\n\n")[0] for whole in at_once]
    assert [cut.partition(b"\n\n")[0] for cut in in_spans] == heads


def test_replies_find_their_mail_over_files_and_missing_ones(tmp_path: Path, shards: Path) -> None:
    path = archive(
        tmp_path / "a",
        pots__2024_to_February_dot_txt=answer(3, 2, text="c", References="<1@pots.example>")
        + mail(5, text="e", References="<1@pots.example> <gone@x>", In_Reply_To="<gone@x>"),
        pots__2024_to_January_dot_txt=mail(1, text="a")
        + answer(2, 1, text="b")
        + answer(4, 77, text="d", subject="Mugs")
        + answer(6, 77, text="f", subject="Mugs"),
    )
    tables, audit = read(Mail(), path, shards, WISH)
    found = by_text(tables)
    ids = {text: m["message_id"] for text, m in found.items()}
    assert {t: m["reply_to"] for t, m in found.items()} == {
        "a": None, "b": ids["a"], "c": ids["b"], "d": None, "e": ids["a"], "f": None,
    }  # fmt: skip
    assert {found[t]["thread_id"] for t in "abce"} == {ids["a"]}
    assert found["d"]["thread_id"] == found["f"]["thread_id"] != ids["a"]
    assert "2 replies answer a mail that is not in the archive." in audit.notes
    assert len(tables["threads"]) == 2


def test_an_answer_without_links_stays_with_its_subject_and_links_nothing(
    tmp_path: Path, shards: Path
) -> None:
    february = {"filed": "Fri Feb 16 12:00:00 2024", "Date": "Fri, 16 Feb 2024 12:00:00 +0000"}
    path = archive(
        tmp_path / "a",
        **{
            "pots_dot_mbox": mail(1, text="a")
            + mail(2, text="b", subject="Re: [Pots] cold  tea")
            + mail(3, text="c", subject="[Pots] Cold tea")
            + mail(4, text="d", subject="RE: Cold tea", **february)
        },
    )
    tables, _ = read(Mail(), path, shards, WISH)
    found = by_text(tables)
    assert {m["reply_to"] for m in tables["messages"]} == {None}
    assert found["b"]["thread_id"] == found["a"]["thread_id"] == found["a"]["message_id"]
    assert found["c"]["thread_id"] == found["c"]["message_id"]
    assert found["d"]["thread_id"] == found["d"]["message_id"]


def test_mails_that_answer_each_other_in_a_circle_do_no_harm(tmp_path: Path, shards: Path) -> None:
    path = months(tmp_path / "a", answer(1, 2), answer(2, 1), answer(3, 3), answer(4, 1))
    tables, audit = read(Mail(), path, shards, WISH)
    assert audit.kept == len(tables["messages"]) == 4
    assert sum(m["reply_to"] is None for m in tables["messages"]) == 1


@pytest.mark.parametrize(
    ("date", "filed", "posted"),
    [
        ("Tue, 2 Jan 2024 13:00:00 +0100", FILED, at(2024, 1, 2, 12)),
        ("Tue, 02 Jan 2024 13:00:00 -0800 (PST)", FILED, at(2024, 1, 2, 21)),
        ("Tue Jan  2 13:00:00 2024", FILED, at(2024, 1, 2, 13)),
        ("2 Jan 24 13:00 EST", FILED, at(2024, 1, 2, 18)),
        ("Tue, 2 Jan 2024 13:00:00 +50579034", FILED, at(2024, 1, 2, 13)),
        ("Thu, 1 Jan 1970 00:00:00 +0000", FILED, at(2024, 1, 2, 12)),
        ("Fri, 1 Jan 2106 00:00:00 +0000", FILED, at(2024, 1, 2, 12)),
        ("Tue, 6 May 2036 13:00:00 +0100", FILED, at(2024, 1, 2, 12)),
        ("Tue, 2 Jan 2020 13:00:00 +0100", FILED, at(2024, 1, 2, 12)),
        ("", FILED, at(2024, 1, 2, 12)),
        ("Tuesday", FILED, at(2024, 1, 2, 12)),
        ("Tue, 2 Jan 2024 13:00:00 +0100", "", at(2024, 1, 2, 12)),
        ("Thu, 1 Jan 1970 00:00:00 +0000", "", None),
        ("Tue, 99 Jan 2024 99:99:99 +9999", "", None),
        ("Sat, 1 Jan 99999999999 00:00:00 +0000", "", None),
    ],
)
def test_a_mail_is_dated_by_itself_or_by_its_filing(
    tmp_path: Path, shards: Path, date: str, filed: str, posted: int | None
) -> None:
    path = months(tmp_path / "a", mail(1, "ada@pots.example (Ada Tea)", filed=filed, Date=date))
    tables, audit = read(Mail(), path, shards, WISH)
    assert [m["posted_at"] for m in tables["messages"]] == ([] if posted is None else [posted])
    assert dict(audit.dropped) == ({"impossible time": 1} if posted is None else {})
    note = "1 mails bear no date that can be true and have that of their filing."
    said = {at(2024, 1, 2, 12): date.startswith("Tue, 2 Jan 2024")}.get(posted or 0, True)
    assert (note in audit.notes) is not said


def test_the_day_on_which_a_program_fetched_a_mail_is_not_its_filing(
    tmp_path: Path, shards: Path
) -> None:
    box = mail(1, Date="Thu, 1 Jan 1970 00:00:00 +0000").replace(
        "From ada at pots.example", "From -"
    )
    tables, audit = read(Mail(), archive(tmp_path / "a", pots_dot_mbox=box), shards, WISH)
    assert (tables["messages"], dict(audit.dropped)) == ([], {"impossible time": 1})


def test_mails_filed_twice_are_one_also_without_an_id(tmp_path: Path, shards: Path) -> None:
    twice = [mail(1), mail(1, text="hello, changed"), *[mail(2, Message_ID="", text="x")] * 2]
    path = months(tmp_path / "a", *twice, mail(3, Message_ID="1.2@pots.example"))
    tables, audit = read(Mail(), path, shards, WISH)
    assert (audit.found, audit.kept, len(tables["messages"])) == (5, 5, 3)


def test_only_headers_make_a_machine_of_somebody(tmp_path: Path, shards: Path) -> None:
    path = months(
        tmp_path / "a",
        mail(1, "trac at pots.example (Bug Tracker)", Auto_Submitted="auto-generated"),
        mail(2, "no-reply at pots.example (Pots News)", Precedence="bulk"),
        mail(3, "ada at pots.example (Ada Tea)", Precedence="bulk"),
        mail(4, "bo at mugs.example (Bo Mug)", text="I am away", Auto_Submitted="auto-replied"),
        mail(5, "bo at mugs.example (Bo Mug)", Auto_Submitted="no"),
    )
    tables, _ = read(Mail(), path, shards, WISH)
    bots = {a["account_id"] for a in tables["accounts"] if a["is_bot"]}
    assert bots == {"mail:bug tracker", "mail:pots news"}
    assert by_text(tables)["I am away"]["kind"] == "system"
    assert [m["kind"] for m in tables["messages"]].count("system") == 3


def test_mails_in_somebodys_own_mailbox_are_private_unless_a_list_sent_them(
    tmp_path: Path,
) -> None:
    own = {"X_Gmail_Labels": "Inbox"}
    box = mail(1, text="to all", List_Id="<pots.lists.example>", **own) + mail(
        2, text="to you", **own
    )
    path = archive(tmp_path / "a", inbox_dot_mbox=box)
    tables, audit = read(Mail(), path, tmp_path / "1", WISH)
    assert [m["text"] for m in tables["messages"]] == ["to all"]
    assert dict(audit.dropped) == {"private message": 1}
    assert hidden(tmp_path / "1", "to you")
    wish = Wish(key=WISH.key, include_private=("inbox",))
    tables, audit = read(Mail(), path, tmp_path / "2", wish)
    assert {(c["name"], c["private"]) for c in tables["channels"]} == {
        ("pots", False),
        ("inbox", True),
    }
    assert audit.kept == 2


def test_a_mail_that_is_repeated_is_counted_and_one_of_the_same_number_is_kept(
    tmp_path: Path, shards: Path
) -> None:
    once = mail(1, text="My tea is cold.")
    path = months(tmp_path / "a", once, once, mail(1, text="My tea is cold again."), mail(2))
    tables, audit = read(Mail(), path, shards, WISH)
    assert (audit.found, audit.kept, audit.dropped["duplicate"]) == (4, 3, 1)
    assert len(tables["messages"]) == 2
