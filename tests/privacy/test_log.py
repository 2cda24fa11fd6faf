"""The log of acts names nobody, is only added to, and tells of private channels that were read."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from tests.sources.slack_exports import CHANNELS, USERS, folder, message

from peerlight import Community
from peerlight.privacy.log import FILE, entries, note
from peerlight.sources.contract import Wish


def test_lines_are_added_and_never_changed(tmp_path: Path) -> None:
    note(tmp_path, "erasure", lambda: 0, accounts=2)
    first = (tmp_path / FILE).read_bytes()
    note(tmp_path, "retention", lambda: 1_000_000, texts=7)
    assert (tmp_path / FILE).read_bytes().startswith(first)
    assert entries(tmp_path) == [
        {"at": "1970-01-01T00:00:00Z", "act": "erasure", "accounts": 2},
        {"at": "1970-01-01T00:00:01Z", "act": "retention", "texts": 7},
    ]
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_where_nothing_was_done_there_is_no_log(tmp_path: Path) -> None:
    assert entries(tmp_path) == []


@pytest.fixture
def export(tmp_path: Path) -> Path:
    files: dict[str, Any] = {
        "users.json": USERS,
        "channels.json": CHANNELS,
        "groups.json": [{"id": "G01DEN", "name": "den"}, {"id": "G02CAVE", "name": "cave"}],
        "general/2024-03-01.json": [message("1709294400.000100")],
        "den/2024-03-01.json": [message("1709294500.000100", text="a secret")],
        "cave/2024-03-01.json": [message("1709294600.000100", text="another secret")],
    }
    return folder(tmp_path / "export", files)


def test_private_channels_that_were_named_are_logged_once(export: Path, tmp_path: Path) -> None:
    community = Community.create(tmp_path / "lantern")
    wish = Wish(include_private=("den",))
    community.import_(export, wish).discard()
    assert community.privacy_log == []
    for _ in range(2):
        community.import_(export, wish).apply()
    (line,) = community.privacy_log
    assert (line["act"], line["channels"]) == ("private channels read", 1)
    assert "den" not in (community.folder / FILE).read_text("ascii")


def test_an_import_of_public_channels_alone_is_not_logged(export: Path, tmp_path: Path) -> None:
    community = Community.create(tmp_path / "lantern")
    community.import_(export).apply()
    assert not (community.folder / FILE).exists()
