"""The rows behind every number, gathered once and kept for explaining."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from peerlight.signals.catalogue import Signal
from peerlight.store.engines import Engine

COLUMNS = ("member_id", "peer_id", "message_id", "thread_id", "at", "value")


def collect(engine: Engine, signals: Iterable[Signal]) -> None:
    """Keep each signal's rows as ``evidence_<signal>``, in the order given.

    A signal has to stand after those it builds on, as
    :func:`~peerlight.signals.catalogue.signals` gives them. The analysis views, ``links``,
    ``messages``, ``member_groups`` and ``thread_niches`` must be readable on ``engine``.
    """
    for signal in signals:
        engine.materialise(signal.evidence, signal.sql)


def write_evidence(engine: Engine, signals: Iterable[Signal], folder: Path) -> None:
    """Write each signal's rows as ``folder/<signal>.parquet``.

    Sorted by member, time, message and peer, so that the same input gives the same bytes and one
    member's rows lie together.
    """
    folder.mkdir(parents=True, exist_ok=True)
    columns = ", ".join(f"e.{column}" for column in COLUMNS)
    for signal in signals:
        engine.write(
            f"SELECT {columns} FROM {signal.evidence} e"
            " ORDER BY e.member_id, e.at, e.message_id, e.peer_id NULLS FIRST",
            folder / f"{signal.name}.parquet",
        )
