"""Names and handles brought to one spelling, in any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

_LONGEST = 120

_ASIDE = re.compile(r"[(\[{<\"“«「（][^)\]}>\"”»」）]*[)\]}>\"”»」）]?|\bvia .*|\bon behalf of .*")
# a list or a place stands in square brackets, a handle never
_BRACKETED = re.compile(r"[(（]\s*@?([^)）]{2,60}?)\s*[)）]")
_PARTS = re.compile(r"[\s.,;:/\\|*~+=!?&#_،·・\u2010-\u2015-]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic; in other scripts
# a mark makes another letter
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640]")
_LETTERS = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "a", "œ": "o", "ð": "d", "þ": "th", "ħ": "h"}
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"}
    | dict.fromkeys("'’ʼ`´", "")
)
# an umlaut is written with an e where a keyboard lacks it
_UMLAUT = re.compile("(?<=[aou])e(?=[^aeiou]|$)")
_LATIN = re.compile("[a-z]+")
_INITIAL = re.compile("[a-zα-ωа-яіїєґ]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
# family names of two characters in names of three; most have one
_DOUBLE = re.compile(
    "佐藤|鈴木|高橋|田中|伊藤|渡[辺邊]|山[本田口下崎中内]|[中村]村|[中西木田]村|小[林川野]|加藤|吉田|松[本田]|井上"
    "|清水|[斎斉遠近後]藤|池田|橋本|石[川井田]|阿部|前田|[藤岡福太原和上森]田|村[上田]|坂本|青木|藤[井原]|三浦"
    "|[欧歐][阳陽]|司[徒马馬]|上官|[诸諸]葛|[东東]方|皇甫|令狐|慕容|宇文|[长長][孙孫]|端木"
)
_HANGUL = re.compile("[\uac00-\ud7af]+")
# titles, and what stands between the words of a name in some spellings and not in others
_LEFT_OUT = frozenset(
    {"al", "bin", "bint", "da", "das", "de", "del", "der", "dos", "dr", "el", "ibn", "ii", "iii"}
    | {"jr", "md", "mr", "mrs", "ms", "phd", "prof", "sr", "und", "von", "zu", "ال", "بن", "ابن"}
)
# accounts that are no person's, whatever else stands in their names
_NOBODY = frozenset(
    {"admin", "administrator", "anonymous", "anon", "announce", "announcements", "bot", "builder"}
    | {"center", "community", "core", "deleted", "department", "developer", "developers", "first"}
    | {"foundation", "full", "group", "guest", "hidden", "inc", "info", "institute", "lab", "last"}
    | {"list", "lists", "ltd", "mailer", "maintainer", "maintainers", "moderator", "name", "office"}
    | {"nobody", "organization", "owner", "project", "public", "release", "root", "service"}
    | {"services", "staff", "student", "support", "system", "team", "test", "tester", "unknown"}
    | {"the", "university", "user", "username", "your"}
)


@dataclass(frozen=True)
class Name:
    """A name as words without order; ``initials`` are single letters among them.

    ``words`` is empty where the text is no name of one person.
    """

    words: frozenset[str] = frozenset()
    initials: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def full(self) -> bool:
        """Whether there are at least two words: one alone tells nobody apart."""
        return len(self.words) > 1

    def fits(self, other: Name) -> bool:
        """Whether no middle initial of the one speaks against the other."""
        ours = self.initials | {word[0] for word in self.words}
        theirs = other.initials | {word[0] for word in other.words}
        return not (self.initials - theirs) or not (other.initials - ours)


def read_name(text: str | None) -> Name:
    """The name in ``text``: its case, accents, order, titles and asides do not matter.

    A name in Chinese characters or Hangul without a space is cut where the family name ends.
    """
    if not text or "@" in text:
        return Name()
    plain = _ASIDE.sub(" ", unicodedata.normalize("NFKC", text[:_LONGEST]))
    parts = [part for part in _PARTS.split(plain) if part]
    if len(parts) == 1:
        parts = _CAMEL.split(parts[0])
    found = [word for part in parts if (word := fold(part))]
    if any(not _lettered(word) or word in _NOBODY for word in found):
        return Name()
    words = [word for word in _servants(found) if word not in _LEFT_OUT]
    if len(words) == 1:
        words = _unspaced(words[0])
    initials = {word for word in words if _INITIAL.fullmatch(word)}
    return Name(frozenset(words) - initials, frozenset(initials))


def aside(text: str | None) -> str | None:
    """What a name says in brackets, as people add their handle: ``Ana Silva (tulip)``."""
    found = _BRACKETED.search(text[:_LONGEST]) if text else None
    return found[1] if found else None


def fold(word: str) -> str:
    """One word in small letters, without accents and apostrophes; umlauts as one letter."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word.casefold()).translate(_LETTERS))
    bare = unicodedata.normalize("NFC", "".join(c for c in bare if _shown(c)).translate(_LETTERS))
    return _UMLAUT.sub("", bare) if _LATIN.fullmatch(bare) else bare


def read_handle(text: str | None) -> str:
    """A handle in small letters, without what separates its parts; empty where it is none."""
    if not text or "@" in text[1:] or len(text) > _LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("@")
    # a number that Discord added so that many could have one name
    plain = re.sub(r"#\d{4}$", "", plain)
    return "" if re.search(r"\s", plain) else fold(_PARTS.sub("", plain))


def made_of(words: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Handles that people make of their name, each with the words that it shows in full.

    For ``ana silva``: anasilva and silvaana, and asilva and sana, which show but one word. An
    initial at the end (``anas``) says no more than a first name does.
    """
    if len(words) not in (2, 3) or not all(map(_LATIN.fullmatch, words)):
        return
    for first in sorted(words):
        for last in sorted(words - {first}):
            yield first + last, frozenset({first, last})
            yield first[0] + last, frozenset({last})


def _servants(words: list[str]) -> list[str]:
    """``عبد`` belongs to the word after it, which some write apart."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "عبد":
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _lettered(word: str) -> bool:
    return not any(char.isdigit() for char in word)


def _shown(char: str) -> bool:
    """Letters, marks and digits; no sign, no symbol, nothing that steers or hides text."""
    return unicodedata.category(char)[0] in "LMN"


def _unspaced(word: str) -> list[str]:
    # of two characters, nobody can tell whether a family name is among them
    if len(word) not in (3, 4) or not (_HAN.fullmatch(word) or _HANGUL.fullmatch(word)):
        return [word]
    family = 2 if len(word) == 4 or _DOUBLE.match(word) else 1
    return [word[:family], word[family:]]
