"""The strongest reason against proposing a member: a measured fact, or that none was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from scipy.stats import poisson

from peerlight.clock import DAY
from peerlight.influence.reasons import as_evidence
from peerlight.values import Evidence, Reason

if TYPE_CHECKING:
    import pyarrow as pa

FEW_THREADS = 5
PROMOTED = 3
PROMOTING_SHARE = 0.2
RECENT = 30 * DAY
SPAN = 180 * DAY
UNLIKELY = 0.05
FEW_PEOPLE = 2
FEW_PEOPLE_SHARE = 0.5
ENOUGH_ACTS = 6
NOTHING = "nothing"

Rows = tuple[Evidence, ...]


def against(
    evidence: Mapping[str, pa.Table],
    as_of: int,
    channels: Mapping[str, str] | None = None,
    unseen: Sequence[str] = (),
) -> Reason:
    """What speaks most against a member.

    In this order: thin evidence (fewer than five threads in 180 days), own posts that advertise
    something, fading (fewer threads in the last 30 days than chance explains), attention that
    comes from two people mostly, one channel only.

    Args:
        evidence: the member's evidence rows by signal.
        as_of: the cut, UTC microseconds.
        channels: the channel of each thread, where known.
        unseen: what the sources could not show, to be named where nothing was found.

    Returns:
        A reason whose count equals its evidence rows; its signal is "nothing" where nothing was
        found.
    """
    taken = _rows(evidence, "takes_part")
    found = (
        _thin(taken)
        or _promotes(_rows(evidence, "promotes"), taken)
        or _fading(taken, as_of)
        or _from_few(_rows(evidence, "turned_to"))
        or _one_channel(taken, channels or {})
    )
    if found is not None:
        return found
    missed = ", ".join(unseen) or "anything said or done outside these sources"
    return Reason(NOTHING, f"Nothing found against; we did not see {missed}.", 0)


def _rows(evidence: Mapping[str, pa.Table], signal: str) -> Rows:
    rows = evidence.get(signal)
    return () if rows is None else as_evidence(signal, rows)


def _reason(sentence: str, rows: Rows, signal: str) -> Reason:
    return Reason(signal, sentence, len(rows), "rows", rows)


def _thin(taken: Rows) -> Reason | None:
    n = len(taken)
    if n >= FEW_THREADS:
        return None
    threads = "one thread" if n == 1 else f"{n} threads"
    return _reason(f"Little to go on: {threads} in the last 180 days.", taken, "takes_part")


def _promotes(promoted: Rows, taken: Rows) -> Reason | None:
    n = len(promoted)
    # posts outnumber threads, so this errs towards telling
    if n < PROMOTED or n < PROMOTING_SHARE * len(taken):
        return None
    return _reason(f"{n} of their posts read like advertising; look at them.", promoted, "promotes")


def _fading(taken: Rows, as_of: int) -> Reason | None:
    recent = tuple(row for row in taken if row.at > as_of - RECENT)
    usual = (len(taken) - len(recent)) * RECENT / (SPAN - RECENT)
    if poisson.cdf(len(recent), usual) >= UNLIKELY:
        return None
    n = len(recent) or "none"
    sentence = f"Less active of late: of the {len(taken)} threads they wrote in, {n} in 30 days."
    return _reason(sentence, recent, "takes_part")


def _from_few(turned: Rows) -> Reason | None:
    most = Counter(row.peer_id for row in turned).most_common(FEW_PEOPLE)
    people = {peer for peer, _ in most}
    of_them = tuple(row for row in turned if row.peer_id in people)
    if len(turned) < ENOUGH_ACTS or len(of_them) <= FEW_PEOPLE_SHARE * len(turned):
        return None
    who = "the same person" if len(people) == 1 else "one of the same two people"
    sentence = f"{len(of_them)} of the {len(turned)} times somebody turned to them it was {who}."
    return _reason(sentence, of_them, "turned_to")


def _one_channel(taken: Rows, channels: Mapping[str, str]) -> Reason | None:
    places = {channels.get(row.thread_id) for row in taken}
    if len(places) != 1 or None in places or len(set(channels.values())) == 1:
        return None
    return _reason(f"All {len(taken)} threads are in one channel.", taken, "takes_part")
