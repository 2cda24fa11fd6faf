"""A stage imports only the stages before it, the store, and the small root modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import peerlight

PACKAGE = Path(peerlight.__file__).parent
STAGES = ["sources", "activity", "signals", "influence", "people", "activation", "report"]
# what every stage may import: values, not habits
ROOT = {"", "values", "plan", "settings", "errors", "clock", "progress"}
FACES = {"cli", "community"}
FREE = {"validation", *FACES}
# what crosses all stages
CROSS = {"store", "privacy"}


def modules() -> Iterator[tuple[str, Path]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        yield ".".join(file.relative_to(PACKAGE).with_suffix("").parts), file


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def allowed(place: str) -> set[str]:
    if place in FREE:
        return {*STAGES, *ROOT, *CROSS, *FREE}
    if place in ROOT - {""}:
        return ROOT
    if place in CROSS:
        return {*ROOT, "store", place}
    return {*STAGES[: STAGES.index(place) + 1], *ROOT, *CROSS}


@pytest.mark.parametrize(("name", "file"), list(modules()), ids=lambda v: str(v)[-40:])
def test_imports_point_backwards(name: str, file: Path) -> None:
    place = name.split(".")[0]
    if place == "__init__":
        return
    for module in imported(file):
        if module.split(".")[0] == "peerlight":
            target = [*module.split("."), ""][1]
            assert target in allowed(place), f"{name} imports {module}"


def test_nothing_imports_the_faces_or_validation() -> None:
    for name, file in modules():
        place = name.split(".")[0]
        for module in imported(file):
            target = [*module.split("."), ""][1] if module.startswith("peerlight") else ""
            if target in {"cli", "validation"}:
                assert place in FREE, f"{name} imports {module}"


def test_the_stages_of_the_test_are_the_folders() -> None:
    folders = {p.name for p in PACKAGE.iterdir() if (p / "__init__.py").is_file()}
    assert folders == {*STAGES, *CROSS, "validation", "cli"}
