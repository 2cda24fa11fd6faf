"""Settings are few, typed, and wrong ones are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from peerlight import BadInput
from peerlight.settings import Settings


def load(folder: Path, text: str) -> Settings:
    file = folder / "peerlight.toml"
    file.write_text(text, "utf-8")
    return Settings.load(file)


def test_what_is_not_said_has_its_default(tmp_path: Path) -> None:
    assert load(tmp_path, "seed = 4") == Settings(seed=4)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("sed = 4", "no setting 'sed'"),
        ('seed = "four"', "must be like 1"),
        ("seed = true", "must be like 1"),
        ("seed = ", "cannot be read"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        load(tmp_path, text)
