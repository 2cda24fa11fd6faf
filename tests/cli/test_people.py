"""``peerlight people``: the contract for research, in every format the same rows."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.cli.conftest import Peerlight

from peerlight.cli.people import NOTICE
from peerlight.people.ranking import COLUMNS

Row = dict[str, str]

CONTRACT = [
    "member_id",
    "name",
    "accounts",
    "influence",
    "low",
    "high",
    "p_top",
    "tier",
    "recognised",
    "helps_newcomers",
    "turned_to",
    "roles",
    "niches",
    "set_aside",
]
NUMBERS = CONTRACT[3:7] + CONTRACT[8:11]
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "people.md"


def read(text: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="session")
def harbour(large: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The large export in a community, analysed."""
    from peerlight import Community

    folder = tmp_path_factory.mktemp("harbour") / "harbour"
    community = Community.create(folder)
    community.import_(large).apply()
    community.analyse()
    return folder


def test_the_columns_are_those_of_the_contract_in_its_order(
    peerlight: Peerlight, harbour: Path
) -> None:
    done = peerlight("people", harbour, "--all", "--format", "csv")
    assert done.code == 0
    assert done.out.splitlines()[0].split(",") == CONTRACT == list(COLUMNS)
    documented = re.findall(r"`([a-z_]+)`", "".join(_first_cells(REFERENCE.read_text("utf-8"))))
    assert documented == CONTRACT


def test_the_notice_is_talk_and_never_data(peerlight: Peerlight, kept: Path) -> None:
    done = peerlight("people", kept, "--format", "csv")
    assert done.talk == f"{NOTICE}\n"
    assert "research" not in done.out


def test_estimates_are_shares_with_ranges_and_given_for_all_but_bots(
    peerlight: Peerlight, harbour: Path
) -> None:
    rows = read(peerlight("people", harbour, "--all", "--format", "csv").out)
    bots = [row for row in rows if row["set_aside"].startswith("bot")]
    people = [row for row in rows if row not in bots]
    assert len(people) > 150
    for row in people:
        low, value, high = (float(row[name]) for name in ("low", "influence", "high"))
        assert 0 <= low <= value <= high <= 1
        assert 0 <= float(row["p_top"]) <= 1
        assert 0 <= float(row["recognised"]) <= 1
    assert any(row["set_aside"] == "appointed" for row in people)
    assert bots
    assert {row[name] for row in bots for name in (*NUMBERS, "tier")} == {""}


def test_the_order_is_by_influence_then_by_id(peerlight: Peerlight, harbour: Path) -> None:
    rows = read(peerlight("people", harbour, "--all", "--format", "csv").out)
    known = [(-float(r["influence"]), r["member_id"]) for r in rows if r["influence"]]
    assert known == sorted(known)
    assert [bool(row["influence"]) for row in rows] == [True] * len(known) + [False] * (
        len(rows) - len(known)
    )
    assert len({row["member_id"] for row in rows}) == len(rows)


def test_every_format_holds_the_same_rows(
    peerlight: Peerlight, harbour: Path, tmp_path: Path
) -> None:
    rows = peerlight("people", harbour, "--all", "--format", "json").document
    assert [list(row) for row in rows] == [CONTRACT] * len(rows)
    parquet = peerlight("people", harbour, "--all", "--format", "parquet").data
    assert pq.read_table(pa.BufferReader(parquet)).to_pylist() == rows
    cells = read(peerlight("people", harbour, "--all", "--format", "csv").out)
    assert [_typed(row) for row in cells] == rows
    for format in ("csv", "json", "parquet"):
        out = tmp_path / format
        done = peerlight("people", harbour, "--all", "--format", format, "--out", out)
        assert (done.code, done.data) == (0, b"")
        assert out.read_bytes() == peerlight("people", harbour, "--all", "--format", format).data


def test_a_small_community_has_no_range_and_no_tier(peerlight: Peerlight, kept: Path) -> None:
    rows = peerlight("people", kept, "--all", "--format", "json").document
    assert len(rows) > 40
    assert {row[name] for row in rows for name in ("low", "high", "p_top", "tier")} == {None}


def test_those_set_aside_are_left_out_unless_asked_for(peerlight: Peerlight, harbour: Path) -> None:
    everybody = peerlight("people", harbour, "--all", "--format", "json").document
    proposed = peerlight("people", harbour, "--format", "json").document
    assert proposed == [row for row in everybody if not row["set_aside"]]
    assert 0 < len(proposed) < len(everybody)


def test_a_niche_keeps_those_who_carry_it(peerlight: Peerlight, harbour: Path) -> None:
    everybody = peerlight("people", harbour, "--all", "--format", "json").document
    niche = next(row["niches"] for row in everybody if row["niches"]).split(";")[0]
    asked = ("people", harbour, "--all", "--niche", niche, "--format", "json")
    carriers = peerlight(*asked).document
    assert carriers == [row for row in everybody if niche in row["niches"].split(";")]
    assert 0 < len(carriers) < len(everybody)


def test_an_export_is_read_without_a_community(peerlight: Peerlight, namesakes: Path) -> None:
    first = peerlight("people", namesakes, "--all", "--format", "csv")
    assert first.code == 0
    # the ids must not change from one call to the next
    assert peerlight("people", namesakes, "--all", "--format", "csv").data == first.data


def test_a_date_leaves_out_who_came_later(peerlight: Peerlight, kept: Path) -> None:
    early = read(peerlight("people", kept, "--all", "--as-of", "2024-02-01", "--format", "csv").out)
    late = read(peerlight("people", kept, "--all", "--format", "csv").out)
    assert {row["member_id"] for row in early} < {row["member_id"] for row in late}


def test_a_table_for_reading_says_no_numbers_but_ranges(
    peerlight: Peerlight, harbour: Path
) -> None:
    text = peerlight("people", harbour).out
    assert text.splitlines()[0].split() == ["Name", "Tier", "Range", "Roles", "Set", "aside"]
    assert re.search(r"\d–\d", text)
    assert "0." not in text


def _first_cells(page: str) -> list[str]:
    return [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]


def _typed(row: Row) -> dict[str, Any]:
    """A CSV row as JSON has it: empty numbers and tiers are not known."""
    typed: dict[str, Any] = dict(row)
    for name in NUMBERS:
        typed[name] = float(row[name]) if row[name] else None
    return typed | {"tier": row["tier"] or None}
