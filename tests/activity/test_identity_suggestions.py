"""Suggestions on invented people: with a reason each, and never for a common name alone."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

import pyarrow as pa
import pytest
from tests.contract.engines import ENGINES, engine

from peerlight.activity.identity import Decided
from peerlight.activity.identity.confidence import ENOUGH, in_words
from peerlight.activity.identity.suggesting import Suggestion, suggest
from peerlight.privacy.keys import seal_address
from peerlight.store.tables import TABLES, Account, Mention, Message

SEAL = partial(seal_address, b"a key")
# so that nobody is alone with their name
CROWD = [
    Account(f"crowd:{n}", "crowd", name=f"{'BCDFGHKLMN'[n % 10]}ora {'bcdfghklmn'[n // 10]}ovitt")
    for n in range(100)
]


def suggested(
    *accounts: Account,
    messages: Sequence[Message] = (),
    mentions: Sequence[Mention] = (),
    bots: Sequence[str] = (),
    decided: Decided | None = None,
    kind: str = "duckdb",
) -> list[Suggestion]:
    with engine(kind) as opened:
        opened.register("accounts", TABLES["accounts"].arrow([*accounts, *CROWD]))
        opened.register("messages", TABLES["messages"].arrow(messages))
        opened.register("mentions", TABLES["mentions"].arrow(mentions))
        return suggest(opened, bots, decided or Decided(), SEAL)


def chat(
    n: str, name: str | None = None, handle: str | None = None, email_hash: str | None = None
) -> Account:
    return Account(f"chat:{n}", "chat", handle, name, email_hash=email_hash)


def forum(
    n: str, name: str | None = None, handle: str | None = None, email_hash: str | None = None
) -> Account:
    return Account(f"forum:{n}", "forum", handle, name, email_hash=email_hash)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ottoline Quillon", "Quillon, Ottoline"),
        ("Łucja Grześkowiecka", "Lucja Grzeskowiecka"),
        ("佟慕白", "佟慕白"),
        ("司徒晓帆", "司徒 晓帆"),
        ("أسامة الترنجي", "اسامه الترنجي"),
        ("Вершков Ярополк", "Ярополк Вершков"),
        ("Ярополк Вершков", "Yaropolk Vershkov"),
        ("Đặng Thuỵ Uyển Ny", "Dang Thuy Uyen Ny"),
        ("설해온", "설 해온"),
        ("Ottoline Mabel Quillon", "Ottoline Quillon"),
    ],
)
def test_a_rare_full_name_in_two_places_is_suggested(one: str, other: str) -> None:
    (found,) = suggested(chat("1", one), forum("2", other))
    assert (found.account_id, found.other_id) == ("chat:1", "forum:2")
    assert found.confidence >= ENOUGH and found.likely == in_words(found.confidence)
    (reason,) = found.reasons
    assert "name" in reason and one in reason
    assert found.against == ()


@pytest.mark.parametrize(
    "name",
    [
        *("John Smith", "Maria Garcia", "Thomas Müller", "Michael Fischer", "José García"),
        *("王伟", "李 明", "王小明", "Wang Wei", "佐藤健", "山田太郎", "김민준", "Kim Min-jun"),
        *("محمد علي", "Ahmed Ali", "عبد الله حسن", "Иван Иванов", "Ivan Ivanov"),
        *("Nguyễn Văn Anh", "Trần Thị Lan", "Nguyen Minh", "Rahul Sharma", "Budi Santoso"),
    ],
)
def test_a_common_name_alone_is_never_suggested(name: str) -> None:
    assert suggested(chat("1", name), forum("2", name)) == []


@pytest.mark.parametrize("name", ["Ottoline", "Sukmarto", "Яромил", "설해", "محمد", "tulip", "佟"])
def test_a_mononym_alone_is_never_suggested(name: str) -> None:
    assert suggested(chat("1", name), forum("2", name)) == []


def test_a_common_name_with_a_second_ground_is_suggested() -> None:
    both = chat("1", "John Smith", handle="brasswick"), forum("2", "John Smith", handle="brasswick")
    (found,) = suggested(*both)
    assert found.reasons == (
        "both go by the handle “brasswick”",
        "have the same name, “John Smith”",
    )


def test_a_handle_made_of_a_common_name_is_no_rarer_than_the_name() -> None:
    assert suggested(chat("1", "John Smith"), forum("2", handle="johnsmith")) == []


def test_different_middle_initials_are_two_people() -> None:
    assert suggested(chat("1", "Otto B. Quillon"), forum("2", "Otto C. Quillon")) == []


def test_one_address_on_two_platforms_is_asked_about_and_nearly_sure() -> None:
    (found,) = suggested(
        chat("1", "Ottoline", email_hash="x"), forum("2", handle="tulip", email_hash="x")
    )
    assert (found.confidence, found.likely) == (0.99, "almost certain")
    assert found.reasons == ("have the same e-mail address",)


def test_an_address_of_many_is_not_enough() -> None:
    names = ("Ottoline Quillon", "Bela Tarvi", "Cosmo Wender")
    people = [Account(f"p{n}:1", f"p{n}", name=x, email_hash="x") for n, x in enumerate(names)]
    assert suggested(*people) == []


@pytest.mark.parametrize(
    ("handle", "other"),
    [("tulipwright", "Tulip_Wright"), ("тюльпанщик", "тюльпанщик")],
)
def test_a_rare_handle_on_two_platforms_is_suggested(handle: str, other: str) -> None:
    (found,) = suggested(chat("1", handle=handle), forum("2", "Bela", handle=other))
    assert found.reasons == (f"both go by the handle “{handle}”",)


@pytest.mark.parametrize("handle", ["anna", "tom", "ivan", "info", "x1", "li"])
def test_a_common_or_short_handle_is_not(handle: str) -> None:
    assert suggested(chat("1", handle=handle), forum("2", handle=handle)) == []


def test_the_same_handle_of_two_with_different_full_names_is_not() -> None:
    people = chat("1", "Ottoline Quillon", handle="tulipwright"), forum("2", "Bela Tarvi")
    assert suggested(people[0], people[1]._replace(handle="tulipwright")) == []


def test_a_platform_that_tells_its_people_apart_is_believed() -> None:
    assert suggested(chat("1", handle="tulipwright"), chat("2", handle="tulip-wright")) == []


def test_a_handle_in_the_brackets_of_a_name_is_one() -> None:
    (found,) = suggested(
        chat("1", "Ottoline Quillon (tulipwright)"), forum("2", handle="tulipwright")
    )
    assert found.reasons == ("both go by the handle “tulipwright”",)


@pytest.mark.parametrize("nick", ["oquillon", "ottolinequillon", "ottoline.quillon", "OQuillon"])
def test_a_reviewers_nick_is_found_in_an_authors_name(nick: str) -> None:
    author = Account("git:x", "git", name="Ottoline Quillon", email_hash="x")
    (found,) = suggested(author, Account(f"git:{nick.lower()}", "git", handle=nick))
    assert found.reasons == (f"the handle “{nick}” is made of the name “Ottoline Quillon”",)


def test_a_handle_that_is_a_name_of_its_own_is_not_made_of_another() -> None:
    assert suggested(chat("1", "Aria Mivolk"), forum("2", handle="maria")) == []


def test_a_nick_that_four_names_could_make_tells_nothing() -> None:
    names = ("Ottoline Quillon", "Oskar Quillon", "Olga Quillon", "Orla Quillon")
    people = [chat(str(n), name) for n, name in enumerate(names)]
    assert suggested(*people, forum("9", handle="oquillon")) == []


def test_a_handle_is_found_as_the_mailbox_of_a_sealed_address() -> None:
    author = Account("git:x", "git", name="Ana", email_hash=SEAL("TulipWright@gmail.com"))
    (found,) = suggested(author, forum("2", handle="tulipwright"))
    assert found.reasons == ("the handle “tulipwright” is the other's e-mail address before the @",)
    with engine("duckdb") as opened:
        for name in ("messages", "mentions"):
            opened.register(name, TABLES[name].schema().empty_table())
        opened.register(
            "accounts", TABLES["accounts"].arrow([author, forum("2", handle="tulipwright")])
        )
        assert suggest(opened) == []


def _said(n: int, account: str, text: str, to: str | None = None) -> Message:
    return Message(f"m{n}", account, "c", "t", n, reply_to=to, text=text)


@pytest.mark.parametrize(
    "ending", ["\n-- \nOttoline Quillon", "\n— Ottoline Quillon", ". -- Ottoline Quillon"]
)
def test_who_signs_with_anothers_name_is_suggested(ending: str) -> None:
    people = chat("1", handle="tulip"), forum("2", "Ottoline Quillon")
    said = [_said(n, "chat:1", f"Try glue{ending}") for n in range(2)]
    (found,) = suggested(*people, messages=said)
    assert found.reasons == ("“tulip” signs as “Ottoline Quillon”",)
    assert suggested(*people, messages=said[:1]) == []


def test_who_quotes_another_does_not_sign_as_them() -> None:
    people = chat("1", "Bela Tarvi"), forum("2", "Ottoline Quillon")
    said = [_said(n, "chat:1", "Glue is patience.\n— Ottoline Quillon") for n in range(3)]
    assert suggested(*people, messages=said) == []


@pytest.mark.parametrize(
    "text",
    [
        "@tulipwright here, hello",
        "Hi, I'm tulipwright on IRC",
        "my nick is tulipwright on the forum",
    ],
)
def test_who_says_what_they_are_called_elsewhere_is_suggested(text: str) -> None:
    people = chat("1", "Ottoline"), forum("2", handle="tulipwright")
    (found,) = suggested(*people, messages=[_said(1, "chat:1", text)])
    assert found.reasons == ("“Ottoline” says that they are “tulipwright” elsewhere",)


def test_who_write_to_each_other_are_less_likely_one() -> None:
    people = chat("1", "Ottoline Quillon"), chat("2", "Ottoline Quillon")
    (before,) = suggested(*people)
    said = [_said(1, "chat:1", "Glue?"), _said(2, "chat:2", "Clamps.", to="m1")]
    (once,) = suggested(*people, messages=said)
    assert once.confidence < before.confidence
    assert once.against == ("they wrote to each other once",)
    calls = [Mention("m1", "chat:2"), Mention("m2", "chat:1")]
    assert suggested(*people, messages=said, mentions=calls) == []


def test_an_answer_to_oneself_from_another_address_counts_for_nothing() -> None:
    people = [
        Account(f"mail:{n}", "mail", name="Ottoline Quillon", email_hash=n) for n in ("x", "y")
    ]
    said = [_said(1, "mail:x", "Glue?"), _said(2, "mail:y", "Found it.", to="m1")]
    (found,) = suggested(*people, messages=said)
    assert found.against == ()


def test_bots_and_who_objected_are_never_suggested() -> None:
    people = chat("1", "Ottoline Quillon"), forum("2", "Ottoline Quillon")
    assert suggested(*people, bots=["forum:2"]) == []
    assert suggested(*people, decided=Decided(objected=frozenset({"chat:1"}))) == []


def test_the_rejected_and_the_joined_are_not_suggested_again() -> None:
    people = chat("1", "Ottoline Quillon"), forum("2", "Ottoline Quillon")
    couple = frozenset({("chat:1", "forum:2")})
    assert suggested(*people, decided=Decided(apart=couple)) == []
    assert suggested(*people, decided=Decided(same=couple)) == []


def test_a_rejection_holds_for_all_accounts_of_the_two() -> None:
    people = (
        chat("1", "Ottoline Quillon"),
        forum("2", "Ottoline Quillon"),
        forum("3", "Ottoline Quillon")._replace(same_as="forum:2"),
    )
    apart = Decided(apart=frozenset({("chat:1", "forum:2")}))
    assert suggested(*people, decided=apart) == []


def test_the_order_of_accounts_changes_nothing() -> None:
    people = [chat("1", "Ottoline Quillon", handle="tulipwright"), forum("2", "Ottoline Quillon")]
    people += [forum("3", handle="tulipwright"), chat("4", "Quillon, Ottoline")]
    assert suggested(*people) == suggested(*reversed(people))


@pytest.mark.parametrize("kind", ENGINES)
def test_both_engines_read_the_texts_alike(kind: str) -> None:
    people = chat("1", "Ottoline"), forum("2", handle="tulipwright")
    said = [_said(1, "chat:1", "I'm tulipwright on IRC"), _said(2, "forum:2", "Hm", to="m1")]
    (found,) = suggested(*people, messages=said, kind=kind)
    assert found.against == ("they wrote to each other once",)


def test_a_hundred_thousand_accounts_take_seconds() -> None:
    letters = "bcdfghjklmnprstvwz"
    given = [f"{one}ora{other}" for one in letters for other in letters]
    names = [f"{one} {other}vitt" for one in given for other in given][:100_000]
    accounts = [Account(f"s:{n}", "s", name=name) for n, name in enumerate(names)]
    tables = {"accounts": TABLES["accounts"].arrow(accounts)}
    for name in ("messages", "mentions"):
        tables[name] = TABLES[name].schema().empty_table()
    with engine("duckdb") as opened:
        for name, table in tables.items():
            opened.register(name, table)
        started = time.perf_counter()
        suggest(opened)
        assert time.perf_counter() - started < 60
    assert isinstance(tables["accounts"], pa.Table)
