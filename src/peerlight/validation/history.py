"""A community's past as arrays: who wrote when and where, and who turned to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from peerlight.activity.bots import account_activity, recognise_bots
from peerlight.activity.identity import identities
from peerlight.activity.opening import open_activity
from peerlight.activity.period import period
from peerlight.store.engines import Engine, open_engine
from peerlight.store.workspace import Workspace
from peerlight.validation.protocol import SPEAKS_NEXT

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
REPLY, MENTION, REACTION, NEXT = range(4)
"""Kinds of acts. ``NEXT`` is speaking next in a room without links: a label's reply, no feature."""


@dataclass(frozen=True, eq=False)
class Posts:
    """One entry per message by a human, in order of time: member, thread, UTC microseconds."""

    member: Ints
    thread: Ints
    at: Ints


@dataclass(frozen=True, eq=False)
class Acts:
    """One entry per act by which ``actor`` turned to ``member``."""

    actor: Ints
    member: Ints
    at: Ints
    kind: Ints

    def where(self, kept: Mask) -> Acts:
        """Only these acts."""
        return Acts(self.actor[kept], self.member[kept], self.at[kept], self.kind[kept])

    def between(self, after: int, until: int) -> Acts:
        """The acts later than ``after``, at or before ``until``."""
        return self.where((self.at > after) & (self.at <= until))


@dataclass(frozen=True, eq=False)
class History:
    """All that happened, to the end of the archive.

    ``names`` gives, by member, every account id, native id, handle and name they go by.
    """

    members: Sequence[str]
    names: Mapping[str, frozenset[str]]
    posts: Posts
    acts: Acts

    @property
    def size(self) -> int:
        """How many members there are."""
        return len(self.members)

    def keys(self, rows: Ints) -> list[str]:
        """The ids of the members at these positions."""
        return [self.members[row] for row in rows.tolist()]


def read_history(workspace: Workspace) -> History:
    """Read a community's whole past, bots left out. Linear in messages and reactions."""
    engine = open_engine()
    try:
        return _history(workspace, engine)
    finally:
        engine.close()


def _history(workspace: Workspace, engine: Engine) -> History:
    open_activity(workspace, engine)
    engine.register("period", period(engine, None).table())
    accounts = engine.rows("SELECT * FROM accounts")
    bots = recognise_bots(accounts, account_activity(engine))
    reasons = dict(zip(bots["account_id"].to_pylist(), bots["reason"].to_pylist(), strict=True))
    persons = identities(accounts, reasons)
    engine.register("identities", persons)
    engine.register("speaks_next", _speaks_next())
    engine.materialise("spoken", _sql("spoken"))
    members = pc.unique(persons.filter(pc.equal(persons["bot"], 0))["member_id"]).sort()
    posts = engine.rows("SELECT member_id, thread_id, posted_at FROM spoken ORDER BY posted_at")
    acts = engine.rows(_sql("turning"))
    return History(
        members=members.to_pylist(),
        names=_names(accounts, persons),
        posts=Posts(
            _index(posts["member_id"], members),
            _index(posts["thread_id"], pc.unique(posts["thread_id"])),
            posts["posted_at"].to_numpy(),
        ),
        acts=Acts(
            _index(acts["actor_id"], members),
            _index(acts["member_id"], members),
            acts["acted_at"].to_numpy(),
            acts["kind"].to_numpy().astype(np.int64),
        ),
    )


def _sql(name: str) -> str:
    return (files("peerlight.validation") / f"{name}.sql").read_text("utf-8")


def _speaks_next() -> pa.Table:
    return pa.table({"platform": list(SPEAKS_NEXT), "within": list(SPEAKS_NEXT.values())})


def _index(values: Any, of: Any) -> Ints:  # noqa: ANN401 - Arrow arrays, chunked or not
    found: Ints = pc.index_in(values, of).to_numpy().astype(np.int64)
    return found


def _names(accounts: pa.Table, persons: pa.Table) -> dict[str, frozenset[str]]:
    member = dict(
        zip(persons["account_id"].to_pylist(), persons["member_id"].to_pylist(), strict=True)
    )
    names: dict[str, set[str]] = {}
    for row in accounts.select(["account_id", "handle", "name"]).to_pylist():
        native = row["account_id"].split(":", 1)[-1]
        known = {row["account_id"], native, row["handle"], row["name"]} - {None}
        names.setdefault(member[row["account_id"]], set()).update(known)
    return {who: frozenset(known) for who, known in names.items()}
