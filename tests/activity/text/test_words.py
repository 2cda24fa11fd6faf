from __future__ import annotations

import pyarrow as pa
import pytest

from peerlight.activity.text.words import count_words


def _words(*texts: str | None, leave_out: tuple[str, ...] = ()) -> list[str]:
    return count_words(pa.array(texts, pa.string()), leave_out)[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tomatoes need compost, and COMPOST needs time.", ["compost", "tomatoes"]),
        (
            "Wir möchten den Kompost nicht mit Erde mischen",
            ["erde", "kompost", "mischen", "möchten"],
        ),
        ("トマトの植え方を教えてください", ["トマト"]),
        ("肥料について", ["肥料"]),
        ("番茄堆肥", ["堆肥", "番茄", "番茄堆", "茄堆", "茄堆肥"]),
        ("토마토 거름", ["토마토"]),
        ("2024 1.5 ab 3d", []),
        ("see https://example.org/compost :tomato_face: <@U0123AB> @gardener", []),
        ("```\ncompost = 1\n```\nturnips", ["turnips"]),
        (None, []),
    ],
)
def test_only_telling_words_are_counted(text: str | None, words: list[str]) -> None:
    assert _words(text) == words


def test_words_to_leave_out_are_left_out() -> None:
    assert _words("Ferran grows turnips", leave_out=("ferran",)) == ["grows", "turnips"]


def test_counts_stand_in_the_row_of_their_text_also_across_batches() -> None:
    texts = ["turnips turnips"] + [None] * 6_000 + ["compost turnips"]
    counts, words = count_words(pa.array(texts))
    assert words == ["compost", "turnips"]
    assert counts.sum() == 4
    assert counts[0].toarray().tolist() == [[0, 2]]
    assert counts[6_001].toarray().tolist() == [[1, 1]]


def test_no_texts_have_no_words() -> None:
    counts, words = count_words(pa.array([], pa.string()))
    assert (counts.shape, words) == ((0, 0), [])
