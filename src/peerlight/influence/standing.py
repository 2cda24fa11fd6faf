"""Who has a following, who is already visible, and who is set aside and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from peerlight.influence.members import Mask, Members
from peerlight.influence.pairs import Indices

if TYPE_CHECKING:
    import pyarrow as pa

    from peerlight.signals.aggregate import Aggregate

VISIBLE = 0.05
FEWEST_FOR_VISIBLE = 20
APPOINTED = "appointed"
ALREADY_VISIBLE = "already visible"
TOO_LITTLE = "too little data"

ROLES: dict[str, tuple[str, ...]] = {
    "answers": ("answers",),
    "welcomes": ("welcomes",),
    "starts": ("starts",),
    "connects": ("connects",),
    "amplifies": ("passes_on",),
    "encourages": ("encourages",),
}
"""The roles played, and the signals that show them."""
FEWEST_PEERS = 3
MORE_THAN = 0.75
"""A role is played for three people at least, and for more than three quarters of those who play
it at all do."""


def following(members: Members, followers: pa.Table) -> tuple[Indices, Indices]:
    """How large each member's following is, and how many of it are engaged."""
    import pyarrow as pa

    counted = pa.TableGroupBy(followers, "member_id").aggregate(
        [("follower_id", "count"), ("engaged", "sum")]
    )
    size = members.placed(counted, "follower_id_count").astype(np.int64)
    return size, members.placed(counted, "engaged_sum").astype(np.int64)


def visible(reached: Indices, active: Mask) -> Mask:
    """Who is in the top 5 % of the active by distinct members reached.

    Who ties with the first one outside is outside: nobody is set aside by a hair. Where fewer
    than 20 are active, nobody is.
    """
    wrote = int(active.sum())
    if wrote < FEWEST_FOR_VISIBLE:
        return np.zeros(len(reached), bool)
    places = int(VISIBLE * wrote)
    line = np.sort(reached[active])[::-1][places]
    above: Mask = active & (reached > line)
    return above


def set_aside(members: Members, seen: Mask) -> list[str]:
    """The reason why a member is not proposed, or the empty text.

    Bots and people who objected are gone before this point.
    """
    reasons = np.full(len(members), "", dtype=object)
    reasons[~members.enough] = TOO_LITTLE
    reasons[seen] = ALREADY_VISIBLE
    reasons[members.appointed] = APPOINTED
    return list(reasons)


def roles(members: Members, sums: Mapping[str, Aggregate]) -> list[str]:
    """The roles each member plays, joined by ``;``, the most unusual first.

    Only for members of whom enough is known. Linear in members, but for one sort per role.
    """
    shares = np.zeros((len(members), len(ROLES)))
    for place, signals in enumerate(ROLES.values()):
        peers = sum((sums[s].peers for s in signals if s in sums), np.zeros(len(members), np.int64))
        shares[:, place] = _unusual(peers, members.enough)
    names = np.array(list(ROLES), dtype=object)
    order = np.argsort(-shares, axis=1, kind="stable")
    played = np.take_along_axis(shares, order, axis=1) > 0
    return [";".join(row[chosen]) for row, chosen in zip(names[order], played, strict=True)]


def _unusual(peers: NDArray[np.int64], enough: Mask) -> NDArray[np.float64]:
    """The share of those who play a role that a member is above; 0 for who does not play it."""
    playing = enough & (peers > 0)
    if not playing.any():
        return np.zeros(len(peers))
    ordered = np.sort(peers[playing])
    share = np.searchsorted(ordered, peers, "left") / len(ordered)
    return np.where(playing & (peers >= FEWEST_PEERS) & (share >= MORE_THAN), share, 0.0)
