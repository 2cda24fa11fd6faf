"""How much longer each reader takes than a bare pass of its format over the same files.

    python -m benchmarks.readers [NAME…]      communities in the folder PEERLIGHT_COMMUNITIES

The bare pass parses with the fastest well-kept parser of the format and writes plain columns to
Parquet, in two processes, with no other logic. Both run in turn; the least of each counts. Prints
one JSON document.
"""

from __future__ import annotations

import csv
import email
import gzip
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from xml.etree import ElementTree

import orjson
from benchmarks.reading import PROCESSES, figures, write_rows
from selectolax.lexbor import LexborHTMLParser

Row = tuple[str, str, str, str, str | None]
Parse = Callable[[bytes], Iterator[Row]]


def main(names: list[str]) -> int:
    """Print the figures; returns the exit code."""
    place = os.environ.get("PEERLIGHT_COMMUNITIES")
    if not place:
        print(__doc__, file=sys.stderr)
        return 2
    print(json.dumps({name: _measured(Path(place), name) for name in names or FORMATS}, indent=2))
    return 0


def _measured(place: Path, name: str) -> dict[str, float]:
    files = sorted(f for pattern in FORMATS[name][0] for f in (place / name).rglob(pattern))
    return figures(place / name, files, lambda into: _bare_pass(name, files, into))


def _bare_pass(name: str, files: list[Path], into: Path) -> None:
    jobs = [(name, file, into / f"{n}.parquet") for n, file in enumerate(files)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        list(pool.map(_bare_file, jobs, chunksize=max(1, len(jobs) // 16)))


def _bare_file(job: tuple[str, Path, Path]) -> None:
    name, file, target = job
    data = file.read_bytes()
    data = gzip.decompress(data) if file.suffix == ".gz" else data
    write_rows(list(FORMATS[name][1](data)), target)


def _mails(data: bytes) -> Iterator[Row]:
    for part in data.split(b"\nFrom "):
        mail = email.message_from_bytes(part.partition(b"\n")[2])
        found = (str(mail[k] or "") for k in ("Message-ID", "From", "Date", "In-Reply-To"))
        key, author, at, thread = found
        yield key, author, at, thread, str(mail.get_payload())


def _commits(data: bytes) -> Iterator[Row]:
    for part in data.decode("utf-8", "replace").split("\ncommit "):
        head, _, message = part.partition("\n\n")
        lines = [*head.split("\n"), "", "", ""]
        yield lines[0], lines[1], lines[2], "", message


def _xml(data: bytes) -> Iterator[Row]:
    for _, row in ElementTree.iterparse(io.BytesIO(data)):
        get = row.attrib.get
        yield (
            *(get("Id", ""), get("OwnerUserId", ""), get("CreationDate", ""), get("ParentId", "")),
            get("Body"),
        )
        row.clear()


def _separated(delimiter: str) -> Parse:
    def rows(data: bytes) -> Iterator[Row]:
        text = io.StringIO(data.decode("utf-8", "replace"), newline="")
        for row in csv.reader(text, delimiter=delimiter):
            cells = [*row, "", "", "", "", ""]
            yield cells[0], cells[1], cells[2], cells[3], cells[-6] if len(row) > 4 else ""

    return rows


def _lines(data: bytes) -> Iterator[Row]:
    for line in data.decode("utf-8", "replace").split("\n"):
        at, _, rest = line.partition(" ")
        yield at, rest[:16], at, "", rest


def _pages(data: bytes) -> Iterator[Row]:
    tree = LexborHTMLParser(data)
    for node in tree.css("[data-message-id]"):
        yield node.attributes.get("data-message-id") or "", "", "", "", node.text()


def _items(data: bytes) -> Iterator[Row]:
    archive = orjson.loads(data)
    for item in (*archive["issues"], *archive["pulls"]):
        yield str(item["number"]), item["author"], item["createdAt"], "", item["body"]
        for said in item.get("comments", ()):
            yield "", said["author"], said["createdAt"], "", said["body"]


FORMATS: dict[str, tuple[tuple[str, ...], Parse]] = {
    "mbox_r-package-devel": (("*.txt", "*.mbox", "*.gz"), _mails),
    "pipermail_twisted": (("*.txt", "*.gz"), _mails),
    "gitlog_k8s": (("*.gz", "*.log", "*.txt"), _commits),
    "github_ietf_tls13": (("*.json",), _items),
    "stackexchange_quantumcomputing": (("*.xml",), _xml),
    "gitter_freecodecamp": (("*.tsv",), _separated("\t")),
    "praise_tec": (("*.csv",), _separated(",")),
    "irc_zig": (("*.txt", "*.log"), _lines),
    "discord_meshcore": (("*.html",), _pages),
}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
