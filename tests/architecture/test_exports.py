"""What ``import peerlight`` promises, and what it must not cost."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import peerlight


def test_all_names_what_is_visible() -> None:
    visible = {
        name
        for name, value in vars(peerlight).items()
        if not name.startswith("_") and not isinstance(value, ModuleType) and name != "annotations"
    }
    assert set(peerlight.__all__) == visible
    assert list(peerlight.__all__) == sorted(peerlight.__all__)


def test_importing_loads_no_heavy_library() -> None:
    code = (
        "import sys, peerlight;"
        "print([m for m in ('duckdb', 'pandas', 'scipy', 'fastapi', 'sklearn', 'numpy',"
        " 'pyarrow', 'networkit', 'altair') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
