"""Months by their names, as exporters print them in the languages that Discord itself speaks."""

from __future__ import annotations

from functools import lru_cache

# the letters by which a name is known, in all its cases; longer ones are asked first. Polish and
# Czech share a word with Croatian, where it is the month before
_STARTS = {
    start: number
    for number, starts in enumerate(
        (
            "jan ene gen ian sty led tam oca sau siječ янв яну січ ιαν",
            "feb fev fév lut úno hel şub vas velj фев лют φεβ",
            "mar mär mrt maa bře kov ožu мар бер μαρ",
            "apr abr avr ápr kwi dub huh nis bal trav апр кві απρ",
            "may mai maj máj mag mei kvě tou geg svi май мая тра μαϊ μαΐ",
            "jun jún juin giu cze červn červen čvn kes haz bir lipnj lipanj июн юни чер ιουν",
            "jul júl juil lug lip červenc čvc hei tem lie srpnj srpanj июл юли лип ιουλ",
            "aug ago aoû aou sie srp elo ağu rugp kolov авг сер αυγ",
            "sep set szep wrz zář syy eyl rugs ruj сен сеп вер σεπ",
            "oct okt ott out paź říj lok eki spa окт жов οκτ",
            "nov noi lis marr kas lapk stud ноя ное лис νοε",
            "dec dez dic déc des gru pro jou ara pros дек гру δεκ",
        ),
        1,
    )
    for start in starts.split()
}
_LONGEST = max(map(len, _STARTS))


@lru_cache(maxsize=512)
def month_of(name: str) -> int | None:
    """The number of a month by its name, long or short; None for any other word."""
    name = name.lower()
    lengths = range(min(_LONGEST, len(name)), 2, -1)
    return next((_STARTS[name[:n]] for n in lengths if name[:n] in _STARTS), None)
