"""What the whole job costs, from files to shortlist, beside a bare pass over the same files.

    python -m benchmarks.whole_job NAME…      communities in the folder PEERLIGHT_COMMUNITIES

Each job is a process of its own, so that its peak memory (with the processes it starts, summed) is
its own. For the first name the job also runs on an eighth, a quarter and a half of the files, for
the exponent by which the seconds grow. Prints one JSON document.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.reading import bare_pass

SHARES = (8, 4, 2)
PAUSE = 0.2


def main(names: list[str]) -> int:
    """Print the figures; returns the exit code."""
    place = os.environ.get("PEERLIGHT_COMMUNITIES")
    if not place or not names:
        print(__doc__, file=sys.stderr)
        return 2
    figures: dict[str, Any] = {name: measure(Path(place) / name) for name in names}
    whole = figures[names[0]]
    whole["growth"] = growth(Path(place) / names[0], whole["find_s"])
    print(json.dumps(figures, indent=2))
    return 0


def measure(source: Path) -> dict[str, Any]:
    """Seconds and peak memory of the whole job, and its ratio to the bare pass."""
    files = sorted(source.rglob("*.json"))
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        bare_pass(files, Path(folder))
    bare = time.perf_counter() - started
    seconds, peak = find(source)
    return {
        "megabytes": round(sum(f.stat().st_size for f in files) / 1e6),
        "bare_s": round(bare, 1),
        "find_s": round(seconds, 1),
        "ratio": round(seconds / bare, 2),
        "peak_mb": round(peak / 2**20),
    }


def find(source: Path) -> tuple[float, int]:
    """Run ``peerlight find`` once: seconds of the clock, and peak bytes of all its processes."""
    code = "from peerlight.cli.main import main; main()"
    command = [sys.executable, "-c", code, "find", str(source), "--format", "json"]
    started = time.perf_counter()
    with tempfile.TemporaryFile() as out, subprocess.Popen(command, stdout=out) as job:
        peak = [0]
        watch = threading.Thread(target=_watch, args=(job, peak))
        watch.start()
        code_given = job.wait()
        watch.join()
    if code_given:
        raise SystemExit(f"peerlight find failed on {source.name}")
    return time.perf_counter() - started, peak[0]


def growth(source: Path, whole: float) -> dict[str, float]:
    """Seconds on a share of the files, and the exponent of a power law through them."""
    files = sorted(source.rglob("*.json"))
    seconds = {1.0: whole}
    for share in SHARES:
        with tempfile.TemporaryDirectory() as folder:
            for file in files[::share]:
                link = Path(folder) / file.relative_to(source)
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to(file)
            seconds[1 / share] = find(Path(folder))[0]
    return {
        **{f"find_s at {share:g}": round(s, 1) for share, s in sorted(seconds.items())},
        "exponent": round(_slope(seconds), 2),
    }


def _slope(seconds: dict[float, float]) -> float:
    x, y = [math.log(s) for s in seconds], [math.log(t) for t in seconds.values()]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    over = sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True))
    return over / sum((a - mx) ** 2 for a in x)


def _watch(job: subprocess.Popen[bytes], peak: list[int]) -> None:
    while job.poll() is None:
        peak[0] = max(peak[0], sum(map(_resident, _family(job.pid))))
        time.sleep(PAUSE)


def _family(root: int) -> list[int]:
    """The process and all that descend from it (Linux)."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        parents.setdefault(int(text.rsplit(")", 1)[1].split()[1]), []).append(int(text.split()[0]))
    found = [root]
    for process in found:
        found += parents.get(process, [])
    return found


def _resident(process: int) -> int:
    """Bytes that are its own; what it shares with others counts by its share."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
