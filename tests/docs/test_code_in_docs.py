"""The code in the documentation runs, page by page, in a folder that holds what pages speak of.

``sh`` blocks go to a shell, ``python`` blocks to one interpreter per page; both must succeed.
Blocks of any other kind (``console``, ``text``, ``toml``) are for reading.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest
from tests.docs.chat_exports import chat_exports
from tests.docs.code_exports import code_exports
from tests.docs.mail_exports import mail_exports
from tests.docs.pages import PAGES, ROOT, blocks, name
from tests.docs.question_exports import question_exports

from peerlight.sources.synthetic import make_demo

RUN = ("sh", "python")
# a script of its own, because not every interpreter has the command installed beside it
COMMAND = f"""#!/bin/sh
exec "{sys.executable}" "$(dirname "$0")/start.py" "$@"
"""
SCRIPT = "from peerlight.cli.main import main\n\nmain()\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an export or archive of each platform, and the command."""
    folder = tmp_path_factory.mktemp("docs")
    make_demo(folder / "export", seed=3, members=240, days=150)
    shutil.make_archive(str(folder / "desk" / "export"), "zip", folder / "export")
    write(
        folder / "desk" / "zulip-archive" / "7-tea" / "pots.json", [zulip(n) for n in range(1, 9)]
    )
    write(folder / "desk" / "discourse-archive" / "7.json", discourse())
    exports = (chat_exports(), mail_exports(), question_exports(), code_exports())
    for place, content in (pair for export in exports for pair in export.items()):
        write(folder / "desk" / place, content)
    write(folder / "desk" / "bin" / "peerlight", COMMAND.encode())
    write(folder / "desk" / "bin" / "start.py", SCRIPT.encode())
    (folder / "desk" / "bin" / "peerlight").chmod(0o755)
    return folder / "desk"


def write(file: Path, content: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else orjson.dumps(content))


def zulip(number: int) -> dict[str, Any]:
    who = ("Wanda Brook", "Oskar Hill", "Mina Field")[number % 3]
    at = 1_600_000_000 + 3_600 * number
    return {"id": number, "sender_full_name": who, "timestamp": at, "content": "<p>hello</p>"}


def discourse() -> dict[str, Any]:
    posts = [
        {
            "id": 100 + number,
            "username": ("wanda", "oskar", "mina")[number % 3],
            "created_at": f"2020-01-0{number}T12:00:00.000Z",
            "cooked": "<p>hello</p>",
            "post_number": number,
            "topic_id": 7,
        }
        for number in range(1, 9)
    ]
    return {"id": 7, "title": "Pots", "category_id": 9, "post_stream": {"posts": posts}}


def pages_with_code() -> list[Path]:
    return [page for page in PAGES if any(language in RUN for language, _ in blocks(page))]


@pytest.mark.parametrize("page", pages_with_code(), ids=name)
def test_code_runs(page: Path, desk: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    shutil.copytree(desk, work)
    environment = {
        **os.environ,
        "PATH": f"{work / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
    }
    python = ""
    for language, code in blocks(page):
        if language not in RUN:
            continue
        if language == "python":
            # later blocks of a page go on from the earlier ones, and one run tests them all
            python += code
            continue
        run(["sh", "-e", "-c", code], work, environment)
    if python:
        write(work / "page.py", python.encode())
        run([sys.executable, "page.py"], work, environment)


def run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command[-1]}\n{done.stdout}\n{done.stderr}"


def test_what_is_run_needs_no_network_and_sets_nothing_up() -> None:
    for page in PAGES:
        for language, code in blocks(page):
            if language == "sh":
                words = {line.split()[0] for line in code.splitlines() if line.strip()}
                assert words <= {"peerlight"}, f"{name(page)}: mark it console, or text"
