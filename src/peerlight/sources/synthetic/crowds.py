"""Who is about in a channel in a given week, and whom chance picks among them."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from peerlight.sources.synthetic.draws import Draws
from peerlight.sources.synthetic.people import Floats, People
from peerlight.sources.synthetic.rooms import CLOSED, GROUPS, Room

_AT_HOME = 0.55  # the share of their activity that members of a closed group spend in it


def presence(people: People, rooms: tuple[Room, ...]) -> Floats:
    """A member × channel matrix: the share of each one's activity that falls to a channel."""
    share = np.zeros((len(people.ids), len(rooms)))
    for n in range(len(people.ids)):
        share[n] = _shares(people, n, rooms)
    total = share.sum(axis=1, keepdims=True)
    filled: Floats = share / np.where(total > 0, total, 1)
    return filled


def _shares(people: People, n: int, rooms: tuple[Room, ...]) -> list[float]:
    kind, breadth = people.kinds[n], float(people.breadth[n])
    own = {group for group, kinds in CLOSED.items() if kind in kinds}
    circle = people.languages[n]
    inside = [room.group in own or room.language == circle for room in rooms]
    weights = []
    for room, at_home in zip(rooms, inside, strict=True):
        if at_home:
            weights.append(_AT_HOME / (1 - _AT_HOME) / sum(inside))
        elif room.group == "all":
            weights.append(0.12 if room.name == "general" else 0.03)
        elif room.group in GROUPS:
            close = GROUPS[people.home[n]] == room.group
            weights.append((1 - breadth) * 0.5 * close + breadth * 0.5 / len(GROUPS))
        elif kind == "bridge" and room.group != "feed":
            weights.append(0.1 * breadth)
        else:
            weights.append(0.0)
    return weights


class Crowds:
    """Weighted picks among those present, by channel and by what is being picked for."""

    def __init__(self, people: People, rooms: tuple[Room, ...]) -> None:
        self._people = people
        self.share = presence(people, rooms)
        self._sums: dict[tuple[int, str], list[float]] = {}
        self._active = np.zeros(len(people.ids))

    def refresh(self, day: int, gone: NDArray[np.bool_]) -> None:
        """Take those who are there on this day; ``gone`` marks newcomers who did not stay."""
        there = (self._people.joined <= day) & (day < self._people.left) & ~gone
        self._active = there.astype(np.float64)
        self._sums.clear()

    def pick(self, draws: Draws, room: int, purpose: str, but: tuple[int, ...] = ()) -> int:
        """Somebody for a purpose (answer, newcomer, talk, react, asked); -1 where nobody is."""
        key = (room, purpose)
        if key not in self._sums:
            self._sums[key] = list(
                accumulate((self._weights(purpose) * self.share[:, room]).tolist())
            )
        for _ in range(6):
            n = draws.weighted(self._sums[key])
            if n not in but:
                return n
        return -1

    def _weights(self, purpose: str) -> Floats:
        p = self._people
        # others call on people they have seen, by how much these draw them
        weights: dict[str, Floats] = {
            "answer": p.replies * (0.15 + 2.2 * p.help**1.5),
            "newcomer": p.replies * (0.15 + 20 * p.welcome**2),
            "talk": p.replies * (1.1 - p.help),
            "react": p.reacts,
            "asked": p.pull * p.replies,
        }
        return weights[purpose] * self._active
