"""Niches: what threads are about, in words that people use for it."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from peerlight.activity.text.topics import MILLION, Ints, Topics, weigh
from peerlight.activity.text.words import count_words

VERSION = "niches-1"

FEWEST_THREADS = 50
"""Below this the rooms themselves are the niches."""

FEWEST, MOST = 8, 30
_SAMPLE = 8_000
_SPOKEN = 5  # different telling words below which a thread's niche is not guessed


@dataclass(frozen=True)
class Niches:
    """Which niches each thread belongs to, at most two, and what the niches are called.

    ``threads``: ``thread_id, niche_id, weight`` (int64 millionths of the thread), sorted by
    thread and niche; threads that fit nowhere have no row.
    """

    threads: pa.Table
    labels: dict[str, str]


def niches(threads: pa.Table, names: Collection[str] = ()) -> Niches:
    """Find the niches of a community.

    TF-IDF over the threads' words, factorised by NMF on at most 8,000 threads chosen by the hash
    of their id: the same threads give the same bytes in any order. Between 8 and 30 niches, by
    the logarithm of the number of threads. Where there is too little text, the channels are
    the niches.

    Args:
        threads: ``thread_id, channel_id, channel_name, text`` (title and the beginning of what
            was written; null where unknown); one row per thread. Leave out what bots wrote, or
            their templates become niches.
        names: words that must not name a niche, see :func:`name_words`.

    Returns:
        The niches. Bias: a niche is named by its most telling words, not by what its people
        would call it, and short threads belong to none. Linear in characters; 60,000 threads.
    """
    threads = threads.sort_by("thread_id")
    counts, words = count_words(threads["text"], names)
    spoken = np.flatnonzero(counts.getnnz(axis=1) >= _SPOKEN)
    if len(spoken) < FEWEST_THREADS:
        return _rooms(threads)
    weighed, words = weigh(counts[spoken], words)
    if len(words) < FEWEST:
        return _rooms(threads)
    identity = threads["thread_id"].take(pa.array(spoken))
    topics = Topics(weighed[_sample(identity.to_pylist())], _how_many(len(spoken)))
    found, called = topics.belong(weighed), topics.called(words)
    ids = [f"topic:{number:02d}" for number in range(1, len(called) + 1)]
    labels = {ids[topic]: called[topic] for topic in np.unique(found.topics)}
    return Niches(_table(identity, found.rows, ids, found.topics, found.weights), labels)


def name_words(accounts: pa.Table) -> frozenset[str]:
    """The words of members' handles and names, lower-case: they must not name a niche."""
    names = [*accounts["handle"].to_pylist(), *accounts["name"].to_pylist()]
    said = " ".join(name for name in names if name).lower()
    return frozenset(re.findall(r"[^\W\d_]{2,}", said)) | frozenset(re.findall(r"\w{2,}", said))


def _rooms(threads: pa.Table) -> Niches:
    """The channels as niches: nothing is guessed."""
    rooms = dict(
        zip(threads["channel_id"].to_pylist(), threads["channel_name"].to_pylist(), strict=True)
    )
    codes = {room: n for n, room in enumerate(sorted(rooms))}
    labels = {f"channel:{room}": rooms[room] or room for room in codes}
    columns = np.array([codes[room] for room in threads["channel_id"].to_pylist()], np.int64)
    rows = np.arange(len(columns))
    whole = np.full(len(columns), MILLION)
    return Niches(_table(threads["thread_id"], rows, list(labels), columns, whole), labels)


def _table(
    identity: pa.ChunkedArray, rows: Ints, niche: list[str], columns: Ints, weights: Ints
) -> pa.Table:
    return pa.table(
        {
            "thread_id": identity.take(pa.array(rows, pa.int64())),
            "niche_id": pa.array(niche, pa.string()).take(pa.array(columns, pa.int64())),
            "weight": pa.array(weights, pa.int64()),
        }
    ).sort_by([("thread_id", "ascending"), ("niche_id", "ascending")])


def _how_many(threads: int) -> int:
    """8 at 50 threads, 30 at 60,000."""
    return min(MOST, FEWEST + round(2.15 * math.log2(threads / FEWEST_THREADS)))


def _sample(identity: list[str]) -> Ints:
    """Rows drawn by the hash of their id, so that a thread more moves few others."""
    drawn = sorted(
        range(len(identity)), key=lambda row: hashlib.sha256(identity[row].encode()).digest()
    )
    return np.sort(np.array(drawn[:_SAMPLE], np.int64))
