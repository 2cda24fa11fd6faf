"""Praise's names: each row tells what its people were called when the file was written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from peerlight.sources.loose import take_loose
from peerlight.store.tables import TABLES, Account

TAGS = "tags"

_DISCRIMINATOR = re.compile(r"#\d{1,4}$")


def name_accounts(folder: Path, source: str) -> list[str]:
    """Write the accounts, each called by its newest tag.

    Needs the loose ends ``tags`` (account, tag, when last seen in microseconds). An older tag is
    an account of its own that points to the newest, so that another source's may be found to be
    the same person. Returns notes for the audit. Linear in tags.
    """
    import pyarrow.parquet as pq

    seen: dict[str, dict[str, int]] = defaultdict(dict)
    for account, tag, at in take_loose(folder, TAGS):
        seen[account][tag] = max(at, seen[account].get(tag, 0))
    rows = [row for account in sorted(seen) for row in _accounts(account, seen[account], source)]
    if not rows:
        return []
    shard = folder / "accounts" / "named.parquet"
    shard.parent.mkdir(exist_ok=True)
    pq.write_table(TABLES["accounts"].arrow(rows), shard, compression="lz4")
    older = len(rows) - len(seen)
    return [f"{older:,} names are an older name of somebody with the same id."] if older else []


def _accounts(account: str, tags: dict[str, int], source: str) -> Iterator[Account]:
    # in the same row's two editions the tag without a number is the newer kind
    newest, *older = sorted(
        tags, key=lambda tag: (tag != "", tags[tag], not _numbered(tag), tag), reverse=True
    )
    yield Account(account, source, _handle(newest), _name(newest))
    for tag in filter(None, older):
        yield Account(f"{account}:{tag}", source, _handle(tag), _name(tag), same_as=account)


def _numbered(tag: str) -> bool:
    return _DISCRIMINATOR.search(tag) is not None


def _handle(tag: str) -> str | None:
    # who has a name to themselves is still written with a zero
    return tag.removesuffix("#0") or None


def _name(tag: str) -> str | None:
    return _DISCRIMINATOR.sub("", tag) or None
