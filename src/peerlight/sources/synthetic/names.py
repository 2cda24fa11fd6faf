"""Invented names: common first names of many cultures, surnames made of syllables."""

from __future__ import annotations

from peerlight.sources.synthetic.draws import Draws

_FIRST = (
    "Ada", "Aiko", "Amara", "Amir", "Ana", "Anika", "Antonio", "Aruna", "Astrid", "Ayşe", "Bao",
    "Beatriz", "Benedikt", "Birgit", "Bo", "Carmen", "Chidi", "Chloe", "Daisuke", "Dalia",
    "Dariusz", "Deepa", "Diego", "Dina", "Efua", "Eilidh", "Elena", "Emeka", "Emil", "Enzo",
    "Esra", "Fatima", "Femi", "Finn", "Flora", "Gita", "Goran", "Greta", "Hana", "Haruto",
    "Hassan", "Helmi", "Henrik", "Hoa", "Ibrahim", "Ida", "Ilse", "Imani", "Ines", "Ivan",
    "Jan", "Jasmin", "Jelena", "Jin", "João", "Jonas", "Josefa", "Jun", "Kaito", "Kamala",
    "Karim", "Katya", "Kenji", "Kofi", "Kwame", "Lars", "Laila", "Lena", "Leo", "Li", "Lin",
    "Lucia", "Luis", "Magnus", "Mai", "Malik", "Marek", "Maria", "Mei", "Mia", "Miguel", "Mila",
    "Mina", "Nadia", "Naoko", "Niamh", "Nikhil", "Nils", "Noor", "Nuno", "Olga", "Oluwaseun",
    "Omar", "Oskar", "Paolo", "Pavel", "Petra", "Pilar", "Priya", "Rafael", "Rania", "Ravi",
    "Rin", "Rosa", "Ruben", "Sakura", "Samir", "Sanjay", "Sara", "Sven", "Tamar", "Tariq",
    "Thandi", "Tomás", "Ulla", "Uma", "Vera", "Viktor", "Wei", "Yara", "Yasmin", "Yuki",
    "Yusuf", "Zahra", "Zanele", "Zofia",
)  # fmt: skip
_GERMAN = (
    "Anke", "Bastian", "Birgit", "Carsten", "Dörte", "Eike", "Frauke", "Greta", "Hannes",
    "Heike", "Ilse", "Jannik", "Jörg", "Karla", "Lennart", "Maren", "Nele", "Ole", "Petra",
    "Rainer", "Silke", "Sören", "Tjark", "Ute", "Volker", "Wiebke",
)  # fmt: skip
_JAPANESE = (
    "Aiko", "Ayumi", "Daisuke", "Emi", "Haruto", "Hiroko", "Kaito", "Kana", "Kenji", "Mai",
    "Makoto", "Mio", "Naoko", "Ren", "Rin", "Sakura", "Shota", "Sora", "Takumi", "Yuki", "Yuna",
)  # fmt: skip
_OPEN = (
    "Bar", "Cor", "Dal", "El", "Fen", "Gal", "Hol", "Iv", "Jar", "Kel", "Lor", "Mar", "Nor",
    "Or", "Pel", "Quin", "Rav", "Sol", "Tam", "Ul", "Ves", "Wen", "Yar", "Zel", "Ash", "Bri",
)  # fmt: skip
_MIDDLE = (
    "a", "e", "i", "o", "an", "en", "is", "ud", "or", "im", "el", "ov",
)  # fmt: skip
_CLOSE = (
    "berg", "dottir", "field", "ides", "kova", "lund", "mann", "moto", "nez", "quist", "rani",
    "sen", "ska", "stad", "tan", "vale", "wala", "yama", "zadeh", "ogbe", "escu", "hara",
)  # fmt: skip
_LOCAL = {"de": _GERMAN, "ja": _JAPANESE}


def full_name(draws: Draws, language: str) -> str:
    """A first and a last name; two people may share one, as people do."""
    last = draws.pick(_OPEN) + draws.pick(_MIDDLE) + draws.pick(_CLOSE)
    return f"{draws.pick(_LOCAL.get(language, _FIRST))} {last}"


def handle(name: str, n: int) -> str:
    """A short user name, unique by its number."""
    first, last = name.lower().split(" ", 1)
    return f"{first}.{last[:1]}{n}" if n % 3 else f"{last}{n}"


def user_ids(draws: Draws, n: int, letter: str = "U") -> list[str]:
    """Different ids in Slack's form."""
    signs = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
    ids: dict[str, None] = {}
    while len(ids) < n:
        ids[letter + "0" + "".join(draws.pick(signs) for _ in range(8))] = None
    return list(ids)
