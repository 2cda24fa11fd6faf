"""In whose company a member writes: talk counts where somebody trusted takes part in it.

Breadth is the best single count there is, and the easiest to fake: threads cost nothing. So a
thread is worth as much as the best trusted of the others who wrote in it. A circle that talks among
itself, or somebody who talks to nobody, gains no breadth by it; a close group with one trusted
member loses none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from peerlight.influence.shrinkage import Floats, summed

if TYPE_CHECKING:
    import pyarrow as pa

    from peerlight.influence.pairs import Indices

KNOWN_FROM = 0.5
"""Where fewer of those who wrote than this share ever had company, threads are not recorded."""


@dataclass(frozen=True)
class Company:
    """Who wrote in which thread lately: positions of members, numbers of threads, posts."""

    size: int
    member: Indices
    thread: Indices
    posts: Floats

    def worth(self, known: Floats) -> Floats:
        """What each row's thread is worth to its member: as much as the best known of the others.

        Not the sum of the others: a crowd in which nobody is known is still not known.
        """
        held = known[self.member]
        order = np.lexsort((held, self.thread))
        last = np.flatnonzero(np.append(np.diff(self.thread[order]) != 0, len(order) > 0))
        threads = int(self.thread.max(initial=-1)) + 1
        best, second = np.zeros(threads), np.zeros(threads)
        best[self.thread[order[last]]] = held[order[last]]
        paired = last[(last > 0) & (self.thread[order[last - 1]] == self.thread[order[last]])]
        second[self.thread[order[paired]]] = held[order[paired - 1]]
        worth: Floats = best[self.thread]
        worth[order[last]] = second[self.thread[order[last]]]
        return worth

    def threads(self, worth: Floats) -> Floats:
        """Threads by member, each as much as it is worth."""
        return summed(self.member, worth, self.size)

    def said(self, worth: Floats) -> Floats:
        """Posts by member, each as much as its thread is worth."""
        return summed(self.member, worth * self.posts, self.size)

    @property
    def known(self) -> bool:
        """Whether the source records threads: most of those who wrote had others beside them."""
        wrote = np.bincount(self.member, minlength=self.size) > 0
        accompanied = self.threads(self.worth(np.ones(self.size))) > 0
        return bool(wrote.any() and accompanied[wrote].mean() >= KNOWN_FROM)


def read_company(table: pa.Table, members: list[str]) -> Company:
    """What ``company.sql`` selects as arrays; linear in its rows, but for finding the threads."""
    import pyarrow as pa
    import pyarrow.compute as pc

    at = pc.index_in(table["member_id"], pa.array(members, pa.string())).fill_null(-1).to_numpy()
    threads = table["thread_id"].combine_chunks().dictionary_encode()
    number = threads.indices.to_numpy().astype(np.int64)
    known = at >= 0
    posts = table["posts"].to_numpy().astype(np.float64)
    return Company(len(members), at[known].astype(np.int64), number[known], posts[known])
