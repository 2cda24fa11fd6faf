"""The user lists: accounts, offices, and who is a bot. Of e-mail addresses only seals are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from peerlight.sources.audit import Audit
from peerlight.sources.contract import Wish
from peerlight.sources.json_files import load_json
from peerlight.sources.packing import Tree
from peerlight.store.tables import Account, Appointment

SLACKBOT = "USLACKBOT"
NAMED_AT_MOST = 3


@dataclass
class People:
    """Who is in the user lists, by Slack's id."""

    accounts: list[Account] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    bots: set[str] = field(default_factory=set)


def read_people(tree: Tree, files: Iterable[str], source: str, audit: Audit, wish: Wish) -> People:
    """Read user lists (or files of one user each), older ones first: the newest entry counts."""
    # no export lists it, though it is in every workspace
    users: dict[str, dict[str, Any]] = {SLACKBOT: {"name": "slackbot", "real_name": "Slackbot"}}
    for file in files:
        content = load_json(tree, file, audit)
        records = content if isinstance(content, list) else [content]
        found = {r["id"]: r for r in records if isinstance(r, dict) and _text(r, "id")}
        if content is not None and not found and content != []:
            audit.skip(file, "holds no users")
        users |= found
    people = People()
    for identifier, user in sorted(users.items()):
        _take(people, identifier, user, source, wish)
    _note_namesakes(people, audit)
    return people


def _take(people: People, identifier: str, user: dict[str, Any], source: str, wish: Wish) -> None:
    profile = user["profile"] if isinstance(user.get("profile"), dict) else {}
    name = (
        _text(profile, "display_name")
        or _text(user, "real_name")
        or _text(profile, "real_name")
        or _text(user, "name")
    )
    bot = bool(user.get("is_bot") or user.get("is_workflow_bot"))
    bot = bot or identifier == SLACKBOT or identifier.startswith("B")
    address = None if bot else _text(profile, "email")
    account = Account(
        account_id=f"{source}:{identifier}",
        source=source,
        handle=_text(user, "name"),
        name=name,
        is_bot=bot,
        tz=_text(user, "tz"),
        language=(_text(user, "locale") or "").partition("-")[0] or None,
        email_hash=wish.seal(address) if address and "@" in address else None,
    )
    people.accounts.append(account)
    if name:
        people.names[identifier] = name
    if bot:
        people.bots.add(identifier)
    if user.get("is_admin"):
        people.appointments.append(Appointment(account.account_id, "admin"))
    if user.get("is_owner") or user.get("is_primary_owner"):
        people.appointments.append(Appointment(account.account_id, "owner"))


def _note_namesakes(people: People, audit: Audit) -> None:
    by_name: dict[str, int] = defaultdict(int)
    for account in people.accounts:
        if account.name and not account.is_bot:
            by_name[account.name] += 1
    shared = {name: n for name, n in by_name.items() if n > 1}
    for name, n in sorted(shared.items())[:NAMED_AT_MOST]:
        audit.notes.append(f"{n} people share the name {name!r}; they are kept apart by their ids.")
    if len(shared) > NAMED_AT_MOST:
        audit.notes.append(
            f"{len(shared) - NAMED_AT_MOST} more names are shared by several people."
        )


def _text(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    return value.strip() or None if isinstance(value, str) else None
