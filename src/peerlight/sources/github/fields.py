"""What the fields of GitHub's records say, by either of the names that its two APIs give them."""

from __future__ import annotations

from collections import Counter

from peerlight.sources.github.entries import Json
from peerlight.sources.iso_times import iso_time
from peerlight.sources.json_files import text, whole
from peerlight.sources.words import web_link

_BELIEVABLE = 2**33
_REACTIONS = {
    "+1": "+1",
    "-1": "-1",
    "laugh": "laugh",
    "hooray": "hooray",
    "confused": "confused",
    "heart": "heart",
    "rocket": "rocket",
    "eyes": "eyes",
    "THUMBS_UP": "+1",
    "THUMBS_DOWN": "-1",
}


def user_of(data: Json) -> Json | None:
    """Who wrote a record, where more is told than a login."""
    user = data.get("user", data.get("author"))
    return user if isinstance(user, dict) else None


def login_of(data: Json) -> str | None:
    """Who wrote a record, as a login or within a user; None if nobody is named."""
    user = data.get("user", data.get("author"))
    login = text(user.get("login") if isinstance(user, dict) else user)
    return login.replace("\0", "").strip() or None if login and "@" not in login else None


def posted_time(data: Json) -> int | None:
    """When a record was written."""
    for key in ("createdAt", "created_at", "submitted_at", "submittedAt"):
        if key in data and (at := iso_time(data[key])):
            return at
    return None


def edit_time(data: Json) -> int | None:
    """When a record's text was last changed, where it says; any news about an item changes it."""
    if "lastEditedAt" in data:
        return iso_time(data["lastEditedAt"])
    changed = data.get("updated_at", data.get("updatedAt"))
    if "title" in data or changed == data.get("created_at", data.get("createdAt")):
        return None
    return iso_time(changed)


def page_of(data: Json) -> str | None:
    """The address of a record's page, which the web API tells apart from its own."""
    for url in (data.get("html_url"), data.get("url")):
        if isinstance(url, str) and "/repos/" not in url:
            return next((kept for kept, _ in web_link(url)), None)
    return None


def is_pull(data: Json) -> bool:
    """Whether an item is a pull request."""
    return any(k in data for k in ("pull_request", "base", "baseRefName", "mergedAt", "merged_at"))


def reactions_of(data: Json) -> dict[str, int]:
    """How many reactions there are of each kind, in either of GitHub's ways to say so."""
    if "reactions" not in data and "reactionGroups" not in data:
        return {}
    counts: Counter[str] = Counter()
    summary = data.get("reactions")
    if isinstance(summary, dict):
        for said, kind in _REACTIONS.items():
            counts[kind] += whole(summary.get(said)) or 0
    groups = data.get("reactionGroups")
    for group in groups if isinstance(groups, list) else ():
        users = group.get("users") if isinstance(group, dict) else None
        if isinstance(users, dict) and (content := text(group.get("content"))):
            counts[_REACTIONS.get(content, content.lower())] += whole(users.get("totalCount")) or 0
    return {kind: n for kind, n in counts.items() if 0 < n < _BELIEVABLE}
