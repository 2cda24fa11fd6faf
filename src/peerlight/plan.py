"""Anything that changes data is a plan: it can be read before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Plan(Generic[T]):
    """A change that is ready but not done.

    The steps that :meth:`explain` prints are the steps that :meth:`apply` does; leaving the plan
    unapplied needs no cleaning up beyond :meth:`discard`.
    """

    steps: tuple[str, ...]
    _apply: Callable[[], T]
    _discard: Callable[[], None] = lambda: None

    def explain(self) -> str:
        """What would happen, one line a step."""
        return "\n".join(self.steps)

    def apply(self) -> T:
        """Do it, and give back what came of it."""
        return self._apply()

    def discard(self) -> None:
        """Leave everything as it is."""
        self._discard()
