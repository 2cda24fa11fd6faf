"""A member gets all that is held about them, and of others no more than it takes."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.privacy.exports import NAMES, SAID, slack, tables

from peerlight import BadInput, Community


@pytest.fixture
def community(tmp_path: Path) -> Community:
    made = Community.create(tmp_path / "lantern")
    made.import_(tables(tmp_path / "export", False)).apply()
    return made


def held(out: Path) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = json.loads((out / "held.json").read_text("utf-8"))
    return tables


def test_everything_held_is_there_in_json_and_in_csv(community: Community, tmp_path: Path) -> None:
    out = tmp_path / "quilla"
    assert community.access("Quilla Vandermoor", out).apply() == out
    found = held(out)
    assert [row["message_id"] for row in found["messages"]] == [
        f"tables:m{n}" for n in (2, 5, 6, 9)
    ]
    assert SAID in found["messages"][0]["text"]
    assert found["messages"][0]["posted_at"] == "2024-01-01T10:09:00Z"
    assert [row["message_id"] for row in found["reactions_given"]] == ["tables:m1"]
    assert [row["message_id"] for row in found["mentions_of_you"]] == ["tables:m3"]
    assert sum(row["n"] for row in found["reactions_received"]) == 3
    assert {"accounts", "memberships", "marks", "evidence", "estimates"} <= set(found)
    for name, rows in found.items():
        listed = list(csv.DictReader(io.StringIO((out / f"{name}.csv").read_text("utf-8"))))
        assert len(listed) == len(rows)
    assert "Art. 21" in (out / "read-me-first.txt").read_text("utf-8")


def test_others_are_named_only_beside_the_evidence(community: Community, tmp_path: Path) -> None:
    community.access("tables:quilla", tmp_path / "quilla").apply()
    found = held(tmp_path / "quilla")
    peers = {row["peer"] for row in found.pop("evidence")} - {None}
    assert peers <= set(NAMES.values())
    others = [who for who in NAMES if who != "quilla"]
    rest = json.dumps({k: v for k, v in found.items() if k != "messages"})
    assert [who for who in others if f"tables:{who}" in rest or NAMES[who] in rest] == []


def test_a_zip_is_one_file_and_the_same_each_time(community: Community, tmp_path: Path) -> None:
    one, other = tmp_path / "one.zip", tmp_path / "other.zip"
    community.access("tables:quilla", one).apply()
    community.access("tables:quilla", other).apply()
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as packed:
        assert {"held.json", "messages.csv", "read-me-first.txt"} <= set(packed.namelist())


def test_somebody_who_never_did_anything_is_told_so(tmp_path: Path) -> None:
    folder = slack(tmp_path / "export", False)
    users = json.loads((folder / "users.json").read_text("utf-8"))
    users.append({"id": "USILENT", "name": "sil", "profile": {"real_name": "Sil Ent"}})
    (folder / "users.json").write_text(json.dumps(users), "utf-8")
    community = Community.create(tmp_path / "lantern")
    community.import_(folder).apply()
    community.access("Sil Ent", tmp_path / "sil").apply()
    assert set(held(tmp_path / "sil")) == {"accounts"}
    assert "Nothing was estimated about you" in community.member_page("slack:USILENT")
    community.erase("Sil Ent").apply()
    with pytest.raises(BadInput, match="No member is called"):
        community.access("Sil Ent", tmp_path / "again")


def test_what_was_decided_about_them_is_told_also_where_they_objected(
    community: Community, tmp_path: Path
) -> None:
    community.object("tables:quilla").apply()
    community.access("tables:quilla", tmp_path / "quilla").apply()
    found = held(tmp_path / "quilla")
    (decision,) = found["decisions"]
    assert (decision["kind"], decision["account_id"]) == ("objection", "tables:quilla")
    assert len(found["messages"]) == 4


def test_nothing_is_written_over_and_a_dry_run_writes_nothing(
    community: Community, tmp_path: Path
) -> None:
    plan = community.access("tables:quilla", tmp_path / "quilla.zip")
    assert "messages: 4" in plan.explain()
    assert not (tmp_path / "quilla.zip").exists()
    plan.apply()
    with pytest.raises(BadInput, match="something here already"):
        community.access("tables:quilla", tmp_path / "quilla.zip")
    assert [line["act"] for line in community.privacy_log] == ["access"]


def test_a_name_that_two_have_is_refused_with_their_ids(tmp_path: Path) -> None:
    folder = tables(tmp_path / "export", False)
    with (folder / "accounts.csv").open("a", encoding="utf-8") as file:
        file.write("mina2,Mina Field,mina2\n")
    community = Community.create(tmp_path / "lantern")
    community.import_(folder).apply()
    with pytest.raises(
        BadInput, match=r"2 members are called 'mina field'.*tables:mina, tables:mina2"
    ):
        community.access("mina field", tmp_path / "out")
