"""The catalogue reads every signal's head, and says what cannot be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contract.engines import engine
from tests.signals.case_files import signal_cases

from peerlight.errors import PeerlightError
from peerlight.signals.catalogue import INPUTS, Signal, missing, signals
from peerlight.signals.heads import read_signal
from peerlight.signals.inputs import available_inputs
from peerlight.signals.reference import reference
from peerlight.store.tables import Message

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "signals.md"
HEAD = """\
-- name: waves
-- question: Who waves?
-- definition: Waves of the last
--   180 days.
-- role: encourages
-- cannot see: the sea.
-- citation: our own
-- version: 2
-- needs: text, reactors
-- without text: only hands are seen.
-- without reactors: only words are seen.
-- without text, reactors: nothing is seen.

SELECT 1
"""


def named(name: str) -> Signal:
    return next(signal for signal in signals() if signal.name == name)


def test_a_head_is_read_with_its_continued_lines() -> None:
    waves = read_signal("waves.sql", HEAD)
    assert waves.definition == "Waves of the last 180 days."
    assert (waves.role, waves.version, waves.needs) == ("encourages", 2, ("text", "reactors"))
    assert waves.sql == HEAD


def test_what_is_missing_is_told_for_what_is_missing_and_nothing_else() -> None:
    waves = read_signal("waves.sql", HEAD)
    assert missing(waves, {"text", "reactors"}) is None
    assert missing(waves, {"text"}) == "Without reactors, only words are seen."
    assert missing(waves, {"reactors", "links"}) == "Without text, only hands are seen."
    assert missing(waves, set()) == "Without text and reactors, nothing is seen."


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ("-- question: Who waves?\n", "", "'question' is missing"),
        ("-- name: waves", "-- name: winks", "called 'winks'"),
        ("encourages", "dances", "'dances' is no role"),
        ("version: 2", "version: new", "'new' is no whole number"),
        ("needs: text, reactors", "needs: text, reactors, smells", "nothing provides smells"),
        ("needs: text, reactors", "needs: text", "do not agree on reactors"),
        ("-- version: 2", "-- version: 2\n-- version: 3", "'version' is stated twice"),
        ("-- version: 2", "-- version: 2\n-- colour: red", "'colour' is no known key"),
        ("-- version: 2", "-- version: 2\n-- and so on", "has no key"),
    ],
)
def test_a_wrong_head_names_the_file_and_what_is_wrong(line: str, instead: str, said: str) -> None:
    with pytest.raises(PeerlightError, match=said) as error:
        read_signal("waves.sql", HEAD.replace(line, instead))
    assert "waves.sql" in str(error.value)


def test_a_signal_stands_after_those_it_builds_on() -> None:
    names = [signal.name for signal in signals()]
    for signal in signals():
        assert all(names.index(before) < names.index(signal.name) for before in signal.builds_on)
        reads = {name for name in names if f"evidence_{name} " in signal.sql.replace("\n", " ")}
        assert reads == set(signal.builds_on)


def test_every_role_is_spoken_for_by_a_signal() -> None:
    roles = {signal.role for signal in signals()}
    assert roles == {
        "answers",
        "welcomes",
        "starts",
        "connects",
        "amplifies",
        "encourages",
        None,
    }


def test_every_signal_is_documented_and_the_page_is_up_to_date() -> None:
    page = PAGE.read_text("utf-8")
    for signal in signals():
        assert f"\n## {signal.name}\n\n*{signal.question}*\n" in page
    assert page == reference(signals())


def test_what_a_community_has_is_told_from_its_rows() -> None:
    found: set[str] = set()
    for case in {case.signal: case for case in signal_cases()}.values():
        with engine("duckdb") as opened:
            case.load(opened)
            inputs = available_inputs(opened)
        assert ("links" in inputs) == any(type(r).__name__ == "Link" for r in case.records)
        assert ("niches" in inputs) == bool(case.niches)
        assert ("groups" in inputs) == bool(case.groups)
        assert "reactors" not in inputs or "reactions" in inputs
        found |= inputs
    assert found == set(INPUTS)


def test_metadata_alone_lacks_all_that_text_tells() -> None:
    case = next(c for c in signal_cases() if c.title.startswith("Where no question is marked"))
    case.records = [
        record._replace(text=None) if isinstance(record, Message) else record
        for record in case.records
    ]
    with engine("duckdb") as opened:
        case.load(opened)
        inputs = available_inputs(opened)
    assert inputs == {"replies"}
    assert missing(named("experience"), inputs) == (
        "Without text, nothing can be seen of what posts say."
    )
    assert "counts as help" in str(missing(named("answers"), inputs))
    assert missing(named("takes_part"), inputs) is None
