"""The JSON document: its keys are documented, its bytes are stable."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.report.findings import HOSTILE, findings, nothing, thank_you

from peerlight.report.document import document, dumps, dumps_card
from peerlight.values import Estimate

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
FREE = {"audit[].dropped", "provenance", "shortlist[].estimates"}


def paths(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            below = "*" if path in FREE else key
            inside = f"{path}.{below}" if path else below
            yield inside
            if path != "provenance":
                yield from paths(inner, inside)
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{path}[]")


def test_every_key_is_documented_and_every_documented_key_occurs() -> None:
    documented = re.findall(r"^\| `([^`]+)`", REFERENCE.read_text("utf-8"), re.MULTILINE)
    assert len(documented) == len(set(documented))
    assert set(paths(document(findings()))) == set(documented)


def test_the_same_findings_give_the_same_bytes() -> None:
    assert dumps(findings()).encode() == dumps(findings()).encode()


def test_the_order_in_which_reasons_were_counted_changes_no_byte() -> None:
    whole = findings()
    source = whole.audit[0]
    turned = replace(source, dropped=dict(reversed(list(source.dropped.items()))))
    assert dumps(replace(whole, audit=(turned, *whole.audit[1:]))) == dumps(whole)


def test_text_survives_the_journey_and_cannot_command_a_terminal() -> None:
    text = dumps(findings())
    assert json.loads(text)["shortlist"][4]["name"] == HOSTILE
    assert json.loads(text) == document(findings())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_a_lone_surrogate_breaks_nothing() -> None:
    text = dumps(replace(findings(), community="a\ud800"))
    assert text.encode("utf-8")
    assert json.loads(text)["community"] == "a\ud800"


def test_counts_equal_the_rows_behind_them() -> None:
    for card, shown in zip(findings().shortlist, document(findings())["shortlist"], strict=True):
        assert len(shown["evidence"]) == sum(len(r.evidence) for r in card.reasons)


def test_times_are_iso_8601_in_utc() -> None:
    totals = document(findings())["totals"]
    assert (totals["first"], totals["last"]) == ("2024-03-03T00:00:00Z", "2025-05-31T00:00:00Z")


def test_what_is_not_known_is_null() -> None:
    assert document(nothing())["totals"]["first"] is None
    thanked = document(thank_you())["shortlist"][0]
    assert (thanked["estimate"], thanked["tier"], thanked["drawn_by"]) == (None, None, None)


def test_a_share_needs_a_following() -> None:
    shares = [card["engaged_share"] for card in document(findings())["shortlist"]]
    assert shares[0] == 0.6087
    assert shares[5] is None


def test_only_web_addresses_become_links() -> None:
    urls = {e["url"] for card in document(findings())["shortlist"] for e in card["evidence"]}
    assert None in urls
    assert all(url is None or url.startswith("https://forge.example/") for url in urls)


def test_no_number_is_not_a_number() -> None:
    card = replace(findings().shortlist[0], estimate=Estimate(float("nan"), 0, 1))
    with pytest.raises(ValueError, match="Out of range"):
        dumps_card(card)


def test_one_person_has_the_keys_of_the_shortlist() -> None:
    card = findings().shortlist[0]
    assert json.loads(dumps_card(card)) == document(findings())["shortlist"][0]
