"""Where a person stands in the activity tables."""

from __future__ import annotations

OWN = {
    "accounts": "account_id",
    "messages": "account_id",
    "reactions": "account_id",
    "mentions": "account_id",
    "memberships": "account_id",
    "appointments": "account_id",
    "gatherings": "host_id",
    "attendance": "account_id",
}
"""By table, the column that says whose row it is."""

POINTING = {"accounts": "same_as", "threads": "started_by", "memberships": "by_account_id"}
"""By table, the column of somebody else's row that may point to a person."""

BY_MESSAGE = ("reactions", "mentions", "links", "marks")
"""The tables whose rows go with a message."""
