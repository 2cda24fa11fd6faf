"""How often suggestions that two accounts are one person are right, judged by a human.

    python -m benchmarks.identity sample SHOWN NAME…         prints what is to be judged
    python -m benchmarks.identity count SHOWN FILE NAME…     prints figures, once FILE is filled in

NAME is a folder in PEERLIGHT_COMMUNITIES, or several joined by ``+`` that make one community. The
sample is drawn by a seed and shown without the confidence. SHOWN lists the ids that somebody saw
while the method was still being changed: they are never drawn, for a method is right on what it was
made on. Both files lie outside the repository, since they are made from names; each line of FILE is
an id of the sample and ``right``, ``wrong`` or ``unclear``. The figures hold no name.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peerlight import Community
from peerlight.activity.identity import members
from peerlight.activity.identity.known import known
from peerlight.activity.identity.suggesting import Suggestion
from peerlight.activity.opening import open_activity
from peerlight.privacy.keys import key_file
from peerlight.store.engines import open_engine
from peerlight.store.workspace import Workspace

SEED, SIZE = 14, 100
JUDGEMENTS = ("right", "wrong", "unclear")


def main(arguments: list[str]) -> int:
    """Print a sample or figures; returns the exit code."""
    act, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if not os.environ.get("PEERLIGHT_COMMUNITIES"):
        print("PEERLIGHT_COMMUNITIES is unset", file=sys.stderr)
        return 2
    if act == "sample" and len(rest) > 1:
        for name in rest[1:]:
            with community(name) as opened:
                show(name, drawn(opened.suggestions(), _ids(rest[0])))
        return 0
    if act == "count" and len(rest) > 2:
        shown, judged = _ids(rest[0]), dict(line.split() for line in _lines(rest[1]))
        print(json.dumps({name: figures(name, shown, judged) for name in rest[2:]}, indent=2))
        return 0
    print(__doc__, file=sys.stderr)
    return 2


@contextmanager
def community(name: str) -> Iterator[Community]:
    """The archives of a name in a community that is gone afterwards."""
    place = Path(os.environ["PEERLIGHT_COMMUNITIES"])
    with tempfile.TemporaryDirectory() as folder:
        # sealed the same way each time, so that the same is drawn
        key_file(Path(folder) / "community").write_text("5a" * 32, encoding="ascii")
        made = Community.create(Path(folder) / "community")
        for archive in name.split("+"):
            made.import_(place / archive).apply()
        yield made


def drawn(
    suggestions: Sequence[Suggestion], shown: Collection[str]
) -> list[tuple[str, Suggestion]]:
    """At most a hundred that were not shown before, with their ids, the same each time.

    Several with the same names and reasons are one to judge.
    """
    new = {_id(each): each for each in reversed(suggestions) if _id(each) not in shown}
    listed = sorted(new.items(), key=_key)
    return random.Random(SEED).sample(listed, min(SIZE, len(listed)))


def show(name: str, sample: Sequence[tuple[str, Suggestion]]) -> None:
    """Print what a judge may know."""
    print(f"# {name}")
    for key, each in sample:
        but = f"; but {', '.join(each.against)}" if each.against else ""
        print(f"{key}\t{each.name}\t{each.other_name}\t{'; '.join(each.reasons)}{but}")


def figures(name: str, shown: Collection[str], judged: Mapping[str, str]) -> dict[str, Any]:
    """Counts of a name's sample, also by the word of the confidence; and what it took."""
    with community(name) as opened:
        started = time.perf_counter()
        found = opened.suggestions()
        seconds = time.perf_counter() - started
        reach = {"across": across(opened, found)} if "+" in name else {}
    sample = drawn(found, shown)
    return {
        "suggestions": len(found),
        "seconds": round(seconds, 1),
        "by_word": Counter(each.likely for each in found),
        "against": sum(bool(each.against) for each in found),
        **reach,
        "distinct": len({_id(each) for each in found}),
        "sample": len(sample),
        **_told(sample, judged),
        "judged_by_word": {
            word: _told([(key, each) for key, each in sample if each.likely == word], judged)
            for word in sorted({each.likely for _, each in sample})
        },
    }


def across(opened: Community, found: Sequence[Suggestion]) -> dict[str, int]:
    """Of the git log's members with a full name: who has a namesake elsewhere, who is suggested."""
    engine = open_engine()
    try:
        open_activity(Workspace.open(opened.folder), engine)
        accounts = engine.rows("SELECT * FROM accounts WHERE NOT is_bot")
    finally:
        engine.close()
    member = members(accounts)
    full = [each for each in known(accounts, member, ()) if each.read.full]
    elsewhere = {each.read for each in full if each.source != "git"}
    names = {each.read: each.member for each in full if each.source == "git"}
    joined: set[str] = set()
    for one, other in ((each.account_id, each.other_id) for each in found):
        if one.split(":")[0] != other.split(":")[0]:
            joined |= {member[one], member[other]}
    namesakes = {who for name, who in names.items() if name in elsewhere}
    return {
        "authors": len(set(names.values())),
        "with a namesake elsewhere": len(namesakes),
        "suggested across": len(joined & set(names.values())),
        "namesakes suggested": len(joined & namesakes),
    }


def _told(sample: Sequence[tuple[str, Suggestion]], judged: Mapping[str, str]) -> dict[str, Any]:
    counts = Counter(judged.get(key, "not judged") for key, _ in sample)
    told: dict[str, Any] = {judgement: counts[judgement] for judgement in JUDGEMENTS}
    clear = counts["right"] + counts["wrong"]
    told["not judged"] = counts["not judged"]
    told["precision"] = round(counts["right"] / clear, 3) if clear else None
    # whoever counts what is unclear as wrong
    told["at least"] = round(counts["right"] / len(sample), 3) if sample else None
    return told


def _lines(file: str) -> list[str]:
    return Path(file).read_text("utf-8").splitlines()


def _ids(file: str) -> frozenset[str]:
    return frozenset(line.split()[0] for line in _lines(file) if line.strip())


def _key(drawn: tuple[str, Suggestion]) -> str:
    return drawn[0]


def _id(each: Suggestion) -> str:
    told = json.dumps([sorted((each.name, each.other_name)), sorted(each.reasons)])
    return hashlib.sha256(told.encode()).hexdigest()[:12]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
