"""Every analysis view gives the rows worked out by hand, and the same rows on both engines."""

from __future__ import annotations

import pytest
from tests.contract.cases import cases
from tests.contract.community import Case, rows_of
from tests.contract.engines import ENGINES, engine

from peerlight.activity.prepare import VIEWS

CASES = [pytest.param(case, id=case.name) for case in cases()]


@pytest.mark.parametrize("kind", ENGINES)
@pytest.mark.parametrize("case", CASES)
def test_views_hold_what_was_worked_out_by_hand(case: Case, kind: str) -> None:
    with engine(kind) as opened:
        case.load(opened)
        for view, (columns, expected) in case.expected.items():
            found = rows_of(opened, view, columns)
            assert set(found) == expected, view
            assert len(found) == len(expected), view


@pytest.mark.spark
@pytest.mark.parametrize("case", CASES)
def test_both_engines_give_the_same_rows_and_types(case: Case) -> None:
    with engine("duckdb") as duck, engine("sail") as sail:
        case.load(duck)
        case.load(sail)
        for view in VIEWS:
            assert rows_of(sail, view) == rows_of(duck, view), view
            question = f"SELECT * FROM {view} LIMIT 0"
            types = [
                list(zip(s.names, s.types, strict=True))
                for s in (duck.rows(question).schema, sail.rows(question).schema)
            ]
            assert types[0] == types[1], view
