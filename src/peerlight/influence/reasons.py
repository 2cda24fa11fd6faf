"""Why this member: the three strongest reasons for, told from the rows that were counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from peerlight.influence.sentences import SENTENCES, WITHOUT_REACTORS, Sentence
from peerlight.values import Evidence, Reason

if TYPE_CHECKING:
    import pyarrow as pa

REASONS = 3
TELLING = 3
"""A count below this is told only where nothing larger is there."""
CONFIRMED = 2_000_000
"""The value of an answer for which the asker said thanks, or which was accepted; in millionths."""
CLEARLY_MORE = 1.0
ROLES_TOLD = 3

DOING = {
    "answers": "answers questions",
    "welcomes": "welcomes newcomers",
    "starts": "starts threads that others join",
    "connects": "connects people who would not meet otherwise",
    "amplifies": "passes on what others use again",
    "encourages": "encourages others",
}


def reasons(unusual: pa.Table, evidence: Mapping[str, pa.Table]) -> tuple[Reason, ...]:
    """The strongest reasons for one member, at most three.

    Args:
        unusual: the member's rows of ``Belief.unusual``.
        evidence: the member's evidence rows by signal; signals without rows may be absent.

    Returns:
        Reasons, what is rarest among members of like volume first. The count in each sentence is
        the number of its evidence rows, or of the distinct peers in them. Of signals that show
        the same thing only the rarest is told.
    """
    places = {row["signal"]: row["percentile"] for row in unusual.to_pylist()}
    found = [
        reason
        for signal in SENTENCES
        if signal in places and (reason := tell(signal, evidence.get(signal))) is not None
    ]
    # sorting is stable, so of equals the order of the sentences decides
    found.sort(key=lambda reason: (reason.count < TELLING, -places[reason.signal]))
    return tuple(_one_per_family(found)[:REASONS])


def tell(signal: str, rows: pa.Table | None) -> Reason | None:
    """A signal's evidence rows as a reason; None where there are none."""
    if rows is None or not rows.num_rows:
        return None
    evidence = as_evidence(signal, rows)
    sentence = _sentence(signal, evidence)
    n = count(evidence, sentence.counts)
    told = sentence.told(n)
    if signal == "answers":
        told += _confirmed(evidence, n)
    return Reason(signal, f"{told[0].upper()}{told[1:]}.", n, sentence.counts, evidence)


def count(evidence: tuple[Evidence, ...], counts: str) -> int:
    """The number that a sentence tells: rows, or the distinct peers in them."""
    if counts == "rows":
        return len(evidence)
    return len({row.peer_id for row in evidence if row.peer_id is not None})


def as_evidence(signal: str, rows: pa.Table) -> tuple[Evidence, ...]:
    """Evidence rows as values, in the order of time."""
    columns = ("member_id", "peer_id", "message_id", "thread_id", "at", "value")
    ordered = rows.select(columns).sort_by([("at", "ascending"), ("message_id", "ascending")])
    return tuple(Evidence(signal=signal, **row) for row in ordered.to_pylist())


def summary(row: Mapping[str, Any]) -> str:
    """One sentence on a member, from their row in ``standing``.

    The ratio is told only where even the lower end of its interval is above what is usual.
    """
    doing = [DOING[role] for role in row["roles"].split(";") if role][:ROLES_TOLD]
    does = _listed(doing) if doing else "takes part, without one role that stands out"
    sentence = f"{does[0].upper()}{does[1:]}"
    if row["turned_to_low"] is not None and row["turned_to_low"] > CLEARLY_MORE:
        sentence += f"; {row['turned_to']:.1f} times as many people turn to them as to others who"
        sentence += " write as much"
    return sentence + "."


def _sentence(signal: str, evidence: tuple[Evidence, ...]) -> Sentence:
    known = any(row.peer_id is not None for row in evidence)
    return WITHOUT_REACTORS if signal == "appreciated" and not known else SENTENCES[signal]


def _confirmed(evidence: tuple[Evidence, ...], answered: int) -> str:
    by_question: dict[tuple[str | None, str], int] = {}
    for row in evidence:
        key = (row.peer_id, row.thread_id)
        by_question[key] = by_question.get(key, 0) + row.value
    thankful = len({peer for (peer, _), value in by_question.items() if value >= CONFIRMED})
    if not thankful:
        return ""
    of_them = "who" if answered == 1 else f"{thankful} of them"
    return f", {of_them} said thanks or took the answer"


def _one_per_family(found: list[Reason]) -> list[Reason]:
    seen: set[str] = set()
    kept = []
    for reason in found:
        family = SENTENCES[reason.signal].family
        if family not in seen:
            kept.append(reason)
        seen.add(family)
    return kept


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
