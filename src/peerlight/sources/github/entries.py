"""Issues, pull requests, comments and reviews out of the JSON that GitHub and its tools give.

Three shapes: one object with ``issues`` and ``pulls`` that hold their comments, as the IETF's
archiver writes; lists of such items, as the ``gh`` tool gives; and the lists of the web API, in
which comments and reviews stand by themselves and name their item by its address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from peerlight.sources.audit import Audit
from peerlight.sources.encodings import decoded
from peerlight.sources.packing import Tree

ITEM, COMMENT, REVIEW, REMARK = "item", "comment", "review", "remark"

Json = dict[str, Any]

_PLACE = re.compile(
    r"https?://[^/\s]+/(?:api/v3/)?(?:repos/)?([^/\s]+/[^/\s]+)/(?:issues|pulls?)/(\d{1,12})\b"
)
_ADDRESSES = ("html_url", "url", "issue_url", "pull_request_url")
_HEAD = 2**18
_SIGNS = tuple(
    re.compile(sign)
    for sign in (
        rb'"(?:html_|issue_|pull_request_)?url"\s*:\s*"https?://[^"\s]+/(?:issues|pulls?)/\d+',
        rb'"(?:user|author)"\s*:',
        rb'"(?:created|submitted)(?:At|_at)"\s*:',
        rb'"(?:number|issue_url|pull_request_url)"\s*:',
        rb'"body"\s*:',
    )
)
_PRIVATE = re.compile(rb'"full_name"\s*:\s*"([^"]{3,140})"\s*,\s*"private"\s*:\s*true')


class Entry(NamedTuple):
    """One thing that somebody wrote, and the item it belongs to.

    ``within`` is the review that a remark is part of, for a remark may name no author itself.
    """

    kind: str
    repository: str
    number: int
    data: Json
    within: Json | None = None


def looks_like_github(head: bytes) -> bool:
    """Whether the first bytes of a file show issues, pull requests or what was said of them."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return start in (b"[", b"{") and all(sign.search(head) for sign in _SIGNS)


def head_of(tree: Tree, name: str) -> bytes:
    """The first bytes of a file, in UTF-8; none where it cannot be read."""
    try:
        with tree.open(name) as file:
            return decoded(file.read(_HEAD)).encode()
    except OSError:
        return b""


def private_repositories(head: bytes) -> set[str]:
    """The repositories of which a file's first bytes say that they are private."""
    return {found.decode("utf-8", "replace") for found in _PRIVATE.findall(head)}


def load(tree: Tree, name: str, audit: Audit) -> list[object]:
    """What a file holds: one value, or several in a row as paging tools write them."""
    try:
        data = tree.read(name)
    except OSError as error:
        audit.skip(name, str(error))
        return []
    try:
        return [orjson.loads(data)]
    except orjson.JSONDecodeError:
        return _in_a_row(decoded(data), name, audit)


def entries(content: object) -> Iterator[Entry | None]:
    """All entries in a file's content; None for each record that is none."""
    if isinstance(content, list):
        for record in content:
            yield from entries(record)
    elif not isinstance(content, dict):
        yield None
    elif isinstance(content.get("issues"), list) or isinstance(content.get("pulls"), list):
        repository = content.get("repo")
        for record in [*_list(content.get("issues")), *_list(content.get("pulls"))]:
            yield from _item(record, repository if isinstance(repository, str) else None)
    elif "title" in content:
        yield from _item(content, None)
    else:
        yield _alone(content)


def _item(record: object, repository: str | None) -> Iterator[Entry | None]:
    """An issue or pull request, and all that stands in it."""
    if not isinstance(record, dict):
        yield None
        return
    place = _place(record)
    number = record.get("number")
    number = number if isinstance(number, int) and not isinstance(number, bool) else None
    if place:
        repository, number = repository or place[0], number or place[1]
    if repository is None or number is None:
        yield None
        return
    yield Entry(ITEM, repository, number, record)
    for comment in _list(record.get("comments")):
        yield _within(COMMENT, repository, number, comment)
    for review in _list(record.get("reviews")):
        yield _within(REVIEW, repository, number, review)
        if isinstance(review, dict):
            for remark in _list(review.get("comments")):
                yield _within(REMARK, repository, number, remark, review)


def _within(
    kind: str, repository: str, number: int, record: object, review: Json | None = None
) -> Entry | None:
    return Entry(kind, repository, number, record, review) if isinstance(record, dict) else None


def _alone(record: Json) -> Entry | None:
    """A comment, review or remark by itself; its addresses tell what it is about."""
    place = _place(record)
    if place is None:
        return None
    page = str(record.get("html_url"))
    if "#pullrequestreview-" in page or "submitted_at" in record:
        kind = REVIEW
    elif "#discussion_r" in page or "diff_hunk" in record:
        kind = REMARK
    elif "issue_url" in record or "#issuecomment-" in page:
        kind = COMMENT
    else:
        return None
    return Entry(kind, *place, record)


def _place(record: Json) -> tuple[str, int] | None:
    """Repository and number by the first address that names them."""
    for key in _ADDRESSES:
        if found := _PLACE.match(str(record.get(key))):
            return found[1], int(found[2])
    return None


def _list(value: object) -> list[object]:
    """A list, also where it is wrapped as the query API does; empty for anything else."""
    if isinstance(value, dict):
        value = value.get("nodes")
    return value if isinstance(value, list) else []


def _in_a_row(text: str, name: str, audit: Audit) -> list[object]:
    found: list[object] = []
    decoder = json.JSONDecoder()
    place = 0
    text = text.strip().removeprefix("\ufeff")
    while place < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
        except (json.JSONDecodeError, RecursionError) as error:
            audit.skip(name, f"not valid JSON ({error})")
            break
        found.append(value)
        while place < len(text) and text[place] in " \t\r\n":
            place += 1
    return found
