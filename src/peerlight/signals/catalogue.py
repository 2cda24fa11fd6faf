"""The catalogue of signals, and what each cannot do where inputs are not there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files

from peerlight.signals.heads import INPUTS, ROLES, Signal, read_signal, wrong_head

__all__ = ["INPUTS", "ROLES", "Signal", "missing", "signals"]


@cache
def signals() -> tuple[Signal, ...]:
    """Every signal, by name, but after those whose evidence it reads.

    Raises:
        PeerlightError: a file's head is not as it should be; names the file and the key.
    """
    folder = files("peerlight.signals") / "sql"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return _ordered(read_signal(name, (folder / name).read_text("utf-8")) for name in names)


def missing(signal: Signal, available: Collection[str]) -> str | None:
    """What the signal cannot do where only the ``available`` inputs are there; None if nothing.

    >>> niche = next(signal for signal in signals() if signal.name == "niche")
    >>> missing(niche, {"text", "replies"})
    'Without niches, subjects cannot be told, so nobody can be seen at home in one.'
    """
    absent = set(signal.needs) - set(available)
    told = [(keys, said) for keys, said in signal.without if absent.issuperset(keys)]
    # what is said of two missing together takes the place of what is said of each
    told = [(k, said) for k, said in told if not any(set(k) < set(other) for other, _ in told)]
    return " ".join(f"Without {' and '.join(k)}, {said}" for k, said in told) or None


def _ordered(found: Iterable[Signal]) -> tuple[Signal, ...]:
    named = {signal.name: signal for signal in found}
    for signal in named.values():
        for before in signal.builds_on:
            if before not in named:
                raise wrong_head(
                    f"{signal.name}.sql", f"it builds on {before!r}, which is no signal"
                )
    try:
        order = TopologicalSorter({s.name: s.builds_on for s in named.values()}).static_order()
        return tuple(named[name] for name in order)
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise wrong_head(
            f"{error.args[1][0]}.sql", f"signals build on each other: {circle}"
        ) from error
