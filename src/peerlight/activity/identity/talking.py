"""What speaks against: two who write to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from peerlight.activity.identity.deciding import Pair
from peerlight.activity.identity.known import Known
from peerlight.store.engines import Engine

if TYPE_CHECKING:
    import pyarrow as pa


def wrote_to(engine: Engine, couples: Iterable[Pair], people: Sequence[Known]) -> dict[Pair, int]:
    """How often the members of each couple called or answered each other, either way.

    Answers count only under ids of the platform's own: who writes from two addresses also answers
    themselves. Needs ``messages`` and ``mentions`` on ``engine``; linear in them. Couples who
    never did are left out.
    """
    accounts: dict[str, list[Known]] = defaultdict(list)
    for each in people:
        accounts[each.member].append(each)
    engine.register("couples", _table(sorted(couples), accounts))
    query = (files("peerlight.activity.identity") / "wrote_to.sql").read_text("utf-8")
    rows = (row.values() for row in engine.rows(query).to_pylist())
    return {(one, other): times for one, other, times in rows}


def _table(couples: Sequence[Pair], accounts: Mapping[str, list[Known]]) -> pa.Table:
    import pyarrow as pa

    rows = [
        (one, other, here.account, there.account, int(here.own_id and there.own_id))
        for one, other in couples
        for here in accounts[one]
        for there in accounts[other]
    ]
    names = ("one", "other", "one_account", "other_account", "own_ids")
    types = [*[pa.string()] * 4, pa.int64()]
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    return pa.table(dict(zip(names, arrays, strict=True)))
