"""The report in a real browser: quiet, at home on every width, readable in both modes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from tests.report.colours import TEXT, contrast, tokens
from tests.report.findings import findings

from peerlight.report.page import page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Browser, Route, sync_playwright

Mode = Literal["light", "dark"]

pytestmark = pytest.mark.browser

FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(page(findings()), encoding="utf-8", newline="\n")
    return file


class Visit:
    """The report opened once; what it asked for and what the console said are kept."""

    def __init__(self, browser: Browser, report: Path, width: int, mode: Mode) -> None:
        self.messages: list[str] = []
        self.requests: list[str] = []
        self.page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=mode)
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.route("**/*", self._answer)
        self.page.goto(report.as_uri())

    def _answer(self, route: Route) -> None:
        self.requests.append(route.request.url)
        if route.request.url.startswith(("file:", "data:")):
            route.continue_()
        else:
            route.abort()


@pytest.fixture(params=[(360, "light"), (360, "dark"), (900, "light"), (1400, "dark")])
def visit(request: pytest.FixtureRequest, browser: Browser, report: Path) -> Iterator[Visit]:
    made = Visit(browser, report, *request.param)
    yield made
    made.page.close()


def test_the_page_asks_for_nothing_but_itself_and_is_quiet(visit: Visit) -> None:
    visit.page.emulate_media(media="print")
    assert [url for url in visit.requests if not url.startswith(("file:", "data:"))] == []
    assert sum(url.startswith("file:") for url in visit.requests) == 1
    assert visit.messages == []


def test_everything_that_is_folded_opens_and_nothing_overflows(visit: Visit) -> None:
    folded = visit.page.locator("details")
    for at in range(folded.count()):
        folded.nth(at).locator("> summary").click()
    assert folded.count() == visit.page.locator("details[open]").count() > 7
    assert visit.page.locator("details > :nth-child(2):visible").count() == folded.count()
    wide = visit.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def test_one_chart_is_seen_and_no_letter_of_it_is_tiny(visit: Visit) -> None:
    seen = visit.page.locator("figure svg:visible")
    assert seen.count() == 1
    heights = seen.locator("text").evaluate_all(
        "all => all.map(t => parseFloat(t.getAttribute('font-size')) * t.getScreenCTM().a)"
    )
    assert min(heights) >= 10


def test_the_colours_shown_are_the_tokens_and_can_be_read(visit: Visit) -> None:
    dark = visit.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    expected = tokens("dark" if dark else "light")
    names = sorted(expected)
    shown = visit.page.evaluate(
        "names => names.map(n => getComputedStyle(document.documentElement)"
        ".getPropertyValue('--' + n).trim())",
        names,
    )
    assert dict(zip(names, shown, strict=True)) == expected
    assert min(contrast(expected[a], expected[b]) for a, b in TEXT) >= 4.5


def test_the_keyboard_meets_the_way_past_first_and_sees_where_it_is(visit: Visit) -> None:
    visit.page.keyboard.press("Tab")
    skip = visit.page.locator(".skip")
    assert skip.evaluate("e => e === document.activeElement")
    assert skip.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert skip.evaluate("e => e.getBoundingClientRect().top") >= 0
    visit.page.keyboard.press("Enter")
    assert visit.page.url.endswith("#people")


def test_names_in_other_directions_do_not_turn_their_card(visit: Visit) -> None:
    starts = visit.page.locator(".name bdi").evaluate_all(
        "all => all.map(n => Math.round(n.getBoundingClientRect().left"
        " - n.closest('.card').getBoundingClientRect().left))"
    )
    assert len(set(starts)) == 1


def test_on_paper_the_cards_are_there_and_the_ways_around_are_not(visit: Visit) -> None:
    visit.page.emulate_media(media="print")
    assert visit.page.locator(".card:visible").count() == 7
    assert not visit.page.locator("nav").is_visible()
    background = visit.page.locator("header").evaluate("e => getComputedStyle(e).backgroundColor")
    assert background == "rgb(255, 255, 255)"
