"""Small and odd communities: a useful page each, never an empty one, never false precision."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from rich.console import Console
from tests.activation.small_talk import account, found, joined, named, talk, thanked
from tests.end_to_end.rewritten import TIMES, Row, Rows, each
from tests.signals.case_files import SignalCase
from tests.signals.invented_talk import communities

import peerlight
from peerlight import Community
from peerlight.clock import parse_date
from peerlight.influence.sentences import SENTENCES
from peerlight.people.limits import ALWAYS, SMALL
from peerlight.report.document import dumps
from peerlight.report.page import page
from peerlight.report.safe_text import plain_name
from peerlight.report.terminal import show
from peerlight.sources.synthetic import make_demo
from peerlight.store.tables import TABLES
from peerlight.values import Card, Findings, Undetermined

ODD: Mapping[str, dict[str, Any]] = {
    "fifty people": {"members": 50},
    "no replies": {"replies": False},
    "no reactions": {"reactions": False},
    "no text": {"text": False},
    "German": {"languages": ("de",)},
    "Japanese": {"languages": ("ja",)},
}
BEGAN = parse_date("2021-01-01")
LACKING = {"no replies": "replies", "no reactions": "reactions", "no text": "text"}


@pytest.fixture(scope="module", params=list(ODD))
def odd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of an odd community; it lies in :func:`folder`."""
    return str(request.param)


@pytest.fixture(scope="module")
def folder(odd: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the odd community is kept."""
    made = tmp_path_factory.mktemp("odd")
    make_demo(made / "export", seed=3, **{"members": 60, "days": 100, **ODD[odd]})
    return made


@pytest.fixture(scope="module")
def findings(folder: Path) -> Findings:
    """What the main job says of the odd community."""
    return peerlight.find(folder / "export", community=folder / "community")


def test_there_are_people_worth_a_thank_you_with_reasons(findings: Findings) -> None:
    assert findings.kind == "thank-you"
    assert len(findings.shortlist) == 7
    for card in findings.shortlist:
        assert card.sentence
        assert card.against
        assert 1 <= len(card.reasons) <= 3
        assert all(reason.count == counted(reason.signal, card) for reason in card.reasons)


def counted(signal: str, card: Card) -> int:
    rows = [row for row in card.evidence if row.signal == signal]
    peers = {row.peer_id for row in rows}
    return len(rows) if SENTENCES[signal].counts == "rows" or peers == {None} else len(peers)


def test_the_order_is_that_of_the_names(findings: Findings) -> None:
    names = [card.name.casefold() for card in findings.shortlist]
    assert names == sorted(names)


def test_there_is_no_number_that_pretends(findings: Findings, folder: Path) -> None:
    assert_no_estimates(findings)
    people = Community.open(folder / "community").people(everyone=True)
    assert people.num_rows > 40
    for column in ("low", "high", "p_top", "tier"):
        assert people[column].null_count == people.num_rows, column


def test_the_limits_name_what_is_missing(findings: Findings, odd: str) -> None:
    assert findings.limits[0] == SMALL
    assert findings.limits[-len(ALWAYS) :] == ALWAYS
    missing = {limit.split(":")[0] for limit in findings.limits if limit.startswith("Without")}
    if odd in LACKING:
        assert f"Without {LACKING[odd]}" in missing
    else:
        assert missing == set()


def test_the_page_names_everybody_and_shows_no_range(findings: Findings) -> None:
    text = page(findings)
    assert "People worth a thank-you this month" in terminal(findings)
    assert "percentile" not in text + terminal(findings)
    assert "<script" not in text
    for card in findings.shortlist:
        assert escape(card.name) in text
        assert plain_name(card.name) in terminal(findings)
        assert all(escape(reason.sentence, quote=False) in text for reason in card.reasons)


def test_whoever_is_thanked_is_not_among_those_set_aside(findings: Findings) -> None:
    aside = {each.member_id: each.reason for each in findings.set_aside}
    assert aside
    assert not aside.keys() & {card.member_id for card in findings.shortlist}


@pytest.mark.parametrize(
    ("odd", "own"),
    [("German", "[äöüß]| und | der | ist "), ("Japanese", "[\u3040-\u30ff\u4e00-\u9fff]")],
    indirect=["odd"],
    scope="module",
)
def test_questions_and_thanks_are_seen_in_every_language(
    folder: Path, findings: Findings, own: str
) -> None:
    results = Community.open(folder / "community").analyse()
    assert {"text", "niches"} <= set(results.run["available"])
    # an answer counts twice where the asker said thanks in words
    assert max(results.table("evidence/answers")["value"].to_pylist()) == 2_000_000
    quotes = [row.quote for card in findings.shortlist for row in card.evidence]
    assert any(re.search(own, quote) for quote in quotes if quote)


def without_replies(table: str, row: Row) -> Row:
    # every post stands alone in its channel
    own = {"reply_to": None, "thread_id": row.get("message_id"), "kind": "post"}
    return row | own if table == "messages" else row


def only_who_when_where(table: str, row: Row) -> Row | None:
    if table != "messages":
        return None
    return row | {"text": None, "reply_to": None, "kind": "post", "url": None}


@pytest.mark.parametrize(
    ("change", "lacking"),
    [
        (without_replies, ["replies"]),
        (only_who_when_where, ["replies", "reactions", "text", "appointments"]),
    ],
    ids=["no replies", "only metadata"],
)
def test_a_large_community_that_lacks_something_still_gets_a_shortlist(
    rows: Rows, tmp_path: Path, change: Any, lacking: list[str]
) -> None:
    findings = found(tmp_path, each(rows, change))
    assert findings.kind == "shortlist"
    assert len(findings.shortlist) == 7
    for card in findings.shortlist:
        assert card.estimate
        assert 0 <= card.estimate.low < card.estimate.high <= 1
        assert card.tier
        assert card.reasons
        assert not isinstance(card.estimates[str(card.drawn_by)], Undetermined)
    assert SMALL not in findings.limits
    said = " ".join(findings.limits)
    assert all(re.search(f"Without [a-z ]*{each}", said) for each in lacking)
    shown(findings)


def test_a_shortlist_names_nobody_who_is_set_aside(community: Community) -> None:
    findings = community.find()
    aside = {each.member_id for each in findings.set_aside}
    assert {each.reason.split(":")[0] for each in findings.set_aside} >= {
        "appointed",
        "already visible",
        "too little data",
        "away",
        "bot",
    }
    assert len(findings.shortlist) == 7
    assert not aside & {card.member_id for card in findings.shortlist}


def test_three_members(tmp_path: Path) -> None:
    rows = talk(
        ("ana", 3, "glue", "How do I glue this?"),
        ("bo", 2, "glue", "Try clamps."),
        ("ana", 1, "glue", "Thank you!"),
        ("cy", 0, "stool", "I built a stool."),
    )
    findings = found(tmp_path, rows)
    assert thanked(findings) == ["ana", "bo", "cy"]
    assert_no_estimates(findings)
    assert "3 members" in terminal(findings)
    shown(findings)


@pytest.mark.parametrize("posts", [1, 30])
def test_one_member(tmp_path: Path, posts: int) -> None:
    rows = talk(*(("ana", n, f"day{n}", "Good morning.") for n in range(posts)))
    findings = found(tmp_path, rows)
    assert thanked(findings) == ["ana"]
    assert findings.shortlist[0].following == 0
    found_in_words = "1 message found" if posts == 1 else f"{posts} messages found"
    assert f"{found_in_words}, 0 dropped, {posts} kept" in terminal(findings)
    assert_no_estimates(findings)
    shown(findings)


def test_only_a_bot(tmp_path: Path) -> None:
    rows = talk(*(("chime", n, f"hour{n}", "It is noon.") for n in range(5)))
    joined(rows, "chime", is_bot=True)
    findings = found(tmp_path, rows)
    assert findings.shortlist == ()
    assert [(a.member_id, a.reason.split(":")[0]) for a in findings.set_aside] == [
        (account("chime"), "bot")
    ]
    (audit,) = findings.audit
    assert (audit.found, audit.kept, dict(audit.dropped)) == (5, 0, {"bot": 5})
    assert "Nobody can be named from this data" in terminal(findings)
    shown(findings)


def test_whoever_was_only_mentioned_is_not_proposed(tmp_path: Path) -> None:
    rows = talk(("ana", 1, "glue", "Ask Zoe!"), ("bo", 0, "glue", "Zoe knows."))
    joined(rows, "zoe")
    named(rows, "zoe", 0, 1)
    findings = found(tmp_path, rows)
    assert thanked(findings) == ["ana", "bo"]
    assert findings.totals.members == 2
    shown(findings)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(communities())
def test_no_small_community_breaks_anything(
    tmp_path_factory: pytest.TempPathFactory, case: SignalCase
) -> None:
    kinds = {table.record: name for name, table in TABLES.items()}
    rows: Rows = {}
    for record in case.records:
        # marks are read in the texts again
        if (name := kinds[type(record)]) != "marks":
            rows.setdefault(name, []).append(of_our_days(record._asdict()))
    findings = found(tmp_path_factory.mktemp("any"), rows)
    wrote = {row["account_id"] for row in rows["messages"]}
    proposed = {card.member_id for card in findings.shortlist}
    assert proposed
    assert proposed <= wrote | {row["account_id"] for row in rows.get("reactions", [])}
    assert not proposed & {aside.member_id for aside in findings.set_aside}
    assert_no_estimates(findings)
    shown(findings)


def of_our_days(row: Row) -> Row:
    """The row with ids and times as an export has them: the invented world began in 1970."""
    known = {column: value for column, value in row.items() if value is not None}
    ids = [column for column in known if column.endswith("_id") or column == "reply_to"]
    named = {column: f"invented:{known[column]}" for column in ids}
    return row | named | {column: BEGAN + known[column] for column in TIMES if column in known}


def assert_no_estimates(findings: Findings) -> None:
    assert findings.kind == "thank-you"
    assert findings.limits[0] == SMALL
    for card in findings.shortlist:
        assert (card.estimate, card.tier, card.drawn_by) == (None, None, None)
        assert all(isinstance(e, Undetermined) for e in card.estimates.values())


def terminal(findings: Findings) -> str:
    file = io.StringIO()
    show(findings, Console(file=file, width=80))
    return " ".join(file.getvalue().split())


def shown(findings: Findings) -> None:
    """Every face shows whoever is proposed."""
    names = [card.name for card in findings.shortlist]
    assert all(escape(plain_name(name)) in page(findings) for name in names)
    assert all(plain_name(name) in terminal(findings) for name in names)
    assert [card["name"] for card in json.loads(dumps(findings))["shortlist"]] == names
