"""Slack's timestamps, which are ids too: exact microseconds, never through a float."""

from __future__ import annotations

from peerlight.sources.json_files import LATEST

_END = LATEST * 1_000_000


def microseconds(ts: object) -> int | None:
    """``"1610039502.002300"`` as microseconds since 1970, or None where it cannot be a time.

    Not a time is what is no number, zero, negative, or later than the year 2099.
    """
    if isinstance(ts, str) and ts[10:11] == "." and len(ts) == 17:
        # nearly all are written like this, and there are two or three in every message
        digits = ts[:10] + ts[11:]
    elif isinstance(ts, str | int | float) and not isinstance(ts, bool):
        whole, _, fraction = str(ts).partition(".")
        digits = whole + (fraction + "000000")[:6]
    else:
        return None
    if not (digits.isascii() and digits.isdigit()):
        return None
    # a number of many digits would be slow to convert, and is no time
    at = int(digits) if len(digits) < 20 else _END
    return at if 0 < at < _END else None
