"""What the invented people write: templates with slots, one file per language."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

from peerlight.sources.synthetic.draws import Draws
from peerlight.sources.synthetic.texts import english, german, japanese

LANGUAGES = {"en": english, "de": german, "ja": japanese}
_Form = tuple[str, tuple[str, ...]]


def _forms(templates: tuple[str, ...]) -> tuple[_Form, ...]:
    named = [(t, [name for _, name, _, _ in Formatter().parse(t) if name]) for t in templates]
    return tuple((t, tuple(dict.fromkeys(names))) for t, names in named)


# by language and kind: the texts that call somebody by name, and those that do not
_FORMS = {
    code: {
        (kind, named): _forms(tuple(t for t in templates if ("{who}" in t) == named))
        for kind, templates in language.TEXTS.items()
        for named in (True, False)
    }
    for code, language in LANGUAGES.items()
}


@dataclass(frozen=True)
class Habit:
    """How one person spells: everything small, no full stop, a small sign at the end."""

    small: bool = False
    bare: bool = False
    sign: str = ""

    def apply(self, text: str, *, cheerful: bool) -> str:
        """The text as this person would type it; addresses and names stay as they are."""
        if self.bare and text.endswith((".", "。")):
            text = text[:-1]
        if self.small and "<" not in text:
            text = text.lower()
        return f"{text} {self.sign}" if self.sign and cheerful else text


def say(draws: Draws, language: str, kind: str, who: str = "") -> str:
    """One text of a kind; where it is said to somebody, ``who`` is how they are called."""
    forms = _FORMS[language]
    template, names = draws.pick(forms[kind, bool(who)] or forms[kind, not who])
    slots = LANGUAGES[language].SLOTS
    filled = {name: who if name == "who" else draws.pick(slots[name]) for name in names}
    text = template.format(**filled).strip()
    return text[:1].upper() + text[1:] if text[:1] not in "`<" else text
