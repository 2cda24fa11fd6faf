"""Every signal finds the evidence that was worked out by hand."""

from __future__ import annotations

import pytest
from tests.contract.engines import engine
from tests.signals.case_files import SignalCase, signal_cases

from peerlight.signals.catalogue import signals
from peerlight.signals.evidence import collect

CASES = [pytest.param(case, id=f"{case.signal}: {case.title}") for case in signal_cases()]


@pytest.mark.parametrize("case", CASES)
def test_a_signal_finds_what_was_worked_out_by_hand(case: SignalCase) -> None:
    with engine("duckdb") as opened:
        case.load(opened)
        collect(opened, signals())
        rows = opened.rows(f"SELECT * FROM evidence_{case.signal}").to_pylist()
    found = [(r["member_id"], r["peer_id"], r["message_id"], r["value"]) for r in rows]
    assert sorted(found, key=str) == sorted(case.gives, key=str)
    places = case.places()
    for row in rows:
        thread, times = places[row["message_id"]]
        assert row["thread_id"] == thread
        assert row["at"] in times


def test_every_signal_has_a_worked_example() -> None:
    assert {case.signal for case in signal_cases()} == {signal.name for signal in signals()}
