"""A run written by hand, so that a card can be asked for without an analysis."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from peerlight.clock import parse_date
from peerlight.influence.judging import COLUMNS
from peerlight.signals.catalogue import signals
from peerlight.store.results import Results

AS_OF = parse_date("2024-06-30")
Row = dict[str, Any]

TEXTS = {"member_id", "tier", "roles", "set_aside"}
COUNTS = {"following", "engaged", "reached", "visible", "last_at"}


def standing(member: str, **known: Any) -> Row:
    """A member of whom only this is known."""
    return {"member_id": member, "roles": "", "set_aside": "", "following": 0, **known}


def written_run(
    folder: Path,
    people: Iterable[Row],
    bots: Mapping[str, str] | None = None,
    niches: Iterable[tuple[str, str, int]] = (),
    **facts: Any,
) -> Results:
    """A run with these rows of ``standing``, no evidence, and the bots with their reasons.

    ``niches`` are member, niche and threads; a niche's label is its id in capitals. ``facts`` go
    into ``run.json``.
    """
    people, bots, niches = list(people), bots or {}, list(niches)
    folder.mkdir(parents=True, exist_ok=True)
    _table(folder, "standing", people, {name: _kind(name) for name in COLUMNS})
    aside = [{"member_id": bot, "reason": reason} for bot, reason in bots.items()]
    _table(folder, "bots", aside, _texts("member_id", "reason"))
    everybody = [row["member_id"] for row in people] + list(bots)
    names = [{"member_id": m, "name": m.title(), "accounts": m} for m in everybody]
    _table(folder, "names", names, _texts("member_id", "name", "accounts"))
    carried = [{"member_id": m, "niche_id": niche, "threads": n} for m, niche, n in niches]
    kinds = _texts("member_id", "niche_id") | {"threads": pa.int64()}
    _table(folder, "member_niches", carried, kinds)
    _table(folder, "thread_channels", [], _texts("thread_id", "channel_id"))
    _table(folder, "unusual", [], _texts("member_id", "signal") | {"percentile": pa.float64()})
    kinds = _texts("member_id", "peer_id", "message_id", "thread_id")
    for signal in signals():
        whole = kinds | {"at": pa.int64(), "value": pa.int64()}
        _table(folder, f"evidence/{signal.name}", [], whole)
    labels = {niche: niche.upper() for _, niche, _ in niches}
    _document(folder, "niches", labels)
    usual = {"small": False, "missing": [], "available": ["text"], "period": {"as_of": AS_OF}}
    _document(folder, "run", usual | facts)
    return Results(folder)


def _kind(column: str) -> pa.DataType:
    if column in TEXTS or column.endswith("_tier"):
        return pa.string()
    return pa.int64() if column in COUNTS else pa.float64()


def _texts(*columns: str) -> dict[str, pa.DataType]:
    return dict.fromkeys(columns, pa.string())


def _table(folder: Path, name: str, rows: list[Row], kinds: Mapping[str, pa.DataType]) -> None:
    file = folder / f"{name}.parquet"
    file.parent.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows, pa.schema(kinds)), file)


def _document(folder: Path, name: str, content: Mapping[str, Any]) -> None:
    (folder / f"{name}.json").write_text(json.dumps(content), "utf-8")
