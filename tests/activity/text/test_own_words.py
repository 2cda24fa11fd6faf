from __future__ import annotations

import pyarrow as pa
import pytest

from peerlight.activity.text.own_words import LINK, own_words


@pytest.mark.parametrize(
    ("written", "own"),
    [
        ("It’s FINE", "it's fine"),
        ("```\nthank you\n```\nwhy", "\n\nwhy"),
        ("never closed ```thank you", "never closed \n"),
        ("> thank you\nno", "\nno"),
        ("&gt; thank you\nno", "\nno"),
        ('[quote="ada, post:1"]\nthank you\n[/quote]\nno', "\n\nno"),
        ("what does `grep -v` do?", "what does  x  do?"),
        ("see https://example.org/a?b=c.", f"see {LINK}."),
        ("1 > 0", "1 > 0"),
        (None, ""),
        ("", ""),
    ],
)
def test_code_quotes_and_addresses_are_not_the_authors_words(written: str, own: str) -> None:
    assert own_words(pa.array([written], pa.string())).to_pylist() == [own]


def test_no_messages_have_no_words() -> None:
    assert own_words(pa.array([], pa.string())).to_pylist() == []
