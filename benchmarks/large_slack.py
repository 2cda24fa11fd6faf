"""A Slack export of about 100,000 messages as one zip: seconds from command to reasons.

    python -m benchmarks.large_slack

The export is invented. Prints one JSON document.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from benchmarks.whole_job import find

from peerlight.sources.synthetic import make_demo

MEMBERS = 3_600


def main() -> int:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_demo(folder / "export", seed=1, members=MEMBERS)
        messages = sum(
            file.read_text("utf-8").count('"ts":') for file in folder.glob("export/*/*.json")
        )
        export = Path(shutil.make_archive(str(folder / "large"), "zip", folder / "export"))
        seconds, peak = find(export)
    figures = {"messages": messages, "seconds": round(seconds, 1), "peak_mb": round(peak / 2**20)}
    print(json.dumps(figures, indent=2))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
