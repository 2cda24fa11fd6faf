"""Whoever objects is nowhere to be seen, and is back after withdrawing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.end_to_end.rewritten import believed, evidence, results_bytes
from tests.privacy.exports import NAMES, SAID, tables
from tests.privacy.shown import activity, everything

from peerlight import BadInput, Community
from peerlight.sources.synthetic import make_demo

QUILLA = "tables:quilla"


@pytest.fixture
def community(tmp_path: Path) -> Community:
    made = Community.create(tmp_path / "lantern")
    made.import_(tables(tmp_path / "export", False)).apply()
    return made


def shown(community: Community, folder: Path) -> str:
    """All that is shown or exported; the activity behind it is not."""
    held = activity(community)
    files = {k: v for k, v in everything(community, folder).items() if k not in held}
    said = b"\n".join(files[name] for name in sorted(files) if not name.endswith(".parquet"))
    rows = [believed(results := community.analyse()), evidence(results), *_tables(community)]
    return said.decode() + repr(rows)


def _tables(community: Community) -> list[object]:
    results = community.analyse()
    names = ("names", "bots", "member_groups", "member_niches", "unusual")
    return [results.table(name).to_pylist() for name in names]


def test_whoever_objects_is_in_no_list_page_export_or_evidence(
    community: Community, tmp_path: Path
) -> None:
    before = shown(community, tmp_path / "out")
    assert QUILLA in before and NAMES["quilla"] in before
    facts = activity(community)
    community.object("Quilla Vandermoor").apply()
    after = shown(community, tmp_path / "out")
    assert [w for w in ("quilla", SAID) if w in after.casefold()] == []
    assert activity(community) == facts


def test_withdrawing_gives_the_same_run_again(community: Community) -> None:
    first = community.analyse()
    name, content = first.folder.name, results_bytes(first)
    community.object(QUILLA).apply()
    assert not first.folder.exists()
    assert community.analyse().folder.name != name
    community.withdraw_objection(QUILLA).apply()
    again = community.analyse()
    assert again.folder.name == name
    assert results_bytes(again) == content
    assert [line["act"] for line in community.privacy_log] == ["objection", "objection withdrawn"]


def test_nobody_elses_numbers_hang_on_whoever_objected(tmp_path: Path) -> None:
    make_demo(tmp_path / "export", seed=5, members=170, days=120)
    hidden = Community.create(tmp_path / "a" / "lantern")
    hidden.import_(tmp_path / "export").apply()
    who = hidden.people(everyone=True)["member_id"][3].as_py()
    hidden.object(who).apply()
    erased = Community.create(tmp_path / "b" / "lantern")
    erased.import_(tmp_path / "export").apply()
    erased.erase(who).apply()
    one, other = hidden.analyse(), erased.analyse()
    # subjects are drawn from titles and texts, in which others may call them
    assert {s: rows for s, rows in evidence(one).items() if s != "niche"} == {
        s: rows for s, rows in evidence(other).items() if s != "niche"
    }
    assert [(a["found"], a["kept"]) for a in one.run["audit"]] == [
        (a["found"], a["kept"]) for a in other.run["audit"]
    ]


def test_five_who_objected_are_a_number_and_four_are_nothing(tmp_path: Path) -> None:
    make_demo(tmp_path / "export", seed=5, members=60, days=60)
    community = Community.create(tmp_path / "lantern")
    community.import_(tmp_path / "export").apply()
    writers = [row["member_id"] for row in believed(community.analyse()) if row["last_at"]][:5]
    whole = community.find().audit[0]
    for who in writers[:4]:
        community.object(who).apply()
    four = community.find().audit[0]
    assert four.found < whole.found and dict(four.dropped) == dict(whole.dropped)
    assert four.found == four.kept + sum(four.dropped.values())
    community.object(writers[4]).apply()
    five = community.find().audit[0]
    assert five.found == whole.found == five.kept + sum(five.dropped.values())
    assert "written by people who objected" in five.dropped


def test_an_objection_outlives_the_next_import(community: Community, tmp_path: Path) -> None:
    community.object(QUILLA).apply()
    with (tmp_path / "export" / "messages.csv").open("a", encoding="utf-8") as file:
        file.write("m20,quilla,cups,kitchen,2024-01-04T10:00:00Z,Here I am again\n")
    community.import_(tmp_path / "export").apply()
    assert "quilla" not in shown(community, tmp_path / "out").casefold()


def test_what_does_not_stand_cannot_be_withdrawn(community: Community) -> None:
    with pytest.raises(BadInput, match="no objection"):
        community.withdraw_objection(QUILLA)


def test_a_dry_run_hides_nobody(community: Community) -> None:
    plan = community.object(QUILLA)
    assert "Hide tables:quilla" in plan.explain() and "can be withdrawn" in plan.explain()
    assert not (community.folder / "decisions.db").exists()
