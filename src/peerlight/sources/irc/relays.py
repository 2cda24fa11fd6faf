"""Bridges: accounts that pass on what people on another network say, under one nick of theirs."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from peerlight.sources.contract import Wish
from peerlight.sources.irc.names import account_of, is_relay_name, visible
from peerlight.sources.loose import shards, take_loose
from peerlight.sources.words import NO_ADDRESS
from peerlight.store.tables import TABLES, Account

if TYPE_CHECKING:
    import pyarrow as pa

WRAPS = "wraps"
ENOUGH = 50
"""Messages from which an account may be taken for a bridge by what it writes."""

MOSTLY = 0.8
"""Share of its messages that have to name their true sender."""

# the network may stand before the name
_ANGLED = re.compile(r"(?:[\[(][^\[\]()]{1,30}[\])] )?<([^<>\n]{1,64})>:? ?(\S.*)", re.DOTALL)
_SQUARED = re.compile(r"\[([^\[\]\n]{1,64})\]:? (\S.*)", re.DOTALL)
_COLON = re.compile(r"([^\s:<>\[\]][^:<>\[\]\n]{0,63}): (\S.*)", re.DOTALL)
_SIGNS = "~&@%+"


def wrapped(text: str, relay: bool) -> tuple[str, str] | None:
    """The sender that a text names at its start, and what they said; None if it names none.

    ``relay`` says that the text is known to be a bridge's, so that a bare ``Ada: hello`` counts.
    """
    if text[0] in "<[(":
        found = _ANGLED.match(text) or _SQUARED.match(text)
    else:
        found = _COLON.match(text) if relay else None
    return (found[1], found[2]) if found and NO_ADDRESS not in found[1] else None


def unwrap_relays(folder: Path, prefix: str, wish: Wish) -> list[str]:
    """Give the messages of bridges to those who wrote them; the shards are written anew.

    A bridge is named like one, or has at least 50 messages of which four in five name a sender.
    Needs the loose ends ``wraps``: account, messages that name a sender. Returns notes.
    """
    wraps: Counter[str] = Counter()
    for account, n in take_loose(folder, WRAPS):
        wraps[account] += n
    volume = _volume(folder) if wraps else {}
    relays = {
        account
        for account, n in wraps.items()
        if is_relay_name(account.removeprefix(f"{prefix}:"))
        or (volume.get(account, 0) >= ENOUGH and n >= MOSTLY * volume[account])
    }
    if not relays:
        return []
    messages, accounts = _unwrap(folder, relays, prefix, wish)
    return [
        f"{messages:,} messages came over bridges ({len(relays):,}); they are read as written by"
        f" the {accounts:,} people whom the bridges name."
    ]


def _volume(folder: Path) -> dict[str, int]:
    """How many messages each account wrote."""
    import pyarrow as pa

    tables = [table for _, table in shards(folder, "messages", ("account_id",))]
    if not tables:
        return {}
    counts = pa.concat_tables(tables).group_by("account_id").aggregate([([], "count_all")])
    return dict(zip(*(column.to_pylist() for column in counts.columns), strict=True))


def _unwrap(folder: Path, relays: set[str], prefix: str, wish: Wish) -> tuple[int, int]:
    import pyarrow.parquet as pq

    schema = TABLES["messages"].schema()
    people: dict[str, Account] = {}
    unwrapped = 0
    for file, table in shards(folder, "messages", schema.names):
        changed, n = _unwrapped(table, relays, people, (prefix, wish))
        if n:
            pq.write_table(changed.cast(schema), file, compression="lz4")
        unwrapped += n
    # that they pass on what others say is what makes them machines
    bridges = [Account(relay, prefix, is_bot=True) for relay in sorted(relays)]
    rows = [*bridges, *(people[account] for account in sorted(people))]
    pq.write_table(TABLES["accounts"].arrow(rows), folder / "accounts" / "relays.parquet")
    return unwrapped, len(people)


def _unwrapped(
    table: pa.Table, relays: set[str], people: dict[str, Account], made_by: tuple[str, Wish]
) -> tuple[pa.Table, int]:
    import pyarrow as pa

    accounts, texts = table["account_id"].to_pylist(), table["text"].to_pylist()
    n = 0
    for place, (account, text) in enumerate(zip(accounts, texts, strict=True)):
        if account not in relays or not text:
            continue
        found = wrapped(text, is_relay_name(account.removeprefix(f"{made_by[0]}:")))
        name = visible(found[0]).lstrip(_SIGNS) if found else ""
        if found and name:
            person = account_of(name, *made_by)
            people.setdefault(person.account_id, person)
            accounts[place], texts[place] = person.account_id, found[1]
            n += 1
    for column, values in (("account_id", accounts), ("text", texts)):
        place = table.schema.get_field_index(column)
        table = table.set_column(place, table.schema.field(place), pa.array(values, pa.string()))
    return table, n
