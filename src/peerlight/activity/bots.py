"""Bots and system accounts: declared, known by name, or betrayed by how they write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from peerlight.activity.identity import Decided
from peerlight.store.engines import Engine

if TYPE_CHECKING:
    import pyarrow as pa

ENOUGH = 50
"""Messages from which behaviour alone may call an account a bot."""

FEW = 0.1
"""Openings per message below which behaviour alone calls it a template; with a bot's name, 0.5."""

ON_BEAT = 0.5
"""Share of messages at one second of the hour that only a clock reaches (chance: 1 in 3,600)."""

BY_DECISION = "called a bot by a human here"
"""The reason of a bot that was not recognised as one."""

_CLOCK_MESSAGES, _CLOCK_ACCOUNTS, _CLOCK_SHARE = 20, 5, 0.2
_NAMED_ENOUGH = 5
_NAMED_FEW = 0.5
_ADDRESSED = 0.01  # distinct people per message: a bot's name is called now and then

_KNOWN = frozenset(
    (
        "carl-bot",
        "dependabot",
        "discobot",
        "dyno",
        "email-gateway",
        "github",
        "github-actions",
        "gitlab",
        "hubot",
        "ifttt",
        "jenkins",
        "mee6",
        "notification-bot",
        "reminder-bot",
        "renovate",
        "slackbot",
        "travis-ci",
        "welcome-bot",
        "zapier",
        "zulip-notification-bot",
    )
)
# a whole word or a suffix, never a part: Abbot, Talbot and Botond are people
_NAMED = re.compile(r"\bbots?\b|(?:^|_)bot(?:_|$)|[-_ ](?:ci|feed|webhook)$", re.IGNORECASE)
_CAMEL = re.compile(r"[a-z\d]Bot$")
_TAGGED = re.compile(r"\[bot\]$", re.IGNORECASE)


def account_activity(engine: Engine) -> pa.Table:
    """What every account's writing would show of a machine; see ``bot_activity.sql``.

    Needs the activity tables and ``period`` on the engine. Linear in messages and mentions.

    Returns:
        ``account_id, messages, texts, openings, on_beat, addressed_by`` (counts), by account.
    """
    query = files("peerlight.activity") / "bot_activity.sql"
    return engine.rows(query.read_text("utf-8"))


def recognise_bots(accounts: pa.Table, activity: pa.Table) -> pa.Table:
    """Which accounts are bots, and why.

    Conservative: a name that only looks like a bot's needs behaviour that agrees, and behaviour
    alone needs fifty messages of the same few texts, or of the same second of the hour, from
    somebody whom at most one person per hundred messages ever addressed. Bias: a person
    who only passes on a feed by hand is taken for the feed.

    Args:
        accounts: the activity table ``accounts`` (``account_id, handle, name, is_bot``).
        activity: from :func:`account_activity`.

    Returns:
        ``account_id, reason`` (words for the page), one row per bot, sorted by account.
    """
    import pyarrow as pa

    figures = {row["account_id"]: row for row in activity.to_pylist()}
    if not _fine_clock(figures.values()):
        figures = {account: {**row, "on_beat": 0} for account, row in figures.items()}
    columns = accounts.select(["account_id", "handle", "name", "is_bot"]).to_pylist()
    named = {row["account_id"]: row for row in columns}
    reasons = {
        account: reason
        for account in sorted(named.keys() | figures.keys())
        if (reason := _reason(named.get(account, {}), figures.get(account)))
    }
    return pa.table(
        {
            "account_id": pa.array(list(reasons), pa.string()),
            "reason": pa.array(list(reasons.values()), pa.string()),
        }
    )


def overrule(bots: pa.Table, decided: Decided) -> pa.Table:
    """The bots, less those accounts that a human called human, with those that one called a bot."""
    import pyarrow as pa

    reasons = dict(zip(bots["account_id"].to_pylist(), bots["reason"].to_pylist(), strict=True))
    reasons |= dict.fromkeys(decided.bots, BY_DECISION)
    kept = sorted(reasons.keys() - decided.humans)
    return pa.table(
        {
            "account_id": pa.array(kept, pa.string()),
            "reason": pa.array([reasons[account] for account in kept], pa.string()),
        }
    )


def _fine_clock(figures: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a beat tells anything: where only days are recorded, everybody keeps one."""
    regular = [_on_beat(row) for row in figures if row["messages"] >= _CLOCK_MESSAGES]
    return len(regular) >= _CLOCK_ACCOUNTS and sum(regular) <= _CLOCK_SHARE * len(regular)


def _reason(account: Mapping[str, Any], figures: Mapping[str, Any] | None) -> str | None:
    names = [name for name in (account.get("handle"), account.get("name")) if name]
    if account.get("is_bot"):
        return "declared as a bot by the source"
    if any(_TAGGED.search(name) for name in names):
        return "says in its name that it is a bot"
    if names and all(_known(name) for name in names):
        return "has the name of a well-known bot"
    if figures is None:
        return None
    if any(_looks_named(name) for name in names) and _agrees(figures):
        return f"is named like a bot and {_pattern(figures)}"
    if _betrayed(figures):
        return f"{_pattern(figures)}, and {_unaddressed(figures)}"
    return None


def _known(name: str) -> bool:
    return re.sub(r"[\s_]+", "-", name.strip().lower()) in _KNOWN


def _looks_named(name: str) -> bool:
    return bool(_NAMED.search(name) or _CAMEL.search(name))


def _agrees(figures: Mapping[str, Any]) -> bool:
    return figures["messages"] >= _NAMED_ENOUGH and (
        _templated(figures, _NAMED_FEW) or _on_beat(figures)
    )


def _betrayed(figures: Mapping[str, Any]) -> bool:
    if figures["messages"] < ENOUGH or figures["addressed_by"] > _ADDRESSED * figures["messages"]:
        return False
    return (figures["texts"] >= ENOUGH and _templated(figures, FEW)) or _on_beat(figures)


def _templated(figures: Mapping[str, Any], few: float) -> bool:
    return bool(figures["texts"] > 0 and figures["openings"] <= few * figures["texts"])


def _on_beat(figures: Mapping[str, Any]) -> bool:
    return bool(figures["on_beat"] >= ON_BEAT * figures["messages"])


def _pattern(figures: Mapping[str, Any]) -> str:
    if _templated(figures, _NAMED_FEW):
        ways = "one way" if figures["openings"] == 1 else f"{figures['openings']:,} ways"
        return f"opens {figures['texts']:,} messages in only {ways}"
    return f"wrote {figures['on_beat']:,} of {figures['messages']:,} messages on the same second"


def _unaddressed(figures: Mapping[str, Any]) -> str:
    return f"{'hardly anybody' if figures['addressed_by'] else 'nobody'} ever addressed it"
