"""The rules against sentences that were labelled before the rules were written.

The sentences are inventions of the rules' own author, so the figures are an upper end: they show
that the rules do what they say, not how they fare on a community nobody has read.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from peerlight.activity.text.experience import experience
from peerlight.activity.text.own_words import own_words
from peerlight.activity.text.promotion import promotion
from peerlight.activity.text.questions import questions
from peerlight.activity.text.thanks import thanks

HERE = Path(__file__).parent
FLOORS = {  # kind: reader, precision and recall that the frozen half must reach
    "thanks": (thanks, 0.95, 0.95),
    "question": (questions, 0.95, 0.95),
    "experience": (experience, 0.95, 0.80),
    "promotion": (promotion, 0.95, 0.90),
}


def _judged(kind: str, half: str) -> list[tuple[str, bool, bool]]:
    with (HERE / f"sentences_{kind}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["set"] == half]
    found = FLOORS[kind][0](own_words(pa.array([row["text"] for row in rows]))).to_pylist()
    return [(r["text"], r["label"] == "1", f) for r, f in zip(rows, found, strict=True)]


@pytest.mark.parametrize("half", ["open", "frozen"])
@pytest.mark.parametrize("kind", FLOORS)
def test_sentences_are_read_as_a_person_reads_them(kind: str, half: str) -> None:
    judged = _judged(kind, half)
    right = sum(label and found for _, label, found in judged)
    precision = right / max(sum(found for _, _, found in judged), 1)
    recall = right / sum(label for _, label, _ in judged)
    print(f"{kind} ({half}, {len(judged)} sentences): P {precision:.2f} R {recall:.2f}")
    wrong = [text for text, label, found in judged if label != found]
    assert precision >= FLOORS[kind][1], wrong
    assert recall >= FLOORS[kind][2], wrong


@pytest.mark.parametrize("kind", FLOORS)
def test_there_are_at_least_a_hundred_sentences_half_of_them_frozen(kind: str) -> None:
    frozen, opened = _judged(kind, "frozen"), _judged(kind, "open")
    assert len(frozen) + len(opened) >= 100
    assert abs(len(frozen) - len(opened)) <= 2


@pytest.mark.parametrize("kind", FLOORS)
def test_capitals_change_nothing(kind: str) -> None:
    reader: Callable[[pa.Array], pa.Array] = FLOORS[kind][0]
    texts = [text for text, _, _ in _judged(kind, "open")]
    shouted = [text.upper().replace("ß", "SS") for text in texts if "ß" not in text]
    calm = [text for text in texts if "ß" not in text]
    assert reader(own_words(pa.array(shouted))) == reader(own_words(pa.array(calm)))
