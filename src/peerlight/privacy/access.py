"""Access: everything that is held about one person, as tables that they can read."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peerlight.clock import iso
from peerlight.errors import BadInput
from peerlight.plan import Plan
from peerlight.privacy.log import note
from peerlight.privacy.notice import NOTICE
from peerlight.privacy.opening import opened
from peerlight.store.decisions import Decisions
from peerlight.store.results import Results
from peerlight.store.workspace import Workspace

if TYPE_CHECKING:
    import pyarrow as pa

Tables = Mapping[str, list[dict[str, Any]]]

TIMES = frozenset(
    {"posted_at", "edited_at", "deleted_at", "reacted_at", "created_at", "at", "since", "until"}
    | {"first_at", "last_at", "undone_at"}
)
# of others only what it takes to understand a row: never who reacted, or who was invited
_FACTS = {
    "accounts": "SELECT r.* FROM accounts r {mine} ORDER BY r.account_id",
    "messages": """
        SELECT r.*, c.name AS channel FROM messages r {mine}
        LEFT JOIN channels c ON c.channel_id = r.channel_id ORDER BY r.posted_at, r.message_id""",
    "threads_started": """
        SELECT r.thread_id, r.channel_id, r.title FROM threads r
        JOIN asked k ON k.account_id = r.started_by ORDER BY r.thread_id""",
    "reactions_given": """
        SELECT r.* FROM reactions r {mine} ORDER BY r.message_id, r.kind""",
    "reactions_received": """
        SELECT r.message_id, r.kind, r.sign, CAST(SUM(r.n) AS BIGINT) AS n
        FROM reactions r JOIN messages m ON m.message_id = r.message_id
        JOIN asked k ON k.account_id = m.account_id
        GROUP BY r.message_id, r.kind, r.sign ORDER BY r.message_id, r.kind, r.sign""",
    "mentions_of_you": """
        SELECT r.account_id, r.message_id, c.name AS channel, m.posted_at, m.url
        FROM mentions r {mine} JOIN messages m ON m.message_id = r.message_id
        LEFT JOIN channels c ON c.channel_id = m.channel_id ORDER BY m.posted_at, r.message_id""",
    "links": """
        SELECT r.* FROM links r JOIN messages m ON m.message_id = r.message_id
        JOIN asked k ON k.account_id = m.account_id ORDER BY r.message_id, r.url""",
    "marks": """
        SELECT r.* FROM marks r JOIN messages m ON m.message_id = r.message_id
        JOIN asked k ON k.account_id = m.account_id ORDER BY r.message_id, r.kind, r.value""",
    "memberships": """
        SELECT r.account_id, r.channel_id, r.verb, r.at FROM memberships r {mine}
        ORDER BY r.at, r.channel_id, r.verb""",
    "invitations_given": """
        SELECT r.channel_id, r.verb, r.at FROM memberships r
        JOIN asked k ON k.account_id = r.by_account_id ORDER BY r.at, r.channel_id""",
    "appointments": "SELECT r.* FROM appointments r {mine} ORDER BY r.account_id, r.title",
    "gatherings": """
        SELECT r.* FROM gatherings r JOIN asked k ON k.account_id = r.host_id
        ORDER BY r.at, r.gathering_id""",
    "attendance": "SELECT r.* FROM attendance r {mine} ORDER BY r.gathering_id",
}
_MINE = "JOIN asked k ON k.account_id = r.account_id"


def plan_access(
    workspace: Workspace,
    accounts: Sequence[str],
    results: Results | None,
    member: str,
    out: Path,
) -> Plan[Path]:
    """Write everything that is held about a member to ``out``, see :func:`write_held`.

    Raises:
        BadInput: there is something at ``out`` already.
    """
    if out.exists():
        raise BadInput("There is something here already", where=out, do_next="Name a new place.")
    tables = held(workspace, accounts, results, member)

    def apply() -> Path:
        write_held(tables, out)
        note(workspace.root, "access", accounts=len(accounts))
        return out

    steps = [f"Write {name.replace('_', ' ')}: {len(rows):,}." for name, rows in tables.items()]
    return Plan((f"All that is held goes to {out.name}.", *steps), apply)


def held(
    workspace: Workspace, accounts: Sequence[str], results: Results | None, member: str
) -> Tables:
    """Everything about whoever is behind these accounts, table by table; empty ones are left out.

    ``results`` is the run to tell estimates and evidence from; None where nothing can be analysed.
    Times are ISO 8601 in UTC.
    """
    tables = {}
    with opened(workspace, accounts) as engine:
        for name, select in _FACTS.items():
            tables[name] = engine.rows(select.format(mine=_MINE)).to_pylist()
    if results is not None:
        tables |= _believed(results, member)
    tables["decisions"] = _decisions(workspace, accounts)
    return {name: [_readable(row) for row in rows] for name, rows in tables.items() if rows}


def write_held(tables: Tables, out: Path) -> None:
    """Write the tables as CSV and all of them as ``held.json``, with the notice, to ``out``.

    A name that ends in ``.zip`` becomes one file; anything else becomes a folder.
    """
    files = {f"{name}.csv": _csv(rows) for name, rows in tables.items()}
    document = json.dumps(tables, ensure_ascii=False, indent=2) + "\n"
    files |= {"held.json": document, "read-me-first.txt": NOTICE.text()}
    content = {name: text.encode("utf-8", "replace") for name, text in files.items()}
    if out.suffix.lower() == ".zip":
        _zip(content, out)
        return
    out.mkdir(parents=True)
    for name, data in content.items():
        (out / name).write_bytes(data)


def _believed(results: Results, member: str) -> dict[str, list[dict[str, Any]]]:
    """Estimates, niches and evidence. Evidence of others in which they appear names nobody."""
    import pyarrow.compute as pc

    def about(table: pa.Table, column: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = table.filter(pc.equal(table[column], member)).to_pylist()
        return rows

    names = results.table("names").select(["member_id", "name"])
    called = dict(zip(*(names[c].to_pylist() for c in names.column_names), strict=True))
    evidence, seen = [], []
    for signal, table in _evidence(results):
        for row in about(table, "member_id"):
            peer = called.get(row.pop("peer_id"))
            evidence.append({"signal": signal, **row, "peer": peer})
        seen += [
            {"signal": signal, "message_id": row["message_id"], "at": row["at"]}
            for row in about(table, "peer_id")
        ]
    return {
        "estimates": about(results.table("standing"), "member_id"),
        "bot": about(results.table("bots"), "member_id"),
        "niches": about(results.table("member_niches"), "member_id"),
        "evidence": evidence,
        "evidence_for_others": seen,
    }


def _evidence(results: Results) -> list[tuple[str, pa.Table]]:
    import pyarrow.parquet as pq

    files = sorted((results.folder / "evidence").glob("*.parquet"))
    return [(file.stem, pq.read_table(file)) for file in files]


def _decisions(workspace: Workspace, accounts: Sequence[str]) -> list[dict[str, Any]]:
    with Decisions.of(workspace) as decisions:
        history = decisions.history()
    told = ("at", "kind", "account_id", "other_id", "note", "undone_at")
    return [
        {name: getattr(each, name) for name in told}
        for each in history
        if {each.account_id, each.other_id} & set(accounts)
    ]


def _readable(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: iso(value) if name in TIMES and value is not None else value
        for name, value in row.items()
    }


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def _zip(content: Mapping[str, bytes], out: Path) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(content):
            # a fixed time, so that the same answer is the same file
            packed.writestr(zipfile.ZipInfo(name), content[name], zipfile.ZIP_DEFLATED)
