"""Experience: a message that tells what happened to its author."""

from __future__ import annotations

import pyarrow as pa

from peerlight.activity.text.own_words import matches

VERSION = "experience-1"

_I = (
    r"\b(?:i|we)(?:'ve|'d| have| had)? (?:(?:also|once|personally|just|even|recently|actually|"
    r"never|always|only|both|finally|really|first|then|all) ){0,2}"
)
_SPAN = (
    r"(?:last|this past|that) (?:year|month|summer|winter|spring|autumn|fall|semester|term)|"
    r"(?:\w+ )?(?:years?|months?|weeks) (?:ago|now|of)|for (?:\w+ )?(?:years|months|weeks)|"
    r"in (?:19|20)\d\d|in (?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december)\b|many times|\btwice\b|\bonce\b|a while (?:ago|back)|back then"
)
_PAST = (
    r"(?:ran|had|did|made|built|wrote|taught|found|gave|spent|lost|went|got|took|kept|broke|chose|"
    r"saw|felt|hit|used|led|began|grew|learnt|burnt|been|done|seen|\w{3,}ed)"
)
_SAME = r"(?:the|this|that|a|exactly|an|very) ?(?:exact )?(?:same|similar|exact|identical)?"

_ENGLISH = "|".join(
    (
        r"\b(?:in|from|based on|by) (?:my|our) (?:own |personal |limited |past |"
        r"previous )*experience",
        r"\b(?:my|our) (?:own |personal |first )?experience (?:has|was|is|with|so far|in)\b",
        r"\bfrom (?:own |personal |first-hand |bitter )?experience\b",
        _I + r"(?:run|ran|bumped|stumbled) (?:into|over|across) (?:this|that|the same|it|these|"
        r"those|similar)\b",
        _I
        + r"(?:hit|had|faced|met|noticed|encountered|saw|seen) "
        + _SAME
        + r" (?:thing|problem|issue|error|bug|trouble|leak|situation|question|experience)\b",
        r"\b(?:i|we) used to (?:\w+)|\bi once \w+|\b(?:learned|learnt|"
        r"found out) (?:\w+ )?the hard way\b",
        r"\bi (?:remember|recall) (?:when|having|that|being|how)\b",
        _I + r"(?:learned|learnt|taught|struggled|switched|migrated|ended up \w+ing|"
        r"managed to [^.?!\n]* by \w+ing|found that|"
        r"regretted|gave up|started out|fought|been burned|worked on a|worked (?:as|at|for|in)|"
        r"grew up)\b",
        r"\bi tried (?:both|several|all|it|this|that) ",
        r"\b(?:i|we)(?:'ve| have) (?:been (?:there|using|doing|running|burned|working)|"
        r"used|seen (?:this|that|it|these)|never had|had (?:good|bad|great|some|no|the|trouble|"
        r"luck|issues|problems)|tried (?:both|several|it|this|that|all|many)|done this|"
        r"worked with|made (?:this|that|the same))",
        r"\bi'd been \w+ing\b|\b(?:i was|been) in the same (?:boat|situation|position)\b",
        r"\bwhen (?:i|we) (?:first )?(?:started|began|did|moved|switched|migrated|set|joined|"
        r"learned|"
        r"was|were|taught|tried|built|wrote)\b|\bback when (?:i|we)\b",
        r"\bi had (?:that|this|it|the same)\b[^.?!\n]{0,20} too\b",
        r"\b(?:i|we) spent (?:a|an|two|three|some|many|several|\d+|the|whole|hours|days|weeks)\b|"
        r"\bi wrote my \w+ on\b|"
        r"\bfor me,? (?:it|that) was\b|\bhappened to (?:me|us)\b|\bwhat helped (?:me|us)\b",
        r"\b(?:it )?took (?:me|us) (?:a|an|two|three|several|about|over|\d+|quite|the|many|some)\b",
        r"\bworked (?:well |fine |great |best )?for (?:me|us)\b",
        r"\bat my (?:last|previous|old|former|current)? ?(?:job|company|workplace|school|"
        r"university)\b",
        r"\bmy (?:first|own) (?:attempt|try|thesis|project|version|patch)\b",
        r"\bi (?:\w+ )?(?:had|got) (?:better|good|best|worse|bad) (?:results?|luck|success)\b",
        r"\b(?:i|we|our team|our group|our company)(?:'ve|'d)? (?:\w+ )?"
        + _PAST
        + r"\b[^.?!\n]*(?:\b|')(?:"
        + _SPAN
        + ")",
    )
)

_OTHER = "|".join(
    (
        r"meiner (?:eigenen )?erfahrung|aus (?:eigener )?erfahrung|meine erfahrung",
        r"\b(?:ich|wir) hatten? (?:das gleiche|dasselbe|auch|mal|das|genau)|\bbei (?:mir|uns) "
        r"(?:hat|hatte|war|half|lief|ging)",
        r"(?:mon|notre|ma propre) expérience|\bj'ai eu le même|\bj'avais le même|m'est arrivé",
        r"en mi experiencia|por experiencia|me pasó|tuve el mismo|me ocurrió",
        r"(?:na|pela|por) (?:minha )?experiência|tive o mesmo|aconteceu comigo|passei por isso",
        r"(?:nella|per) mia esperienza|mi è successo|in mijn ervaring|uit ervaring",
        r"経験では|経験上|経験から|私も同じ(?:問題|エラー)",
    )
)

_SURELY = _ENGLISH + "|" + _OTHER
_MAYBE = (
    r"\bi\b|\bwe\b|\bm[ey]\b|\bus\b|\bour\b|experien|hard way|erfahr|hatte|bei (?:mir|uns)|"
    r"expéri|j'a|m'est|mism|pasó|ocurr|mesm|comigo|passei|esper|success|ervar|経験|同じ"
)
# a wish or a case only thought of is no experience
_REMOVE = (
    r"\bif (?:i|we)\b[^.!?\n]*|\b(?:i|we) (?:wish|hope|should have|could have|"
    r"would have)\b[^.!?\n]*"
)


def experience(words: pa.Array) -> pa.Array:
    """Which messages tell from own experience: first person and past, with a time or a trial.

    "I pushed the fix" is news, not experience. Mostly English; the fixed phrases of German,
    French, Spanish, Portuguese, Italian, Dutch and Japanese.

    Args:
        words: from :func:`~peerlight.activity.text.own_words.own_words`.

    Returns:
        A boolean array as long.
    """
    return matches(words, _MAYBE, _SURELY, _REMOVE)
