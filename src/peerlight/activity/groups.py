"""Groups: people who talk mostly with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkit as nk
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

SMALLEST = 3
ITERATIONS = 10


def groups(ties: pa.Table, seed: int) -> pa.Table:
    """Who talks mostly with whom, found on who turns to whom.

    The Leiden algorithm (Traag, Waltman and van Eck 2019) with modularity, on ties without
    direction, weighted by their acts. A weight grows with the logarithm of the acts, so that one
    chatty pair does not make a group of its own.

    Args:
        ties: ``actor_id, member_id, n``, any order; one row per pair and direction.
        seed: the same seed and ties give the same groups, whatever the order of the rows.

    Returns:
        ``member_id, group_id``, sorted by member. Groups are named ``g1``, ``g2``, … from the
        largest, of equal ones first the one with the smallest member id. Members without ties and
        groups of fewer than 3 are left out: two people are a pair, not a group.

    Linear in ties per iteration. One thread: with two, Leiden gives another answer each time.
    """
    import numpy as np
    import pyarrow as pa

    names, first, second, weight = _merged(ties)
    if not names:
        return pa.schema({"member_id": pa.string(), "group_id": pa.string()}).empty_table()
    found = _leiden(len(names), first, second, weight, seed)
    _, start, label, size = np.unique(
        found, return_index=True, return_inverse=True, return_counts=True
    )
    # names are sorted, so a community's first index is its smallest member id
    order = np.lexsort((start, -size))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    kept = np.flatnonzero(size[label] >= SMALLEST)
    return pa.table(
        {
            "member_id": pa.array([names[i] for i in kept], pa.string()),
            "group_id": pa.array([f"g{place[label[i]] + 1}" for i in kept], pa.string()),
        }
    )


def _merged(
    ties: pa.Table,
) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Each pair once, whoever turned to whom: parallel edges break NetworKit's edge count."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    sides = pa.chunked_array([*ties["actor_id"].chunks, *ties["member_id"].chunks], pa.string())
    coded = sides.combine_chunks().dictionary_encode()
    order = pc.array_sort_indices(coded.dictionary)
    names: list[str] = coded.dictionary.take(order).to_pylist()
    rank = np.empty(len(names), np.int64)
    rank[order.to_numpy()] = np.arange(len(names))
    index = rank[coded.indices.to_numpy()]
    actor, member = index[: ties.num_rows], index[ties.num_rows :]
    n = ties["n"].to_numpy().astype(np.int64)
    apart = actor != member
    low, high = np.minimum(actor, member)[apart], np.maximum(actor, member)[apart]
    pairs, which = np.unique(low * np.int64(len(names)) + high, return_inverse=True)
    acts = np.zeros(len(pairs), np.int64)
    np.add.at(acts, which, n[apart])
    first, second = np.divmod(pairs, max(len(names), 1))
    return names, first, second, np.log1p(acts)


def _leiden(
    nodes: int,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    weight: NDArray[np.float64],
    seed: int,
) -> NDArray[np.int64]:
    import networkit as nk
    import numpy as np

    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)
    try:
        nk.setSeed(seed, False)
        search = nk.community.ParallelLeiden(
            _graph(nodes, first, second, weight), iterations=ITERATIONS, randomize=True
        )
        search.run()
        return np.asarray(search.getPartition().getVector(), np.int64)
    finally:
        nk.setNumberOfThreads(threads)


def _graph(
    nodes: int,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    weight: NDArray[np.float64],
) -> nk.Graph:
    import networkit as nk
    import numpy as np

    graph = nk.GraphFromCoo(
        (weight, (first.astype(np.uint64), second.astype(np.uint64))), n=nodes, weighted=True
    )
    return graph
