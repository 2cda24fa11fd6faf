"""The words of ActivityStreams 2.0, and values that may be one thing, a list, or an id alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from peerlight.sources.contract import Wish
from peerlight.sources.iso_times import iso_time
from peerlight.sources.words import kept_id, known_name

Json = dict[str, Any]

NOTES = frozenset(
    {"Note", "Article", "Page", "Question", "Document", "Image", "Video", "Audio", "ChatMessage"}
)
ACTORS = frozenset({"Person", "Service", "Application", "Group", "Organization"})
MACHINES = frozenset({"Service", "Application"})
COLLECTIONS = frozenset(
    {"Collection", "OrderedCollection", "CollectionPage", "OrderedCollectionPage"}
)
REACTIONS = {"Like": "like", "Dislike": "dislike", "Announce": "share", "EmojiReact": "like"}

_PUBLIC = frozenset(
    {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public", "_:Public"}
)
_ADDRESSED = ("to", "cc", "bto", "bcc", "audience")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")


def each(value: object) -> list[Any]:
    """The values of a property: none, one or many."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def kind_of(thing: object) -> str:
    """The type of an object or activity, without its prefix; empty where it has none."""
    if not isinstance(thing, dict):
        return ""
    named = thing.get("type", thing.get("@type"))
    if not isinstance(named, str):
        named = next((kind for kind in each(named) if isinstance(kind, str)), "")
    return named.removeprefix("as:").rpartition("#")[2]


def id_of(value: object) -> str | None:
    """The id of a thing that stands there whole, by its id, or as the first of a list."""
    if isinstance(value, str) or value is None:
        return kept_id(value)
    for thing in each(value):
        if isinstance(thing, dict):
            thing = thing.get("id") or thing.get("@id") or thing.get("href")  # noqa: PLW2901
        if found := kept_id(thing):
            return found
    return None


def native_id(identifier: str, wish: Wish) -> str:
    """An actor's id with e-mail addresses in it sealed; many servers use none."""
    bare = identifier.removeprefix("mailto:").removeprefix("acct:")
    return _ADDRESS.sub(lambda found: wish.seal(found[0]), bare)


def address_of(identifier: str) -> str | None:
    """The e-mail address that an id is; None where it is none."""
    return identifier.removeprefix("mailto:") if identifier.startswith("mailto:") else None


def name_of(thing: object) -> str | None:
    """What a thing is called, in the first language in which it is."""
    if not isinstance(thing, dict):
        return None
    named = thing.get("name")
    in_languages = thing.get("nameMap")
    if named is None and isinstance(in_languages, dict):
        named = next(iter(in_languages.values()), None)
    return known_name(named)


def is_public(*things: object) -> bool:
    """Whether everybody may read what these are: by its addressees, or because it has none."""
    addressees = [who for thing in things if isinstance(thing, dict) for who in _all_of(thing)]
    return not addressees or any(id_of(who) in _PUBLIC for who in addressees)


def _all_of(thing: Json) -> Iterator[object]:
    for field in _ADDRESSED[:4]:
        yield from each(thing.get(field))


def names_everybody(identifier: str) -> bool:
    """Whether an id stands for the public, or for whoever follows somebody."""
    return identifier in _PUBLIC or identifier.rstrip("/").endswith("/followers")


def items_of(collection: Json) -> list[Any]:
    """What a collection holds, and the first page that stands in it."""
    held = [*each(collection.get("orderedItems")), *each(collection.get("items"))]
    first = collection.get("first")
    return held + (items_of(first) if isinstance(first, dict) and first is not collection else [])


def micros(*values: object) -> int | None:
    """The first of these times that is given, in microseconds; None where it is none."""
    return iso_time(next((v for v in values if v is not None), None))
