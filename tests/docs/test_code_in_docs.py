"""The code in the documentation runs, page by page, in a folder that holds an export.

``sh`` blocks go to a shell line by line, ``python`` blocks to one interpreter per page; both must
succeed. ``text`` and other blocks are for reading only.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from peerlight.sources.synthetic import make_demo

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    make_demo(folder / "export", seed=3, members=260, days=200)
    return Path(shutil.make_archive(str(folder / "export"), "zip", folder / "export"))


def pages_with_code() -> list[Path]:
    return [page for page in PAGES if BLOCK.search(page.read_text("utf-8"))]


@pytest.mark.parametrize("page", pages_with_code(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_code_runs(page: Path, export: Path, tmp_path: Path) -> None:
    shutil.copy(export, tmp_path / "export.zip")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PEERLIGHT_BROWSER": "no"}
    python = ""
    for language, code in BLOCK.findall(page.read_text("utf-8")):
        if language == "python":
            # later blocks of a page go on from the earlier ones
            python += code
            command = [sys.executable, "-c", python]
        elif "make demo" in code:
            continue
        else:
            command = ["sh", "-e", "-c", code]
        run = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, f"{code}\n{run.stdout}\n{run.stderr}"
