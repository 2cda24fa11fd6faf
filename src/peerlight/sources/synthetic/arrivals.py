"""Newcomers: their first post, who answers it, and whether they stay."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from peerlight.sources.synthetic.acts import Acts
from peerlight.sources.synthetic.planting import Newcomer
from peerlight.sources.synthetic.posts import Post
from peerlight.sources.synthetic.rooms import GROUPS

STAYING = {"welcomer": 0.5, "other": 0.3, "nobody": 0.15}
_ASKS_IN = dict(zip(GROUPS, ("help-install", "plotting", "deployments", "general"), strict=True))


class Arrivals:
    """Newcomers in the order in which they come; ``gone`` marks all who are not (or no more) here.

    Whoever is planted as something stays without being asked: only ordinary newcomers are drawn.
    """

    def __init__(self, acts: Acts, days: int) -> None:
        people = acts.people
        self._acts = acts
        ordinary = np.array([kind == "ordinary" for kind in people.kinds])
        self.gone: NDArray[np.bool_] = ordinary & (people.joined >= 0)
        self.newcomers: list[Newcomer] = []
        self._due: dict[int, list[int]] = {}
        for n in np.flatnonzero(self.gone).tolist():
            if acts.draws.chance(0.8):
                day = int(people.joined[n]) + acts.draws.pick((0, 0, 0, 1, 1, 2))
                if day < days:
                    self._due.setdefault(day, []).append(n)

    def welcome(self, day: int) -> None:
        """Let everybody whose first post is due today write it, and draw whether they stay."""
        for n in self._due.get(day, ()):
            root = self._first_post(day, n)
            others = self._others(root)
            answered = self._answered_by(others)
            stayed = self._acts.draws.chance(STAYING[answered])
            ids = self._acts.people.ids
            by = tuple(sorted(ids[other] for other in others))
            self.newcomers.append(Newcomer(ids[n], day, answered, stayed, by))
            if stayed:
                self.gone[n] = False
                self._acts.people.starts[n] = max(self._acts.people.starts[n], 0.03)

    def _first_post(self, day: int, n: int) -> Post:
        acts = self._acts
        names = [room.name for room in acts.rooms]
        if acts.draws.chance(0.4):
            return acts.thread(day, n, names.index("introductions"), "introduction")
        name = _ASKS_IN[GROUPS[int(acts.people.home[n])]]
        return acts.thread(day, n, names.index(name), "first_question")

    def _others(self, root: Post) -> set[int]:
        """Who else wrote in the thread; all of it stands after its first post."""
        others: set[int] = set()
        for post in reversed(self._acts.posts):
            if post is root:
                break
            if post.root is root and post.author != root.author:
                others.add(post.author)
        return others

    def _answered_by(self, others: set[int]) -> str:
        kinds = {self._acts.people.kinds[other] for other in others}
        if "welcomer" in kinds:
            return "welcomer"
        return "other" if kinds else "nobody"
