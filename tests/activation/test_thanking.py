"""Small communities: thanks for deeds, in an order that is not by worth."""

from __future__ import annotations

from pathlib import Path

from tests.activation.small_talk import (
    END,
    Line,
    account,
    appointed,
    found,
    joined,
    named,
    talk,
    thanked,
)

from peerlight import Community
from peerlight.activation.thanking import MONTH
from peerlight.values import Findings

GLUING: tuple[Line, ...] = (
    ("ana", 3, "glue", "How do I glue this?"),
    ("bo", 2, "glue", "Try clamps and a day of patience."),
    ("ana", 1, "glue", "Thank you, that worked!"),
)
CHIMES: tuple[Line, ...] = tuple(("chime", n / 10, f"hour{n}", "It is noon.") for n in range(5))


def reasons(findings: Findings, who: str) -> list[str]:
    (card,) = (card for card in findings.shortlist if card.member_id == account(who))
    return [reason.sentence for reason in card.reasons]


def test_deeds_are_told_before_attention(tmp_path: Path) -> None:
    findings = found(tmp_path, talk(*GLUING))
    assert thanked(findings) == ["ana", "bo"]
    answered, turned_to, _ = reasons(findings, "bo")
    assert answered == "Answered a person who asked, who said thanks or took the answer."
    assert turned_to == "Was turned to by one person."
    assert reasons(findings, "ana")[0] == "Thanked or encouraged one person."


def test_only_what_was_done_this_month_is_told(tmp_path: Path) -> None:
    old = ("cy", 60, "stool", "I built a stool."), ("bo", 59, "stool", "Well done!")
    findings = found(tmp_path, talk(*old, *GLUING))
    assert thanked(findings) == ["ana", "bo"]
    told = [row.at for card in findings.shortlist for row in card.evidence]
    assert told
    assert min(told) > END - MONTH


def test_where_a_month_was_silent_what_came_before_it_counts(tmp_path: Path) -> None:
    found(tmp_path, talk(("cy", 1, "stool", "I built a stool.")))
    community = Community.open(tmp_path / "community")
    part, week = "Took part in one thread.", "Wrote in one week of the last two years."
    assert reasons(community.find("2024-07-20"), "cy") == [part]
    assert reasons(community.find("2024-10-30"), "cy") == [part]
    assert reasons(community.find("2025-10-30"), "cy") == [week]
    assert community.find("2028-01-01").shortlist == ()


def test_whoever_holds_an_office_is_thanked_only_where_nobody_else_did_anything(
    tmp_path: Path,
) -> None:
    rows = talk(*GLUING)
    appointed(rows, "bo")
    assert thanked(found(tmp_path / "one", rows)) == ["ana"]
    appointed(rows, "ana", "bo")
    assert thanked(found(tmp_path / "all", rows)) == ["ana", "bo"]


def test_a_bot_is_never_thanked_not_even_where_it_alone_was_busy(tmp_path: Path) -> None:
    rows = talk(("cy", 90, "stool", "I built a stool."), *CHIMES)
    joined(rows, "chime", is_bot=True)
    assert thanked(found(tmp_path, rows)) == ["cy"]


def test_whoever_was_only_called_by_name_is_not_thanked(tmp_path: Path) -> None:
    rows = talk(*GLUING)
    joined(rows, "zoe")
    named(rows, "zoe", 0, 1, 2)
    named(rows, "nobody", 0)
    assert thanked(found(tmp_path, rows)) == ["ana", "bo"]


def test_whoever_is_thanked_is_not_told_to_be_left_out(tmp_path: Path) -> None:
    old: Line = ("cy", 60, "stool", "I built a stool.")
    findings = found(tmp_path, talk(old, *GLUING))
    assert thanked(findings) == ["ana", "bo"]
    assert [aside.member_id for aside in findings.set_aside] == [account("cy")]


def test_a_lot_decides_where_more_did_something_than_can_be_named(tmp_path: Path) -> None:
    people = [f"{letter}ia" for letter in "abcdefghijkl"]
    lines = [(who, 1 + n / 10, who, "Here is what I built.") for n, who in enumerate(people)]
    first = found(tmp_path, talk(*lines))
    community = Community.open(tmp_path / "community")
    assert len(first.shortlist) == community.settings.shortlist == 7
    assert thanked(first) == sorted(thanked(first))
    assert community.find() == first
    later = thanked(community.find("2024-08-20"))
    assert len(later) == 7
    assert later != thanked(first)


def test_the_cap_is_a_setting(tmp_path: Path) -> None:
    found(tmp_path, talk(*GLUING))
    settings = tmp_path / "community" / "peerlight.toml"
    settings.write_text("shortlist = 1\n", "utf-8")
    assert len(Community.open(tmp_path / "community").find().shortlist) == 1
