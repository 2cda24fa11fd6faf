"""Bad mails and files: counted, named, and never in the way of good ones."""

from __future__ import annotations

import gzip
import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.mail_archives import (
    FILED,
    MANY_PARTS,
    WISH,
    answer,
    archive,
    mail,
    mime,
    months,
)
from tests.sources.shard_reading import Shelf, arrow_ready, read

from peerlight.sources.mail import Mail


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return tmp_path / "shards"


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
