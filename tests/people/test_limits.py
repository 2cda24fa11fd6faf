"""What the data cannot show is said, once, and before anybody asks."""

from __future__ import annotations

from itertools import chain, combinations
from pathlib import Path

from tests.people.written_run import written_run

from peerlight.people.limits import ALWAYS, SMALL, limits
from peerlight.signals.catalogue import INPUTS, missing, signals


def test_what_no_source_can_show_is_always_said(tmp_path: Path) -> None:
    assert limits(written_run(tmp_path, [])) == ALWAYS
    assert "Promotion of the community elsewhere" in ALWAYS[0]


def test_a_small_community_is_told_first_why_it_has_no_estimates(tmp_path: Path) -> None:
    assert limits(written_run(tmp_path, [], small=True)) == (SMALL, *ALWAYS)


def test_what_one_lack_leads_to_is_told_in_one_sentence(tmp_path: Path) -> None:
    said = [
        "Without replies, this is lost. Without text and reactors, that is lost.",
        "Without replies, another thing, too, is lost.",
        "Without replies, this is lost.",
    ]
    assert limits(written_run(tmp_path, [], missing=said)) == (
        "Without replies: this is lost; another thing, too, is lost.",
        "Without text and reactors: that is lost.",
        *ALWAYS,
    )


def test_whatever_is_missing_can_be_told(tmp_path: Path) -> None:
    run, inputs = written_run(tmp_path, []), sorted(INPUTS)
    subsets = chain.from_iterable(combinations(inputs, n) for n in range(len(inputs) + 1))
    for available in subsets:
        told_by_signals = (missing(signal, available) for signal in signals())
        run.run["missing"] = [sentence for sentence in told_by_signals if sentence]
        told = limits(run)[: -len(ALWAYS)]
        assert all(sentence.startswith("Without ") for sentence in told), available
        assert all(sentence.endswith(".") and ": " in sentence for sentence in told), available
        assert len({sentence.split(":")[0] for sentence in told}) == len(told), available
        assert bool(told) == bool(set(inputs) - set(available)), available
