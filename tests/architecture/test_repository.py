"""The repository itself: lock files without addresses, documents that name what exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from peerlight.cli.main import app
from peerlight.settings import Settings

ROOT = Path(__file__).parents[2]
# made here, or not ours
LEFT_OUT = {"build", "dist", "node_modules", "peerlight-demo"}
# in pieces, so that this file does not name them itself
REGISTRIES = ("py" + "pi.", "python" + "hosted", "crates" + ".io", "npm" + "js", "conda" + "-forge")
HOME = re.compile("/(?:home" + "|Users)/[a-z]|/ro" + "ot/|[A-Z]:" + r"\\+Users", re.IGNORECASE)


def written_files(folder: Path = ROOT) -> Iterator[Path]:
    """The files of the repository; caches and environments, whose names begin with a dot, not."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            ours = path.name == ".ci" or not path.name.startswith(".")
            if ours and path.name not in LEFT_OUT and not path.name.startswith("__"):
                yield from written_files(path)
        else:
            yield path


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text("utf-8")
        assert "http" not in text
        pinned = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE)
        assert pinned and text.count("--hash=sha256:") >= len(pinned)
    assert not (ROOT / "uv.lock").exists()


@pytest.mark.parametrize("part", [".ci", "benchmarks", "docs", "requirements", "src", "tests", "."])
def test_no_file_names_a_registry_or_somebodys_home(part: str) -> None:
    folder = ROOT / part
    files = [f for f in folder.iterdir() if f.is_file()] if part == "." else written_files(folder)
    for file in files:
        text = file.read_bytes().decode("utf-8", "replace")
        found = [registry for registry in REGISTRIES if registry in text.lower()]
        found += HOME.findall(text)
        assert found == [], file.relative_to(ROOT)


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for name, command in commands.items():
        assert f"## peerlight {name}" in page, name
        section = page.split(f"## peerlight {name}\n")[1].split("\n## ")[0]
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert f"`{option}" in section, f"{name} {option}"


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    for field in Settings.__dataclass_fields__:
        assert f"`{field}`" in page


def test_the_readme_leads_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    demo, test = readme.index("make demo"), readme.index("make test")
    assert demo < test < readme.index("peerlight find export.zip")
