"""What a mail says: the writer's own words, out of every packing, without addresses."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.mail_archives import MANY_PARTS, WISH, hidden, mail, mime, months, one_text
from tests.sources.shard_reading import read

from peerlight.sources.mail import Mail


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return tmp_path / "shards"


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
