"""Every benchmark, one after the other, each result as numbers under ``benchmarks/results/``.

    python -m benchmarks.run [NAME…]      all of them, or those named

What needs real communities is left out, and said so, where PEERLIGHT_COMMUNITIES is unset.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
COMMUNITIES = (
    "lean_zulip",
    "slack_julialang",
    "slack_houstondatavis",
    "slack_olake",
    "discourse_urho3d",
    "discourse_delvingbitcoin",
    "zulip_ncar",
)
LARGE = ("lean_zulip", "discourse_urho3d", "slack_julialang")
INVENTED: dict[str, tuple[str, ...]] = {
    "starting": (),
    "large_slack": (),
    "signals": ("{folder}", "--memory", "10GB", "--spark"),
}
REAL: dict[str, tuple[str, ...]] = {
    "reading": LARGE,
    "readers": (),
    "whole_job": LARGE,
    "communities": COMMUNITIES,
}


def main(names: list[str]) -> int:
    """Run what is asked for; returns the exit code: 1 where any of it failed."""
    asked = names or [*INVENTED, *REAL]
    unknown = [name for name in asked if name not in INVENTED | REAL]
    if unknown:
        print(f"There is no benchmark {unknown[0]}. There are: {', '.join(INVENTED | REAL)}.")
        return 2
    if not os.environ.get("PEERLIGHT_COMMUNITIES"):
        left_out = [name for name in asked if name in REAL]
        asked = [name for name in asked if name not in REAL]
        if left_out:
            print(f"PEERLIGHT_COMMUNITIES is unset; left out: {', '.join(left_out)}")
    return max([_run(name) for name in asked], default=0)


def _run(name: str) -> int:
    with tempfile.TemporaryDirectory() as made:
        arguments = [a.format(folder=f"{made}/large") for a in (INVENTED | REAL)[name]]
        command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
        print(f"{name} …", file=sys.stderr, flush=True)
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        print(f"{name} failed with exit code {done.returncode}", file=sys.stderr)
        return 1
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(done.stdout, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
