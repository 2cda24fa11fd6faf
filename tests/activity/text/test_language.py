from __future__ import annotations

import pyarrow as pa
import pytest

from peerlight.activity.text.language import languages
from peerlight.activity.text.own_words import own_words


def _told(text: str) -> str | None:
    code: str | None = languages(own_words(pa.array([text])))[0].as_py()
    return code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I think that the second option is better for you", "en"),
        ("Ich glaube, dass die zweite Lösung für uns besser ist", "de"),
        ("Je pense que la deuxième solution est la meilleure pour nous", "fr"),
        ("Creo que la segunda opción es mejor para todos los que empiezan", "es"),
        ("Acho que a segunda opção é melhor para você e não para mim", "pt"),
        ("Penso che la seconda soluzione sia più adatta per tutti noi", "it"),
        ("Ik denk dat de tweede oplossing beter is voor ons", "nl"),
        ("Jag tror att den andra lösningen är bättre för oss", "sv"),
        ("Myślę, że to jest lepsze i nie tylko dla mnie", "pl"),
        ("Я думаю, что второй вариант лучше для нас и для них", "ru"),
        ("Я думаю, що другий варіант кращий для нас і для них", "uk"),
        ("二つ目の方法のほうがいいと思います", "ja"),
        ("我认为第二种方法对我们来说更好", "zh"),
        ("두 번째 방법이 더 좋다고 생각합니다", "ko"),
        ("أعتقد أن الحل الثاني أفضل لنا جميعا", "ar"),
        ("فکر می‌کنم راه دوم برای ما بهتر است چون ساده‌تر است", "fa"),
    ],
)
def test_a_sentence_tells_its_language(text: str, code: str) -> None:
    assert _told(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "lol nice",
        "danke!",
        "https://example.org/the/and/of/is",
        "```\nthe code is in the block and not here\n```",
        "∀ α β, λ x, α → β ∧ γ ∨ δ ⊢ ε",
        "kubernetes grafana prometheus postgres",
        "12345 67890 12345 67890",
    ],
)
def test_where_it_cannot_be_told_nothing_is_said(text: str) -> None:
    assert _told(text) is None


def test_formulas_with_greek_letters_do_not_make_a_sentence_greek() -> None:
    assert _told("we have to show that λ and μ are the same for all of the α") == "en"


def test_no_messages_have_no_language() -> None:
    assert languages(pa.array([], pa.string())).to_pylist() == []
