"""Text in any encoding that people still use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlight.sources.encodings import decoded, is_wide


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_the_text_comes_out_whatever_it_was_written_in(encoding: str) -> None:
    assert decoded("Grüße, “Zoë”".encode(encoding)) == "Grüße, “Zoë”"


@given(st.binary())
def test_no_bytes_are_refused(data: bytes) -> None:
    assert isinstance(decoded(data), str)


def test_only_marks_of_wide_letters_are_wide() -> None:
    assert is_wide("x".encode("utf-16"))
    assert not is_wide(b"\xef\xbb\xbfx")
    assert not is_wide(b"From ")
