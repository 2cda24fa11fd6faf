"""From grounds to a confidence: bits added up, and turned into a share."""

from __future__ import annotations

import math
from collections.abc import Sequence

from peerlight.activity.identity.grounds import Ground, Kind

ENOUGH = 0.75
"""Confidence from which two accounts are suggested."""

# one in three has a second account somewhere
_SECOND = math.log2(1 / 3)
# nobody knows people so well as to be surer, whatever chance would say
_SUREST = {True: 0.99, False: 0.97}
_CALL = 3.0
_MOST_CALLS = 3


def confidence(grounds: Sequence[Ground], people: int, calls: int) -> float:
    """How sure it is that two are one person, 0 to 0.99; 0 where the grounds are not enough.

    That two out of ``people`` members are one has small odds; every ground adds its bits, up to
    what can be known at most; and every time up to three that they wrote to each other (``calls``)
    takes three off that. No ground that does not do alone is enough without one of another kind.
    """
    if len(grounds) < 2 and not any(ground.alone for ground in grounds):
        return 0.0
    bits = _SECOND - math.log2(max(people, 2))
    bits += math.fsum(ground.bits for ground in grounds)
    certain = any(ground.kind is Kind.address and ground.alone for ground in grounds)
    surest = _SUREST[certain]
    bits = min(bits, math.log2(surest / (1 - surest))) - _CALL * min(calls, _MOST_CALLS)
    return 1 / (1 + math.exp2(-max(bits, -60.0)))


def in_words(confidence: float) -> str:
    """The confidence as a word."""
    if confidence >= 0.95:
        return "almost certain"
    return "very likely" if confidence >= 0.85 else "likely"
