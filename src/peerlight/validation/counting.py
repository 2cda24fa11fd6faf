"""Counts by member over a stretch of a history."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from peerlight.validation.history import Acts, History, Ints

Floats = NDArray[np.float64]
LATEST = 2**62


def posts(history: History, after: int, until: int) -> Floats:
    """Messages later than ``after``, at or before ``until``."""
    there = (history.posts.at > after) & (history.posts.at <= until)
    return np.bincount(history.posts.member[there], minlength=history.size).astype(np.float64)


def distinct_posts(history: History, key: Ints, after: int, until: int) -> Floats:
    """Distinct values of ``key`` (one per message) among a member's messages of the stretch."""
    there = (history.posts.at > after) & (history.posts.at <= until)
    return distinct(history.posts.member[there], key[there], history.size)


def threads(history: History, after: int, until: int) -> Floats:
    """Distinct threads written in."""
    return distinct_posts(history, history.posts.thread, after, until)


def peers_inward(acts: Acts, size: int) -> Floats:
    """Distinct people who turned to each member."""
    return distinct(acts.member, acts.actor, size)


def peers_outward(acts: Acts, size: int) -> Floats:
    """Distinct people to whom each member turned."""
    return distinct(acts.actor, acts.member, size)


def distinct(who: Ints, what: Ints, size: int) -> Floats:
    """How many different ``what`` stand beside each ``who``. Linear but for a sort."""
    if not len(who):
        return np.zeros(size)
    base = int(what.max()) + 1
    pairs = np.unique(who * base + what)
    return np.bincount(pairs // base, minlength=size).astype(np.float64)


def beyond_volume(reach: Floats, volume: Floats, fitted_from: int) -> Floats:
    """``log(1 + reach)`` less its quadratic fit on ``log(volume)``; NaN without any volume.

    The fit is over members with at least ``fitted_from`` messages. With fewer than three
    different volumes nothing can be fitted, and all are NaN.
    """
    residual = np.full(len(reach), np.nan)
    wrote, fitted = volume > 0, volume >= fitted_from
    if len(np.unique(volume[fitted])) < 3:
        return residual
    curve = np.polyfit(np.log(volume[fitted]), np.log1p(reach[fitted]), 2)
    residual[wrote] = np.log1p(reach[wrote]) - np.polyval(curve, np.log(volume[wrote]))
    return residual
