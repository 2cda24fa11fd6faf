"""CSV templates of the activity tables, each with one invented row."""

from __future__ import annotations

import csv
from pathlib import Path

from peerlight.sources.tables.files import GIVEN
from peerlight.store.tables import TABLES

_EXAMPLES: dict[str, dict[str, str]] = {
    "accounts": {
        "account_id": "u17", "source": "forum", "handle": "maren", "name": "Maren Holtkamp",
        "is_bot": "false", "tz": "Europe/Berlin", "language": "de",
        "created_at": "2024-01-09T08:30:00Z",
    },
    "channels": {
        "channel_id": "help", "source": "forum", "name": "Help", "kind": "channel",
        "private": "false",
    },
    "threads": {
        "thread_id": "t204", "channel_id": "help", "title": "The import stops half-way",
        "started_by": "u23",
    },
    "messages": {
        "message_id": "m1002", "account_id": "u17", "channel_id": "help", "thread_id": "t204",
        "posted_at": "2024-05-01T12:04:30Z", "kind": "answer", "reply_to": "m1001",
        "text": "I had the same. Raising the memory limit helped.",
        "url": "https://forum.example.org/t/204/2", "views": "31",
    },
    "reactions": {
        "message_id": "m1002", "account_id": "u23", "kind": "thanks", "sign": "1", "n": "1",
        "reacted_at": "2024-05-01T12:20:00Z",
    },
    "mentions": {"message_id": "m1002", "account_id": "u23"},
    "links": {
        "message_id": "m1002", "url": "https://docs.example.org/memory",
        "domain": "docs.example.org",
    },
    "memberships": {
        "account_id": "u23", "channel_id": "help", "verb": "join", "by_account_id": "u17",
        "at": "2024-04-30T09:00:00Z",
    },
    "appointments": {
        "account_id": "u01", "title": "moderator", "appointed": "true",
        "since": "2023-02-01T00:00:00Z",
    },
    "gatherings": {
        "gathering_id": "g5", "host_id": "u17", "title": "Evening of open questions",
        "at": "2024-05-16T17:00:00Z",
    },
    "attendance": {"gathering_id": "g5", "account_id": "u23"},
}  # fmt: skip


def template(folder: Path) -> list[Path]:
    """Write one CSV per activity table, with its header and one invented row.

    Files that exist are left alone, so that no prepared table is ever overwritten.

    Returns:
        The files written, in the order of the tables.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in GIVEN:
        path = folder / f"{name}.csv"
        if not path.exists():
            _write(path, TABLES[name].columns, _EXAMPLES[name])
            written.append(path)
    return written


def _write(path: Path, columns: tuple[str, ...], row: dict[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerow(row)
