"""``peerlight identity``: suggestions with reasons, decisions with numbers."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from tests.activation.small_talk import account, talk
from tests.cli.conftest import Peerlight, everything
from tests.end_to_end.rewritten import written

from peerlight import Community

ANA, OTHER = account("ana"), account("quil la")


@pytest.fixture
def lantern(tmp_path: Path) -> Path:
    """A community in which one rare name stands twice, once with a trick in it."""
    rows = talk(
        ("ana", 3, "glue", "Glue?"), ("quil la", 2, "glue", "Clamps."), ("bo", 1, "a", "Hm")
    )
    names = {ANA: "Ana Quillamore", OTHER: "\u202eQuillamore, Ana\x1b[31m (she)"}
    for row in rows["accounts"]:
        row["name"] = names.get(row["account_id"], row["name"])
    # they must not answer each other
    rows["messages"][1]["reply_to"] = None
    community = Community.create(tmp_path / "lantern")
    community.import_(written(tmp_path / "export", rows)).apply()
    return community.folder


def test_suggestions_come_with_confidence_accounts_and_reason(
    peerlight: Peerlight, lantern: Path
) -> None:
    done = peerlight("identity", lantern)
    assert done.code == 0
    first, ids, why = done.out.splitlines()
    assert first.startswith("almost certain (0.9")
    assert "\x1b" not in done.out and "\u202e" not in done.out
    assert shlex.split(ids) == [ANA, OTHER]
    assert "have the same rare name, “Ana Quillamore”" in why
    assert "peerlight identity accept" in done.talk


def test_json_holds_the_same_as_python(peerlight: Peerlight, lantern: Path) -> None:
    (told,) = peerlight("identity", lantern, "--format", "json").document
    (found,) = Community.open(lantern).suggestions()
    assert told == {
        "account_id": ANA,
        "other_id": OTHER,
        "name": found.name,
        "other_name": found.other_name,
        "confidence": found.confidence,
        "likely": found.likely,
        "reasons": list(found.reasons),
        "against": [],
    }


def test_accepting_and_undoing_is_told_and_numbered(peerlight: Peerlight, lantern: Path) -> None:
    accepted = peerlight("identity", "accept", lantern, ANA, OTHER, "--by", "ines")
    assert (accepted.code, accepted.out) == (0, "1\n")
    assert f"{ANA} (Ana Quillamore)" in accepted.talk
    assert "No two members" in peerlight("identity", lantern).talk
    assert peerlight("identity", "undo", lantern, 1).code == 0
    (line,) = peerlight("identity", "history", lantern).out.splitlines()
    assert line.startswith("1. ") and "same person" in line
    assert "by ines" in line and "undone" in line
    (row,) = peerlight("identity", "history", lantern, "--format", "json").document
    assert (row["kind"], row["by"], row["undone_at"] is None) == ("same person", "ines", False)


@pytest.mark.parametrize("act", ["accept", "reject"])
def test_a_dry_run_decides_nothing(peerlight: Peerlight, lantern: Path, act: str) -> None:
    before = everything(lantern)
    done = peerlight("identity", act, lantern, ANA, OTHER, "--dry-run")
    assert (done.code, done.out) == (0, "")
    assert ANA in done.talk
    assert everything(lantern) == before


def test_a_rejected_suggestion_does_not_come_back(peerlight: Peerlight, lantern: Path) -> None:
    assert peerlight("identity", "reject", lantern, OTHER, ANA).code == 0
    assert peerlight("identity", "suggestions", lantern).out == ""


def test_bots_and_humans_can_be_named(peerlight: Peerlight, lantern: Path) -> None:
    assert peerlight("identity", "bot", lantern, "bo").out == "1\n"
    rows = peerlight("people", lantern, "--all", "--format", "json").document
    told = {row["member_id"]: row["set_aside"] for row in rows}
    assert told[account("bo")] == "bot: called a bot by a human here"
    assert peerlight("identity", "human", lantern, account("bo")).out == "2\n"
    rows = peerlight("people", lantern, "--all", "--format", "json").document
    assert not any(row["set_aside"].startswith("bot") for row in rows)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("accept", "{folder}", "nobody", ANA), "There is no account 'nobody'"),
        (("undo", "{folder}", "7"), "no decision 7 that stands"),
        (("{folder}", "--format", "csv"), "no format 'csv'"),
        (("history", "{folder}", "--format", "parquet"), "no format 'parquet'"),
        (("nowhere",), "nowhere"),
    ],
)
def test_what_cannot_be_done_says_why(
    peerlight: Peerlight, lantern: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = peerlight("identity", *(a.format(folder=lantern) for a in arguments))
    assert done.code == 2
    assert said in done.talk
