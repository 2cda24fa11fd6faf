"""Who is who on a mailing list: names, addresses, spellings."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.mail_archives import WISH, hidden, mail, months
from tests.sources.shard_reading import Tables, read

from peerlight.sources.mail import Mail


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return tmp_path / "shards"


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
    senders = [f"{name} <a{n}@pots.example>" for n, name in enumerate(names)]
    path = months(tmp_path / "a", *(mail(n, sender) for n, sender in enumerate(senders)))
    tables, _ = read(Mail(), path, shards, WISH)
    assert {a["name"] for a in tables["accounts"]} == set(names)
    assert all(a["account_id"] == f"mail:{a['name'].casefold()}" for a in tables["accounts"])
