"""The command as a test calls it, and small invented exports to call it on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.activation.small_talk import joined, talk
from tests.end_to_end.rewritten import written

from peerlight import Community
from peerlight.cli.main import main
from peerlight.sources.synthetic import make_demo


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code, the bytes on stdout, the talk on stderr."""

    code: int
    data: bytes
    talk: str

    @property
    def out(self) -> str:
        """What is on stdout, as text."""
        return self.data.decode("utf-8")

    @property
    def words(self) -> str:
        """The same in one line, since a terminal wraps anywhere."""
        return " ".join(self.out.split())

    @property
    def document(self) -> Any:
        """What is on stdout, as the one JSON document that it must be."""
        return json.loads(self.out)


Peerlight = Callable[..., Done]


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test may leave a key in the home of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture
def peerlight(capsysbinary: pytest.CaptureFixture[bytes]) -> Peerlight:
    """Calls ``peerlight`` with the arguments given."""

    def call(*arguments: object) -> Done:
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        assert isinstance(left.value.code, int)
        return Done(left.value.code, out, err.decode("utf-8"))

    return call


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Slack export of sixty invented people: too few for estimates."""
    folder = tmp_path_factory.mktemp("small") / "lantern"
    make_demo(folder, seed=3, members=60, days=100)
    return folder


@pytest.fixture(scope="session")
def told(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """The main job on the small export, for machines, written to a file."""
    file = tmp_path_factory.mktemp("told") / "shortlist.json"
    with pytest.raises(SystemExit) as left:
        main(["find", str(small), "--format", "json", "--out", str(file)])
    assert isinstance(left.value.code, int)
    return Done(left.value.code, file.read_bytes(), "")


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Slack export of two hundred invented people: enough for estimates."""
    folder = tmp_path_factory.mktemp("large") / "harbour"
    make_demo(folder, seed=5, members=200, days=150)
    return folder


@pytest.fixture(scope="session")
def namesakes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Activity tables of a community in which two people have one name."""
    rows = talk(
        ("ana", 3, "glue", "How do I glue this?"),
        ("bo", 2, "glue", "Try clamps and patience."),
        ("ana", 1, "glue", "Thank you, that worked!"),
        ("ana2", 0, "stool", "I built a stool."),
        ("chime", 0, "noon", "It is noon."),
    )
    joined(rows, "chime", is_bot=True)
    for row in rows["accounts"]:
        row["name"] = {"invented:ana2": "Ana"}.get(row["account_id"], row["name"])
    return written(tmp_path_factory.mktemp("namesakes") / "tables", rows)


@pytest.fixture(scope="session")
def kept(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small export in a community that tests must not change, analysed to its end."""
    folder = tmp_path_factory.mktemp("kept") / "lantern"
    community = Community.create(folder)
    community.import_(small).apply()
    community.analyse()
    return folder


@pytest.fixture(scope="session")
def twins(namesakes: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The community with two people of one name, its bot included; tests must not change it."""
    folder = tmp_path_factory.mktemp("twins") / "twins"
    community = Community.create(folder)
    community.import_(namesakes).apply()
    community.analyse()
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` with its bytes."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
