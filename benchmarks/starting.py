"""Seconds until ``import peerlight`` and ``peerlight --help`` are done, beside bare Python.

    python -m benchmarks.starting

The least of several runs counts. Prints one JSON document.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

ROUNDS = 7
CODES = {
    "bare python": "pass",
    "import peerlight": "import peerlight",
    "peerlight --help": "import sys; sys.argv = ['peerlight', '--help'];"
    "from peerlight.cli.main import main; main()",
}


def main() -> int:
    """Print the figures."""
    print(json.dumps({what: round(_least(code), 3) for what, code in CODES.items()}, indent=2))
    return 0


def _least(code: str) -> float:
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - started)
    return min(seconds)


if __name__ == "__main__":
    raise SystemExit(main())
