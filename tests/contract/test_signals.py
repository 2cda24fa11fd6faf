"""Every signal's SQL gives the same rows on both engines, on every worked example."""

from __future__ import annotations

import pytest
from tests.contract.community import Row, rows_of
from tests.contract.engines import engine
from tests.signals.case_files import SignalCase, signal_cases

from peerlight.signals.catalogue import signals
from peerlight.signals.evidence import collect
from peerlight.store.engines import Engine

CASES = [pytest.param(case, id=f"{case.signal}: {case.title}") for case in signal_cases()]


def evidence(opened: Engine, case: SignalCase) -> dict[str, tuple[list[str], list[Row]]]:
    case.load(opened)
    collect(opened, signals())
    return {s.name: (types(opened, s.evidence), rows_of(opened, s.evidence)) for s in signals()}


def types(opened: Engine, relation: str) -> list[str]:
    schema = opened.rows(f"SELECT * FROM {relation} LIMIT 0").schema
    return [f"{field.name} {field.type}" for field in schema]


@pytest.mark.spark
@pytest.mark.parametrize("case", CASES)
def test_both_engines_find_the_same_evidence(case: SignalCase) -> None:
    with engine("duckdb") as duck, engine("sail") as sail:
        expected, found = evidence(duck, case), evidence(sail, case)
    for signal in signals():
        assert found[signal.name] == expected[signal.name], signal.name
