"""When a message was written, as ids and printed dates tell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.discord_exports import micros, number

from peerlight.sources.discord.times import (
    iso_time,
    month_comes_first,
    printed_time,
    snowflake_time,
)


def shown(text: str, *, month_first: bool = True) -> str | None:
    at = printed_time(text, month_first)
    return None if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    "text",
    [
        "Saturday, September 20, 2025 3:41 p.m.",
        "20-Sep-25 03:41 PM",
        "9/20/2025 3:41 PM",
        "9/20/25, 3:41\u202fPM",
        "20/09/2025 15:41",
        "20.09.2025 15.41",
        "2025-09-20 15:41:07",
        "2025-09-20 3:41 p.m.",
        "Samstag, 20. September 2025 15:41",
        "samedi 20 septembre 2025 15:41",
        "sábado, 20 de setembro de 2025 15:41",
        "sabato 20 settembre 2025 15:41",
        "zaterdag 20 september 2025 15:41",
        "den 20 september 2025 15:41",
        "sobota, 20 września 2025 15:41",
        "sobota 20. září 2025 15:41",
        "суббота, 20 сентября 2025 г. 15:41",
        "субота, 20 вересня 2025 р. 15:41",
        "събота, 20 септември 2025 г. 15:41",
        "20 Eylül 2025 Cumartesi 15:41",
        "lauantai 20. syyskuuta 2025 15.41",
        "2025. szeptember 20., szombat 15:41",
        "2025 m. rugsėjo 20 d. 15:41",
        "Σάββατο, 20 Σεπτεμβρίου 2025 3:41 μ.μ.",
        "2025年9月20日 15:41",
        "2025年9月20日星期六 下午 3:41",
        "2025년 9월 20일 토요일 오후 3:41",
        "3:41 CH 20/09/2025",
        "15:41 Thứ Bảy, 20 tháng 9, 2025",
    ],
)
def test_dates_are_read_as_they_are_printed_around_the_world(text: str) -> None:
    assert shown(text) == "2025-09-20 15:41"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("5 juin 2025", 6),
        ("5 juillet 2025", 7),
        ("5. června 2025", 6),
        ("5. července 2025", 7),
        ("5 листопада 2025", 11),
        ("5 marraskuuta 2025", 11),
        ("5 maaliskuuta 2025", 3),
        ("5 Mart 2025", 3),
        ("5 марта 2025", 3),
        ("martes, 5 de mayo de 2025", 5),
    ],
)
def test_months_that_begin_alike_are_told_apart(text: str, month: int) -> None:
    assert shown(text) == f"2025-{month:02}-05 00:00"


def test_midnight_and_noon_by_the_small_clock() -> None:
    assert shown("12/25/2024 12:05 AM") == "2024-12-25 00:05"
    assert shown("12/25/2024 12:05 PM") == "2024-12-25 12:05"


def test_a_date_that_can_be_read_in_two_ways_goes_by_the_file() -> None:
    assert shown("03/04/2024 10:00", month_first=True) == "2024-03-04 10:00"
    assert shown("03/04/2024 10:00", month_first=False) == "2024-04-03 10:00"
    assert shown("13/04/2024 10:00", month_first=True) == "2024-04-13 10:00"
    assert shown("04/13/2024 10:00", month_first=False) == "2024-04-13 10:00"


def test_a_file_tells_whether_the_month_comes_first() -> None:
    assert month_comes_first(["03/04/2024", "04/13/2024"]) is True
    assert month_comes_first(["03/04/2024", "13/04/2024"]) is False
    # by the month first, these go back and forth
    assert month_comes_first(["01/02/2024", "09/02/2024", "01/03/2024", "09/03/2024"]) is False
    assert month_comes_first(["02/01/2024", "02/09/2024", "03/01/2024", "03/09/2024"]) is True
    assert month_comes_first(["03/03/2024"]) is True
    assert month_comes_first(["03.03.2024"]) is False
    assert month_comes_first(["2024-03-04", "nonsense", "4 March 2024"]) is None


@pytest.mark.parametrize(
    "text", ["", "soon", "99/99/2024 1:00", "31 February 2024", "1.2.3.4", "25:61"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert printed_time(text) is None


def test_an_id_tells_its_time() -> None:
    assert snowflake_time(number(5)) == micros(5)
    for other in (
        "",
        "7",
        "12345678901234",
        "x" * 18,
        "9" * 20,
        "1" * 40,
        "１２３４５６７８９０１２３４５６７",
    ):
        assert snowflake_time(other) is None


def test_a_time_with_its_zone_is_exact() -> None:
    assert iso_time("2024-01-02T13:05:00.0000000+01:00") == micros(5)
    for other in ("2024-01-02T13:05:00", "2024-01-02", "nonsense", None, 7, "2024-13-02T00:00Z"):
        assert iso_time(other) is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert printed_time(text) is None or isinstance(printed_time(text), int)
    assert iso_time(text) is None or isinstance(iso_time(text), int)


@given(st.datetimes(datetime(2015, 1, 2), datetime(2090, 1, 1)))
def test_printed_dates_come_back(at: datetime) -> None:
    at = at.replace(second=0, microsecond=0)
    for form in ("%A, %d %B %Y %H:%M", "%d-%b-%y %I:%M %p", "%m/%d/%Y %I:%M %p", "%Y-%m-%d %H:%M"):
        assert shown(at.strftime(form)) == at.strftime("%Y-%m-%d %H:%M")
