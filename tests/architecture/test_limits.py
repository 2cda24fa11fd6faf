"""The hard limits of the house: files, functions, names. The figures are printed."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import peerlight

PACKAGE = Path(peerlight.__file__).parent
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def functions() -> Iterator[tuple[str, int]]:
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno
                yield f"{file.name}:{node.name}", node.end_lineno - node.lineno + 1


def test_no_file_is_longer_than_500_lines() -> None:
    lengths = {f: len(f.read_text("utf-8").splitlines()) for f in PACKAGE.rglob("*.py")}
    print("lines per file: median", statistics.median(lengths.values()))
    assert [f.name for f, n in lengths.items() if n > 500] == []


def test_no_function_is_longer_than_80_lines() -> None:
    lengths = dict(functions())
    ordered = sorted(lengths.values())
    print("lines per function: median", statistics.median(ordered))
    print("p99", ordered[int(len(ordered) * 0.99)])
    print("over the soft limit of 20:", sorted(k for k, n in lengths.items() if n > 20))
    assert [name for name, n in lengths.items() if n > 80] == []


def test_nothing_is_called_by_an_empty_word() -> None:
    names = {part.stem for part in PACKAGE.rglob("*")}
    assert names & FORBIDDEN == set()


def test_public_functions_and_classes_have_docstrings() -> None:
    missing = []
    for file in PACKAGE.rglob("*.py"):
        for node in ast.parse(file.read_text("utf-8")).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"
            if public and not ast.get_docstring(node):  # type: ignore[arg-type]
                missing.append(f"{file.name}:{node.name}")  # type: ignore[attr-defined]
    assert missing == []
