"""From evidence rows to figures: one row per member, and what each thread adds to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

from peerlight.errors import PeerlightError
from peerlight.store.engines import Engine

if TYPE_CHECKING:
    from numpy.typing import NDArray

# columns of weights multiplied at once; for two million threads each takes 16 MB
BLOCK = 4


@dataclass(frozen=True, eq=False)
class Aggregate:
    """One signal's figures, all in the order of ``members``.

    ``total`` is the sum of the evidence values in millionths; ``rows`` counts the evidence rows,
    ``peers`` the distinct peers, ``threads`` the distinct threads behind it. ``by_thread``
    (members × threads, in the order of the threads given) splits ``total``: its rows sum to it.
    """

    signal: str
    members: tuple[str, ...]
    total: NDArray[np.int64]
    rows: NDArray[np.int64]
    peers: NDArray[np.int64]
    threads: NDArray[np.int64]
    by_thread: csr_array


def aggregate(
    engine: Engine, signal: str, members: Sequence[str], threads: Sequence[str]
) -> Aggregate:
    """The figures of the signal's collected evidence (``evidence_<signal>``).

    Rows of people who are not in ``members`` are left out. Linear in evidence rows; tested with
    10 million.

    Args:
        engine: where the evidence was collected.
        signal: the signal's name.
        members: member ids, sorted; the order of all results.
        threads: thread ids, sorted; every thread that evidence names.

    Raises:
        PeerlightError: evidence lies in a thread that is not in ``threads``.
    """
    split = engine.rows(
        "SELECT member_id, thread_id, CAST(SUM(value) AS BIGINT) AS value, COUNT(*) AS n"
        f" FROM evidence_{signal} GROUP BY member_id, thread_id"
    )
    people = engine.rows(
        f"SELECT member_id, COUNT(DISTINCT peer_id) AS n FROM evidence_{signal} GROUP BY member_id"
    )
    member, known = _places(split["member_id"], members)
    thread, in_index = _places(split["thread_id"].filter(pa.array(known)), threads)
    if not in_index.all():
        raise PeerlightError(
            f"Evidence of {signal!r} lies in a thread that the index does not hold",
            do_next="Give aggregate() every thread of the posts.",
        )
    shape = (len(members), len(threads))
    values = split["value"].to_numpy()[known]
    by_thread = csr_array((values, (member, thread)), shape=shape, dtype=np.int64)
    by_thread.sort_indices()
    return Aggregate(
        signal=signal,
        members=tuple(members),
        total=_summed(member, values, len(members)),
        rows=_summed(member, split["n"].to_numpy()[known], len(members)),
        peers=_peers(people, members),
        threads=np.bincount(member, minlength=len(members)).astype(np.int64),
        by_thread=by_thread,
    )


def replicate(aggregate: Aggregate, weights: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The totals as they would be with each thread counted ``weights`` times.

    Args:
        aggregate: the figures of one signal.
        weights: threads × replicates, as :func:`~peerlight.signals.bootstrap.weights` makes them,
            for the threads and in the order given to :func:`aggregate`.

    Returns:
        Members × replicates, in millionths. The sums are whole numbers and exact; a column of
        ones gives ``total``. Linear in evidence rows × replicates.
    """
    replicates = weights.shape[1]
    totals = np.empty((len(aggregate.members), replicates))
    for start in range(0, replicates, BLOCK):
        part = slice(start, start + BLOCK)
        totals[:, part] = aggregate.by_thread @ weights[:, part].astype(np.int64, order="C")
    return totals


def _places(
    ids: pa.ChunkedArray, index: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where the ids stand in the index, without those that do not; and which do."""
    at = pc.index_in(ids, value_set=pa.array(index, ids.type))
    known = pc.is_valid(at).to_numpy()
    return pc.drop_null(at).to_numpy().astype(np.int64), known


def _summed(places: NDArray[np.int64], values: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    sums = np.zeros(n, np.int64)
    np.add.at(sums, places, values)
    return sums


def _peers(people: pa.Table, members: Sequence[str]) -> NDArray[np.int64]:
    place, known = _places(people["member_id"], members)
    return _summed(place, people["n"].to_numpy()[known], len(members))
