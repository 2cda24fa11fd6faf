"""Names and handles are compared as people would, in the scripts that they write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlight.activity.identity.cyrillic import sound
from peerlight.activity.identity.spelling import (
    aside,
    fold,
    made_of,
    read_handle,
    read_name,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ottoline Quillon", "QUILLON, Ottoline"),
        ("Ottoline Quillon", "Dr. Ottoline  Quillon (Lantern Ltd)"),
        ("Ottoline Quillon via Glue-list", "ottoline quillon"),
        ("Jörg Tärnwald", "Joerg Taernwald"),
        ("Zoë O'Brannagh", "Zoe OBrannagh"),
        ("Łucja Grześkowiecka", "Lucja Grzeskowiecka"),
        ("OttolineQuillon", "Ottoline Quillon"),
        ("Jean-Aurèle Vassy", "Jean Aurele Vassy"),
        ("Otto von Quill", "Otto Quill"),
        ("Đặng Thuỳ Vy", "Dang Thuy Vy"),
        ("Đặng Thùy Vy", "VY THUY DANG"),
        ("Семён Вершков", "Вершков Семен"),
        ("عبد الله الترنجي", "عبدالله الترنجي"),
        ("أسامة الترنجي", "اسامه الترنجي"),
        ("أُسَامَة الترنجي", "أسامة الترنجي"),
        ("欧阳晓帆", "欧阳 晓帆"),
        ("佟慕白", "佟 慕白"),
        ("설해온", "설 해온"),
        ("Ｏｔｔｏ Ｑｕｉｌｌ", "Otto Quill"),
        ("Otto\u202e Quill\u200b", "Otto Quill"),
    ],
)
def test_ways_to_write_one_name_agree(one: str, other: str) -> None:
    assert read_name(one) == read_name(other)
    assert read_name(one).full


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ottoline Quillon", "Ottilie Quillon"),
        ("अमोल वर्षे", "अमला वर्षे"),
        ("佟慕白", "佟慕青"),
        ("がく やまね", "かく やまね"),
    ],
)
def test_different_names_differ(one: str, other: str) -> None:
    assert read_name(one) != read_name(other)


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "   ", "\u202e", "Ottoline", "Sukmarto", "佟", "Dr. Quill", "tulip42", "🌷🌷"),
        *("ottoline@lantern.example", "Glue User 7", "Glue Core Team", "Anonymous Owl Fan"),
    ],
)
def test_what_is_no_full_name_is_none(text: str | None) -> None:
    assert not read_name(text).full


def test_middle_initials_may_be_missing_but_must_not_differ() -> None:
    plain, with_b, with_c = map(read_name, ("Otto Quill", "Otto B. Quill", "Otto C. Quill"))
    assert plain.fits(with_b) and with_b.fits(plain)
    assert not with_b.fits(with_c)
    assert with_b.fits(read_name("Otto Bela Quill"))


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("@Tulip_42", "tulip42"),
        ("tu-lip.42", "tulip42"),
        ("Tulip#0042", "tulip"),
        ("тюльпан", "тюльпан"),
        ("a b", ""),
        ("tulip@lantern.example", ""),
        (None, ""),
    ],
)
def test_handles_lose_what_separates_and_adorns(text: str | None, handle: str) -> None:
    assert read_handle(text) == handle


def test_a_handle_in_brackets_is_found() -> None:
    assert aside("Ottoline Quillon (@tulip)") == "tulip"
    assert aside("Ottoline Quillon [Lantern]") is None


def test_handles_are_made_of_names_with_what_they_show_of_it() -> None:
    made = dict(made_of(frozenset({"otto", "quill"})))
    assert made["ottoquill"] == made["quillotto"] == {"otto", "quill"}
    assert made["oquill"] == {"quill"} and "quillo" not in made
    assert dict(made_of(frozenset({"佟", "慕白"}))) == {}


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Юрий", ("Yuri", "Yury", "Yuriy", "Iurii", "Juri")),
        ("Евгений", ("Evgeny", "Yevgeni", "Evgenii", "Jevgenij")),
        ("Щербаков", ("Shcherbakov", "Scherbakov")),
        ("Алексей", ("Alexey", "Aleksei", "Alexei")),
        ("Чайковский", ("Tchaikovsky", "Chaikovskii", "Chaykovsky")),
    ],
)
def test_usual_ways_to_write_cyrillic_in_latin_agree(cyrillic: str, latin: tuple[str, ...]) -> None:
    assert {sound(fold(way)) for way in latin} == {sound(fold(cyrillic))}


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    name = read_name(text)
    assert all(name.words) and all(len(letter) == 1 for letter in name.initials)
    assert not any(char.isspace() for char in read_handle(text))
