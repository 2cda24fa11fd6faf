from __future__ import annotations

import pyarrow as pa
import pytest
from tests.contract.engines import ENGINES, engine

from peerlight.activity.bots import account_activity, recognise_bots
from peerlight.store.tables import TABLES, Account, Mention, Message

MINUTE = 60_000_000
NOON = 1_600_000_000_000_000


def _figures(account: str, **counts: int) -> dict[str, str | int]:
    usual = {"messages": 200, "texts": 200, "openings": 180, "on_beat": 3, "addressed_by": 9}
    return {"account_id": account, **usual, **counts}


def _bots(*people: Account, figures: tuple[dict[str, str | int], ...] = ()) -> dict[str, str]:
    known = [_figures(f"other{n}") for n in range(8)]
    found = recognise_bots(
        TABLES["accounts"].arrow(people), pa.Table.from_pylist([*figures, *known])
    )
    return dict(zip(found["account_id"].to_pylist(), found["reason"].to_pylist(), strict=True))


def test_a_declared_bot_is_one_though_it_never_wrote() -> None:
    assert _bots(Account("a", "slack", is_bot=True)) == {"a": "declared as a bot by the source"}


@pytest.mark.parametrize("name", ["Slackbot", "discobot", "GitHub Actions", "fixer[bot]"])
def test_well_known_names_need_no_other_sign(name: str) -> None:
    assert list(_bots(Account("a", "s", name=name))) == ["a"]


@pytest.mark.parametrize(
    "name", ["Joan Abbot", "Luc Talbot", "Botond Nagy", "Robot Fan", "Ann Bot", "Marie Botte"]
)
def test_people_are_not_bots_for_their_names(name: str) -> None:
    assert _bots(Account("a", "s", name=name), figures=(_figures("a"),)) == {}


def test_a_person_who_goes_by_a_known_name_beside_their_own_is_no_bot() -> None:
    person = Account("a", "s", handle="jenkins", name="Ada Jenkins")
    assert _bots(person, figures=(_figures("a"),)) == {}


@pytest.mark.parametrize("name", ["build bot", "news_bot", "MergeBot", "tests-ci", "Ann Bot"])
def test_a_bots_name_with_a_bots_writing_is_one_though_people_call_it(name: str) -> None:
    figures = _figures("a", openings=12, addressed_by=40)
    (reason,) = _bots(Account("a", "s", name=name), figures=(figures,)).values()
    assert reason == "is named like a bot and opens 200 messages in only 12 ways"


def test_an_undeclared_machine_is_betrayed_by_its_template() -> None:
    figures = _figures("a", openings=1, addressed_by=0)
    (reason,) = _bots(Account("a", "s", name="Nightly"), figures=(figures,)).values()
    assert reason == "opens 200 messages in only one way, and nobody ever addressed it"


def test_an_undeclared_machine_is_betrayed_by_its_clock() -> None:
    figures = _figures("a", texts=0, openings=0, on_beat=190, addressed_by=1)
    (reason,) = _bots(Account("a", "s"), figures=(figures,)).values()
    assert reason == (
        "wrote 190 of 200 messages on the same second, and hardly anybody ever addressed it"
    )


@pytest.mark.parametrize(
    "counts",
    [
        {"openings": 5, "addressed_by": 9},  # a welcomer with one greeting, whom people answer
        {"messages": 40, "texts": 40, "openings": 1, "addressed_by": 0},  # too little to tell
        {"openings": 120, "addressed_by": 0},  # talks a lot and is ignored
        {"texts": 10, "openings": 1, "addressed_by": 0},  # hardly any text is known
    ],
)
def test_people_with_odd_habits_are_no_bots(counts: dict[str, int]) -> None:
    assert _bots(Account("a", "s", name="Ana"), figures=(_figures("a", **counts),)) == {}


def test_where_only_days_are_recorded_nobody_is_betrayed_by_the_clock() -> None:
    quiet = tuple(_figures(f"q{n}", on_beat=200, addressed_by=0) for n in range(9))
    assert _bots(*(Account(f"q{n}", "s") for n in range(9)), figures=quiet) == {}


def test_accounts_without_a_row_of_their_own_are_judged_by_their_writing() -> None:
    assert list(_bots(figures=(_figures("ghost", openings=2, addressed_by=0),))) == ["ghost"]


def _written(n: int, account: str, at: int, text: str | None, to: str | None = None) -> Message:
    return Message(f"m{n}", account, "c", "t", at, reply_to=to, text=text)


@pytest.mark.parametrize("kind", ENGINES)
def test_the_figures_are_counted_from_what_was_written_by_then(kind: str) -> None:
    messages = [
        _written(1, "bot", NOON, "Build 1 passed"),
        _written(2, "bot", NOON + 60 * MINUTE, "BUILD 22 passed"),
        _written(3, "bot", NOON + 61 * MINUTE + 250_000, None),
        _written(4, "ana", NOON + 5_000_000, "why", to="m1"),
        _written(5, "ben", NOON + 7_000_000, "hm"),
        _written(6, "bot", NOON + 7 * MINUTE, "what", to="m3"),
        Message("m7", "bot", "c", "t", NOON, kind="system", text="joined"),
        Message("m8", "bot", "c", "t", NOON, deleted_at=NOON, text="gone"),
        _written(9, "ben", NOON + 600 * MINUTE, "later", to="m6"),
    ]
    mentions = [Mention("m4", "ben"), Mention("m5", "ben"), Mention("m9", "ana")]
    with engine(kind) as opened:
        opened.register("messages", TABLES["messages"].arrow(messages))
        opened.register("mentions", TABLES["mentions"].arrow(mentions))
        opened.register("period", pa.table({"as_of": pa.array([NOON + 100 * MINUTE], pa.int64())}))
        found = account_activity(opened).to_pylist()
    counts = {row.pop("account_id"): tuple(row.values()) for row in found}
    assert counts == {"ana": (1, 1, 1, 1, 0), "ben": (1, 1, 1, 1, 1), "bot": (4, 3, 2, 2, 1)}
