"""From activity to belief: one analysis, written as one immutable run."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import peerlight
from peerlight.activity.bots import account_activity, overrule, recognise_bots
from peerlight.activity.groups import groups
from peerlight.activity.identity import Decided, decided, identities
from peerlight.activity.names import names
from peerlight.activity.niches import name_words, niches
from peerlight.activity.opening import open_activity
from peerlight.activity.period import Period, period
from peerlight.activity.prepare import prepare
from peerlight.activity.reconciling import reconcile
from peerlight.activity.thread_texts import thread_texts
from peerlight.activity.totals import totals
from peerlight.influence.believe import Belief, believe
from peerlight.progress import Progress, silent
from peerlight.settings import Settings
from peerlight.signals.catalogue import missing, signals
from peerlight.signals.evidence import collect, write_evidence
from peerlight.signals.inputs import available_inputs
from peerlight.store.engines import Engine, open_engine
from peerlight.store.results import Results
from peerlight.store.workspace import Workspace

if TYPE_CHECKING:
    import pyarrow as pa


# a bot that never wrote is nobody's business
_BOTS = """
SELECT i.member_id, MIN(b.reason) AS reason
FROM bots b JOIN identities i ON i.account_id = b.account_id
WHERE i.bot = 1 AND i.hidden = 0
    AND i.account_id IN (SELECT m.account_id FROM messages m CROSS JOIN period d
    WHERE m.posted_at <= d.as_of)
GROUP BY i.member_id ORDER BY i.member_id
"""
_THREAD_CHANNELS = "SELECT thread_id, channel_id FROM openings ORDER BY thread_id"
# two threads may be chance
_MEMBER_NICHES = """
SELECT e.member_id, n.niche_id, COUNT(DISTINCT e.thread_id) AS threads
FROM evidence_niche e JOIN thread_niches n ON n.thread_id = e.thread_id
GROUP BY e.member_id, n.niche_id HAVING COUNT(DISTINCT e.thread_id) >= 3
ORDER BY e.member_id, threads DESC, n.niche_id
"""


@dataclass(frozen=True)
class Request:
    """What an analysis is asked for. ``as_of`` is UTC microseconds; None is the end of the data."""

    as_of: int | None = None
    engine: str = "duckdb"
    memory: str | None = None


def analyse(
    workspace: Workspace, settings: Settings, request: Request, progress: Progress = silent
) -> Results:
    """Analyse the community; without a date the run becomes its current one.

    The same activity, settings, decisions and date give the same run, byte for byte but for
    ``timing``; a run that is there already is not made again.

    Raises:
        BadInput: there is no message at or before the date.
    """
    people = decided(workspace)
    run_id = _run_id(workspace, settings, request, people)
    folder = workspace.run(run_id)
    if folder is None:
        folder = _make_run(workspace, settings, request, people, run_id, progress)
    elif request.as_of is None:
        workspace.make_current(run_id)
    return Results(folder)


def _run_id(workspace: Workspace, settings: Settings, request: Request, people: Decided) -> str:
    cause = [
        peerlight.__version__,
        [each.id for each in workspace.imports()],
        asdict(settings),
        request.as_of,
        people.listed(),
    ]
    return hashlib.sha256(json.dumps(cause).encode()).hexdigest()[:12]


def _make_run(
    workspace: Workspace,
    settings: Settings,
    request: Request,
    people: Decided,
    run_id: str,
    progress: Progress,
) -> Path:
    started = time.perf_counter()
    engine = open_engine(request.engine, request.memory)
    try:
        with workspace.staging() as folder:
            span = _open(workspace, engine, request.as_of, people, folder, progress)
            _describe(engine, settings.seed, folder, progress)
            progress("Measuring what members do for others", 0, 0)
            collect(engine, signals())
            write_evidence(engine, signals(), folder / "evidence")
            _write(engine.rows(_MEMBER_NICHES), folder, "member_niches")
            progress("Estimating", 0, 0)
            belief = believe(engine, settings.seed, settings.replicates)
            _write(belief.standing, folder, "standing")
            _write(belief.unusual, folder, "unusual")
            document = _document(workspace, engine, settings, span, belief)
            document["timing"] = {
                "engine": engine.name,
                "seconds": round(time.perf_counter() - started, 3),
            }
            _write_document(document, folder)
            return workspace.commit_run(folder, run_id, current=request.as_of is None)
    finally:
        engine.close()


def _open(
    workspace: Workspace,
    engine: Engine,
    as_of: int | None,
    people: Decided,
    folder: Path,
    progress: Progress,
) -> Period:
    progress("Opening the activity", 0, 0)
    open_activity(workspace, engine)
    span = period(engine, as_of)
    engine.register("period", span.table())
    accounts = engine.rows("SELECT * FROM accounts")
    bots = overrule(recognise_bots(accounts, account_activity(engine)), people)
    reasons = dict(zip(bots["account_id"].to_pylist(), bots["reason"].to_pylist(), strict=True))
    engine.register("identities", identities(accounts, reasons, people))
    engine.register("bots", bots)
    _write(engine.rows(_BOTS), folder, "bots")
    _write(names(engine), folder, "names")
    progress("Preparing the views", 0, 0)
    prepare(engine, span.table())
    return span


def _describe(engine: Engine, seed: int, folder: Path, progress: Progress) -> None:
    """Groups and niches: what the signals read beside the views."""
    progress("Finding groups", 0, 0)
    ties = engine.rows("SELECT actor_id, member_id, n FROM ties")
    found = groups(ties, engine.rows("SELECT member_id, arrival FROM members"), seed)
    engine.register("member_groups", found)
    _write(found, folder, "member_groups")
    progress("Finding niches", 0, 0)
    accounts = engine.rows("SELECT handle, name FROM accounts")
    topics = niches(thread_texts(engine), name_words(accounts))
    engine.register("thread_niches", topics.threads)
    _write(topics.threads, folder, "thread_niches")
    _write(engine.rows(_THREAD_CHANNELS), folder, "thread_channels")
    _write_document(topics.labels, folder, "niches.json")


def _document(
    workspace: Workspace, engine: Engine, settings: Settings, span: Period, belief: Belief
) -> dict[str, Any]:
    available = available_inputs(engine)
    said = (missing(signal, available) for signal in signals())
    return {
        "version": peerlight.__version__,
        "imports": [each.id for each in workspace.imports()],
        "settings": asdict(settings),
        "period": asdict(span),
        "available": sorted(available),
        "missing": list(dict.fromkeys(sentence for sentence in said if sentence)),
        "totals": totals(engine),
        "audit": [asdict(each) for each in reconcile(workspace, engine)],
        **belief.provenance,
    }


def _write(table: pa.Table, folder: Path, name: str) -> None:
    import pyarrow.parquet as pq

    pq.write_table(table, folder / f"{name}.parquet", compression="zstd")


def _write_document(document: dict[str, Any], folder: Path, name: str = "run.json") -> None:
    text = json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    (folder / name).write_text(text, encoding="utf-8", newline="\n")
