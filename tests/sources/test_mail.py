"""Mailing lists: mbox files and Mailman's monthly text, read to people, threads and own words."""

from __future__ import annotations

import gzip
import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read

from peerlight.errors import UnknownFormat
from peerlight.sources.contract import Wish
from peerlight.sources.irc import Irc
from peerlight.sources.mail import Mail
from peerlight.sources.mail import boxes as mail_boxes
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import recognise
from peerlight.sources.spans import span_parts

FILED = "Tue Jan  2 12:00:00 2024"
WISH = Wish(key=b"k" * 32)


def mail(
    number: int,
    sender: str = "ada at pots.example (Ada Tea)",
    text: str = "hello",
    subject: str = "[Pots] Cold tea",
    filed: str = FILED,
    **headers: str,
) -> str:
    """One mail as a list's archive writes it; underscores in header names are dashes."""
    said = {
        "Date": "Tue, 2 Jan 2024 13:00:00 +0100",
        "Subject": subject,
        "Message-ID": f"<{number}@pots.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [f"{name}: {value}" for name, value in said.items() if value]
    head = [f"From {sender.partition(' (')[0]}  {filed}", f"From: {sender}", *lines]
    return "\n".join(head) + f"\n\n{text}\n\n"


def answer(number: int, to: int, **headers: str) -> str:
    return mail(number, In_Reply_To=f"<{to}@pots.example>", **headers)


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def archive(folder: Path, **files: str | bytes) -> Path:
    """A folder of files, whose names are written with ``__`` for a slash and ``_dot_``."""
    for name, content in files.items():
        file = folder / name.replace("__", "/").replace("_dot_", ".").replace("_to_", "-")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def months(folder: Path, *mails: str) -> Path:
    return archive(folder, **{"pots__2024_to_January_dot_txt": "".join(mails)})


def one_text(folder: Path, text: str, **headers: str) -> str | None:
    (message,) = read(
        Mail(), months(folder / "a", mail(1, text=text, **headers)), folder / "shards", WISH
    )[0]["messages"]
    said: str | None = message["text"]
    return said


def at(*when: int) -> int:
    return int(datetime(*when, tzinfo=UTC).timestamp()) * 1_000_000  # type: ignore[misc,arg-type]


def by_text(tables: Tables) -> dict[str, dict[str, object]]:
    return {m["text"]: m for m in tables["messages"]}


def hidden(shards: Path, *addresses: str) -> bool:
    stored = b"".join(f.read_bytes() for f in shards.rglob("*.parquet"))
    return bool(stored) and not any(address.encode() in stored for address in addresses)


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


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("ada at pots.example (Ada Tea)", "Ada Tea"),
        ("Ada Tea <ada@pots.example>", "Ada Tea"),
        ('"Ada Tea" <ada@pots.example>', "Ada Tea"),
        ("ada@pots.example (Ada Tea)", "Ada Tea"),
        ("Ada Tea (ada@pots.example)", "Ada Tea"),
        ("=?utf-8?q?Ada_T=C3=A9?= <ada@pots.example>", "Ada Té"),
        ("ada at pots.example (=?iso-8859-1?B?QWRhIFTp?=)", "Ada Té"),
        ("=?utf-8?b?QWRhIFTD?= =?utf-8?b?qQ==?= <ada@pots.example>", "Ada Té"),
        ("=?klingon?q?Ada_T=E9?= <ada@pots.example>", "Ada Té"),
        ("Ada Tea <ada(a)pots.example>", "Ada Tea"),
        ("Ada Tea via Pots <ada@pots.example>", "Ada Tea"),
        ("ada @end|ng |rom pot@@ex@mp|e (Ada Tea)", "Ada Tea"),
        ("@d@ @ending from pots@example (Ada Tea)", "Ada Tea"),
    ],
)
def test_a_sender_has_a_name_in_every_form(
    tmp_path: Path, shards: Path, sender: str, name: str
) -> None:
    tables, _ = read(Mail(), months(tmp_path / "a", mail(1, sender)), shards, WISH)
    (account,) = tables["accounts"]
    assert (account["name"], account["account_id"]) == (name, f"mail:{name.lower()}")
    assert hidden(shards, "ada@pots", "ada at pots", "(a)", "@end")
    assert account["email_hash"] in (None, WISH.seal("ada@pots.example"))


def test_who_has_no_full_name_goes_by_the_seal_of_the_address(tmp_path: Path, shards: Path) -> None:
    path = months(
        tmp_path / "a",
        mail(1, "ada at pots.example (ada)"),
        mail(2, "<Ada@Pots.example>"),
        mail(3, "bo at mugs.example (bo at mugs.example)"),
    )
    tables, _ = read(Mail(), path, shards, WISH)
    ada, bo = WISH.seal("ada@pots.example"), WISH.seal("bo@mugs.example")
    assert {(a["account_id"], a["name"], a["email_hash"]) for a in tables["accounts"]} == {
        (f"mail:{ada}", "ada", ada),
        (f"mail:{bo}", None, bo),
    }
    assert hidden(shards, "ada@", "Ada@", "ada at", "bo at", "mugs.example")


def same(tables: Tables) -> dict[str, str]:
    return {a["account_id"]: a["same_as"] for a in tables["accounts"] if a["same_as"]}


def test_one_person_has_several_addresses_and_spellings(tmp_path: Path, shards: Path) -> None:
    path = months(
        tmp_path / "a",
        mail(1, "ada at pots.example (Ada Tea)"),
        mail(2, "ada at mugs.example (ADA  TEA)"),
        mail(3, "ada at mugs.example (Ada M. Tea)"),
        mail(4, "ada at mugs.example (ada)"),
        mail(5, "bo at mugs.example (Bo Mug)"),
    )
    tables, audit = read(Mail(), path, shards, WISH)
    mugs, pots = WISH.seal("ada@mugs.example"), WISH.seal("ada@pots.example")
    assert same(tables) == {
        "mail:ada m. tea": "mail:ada tea",
        f"mail:{mugs}": "mail:ada tea",
    }
    assert {a["email_hash"] for a in tables["accounts"]} >= {mugs, pots}
    assert "2 names or addresses are tied to another by one address." in audit.notes


def test_further_addresses_of_a_person_are_accounts_that_carry_their_seals(
    tmp_path: Path, shards: Path
) -> None:
    path = months(
        tmp_path / "a",
        *(mail(n, "ada at pots.example (Ada Tea)") for n in (1, 2)),
        mail(3, "ada at mugs.example (Ada Tea)"),
    )
    tables, _ = read(Mail(), path, shards, WISH)
    seals = {a["account_id"]: a["email_hash"] for a in tables["accounts"]}
    pots, mugs = WISH.seal("ada@pots.example"), WISH.seal("ada@mugs.example")
    assert seals == {"mail:ada tea": pots, f"mail:{mugs}": mugs}
    assert same(tables) == {f"mail:{mugs}": "mail:ada tea"}


def test_an_address_that_many_write_with_is_nobodys_own(tmp_path: Path, shards: Path) -> None:
    names = ["Ada Tea", "Ada Mug", "Ada Pan", "Bo Tea", "Bo Cup"]
    path = months(
        tmp_path / "a",
        *(mail(n, f"pots at lists.example ({name})") for n, name in enumerate(names)),
    )
    tables, _ = read(Mail(), path, shards, WISH)
    assert same(tables) == {}
    assert {a["email_hash"] for a in tables["accounts"]} == {None}


def test_two_names_that_share_no_word_are_not_tied(tmp_path: Path, shards: Path) -> None:
    path = months(
        tmp_path / "a",
        mail(1, "home at pots.example (Ada Tea)"),
        mail(2, "home at pots.example (Bo Mug)"),
        mail(3, "home at pots.example (us)"),
    )
    assert same(read(Mail(), path, shards, WISH)[0]) == {}


def test_names_of_every_script_are_full_names(tmp_path: Path, shards: Path) -> None:
    names = ["李茶壶", "Ада Чай", "Nguyễn Ấm", "آدا شاي"]
    path = months(
        tmp_path / "a",
        *(
            mail(n, f"Ä{n} <a{n}@pots.example>".replace(f"Ä{n}", name))
            for n, name in enumerate(names)
        ),
    )
    tables, _ = read(Mail(), path, shards, WISH)
    assert {a["name"] for a in tables["accounts"]} == set(names)
    assert all(a["account_id"] == f"mail:{a['name'].casefold()}" for a in tables["accounts"])


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("On Tue, 2 Jan 2024, Bo Mug wrote:\n> cold\n> tea\n\nHeat it.", "Heat it."),
        ("Heat it.\n\nOn Tue, Bo\n<bo at mugs.example> wrote:\n\n> cold", "Heat it."),
        ("Heat it.\n\nOn 2 Jan 2024 Bo Mug wrote:\nMy tea\nis cold.", "Heat it."),
        ("On 2 Jan 2024 Bo Mug wrote:\n[...]\n> cold\n\nHeat it.", "[...]\nHeat it."),
        ("Bo Mug writes:\n\n>> cold\n\nHeat it.", "Heat it."),
        ("BM> cold\nHeat it.", "Heat it."),
        ("On 2 Jan 2024, Bo Mug wrote:\n| cold\n| tea\n\nHeat it.", "Heat it."),
        ("| a | b |\n| 1 | 2 |", "| a | b |\n| 1 | 2 |"),
        ("Heat it.\n-- \nAda Tea\nPots Ltd", "Heat it."),
        ("Heat it.\n" + "_" * 47 + "\nPots mailing list\nPots at x.example", "Heat it."),
        ("Heat it.\n" + "_" * 47 + "\nand more", "Heat it.\n" + "_" * 47 + "\nand more"),
        ("Heat it.\n-------------- next part --------------\nAn HTML attachment", "Heat it."),
        ("Heat it.\n\n-----Original Message-----\nFrom: Bo\nSent: now\n\ncold", "Heat it."),
        ("-----Original Message-----\nFrom: Bo\n\n> cold\n\nHeat it.", "Heat it."),
        ("Heat it.\n\nFrom: Bo Mug\nSent: Tuesday\nTo: Ada\n\ncold", "Heat it."),
        ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nHeat it.\n"
         "-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----", "Heat it."),
        ("What I wrote:\nbrew is a verb.", "What I wrote:\nbrew is a verb."),
        (">From the pot to the cup.", "From the pot to the cup."),
        ("> all is quoted", None),
    ],
)  # fmt: skip
def test_a_text_is_the_writers_own(tmp_path: Path, text: str, own: str | None) -> None:
    assert one_text(tmp_path, text) == own


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ask bo@mugs.example.", "Ask (e-mail address)."),
        ("Ask bo at mugs.example.", "Ask (e-mail address)."),
        ("Ask <bo.m at mugs.example>!", "Ask (e-mail address)!"),
        ("Ask bo @end|ng |rom mug@@ex@mp|e now", "Ask (e-mail address) now"),
        ("Ask b@ @ending from mugs@example now", "Ask (e-mail address) now"),
        ("Ask bo(a)mugs.example now", "Ask (e-mail address) now"),
        ("Look at pots.example or at mugs.py", "Look at pots.example or at mugs.py"),
        ("git at code.example:pots", "git at code.example:pots"),
    ],
)
def test_addresses_are_left_out_of_texts(tmp_path: Path, text: str, kept: str) -> None:
    assert one_text(tmp_path, text) == kept


def test_addresses_are_nowhere_in_the_shards(tmp_path: Path, shards: Path) -> None:
    path = months(
        tmp_path / "a",
        mail(1, subject="Ask bo at mugs.example", text="or https://x.example/?to=bo@mugs.example"),
        mail(2, Message_ID="<bo@mugs.example>", References="<bo@mugs.example> <ada@pots.example>"),
        mail(3, "bo@mugs.example (bo@mugs.example)", List_Id="x <bo@mugs.example>"),
    )
    tables, audit = read(Mail(), path, shards, WISH)
    assert audit.kept == 3
    assert len(tables["messages"]) == 3
    assert hidden(shards, "bo@", "ada@", "bo at", "mugs.example")


def mime(kind: str, body: str, encoding: str = "") -> dict[str, str]:
    return {"text": body, "Content_Type": kind, "Content_Transfer_Encoding": encoding}


MANY_PARTS = """\
--cut
Content-Type: text/html

<p>Hot</p>
--cut
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

SGVhdCBpdCDigJMgbm93Lg==
--cut
Content-Type: text/plain
Content-Disposition: attachment; filename=x.txt

not this
--cut--
"""


@pytest.mark.parametrize(
    ("parts", "own"),
    [
        (mime("text/plain; charset=utf-8", "Caf=C3=A9=\n!", "quoted-printable"), "Café!"),
        (mime("text/plain; charset=iso-8859-1", "Q2Fm6Q==", "base64"), "Café"),
        (mime("text/plain; charset=nonsense", "Q2Fm6Q==", "base64"), "Café"),
        (mime("text/plain; charset=us-ascii", "Café"), "Café"),
        (mime("text/plain; format=flowed", "one \ntwo\n> three \n> four"), "one two"),
        (mime("multipart/mixed; boundary=cut", MANY_PARTS), "Heat it – now."),
        (mime("multipart/mixed; boundary=cut", "taken apart already"), "taken apart already"),
        (mime("image/png", "iVBORw0KGgo=", "base64"), None),
        (
            mime(
                "text/html",
                "<html><script>alert(1)</script><p>Heat<br>it</p>"
                "<blockquote>cold</blockquote></html>",
            ),
            "Heat\nit",
        ),
    ],
)
def test_the_text_is_found_in_every_packing(
    tmp_path: Path, parts: dict[str, str], own: str | None
) -> None:
    assert one_text(tmp_path, **parts) == own


def test_a_line_that_begins_like_a_mail_cuts_none_in_two(tmp_path: Path, shards: Path) -> None:
    text = f"one\nFrom ada  {FILED}\ntwo\nFrom the pot: hot\nFrom x\nthree"
    path = months(tmp_path / "a", mail(1, text=text), mail(2))
    tables, audit = read(Mail(), path, shards, WISH)
    assert audit.found == 2
    assert {m["text"] for m in tables["messages"]} == {text.replace("  ", " "), "hello"}


def test_spans_hold_every_mail_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"one\nFrom ada  {FILED}\ntwo"
    whole = "".join(mail(n, text=text) for n in range(40))
    tree = Shelf(**{"pots.mbox": whole.encode()})
    seen: list[bytes] = []
    edges = range(0, len(whole), 331)
    monkeypatch.setattr(mail_boxes, "SPAN_BYTES", 1)
    for start in edges:
        seen += mail_boxes.mails(tree, "pots.mbox", (start, start + 331))
    assert b"".join(seen).count(b"Message-ID") == 40
    assert len({m.partition(b"Message-ID: ")[2].split()[0] for m in seen}) == len(seen) == 40
    assert [p.names for p in span_parts(tree, ["pots.mbox"])] == [("pots.mbox",)]


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


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (mail(1, "nobody").replace("From: nobody\n", ""), "no author"),
        (f"From ada  {FILED}\nX-Odd: 1\n\nhello\n\n", "unreadable"),
        ("what stands before the first mail\n", "unreadable"),
    ],
)
def test_bad_mails_are_counted_and_good_ones_kept(
    tmp_path: Path, shards: Path, broken: str, reason: str
) -> None:
    path = months(tmp_path / "a", broken, mail(2))
    tables, audit = read(Mail(), path, shards, WISH)
    assert dict(audit.dropped) == {reason: 1}
    assert len(tables["messages"]) == audit.kept == 1


def test_bad_files_are_named_and_empty_ones_hold_nothing(tmp_path: Path, shards: Path) -> None:
    whole = gzip.compress(mail(1).encode() * 400)
    path = archive(
        tmp_path / "a",
        a_dot_mbox=mail(2),
        b_dot_mbox="no mail here",
        c_dot_mbox="",
        d_dot_txt_dot_gz=whole[: len(whole) - 20],
        README="read me",
    )
    tables, audit = read(Mail(), path, shards, WISH)
    assert sorted(name.partition(":")[0] for name in audit.unreadable) == ["b.mbox", "d.txt.gz"]
    assert len(tables["messages"]) >= 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "latin-1", "utf-32"])
def test_a_file_may_be_in_any_encoding(tmp_path: Path, shards: Path, encoding: str) -> None:
    box = (mail(1, text="Café") + mail(2, text="x")).replace("\n", "\r\n")
    path = archive(tmp_path / "a", pots_dot_mbox=box.encode(encoding))
    tables, _ = read(Mail(), path, shards, WISH)
    assert {m["text"] for m in tables["messages"]} == {"Café", "x"}
    assert {m["account_id"] for m in tables["messages"]} == {"mail:ada tea"}


def test_encodings_may_be_mixed_in_a_file(tmp_path: Path, shards: Path) -> None:
    box = mail(1, text="Café").encode() + mail(2, text="Thé").encode("latin-1")
    tables, _ = read(Mail(), archive(tmp_path / "a", pots_dot_mbox=box), shards, WISH)
    assert {m["text"] for m in tables["messages"]} == {"Café", "Thé"}


@pytest.mark.parametrize(
    "text",
    [
        "x" * 5_000_000,
        "On a wrote:\n" * 200_000 + "> b",
        "> a\n\n" * 200_000,
        "schrieb " * 200_000 + "\n> a",
        "a at " * 400_000,
        "| " * 400_000,
        "From 1:11" + "1:11" * 300_000 + "\nno header",
        "<br" * 300_000,
    ],
    ids=["line", "attributions", "quotes", "words", "addresses", "strokes", "times", "tags"],
)
@pytest.mark.parametrize("kind", ["", "text/html", "text/plain; format=flowed"])
def test_long_texts_take_no_long_time(text: str, kind: str) -> None:
    tree = Shelf(**{"pots.mbox": mail(1, text=text, Content_Type=kind).encode()})
    (part,) = Mail().parts(tree, WISH)
    rows = Mail().read(tree, part, WISH)
    assert (rows.audit.found, rows.audit.kept) == (1, 1)


@pytest.mark.parametrize("header", ["From", "Subject", "References", "Date", "In-Reply-To"])
@pytest.mark.parametrize("piece", ["<", "@ (", "Re: ", "=?a?b?", "<a> ", "1 Jan ", "[", " at "])
def test_long_headers_take_no_long_time(header: str, piece: str) -> None:
    box = mail(1, **{header.replace("-", "_"): piece * 200_000}).replace(
        "\nFrom: ada", "\nX: ada", header == "From"
    )
    tree = Shelf(**{"pots.mbox": box.encode()})
    (part,) = Mail().parts(tree, WISH)
    assert Mail().read(tree, part, WISH).audit.found == 1


ANY = st.text(max_size=60)
PIECES = st.lists(
    st.sampled_from(
        [
            mail(1),
            answer(2, 1),
            mail(3, **mime("multipart/mixed; boundary=cut", MANY_PARTS)),
            f"From x  {FILED}\n",
            "From: \udcff <\udcff@x>\n",
            "Date: Tue, 0 Foo 0000 99:99:99 +9999\n",
            "Subject: =?utf-8?b?/////?= =?x?q?=ZZ?=\n",
            "Content-Type: multipart/mixed; boundary=\n",
            "Content-Transfer-Encoding: base64\n",
            "\n",
            "> quoted\n",
        ]
    )
    | ANY
)


@given(PIECES, st.sampled_from(["utf-8", "utf-16", "latin-1"]), st.integers(0, 3))
def test_no_broken_mail_ever_raises_or_goes_uncounted(
    pieces: list[str], encoding: str, cut: int
) -> None:
    data = (mail(9) + "".join(pieces)).encode(encoding, "replace")
    shelf = Shelf(**{"pots.mbox": data[: len(data) - cut]})
    for part in Mail().parts(shelf, WISH):
        rows = Mail().read(shelf, part, WISH)
        assert rows.audit.found == arrow_ready(rows)["messages"] + rows.audit.dropped.total()


_WORDS = st.text("ab é.\n>", max_size=40)


@given(st.lists(st.tuples(_WORDS, _WORDS, st.sampled_from(["utf-8", "latin-1"])), min_size=1))
def test_every_mail_that_the_bare_parser_writes_and_reads_is_kept(
    told: list[tuple[str, str, str]],
) -> None:
    shelf = Shelf()
    box = mailbox.mboxMessage
    data = b""
    for subject, text, charset in told:
        message = EmailMessage()
        message["From"] = "Ada Tea <ada@pots.example>"
        message["Date"] = "Tue, 2 Jan 2024 13:00:00 +0100"
        message["Subject"] = " ".join(subject.split())
        message.set_content(text, charset=charset)
        filed = box(message)
        filed.set_from("ada@pots.example", True)
        data += b"From " + filed.get_from().encode() + b"\n" + bytes(message) + b"\n"
    shelf.files["pots.mbox"] = data
    (part,) = Mail().parts(shelf, WISH)
    rows = Mail().read(shelf, part, WISH)
    assert (rows.audit.found, rows.audit.kept) == (len(told), len(told))
