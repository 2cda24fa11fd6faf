"""The key lies beside the community, is nobody else's to read, and is missed when it is gone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from peerlight.errors import BadInput
from peerlight.privacy.keys import community_key, key_file, personal_key, seal, seal_address


@pytest.fixture
def community(tmp_path: Path) -> Path:
    (tmp_path / "lantern").mkdir()
    return tmp_path / "lantern"


def test_the_key_is_made_once_and_lies_beside_the_folder(community: Path) -> None:
    key = community_key(community)
    assert community_key(community) == key
    assert len(key) == 32
    assert key_file(community).parent == community.parent
    inside = b"".join(f.read_bytes() for f in community.rglob("*") if f.is_file())
    assert key.hex().encode() not in inside


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_only_its_owner_may_read_the_key(community: Path) -> None:
    community_key(community)
    assert key_file(community).stat().st_mode & 0o777 == 0o600


def test_a_missing_or_wrong_key_is_noticed(community: Path) -> None:
    key = community_key(community)
    key_file(community).unlink()
    with pytest.raises(BadInput, match="missing"):
        community_key(community)
    key_file(community).write_text("ab" * 32)
    with pytest.raises(BadInput, match="another community"):
        community_key(community)
    key_file(community).write_text("no key")
    with pytest.raises(BadInput, match="no key"):
        community_key(community)
    key_file(community).write_text(key.hex())
    assert community_key(community) == key


def test_a_seal_hangs_on_key_and_address_and_on_nothing_else() -> None:
    one = seal_address(b"k", "Ines.Ram@Lantern.example")
    assert one == seal_address(b"k", " <ines.ram@lantern.example> ")
    assert one != seal_address(b"l", "ines.ram@lantern.example")
    assert len(one) == 20
    assert "ines" not in one
    assert seal(b"k", "a") != seal(b"k", "b")


def test_a_user_has_one_key_for_what_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert personal_key() == personal_key()
    assert len(personal_key()) == 32
