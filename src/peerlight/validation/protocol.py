"""The benchmark's frozen rules: where each community is cut, and what counts afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from peerlight.clock import DAY

TARGETS = ("recognised", "helps_newcomers", "turned_to")
"""What is foretold; each has an estimate of the same name."""

ANY = "any"
"""A shortlist's target: that one of the three comes true."""

SPAN = 180 * DAY
YEAR = 365 * DAY
LEAST_CANDIDATES = 30
"""With fewer candidates a cell says nothing and is left out."""
BEST_SHARE = 0.10
"""Positives are this share where the target is continuous; the loud are this share by posts."""
FIT_FROM = 3
"""Messages from which a member takes part in the fit of reach on volume."""
RECOGNISED_AFTER = 7 * DAY
"""Who is recognised within a week of the cut was as good as known at the cut."""
SETTLING = 90 * DAY
"""Whoever is first seen in an archive's first days may have been there before."""
STAYED_FROM, STAYED_TO = 7 * DAY, 60 * DAY
HELPED_WITHIN = 14 * DAY
SHORTEST_NEWCOMERS = 85 * DAY

SPEAKS_NEXT: Mapping[str, int] = {
    "zulip": 7 * DAY,
    "discourse": 7 * DAY,
    "discord": DAY // 144,
    "irc": DAY // 144,
    "gitter": DAY // 144,
    "telegram": DAY // 144,
}
"""Rooms without reply links, by platform: how long the next other speaker counts as replying.

Only labels and the reference's own baselines use it; no estimate of ours does.
"""


@dataclass(frozen=True)
class Protocol:
    """How one community is cut. Cuts are ISO dates, 00:00 UTC; ``tune`` names the earlier ones.

    ``least`` is the fewest posts of a candidate; ``reach`` and ``horizon`` are the windows in
    which reach and recognitions are looked for, in microseconds.
    """

    cuts: tuple[str, ...]
    targets: tuple[str, ...]
    tune: tuple[str, ...] = ()
    least: int = 10
    reach: int = SPAN
    horizon: int = 2 * YEAR


def _mail(*cuts: str, targets: tuple[str, ...]) -> Protocol:
    return Protocol(cuts, targets, tune=cuts[: len(cuts) // 2], least=5)


COMMUNITIES: Mapping[str, Protocol] = {
    "lean_zulip": Protocol(
        ("2020-07-01", "2021-07-01", "2022-11-01", "2023-09-15", "2024-07-15", "2025-03-01"),
        TARGETS,
        tune=("2020-07-01", "2021-07-01", "2022-11-01"),
    ),
    "pipermail_twisted": _mail(
        *("2005-10-15", "2007-06-01", "2009-01-01", "2010-09-01", "2012-06-01", "2015-06-01"),
        targets=TARGETS,
    ),
    "gitlog_k8s": Protocol(
        ("2021-11-01", "2022-10-15", "2023-10-15", "2024-10-15"),
        ("recognised",),
        tune=("2021-11-01", "2022-10-15"),
        least=3,
        horizon=YEAR,
    ),
    "mbox_r-package-devel": _mail(
        *("2018-01-01", "2020-01-01", "2022-01-01", "2024-01-01"),
        targets=("helps_newcomers", "turned_to"),
    ),
    "discourse_urho3d": Protocol(
        ("2015-06-01", "2016-09-01", "2018-01-01", "2019-06-01"),
        ("helps_newcomers", "turned_to"),
        tune=("2015-06-01", "2016-09-01"),
    ),
    "slack_julialang": Protocol(("2021-02-10",), ("turned_to",), reach=60 * DAY),
}
"""The communities of the benchmark by their names as archives."""
