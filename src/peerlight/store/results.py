"""The results of one analysis: immutable Parquet tables and a ``run.json`` beside them."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peerlight.values import SourceAudit, Totals

if TYPE_CHECKING:
    import pyarrow as pa


class Results:
    """One run's folder. Tables are read when asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def run(self) -> dict[str, Any]:
        """``run.json``: versions, seed, data cut, totals, audit, what the sources could tell."""
        return self.document("run")

    def document(self, name: str) -> dict[str, Any]:
        """One of the run's JSON documents: run, niches."""
        found: dict[str, Any] = json.loads((self.folder / f"{name}.json").read_text("utf-8"))
        return found

    @property
    def totals(self) -> Totals:
        """What the kept activity adds up to."""
        return Totals(**self.run["totals"])

    @property
    def audit(self) -> tuple[SourceAudit, ...]:
        """Each source reconciled."""
        return tuple(
            SourceAudit(**{**a, "unreadable": tuple(a["unreadable"]), "notes": tuple(a["notes"])})
            for a in self.run["audit"]
        )

    def table(self, name: str) -> pa.Table:
        """One of the run's tables; ``docs/reference/results.md`` lists them."""
        import pyarrow.parquet as pq

        return pq.read_table(self.folder / f"{name}.parquet")

    def evidence(self, signal: str, member_id: str) -> pa.Table:
        """The evidence rows of one signal for one member, in order of time."""
        import pyarrow.parquet as pq

        file = self.folder / "evidence" / f"{signal}.parquet"
        return pq.read_table(file, filters=[("member_id", "=", member_id)])
