"""Invented Slack exports to read, as folders or zips."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import orjson

from peerlight.sources.contract import Wish
from peerlight.sources.packing import open_tree
from peerlight.sources.rows import Rows
from peerlight.sources.slack import Slack

USERS: list[dict[str, Any]] = [
    {
        "id": "U01ADA",
        "name": "ada",
        "tz": "Europe/Oslo",
        "is_admin": True,
        "is_owner": True,
        "profile": {"display_name": "Ada L", "real_name": "Ada Lund", "email": "ada@example.org"},
    },
    {"id": "U02BEN", "name": "ben", "real_name": "Ben Okoro", "profile": {"display_name": ""}},
    {"id": "U03BOT", "name": "clockwork", "real_name": "Clockwork", "is_bot": True},
]
CHANNELS = [{"id": "C01GEN", "name": "general"}, {"id": "C02HLP", "name": "help"}]


def message(ts: str, user: str = "U01ADA", text: str = "Hello", **more: Any) -> dict[str, Any]:
    """A message as Slack writes it."""
    return {"type": "message", "ts": ts, "user": user, "text": text, **more}


def official(*days: list[Any] | bytes, **listings: Any) -> dict[str, Any]:
    """An official export whose general channel has these days; listings may be replaced."""
    files: dict[str, Any] = {"users.json": USERS, "channels.json": CHANNELS}
    files |= {f"{name}.json": content for name, content in listings.items()}
    for n, day in enumerate(days, 1):
        files[f"general/2024-03-{n:02}.json"] = day
    return files


def folder(path: Path, files: dict[str, Any]) -> Path:
    """Write the files below ``path``; bytes as they are, all else as JSON."""
    for name, content in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else orjson.dumps(content))
    return path


def archive(path: Path, files: dict[str, Any], top: str = "") -> Path:
    """Write the files as a zip, below one ``top`` folder where it is given."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else orjson.dumps(content)
            zipped.writestr(top + name, data)
    return path


def read(path: Path, wish: Wish | None = None) -> Rows:
    """Everything in the export, read in this process."""
    wish, rows = wish or Wish(), Rows()
    with open_tree(path) as tree:
        assert Slack.recognises(tree)
        for part in Slack().parts(tree, wish):
            one = Slack().read(tree, part, wish)
            rows.audit.add(one.audit)
            for kind, records in one.records.items():
                rows.records[kind].extend(records)
    return rows
