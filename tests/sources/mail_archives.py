"""Invented archives of mailing lists, and what their tests ask of the tables."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.sources.shard_reading import Tables, read

from peerlight.sources.contract import Wish
from peerlight.sources.mail import Mail

FILED = "Tue Jan  2 12:00:00 2024"
WISH = Wish(key=b"k" * 32)


def mail(
    number: int,
    sender: str = "ada at pots.example (Ada Tea)",
    text: str = "hello",
    subject: str = "[Pots] Cold tea",
    filed: str = FILED,
    **headers: str,
) -> str:
    """One mail as a list's archive writes it; underscores in header names are dashes."""
    said = {
        "Date": "Tue, 2 Jan 2024 13:00:00 +0100",
        "Subject": subject,
        "Message-ID": f"<{number}@pots.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [f"{name}: {value}" for name, value in said.items() if value]
    head = [f"From {sender.partition(' (')[0]}  {filed}", f"From: {sender}", *lines]
    return "\n".join(head) + f"\n\n{text}\n\n"


def answer(number: int, to: int, **headers: str) -> str:
    return mail(number, In_Reply_To=f"<{to}@pots.example>", **headers)


def archive(folder: Path, **files: str | bytes) -> Path:
    """A folder of files, whose names are written with ``__`` for a slash and ``_dot_``."""
    for name, content in files.items():
        file = folder / name.replace("__", "/").replace("_dot_", ".").replace("_to_", "-")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def months(folder: Path, *mails: str) -> Path:
    return archive(folder, **{"pots__2024_to_January_dot_txt": "".join(mails)})


def one_text(folder: Path, text: str, **headers: str) -> str | None:
    (message,) = read(
        Mail(), months(folder / "a", mail(1, text=text, **headers)), folder / "shards", WISH
    )[0]["messages"]
    said: str | None = message["text"]
    return said


def at(*when: int) -> int:
    return int(datetime(*when, tzinfo=UTC).timestamp()) * 1_000_000  # type: ignore[misc,arg-type]


def by_text(tables: Tables) -> dict[str, dict[str, object]]:
    return {m["text"]: m for m in tables["messages"]}


def hidden(shards: Path, *addresses: str) -> bool:
    stored = b"".join(f.read_bytes() for f in shards.rglob("*.parquet"))
    return bool(stored) and not any(address.encode() in stored for address in addresses)


def mime(kind: str, body: str, encoding: str = "") -> dict[str, str]:
    return {"text": body, "Content_Type": kind, "Content_Transfer_Encoding": encoding}


MANY_PARTS = """\
--cut
Content-Type: text/html

<p>Hot</p>
--cut
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

SGVhdCBpdCDigJMgbm93Lg==
--cut
Content-Type: text/plain
Content-Disposition: attachment; filename=x.txt

not this
--cut--
"""
