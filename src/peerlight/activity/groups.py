"""Groups: people who talk mostly with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkit as nk
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

SMALLEST = 3
ITERATIONS = 10


def groups(ties: pa.Table, arrivals: pa.Table, seed: int) -> pa.Table:
    """Who talks mostly with whom, found on who turns to whom.

    The Leiden algorithm (Traag, Waltman and van Eck 2019) with modularity, on ties without
    direction, weighted by their acts. A weight grows with the logarithm of the acts, so that one
    chatty pair does not make a group of its own. Each connected part of the community is looked
    at by itself, so that strangers who talk among themselves change nobody's group.

    Args:
        ties: ``actor_id, member_id, n``, any order; one row per pair and direction.
        arrivals: ``member_id, arrival``. Members are taken in the order of their arrival, which
            does not hang on what they are called.
        seed: the same seed and ties give the same groups, whatever the order of the rows.

    Returns:
        ``member_id, group_id``, sorted by member. Groups are named ``g1``, ``g2``, … from the
        largest, of equal ones first the one whose first member arrived first. Members without
        ties and groups of fewer than 3 are left out: two people are a pair, not a group.

    Linear in ties per iteration. One thread: with two, Leiden gives another answer each time.
    """
    import numpy as np
    import pyarrow as pa

    names = _by_arrival(ties, arrivals)
    first, second, weight = _merged(ties, names)
    found = _found(len(names), first, second, weight, seed)
    _, start, label, size = np.unique(
        found, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((start, -size))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    kept = np.flatnonzero(size[label] >= SMALLEST)
    return pa.table(
        {
            "member_id": pa.array([names[i] for i in kept], pa.string()),
            "group_id": pa.array([f"g{place[label[i]] + 1}" for i in kept], pa.string()),
        }
    ).sort_by("member_id")


def _by_arrival(ties: pa.Table, arrivals: pa.Table) -> list[str]:
    """Everybody who has a tie, who came first first."""
    tied = set(ties["actor_id"].to_pylist()) | set(ties["member_id"].to_pylist())
    came = dict(
        zip(arrivals["member_id"].to_pylist(), arrivals["arrival"].to_pylist(), strict=True)
    )
    return sorted(tied, key=lambda name: (came.get(name, 0), name))


def _merged(ties: pa.Table, names: list[str]) -> tuple[Ints, Ints, Floats]:
    """Each pair once, whoever turned to whom: parallel edges break NetworKit's edge count."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    index = pa.array(names, pa.string())
    actor, member = (
        pc.index_in(ties[side], index).to_numpy().astype(np.int64)
        for side in ("actor_id", "member_id")
    )
    n = ties["n"].to_numpy().astype(np.int64)
    apart = actor != member
    low, high = np.minimum(actor, member)[apart], np.maximum(actor, member)[apart]
    pairs, which = np.unique(low * np.int64(len(names)) + high, return_inverse=True)
    acts = np.zeros(len(pairs), np.int64)
    np.add.at(acts, which, n[apart])
    first, second = np.divmod(pairs, max(len(names), 1))
    return first, second, np.log1p(acts)


def _found(nodes: int, first: Ints, second: Ints, weight: Floats, seed: int) -> Ints:
    """A group number for everybody; connected parts never share one."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    numbers = np.arange(nodes, dtype=np.int64)
    graph = coo_array((weight, (first, second)), shape=(nodes, nodes))
    _, part = connected_components(graph, directed=False)
    tied = part[first]
    for which in np.flatnonzero(np.bincount(part, minlength=1) >= SMALLEST).tolist():
        inside, ties = np.flatnonzero(part == which), tied == which
        low, high = (np.searchsorted(inside, side[ties]) for side in (first, second))
        label = _leiden(len(inside), low, high, weight[ties], seed)
        _, start = np.unique(label, return_index=True)
        # a group is numbered by its first member
        numbers[inside] = inside[start[np.searchsorted(np.unique(label), label)]]
    return numbers


def _leiden(nodes: int, first: Ints, second: Ints, weight: Floats, seed: int) -> Ints:
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


def _graph(nodes: int, first: Ints, second: Ints, weight: Floats) -> nk.Graph:
    import networkit as nk
    import numpy as np

    ends = (first.astype(np.uint64), second.astype(np.uint64))
    return nk.GraphFromCoo((weight, ends), n=nodes, weighted=True)
