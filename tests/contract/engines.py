"""The engines that the contract suite runs on: DuckDB, and Spark Connect served by Sail.

A test that should hold on both takes ``@pytest.mark.parametrize("kind", ENGINES)`` and opens
``engine(kind)``.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest

from peerlight.store.engines import Engine, open_engine

ENGINES = [pytest.param("duckdb"), pytest.param("sail", marks=pytest.mark.spark)]


@contextmanager
def engine(kind: str) -> Iterator[Engine]:
    """A fresh engine with no relations, closed afterwards; ``kind`` may be an address, too."""
    with warnings.catch_warnings():
        # pyspark's own note about the pandas beside it, which no test of ours touches
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
        opened = open_engine(_address(_sail()) if kind == "sail" else kind)
    try:
        yield opened
    finally:
        opened.close()


@cache
def _sail() -> Any:
    """One server for the whole test run, on a free port of this machine."""
    # the server writes a diary to stderr unless told not to
    os.environ.setdefault("RUST_LOG", "error")
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    return server


def _address(server: Any) -> str:
    host, port = server.listening_address
    return f"sc://{host}:{port}"
