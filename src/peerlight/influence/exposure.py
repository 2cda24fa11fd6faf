"""What anybody would have seen: counts expected from how much a member writes, and where.

Whoever writes more is read, answered and thanked more. An estimate that is to find *the one people
turn to* rather than *the loudest* must first know how much attention the writing alone draws.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from peerlight.influence.shrinkage import Floats, summed

FOLDS = 5
ROUNDS = 30
RIDGE = 1e-6
TOLERANCE = 1e-9


def expected_from_posts(observed: Floats, posts: Floats, order: NDArray[np.int64]) -> Floats:
    """What a member with that many posts sees on average, the member's own count left out.

    A Poisson regression of the count on the logarithm of the posts and its square. Poisson
    scoring needs only the mean to be right, not the spread, so members may differ from each other
    as much as they like (Gourieroux, Monfort and Trognon 1984). Each member's expectation comes
    from a fit on four fifths of the others (cross-fitting), read within the range that was seen
    there.

    Args:
        observed: counts ≥ 0 by member.
        posts: posts ≥ 0 by member; who wrote nothing is expected to see nothing.
        order: the members' positions in an order that has nothing to do with the counts; it deals
            members out to the five folds.

    Returns:
        Expected counts by member; 0 for members without posts. Linear in members.
    """
    expected = np.zeros(len(observed))
    fold = np.empty(len(observed), np.int64)
    fold[order] = np.arange(len(observed)) % FOLDS
    wrote = posts > 0
    for held_out in range(FOLDS):
        learn, tell = wrote & (fold != held_out), wrote & (fold == held_out)
        # too few to leave anybody out
        learn = learn if learn.sum() >= FOLDS else wrote
        expected[tell] = _curve(observed[learn], posts[learn], posts[tell])
    return expected


def _curve(observed: Floats, posts: Floats, at: Floats) -> Floats:
    if observed.sum() == 0:
        return np.zeros(len(at))
    logs = np.log(posts)
    centre, spread = logs.mean(), max(float(logs.std()), 1e-3)

    def design(log_posts: Floats) -> Floats:
        z = (np.clip(log_posts, logs.min(), logs.max()) - centre) / spread
        return np.stack([np.ones_like(z), z, z * z], axis=1)

    coefficients = _poisson_regression(design(logs), observed)
    curve: Floats = np.exp(np.clip(design(np.log(at)) @ coefficients, -30, 30))
    return curve


def _poisson_regression(design: Floats, observed: Floats) -> Floats:
    """Newton's method on the Poisson likelihood, started at the overall mean."""
    penalty = RIDGE * np.eye(design.shape[1]) * len(observed)
    penalty[0, 0] = 0
    coefficients = np.zeros(design.shape[1])
    coefficients[0] = np.log(observed.mean())
    for _ in range(ROUNDS):
        mean = np.exp(np.clip(design @ coefficients, -30, 30))
        gradient = design.T @ (observed - mean) - penalty @ coefficients
        curvature = (design * mean[:, None]).T @ design + penalty
        step = np.linalg.solve(curvature, gradient)
        # a full step may overshoot where few members write very much
        step *= min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        coefficients = coefficients + step
        if np.abs(step).max() < TOLERANCE:
            break
    return coefficients


def expected_from_places(
    member: NDArray[np.int64],
    place: NDArray[np.int64],
    posts: Floats,
    observed: Floats,
    members: int,
) -> Floats:
    """What a member's posts would have drawn from what others' posts in the same places draw.

    A place's rate is that of everybody else there, itself drawn towards the community's rate where
    few others write (by as many pseudo-posts as one member writes in one place).

    Args:
        member: positions of members, one row per pair of member and place.
        place: numbers of the places (channels), from 0.
        posts: the member's posts there.
        observed: what these posts drew.
        members: how many members there are.

    Returns:
        Expected counts by member. Linear in rows.
    """
    places = int(place.max()) + 1 if len(place) else 0
    if not places or posts.sum() == 0:
        return np.zeros(members)
    rate = observed.sum() / posts.sum()
    pseudo = posts.mean()
    others_posts = summed(place, posts, places)[place] - posts
    others_seen = summed(place, observed, places)[place] - observed
    there = (others_seen + pseudo * rate) / (others_posts + pseudo)
    return summed(member, posts * there, members)
