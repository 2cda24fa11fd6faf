"""A member's own page in a real browser: quiet, needing no network, and it can be answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.test_report import Visit, browser
from tests.report.own import own

from peerlight.report.own_page import own_page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

__all__ = ["browser"]


@pytest.fixture(params=[(360, "light"), (1100, "dark")])
def visit(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    file = tmp_path / "own.html"
    file.write_text(own_page(own()), encoding="utf-8", newline="\n")
    made = Visit(browser, file, *request.param)
    yield made
    made.page.close()


def test_it_asks_for_nothing_says_nothing_and_fits(visit: Visit) -> None:
    folded = visit.page.locator("details")
    for at in range(folded.count()):
        folded.nth(at).locator("> summary").click()
    assert visit.page.locator("textarea:visible").count() == 4
    assert visit.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert [url for url in visit.requests if not url.startswith(("file:", "data:"))] == []
    assert visit.messages == []


def test_a_reply_can_be_written_by_keyboard(visit: Visit) -> None:
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    assert visit.page.url.endswith("#reply")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Control+End")
    visit.page.keyboard.type("my name")
    shown = visit.page.locator("textarea").first.input_value()
    assert "Marit Oosterveld" in shown and shown.endswith("my name")
    letter = visit.page.locator("a.letter").first
    assert str(letter.get_attribute("href")).startswith("mailto:privacy@riverside.example?subject=")
