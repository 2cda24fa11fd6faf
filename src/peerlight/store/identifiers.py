"""Ids made from content."""

from __future__ import annotations

import hashlib
from pathlib import Path


def import_id(source: str, tables: Path) -> str:
    """The id of an import with these tables: the source's name and twelve digits of SHA-256.

    The same rows give the same id, whoever reads them from whatever archive.
    """
    digest = hashlib.sha256()
    for file in sorted(tables.rglob("*.parquet")):
        digest.update(file.parent.name.encode())
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return f"{source}-{digest.hexdigest()[:12]}"
