"""The headers of a mail: who, when, about what, and which mails it answers."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from typing import NamedTuple

from peerlight.sources.encodings import decoded

_WANTED = re.compile(
    rb"^(from|date|subject|message-id|in-reply-to|references|content-type|precedence|list-id"
    rb"|list-post|content-transfer-encoding|auto-submitted|x-gmail-labels|x-mozilla-status)"
    rb"[ \t]*:[ \t]*(.*(?:\n[ \t].*)*)",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST, _NAME_AND_ADDRESS = 64 * 1024, 1_000
_ENCODED = re.compile(r"=\?([^?\s]{1,64})\?([bq])\?([^?]*)\?=", re.IGNORECASE)
_BETWEEN = re.compile(r"(\?=)\s+(?==\?)")
_ID = re.compile(r"<\s*([^<>\s][^<>]*)>")

OBSCURED = r" @end(?:\|ng \|rom|ing from) | m@ili@g off "
"""What stands for the @ of an address where an archive garbles its letters too."""
_OBSCURED = re.compile(OBSCURED)
_PARENTHESISED = re.compile(r"(?<=[^\s(])\(at?\)(?=[^\s)])")
_NAMED = re.compile(r"(.*?)<([^<>]*)>\s*", re.DOTALL)
_THEN_NAME = re.compile(r"([^()]*?(?:@| at )[^()]*?)\s*\((.*)\)\s*", re.DOTALL)
_THEN_ADDRESS = re.compile(r"([^()@]+?)\s*\((\S+(?:@| at )\S+)\)\s*")
_BARE = re.compile(rf"\S+(?: at |@|{OBSCURED})\S+")
_VIA = re.compile(r"\s+via\s+\S.*$")
_ADDRESS_IN_NAME = re.compile(r"@|\S at \S+\.\S")

_ANSWERS = re.compile(r"(?:re|aw|sv|antw|vs|odp|r)\s*(?:\[\d+\]|\(\d+\))?\s*:\s*", re.IGNORECASE)
_PASSED_ON = re.compile(r"(?:fwd?|wg|tr)\s*:\s*", re.IGNORECASE)
_TAG = re.compile(r"\[[^\]]*\]\s*")


class Sender(NamedTuple):
    """Who sent a mail. ``address`` is empty where there is none, and is never to be stored.

    ``true`` says whether the address is one as it is, and not what an archive made of it.
    """

    name: str
    address: str
    true: bool = True


class Subject(NamedTuple):
    """What a mail is about: as a title, as what answers share, and whether it says it answers."""

    title: str
    key: str
    answers: bool


def headers(head: bytes) -> dict[str, str]:
    """The headers that are of use, unfolded, by their names in small letters; the first wins."""
    found: dict[str, str] = {}
    for match in _WANTED.finditer(head):
        name = match[1].decode("ascii").lower()
        if name not in found:
            found[name] = " ".join(decoded(match[2][:_LONGEST]).split())
    return found


def readable(header: str) -> str:
    """A header with its encoded words told; what cannot be decoded stays as it is."""
    if "=?" not in header:
        return header
    return "".join(_readable(_BETWEEN.sub(r"\1", header)))


def _readable(header: str) -> Iterator[str]:
    pieces = _ENCODED.split(header)
    yield pieces[0]
    words = list(zip(pieces[1::4], pieces[2::4], pieces[3::4], pieces[4::4], strict=True))
    at = 0
    while at < len(words):
        end = at
        # a letter of several bytes may be cut by the end of a word
        while not words[end][3] and end + 1 < len(words) and _alike(words[end], words[end + 1]):
            end += 1
        yield as_text(b"".join(_unpacked(*word[1:3]) for word in words[at : end + 1]), words[at][0])
        yield words[end][3]
        at = end + 1


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return one[0].lower() == other[0].lower()


def _unpacked(how: str, packed: str) -> bytes:
    raw = packed.encode("utf-8", "replace")
    if how in "qQ":
        return quopri.decodestring(raw, header=True)
    return unpack_base64(raw)


def unpack_base64(raw: bytes) -> bytes:
    """What base64 holds, as far as it is whole."""
    digits = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    whole = digits[: len(digits) - 1] if len(digits) % 4 == 1 else digits
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def as_text(data: bytes, charset: str) -> str:
    """Bytes in a charset that a mail declares, which may be unknown or not the true one."""
    try:
        return data.decode(charset.partition("*")[0].strip("\"' "))
    except (LookupError, ValueError, UnicodeError):
        return decoded(data)


def sender_of(header: str) -> Sender:
    """Who stands in a ``From`` header, in any form that archives give it."""
    header = _PARENTHESISED.sub("@", header[:_NAME_AND_ADDRESS])
    if found := _NAMED.fullmatch(header):
        name, address = found[1], found[2]
    elif found := _THEN_NAME.fullmatch(header):
        address, name = found[1], found[2]
    elif found := _THEN_ADDRESS.fullmatch(header):
        name, address = found[1], found[2]
    elif _BARE.fullmatch(header):
        name, address = "", header
    else:
        name, address = header, ""
    plain = address.replace(" at ", "@").strip().lower()
    true = plain.count("@") == 1 and " " not in plain
    return Sender(_name(name), plain if true else _OBSCURED.sub("@", plain), true)


def _name(written: str) -> str:
    name = readable(written).replace('\\"', '"').strip()
    name = _VIA.sub("", name.strip("\"' "))
    name = " ".join(name.replace("\0", "").split())
    return "" if _ADDRESS_IN_NAME.search(name) else name


def own_id(header: str) -> str:
    """The Message-ID; empty where there is none."""
    found = _ID.search(header)
    return (found[1] if found else header).strip()


def answered_ids(found: dict[str, str]) -> list[str]:
    """The Message-IDs that a mail answers, the nearest first and each once."""
    said = found.get("in-reply-to", "")
    first = _ID.findall(said) or ([said] if said and " " not in said and "@" in said else [])
    before = reversed(_ID.findall(found.get("references", "")))
    return list(dict.fromkeys(each.strip() for each in (*first, *before)))


def subject_of(header: str) -> Subject:
    """A subject without the list's tag and what mail programs put before it."""
    rest, answers, tags = " ".join(readable(header).split())[:_NAME_AND_ADDRESS], False, 0
    title = rest
    while True:
        if found := _ANSWERS.match(rest):
            answers = True
        elif not (found := _PASSED_ON.match(rest) or _TAG.match(rest)):
            break
        tags += found.re is _TAG
        rest = rest[found.end() :]
        # the first tag is the list's, a second one the writer's
        title = rest if tags < 2 else title
    return Subject(title or rest, rest.casefold(), answers)


def is_automatic(found: dict[str, str]) -> bool:
    """Whether the headers declare that a program wrote this of itself."""
    said = found.get("auto-submitted", "no").partition(";")[0].strip().lower()
    machine = re.match(r"(?:no-?reply|do-?not-?reply|mailer-daemon)\b", sender_local(found))
    bulk = found.get("precedence", "").lower()
    return said not in ("no", "") or bulk == "auto_reply" or (bulk == "bulk" and bool(machine))


def sender_local(found: dict[str, str]) -> str:
    """What stands before the @ of the sender's address."""
    return sender_of(found.get("from", "")).address.partition("@")[0]


def is_private(found: dict[str, str]) -> bool:
    """Whether a mail lies in somebody's own mailbox and came over no list."""
    personal = "x-gmail-labels" in found or "x-mozilla-status" in found
    return personal and not ("list-id" in found or "list-post" in found)


def list_of(found: dict[str, str]) -> str:
    """The short name of the list that a mail names; empty where it names none."""
    said = _ID.search(found.get("list-id", ""))
    return re.split(r"[.@]", said[1], maxsplit=1)[0].strip().lower() if said else ""
