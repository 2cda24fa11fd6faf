"""Thanks: a message that says that help was received, or that it worked."""

from __future__ import annotations

import pyarrow as pa

from peerlight.activity.text.own_words import matches

VERSION = "thanks-1"

_WORD = (
    r"(?:thanks|thank[ -]?you|thank u|thankyou|thx|thanx|thnx|tnx|tysm|tyvm|"
    r"danke(?:schön)?|dank|merci|gracias|obrigad[oa]|grazie|bedankt)"
)
_REST = r"[^.!?\n]*"

# taken back, asked for in advance, told of others, or only the end of a letter
_REMOVE = "|".join(
    (
        r"\b(?:no|nein|non|nee),? " + _WORD + r"\b[^.!?\n]*",
        r"(?:não|нет),? (?:obrigad[oa]|спасибо)[^.!?\n]*",
        r"\b" + _WORD + r"\b" + _REST + r"\b(?:in adv(?:ance)?\b|beforehand|im voraus|schon ?mal\b|"
        r"vorab|d'avance|par avance|de antemano|por adelantado|desde j|in anticipo|bij voorbaat)",
        r"\b(?:im voraus|vorab|schon mal|por adelantado|alvast|desde já)\b" + _REST + _WORD,
        r"заранее (?:большое )?(?:спасибо|благодар)|先谢谢|미리 감사",
        r"\b(?:" + _WORD + r"|cheers|appreciate)\b[^.!?\n]*\b(?:but|aber|mais|pero|mas|ma|maar)\b"
        r"[^.!?\n]*(?:n't|\bnot\b|\bstill\b|\bnicht\b|\bpas\b|\bsigue\b|\bnão\b|\bnon\b|\bniet\b|"
        r"fail|error)[^.!?\n]*",
        # to whom it is owed as a cause, not said
        r"(?:^|[^a-z ] ?|\b(?:is|are|and|but|that|it|works?|now|mostly|partly|only) )"
        r"thanks to (?:the|a|an|its|this|that|those|these|my|our)\b",
        r"\b(?:gracias|grazie) a(?:l|lla|i)? (?:la|el|los|las|un|una|che|que)\b|"
        r"\bmerci de \w+[eir]r\b",
        r"\bthanks (?:his|her|their|its|page|giving)\b|\b(?:a|the|an?other) (?:thanks|merci)\b",
        r"acción de gracias|à la merci|\bobrigad[oa]s? a\b",
        r"[\"“‘'](?:thanks?|thank you)[^\"”’'\n]*[\"”’']",
        # help that is asked for, not received
        r"\b(?:would|will|'d|could|should|might|must) (?:also |be |really |very |much |greatly |"
        r"highly |so |truly |most )*(?:appreciat|grateful|thankful)[^.!?\n]*",
        r"\b(?:any|all|some|more|every|further)\b[^.!?\n]*\b(?:appreciated|helpful)\b",
        r"\b(?:help|feedback|hints?|advice|pointers?|suggestions?|ideas|reviews?|comments?|input) "
        r"(?:(?:is|are|very|much|greatly|highly|always|really) ){0,3}appreciated",
        r"結構です[^\n]*|(?:いただける|もらえる|くれる)と[^\n。]*",
        r"\n[ \t]*(?:many |best )?(?:thanks|thank you|cheers|danke|"
        r"merci)[,.!]?\s*\n[^\n]{1,40}\s*\z",
    )
)

_CLAUSE = (
    r"(?:^|[.!?,;:\n)–-]\s*|\b(?:and|yes|yep|yeah|yup|ok|okay|oh|ah|great|perfect|awesome|nice|"
    r"indeed|wow) )"
)
_END = r"\s*(?:[.!,;:\n)🎉👍🙏😊]|$|thank|thx|many)"
_IT = r"(?:it|that|this|the (?:issue|problem|error|bug)|my (?:issue|problem|error|bug))"
_HOW = r"(?: (?:perfectly|great|fine|nicely|well|now|like a charm|for me|too|here|as well)){0,3}"

_SURELY = "|".join(
    (
        r"\b" + _WORD + r"\b",
        _CLAUSE + r"ty(?:[,!.]|$| (?:so|very|for|all)\b)",
        _CLAUSE + r"cheers(?:[,!.]+ ?[^\s]|!| mate| for\b| @|$)",
        r"\b(?:much|really|greatly|so) (?:appreciated?|obliged)\b",
        r"\b(?:i|we) (?:\w+ )?appreciate (?:it|the|you|your|this|all|everyone|how)\b",
        _CLAUSE
        + r"(?:appreciate|appreciated) (?:it|the|you|your|this|all|everyone)\b|appreciate it\b",
        r"\b(?:i'm|i am|we're|we are|so|very|truly) (?:so |very |really |truly |most )?grateful\b",
        r"\b(?:kudos|props|hats off|shout-?outs?|big up) to\b",
        r"\b(?:saved|made) my (?:day|week|life|evening|weekend)|saved me (?:hours|days|a lot)",
        r"\blife ?saver\b|you(?:'re| are) (?:a|the) (?:legend|star|hero|best|genius|wizard)\b",
        r"\b(?:super|very|really|so|extremely|incredibly) helpful[!.,]|\b(?:that|this|"
        r"it) (?:really )?helps? (?:me )?a lot\b|\bhelps me\b|, helps a lot\b",
        _CLAUSE + r"(?:that|this|it|which) (?:just |finally |totally |also )?"
        r"(?:worked|did (?:it|the trick)|(?:fixed|solved|resolved) " + _IT + ")" + _HOW + _END,
        r"\b(?:fixed|solved|resolved) my (?:issue|problem|error|bug)s?\b[^?\n]{0,20}(?:[.!\n]|$)",
        r"\b(?:that|this|which) (?:fixed|solved|resolved) " + _IT + _HOW + _END,
        _CLAUSE + r"(?:it |all |everything )?works (?:perfectly |fine |great )?now" + _END,
        _CLAUSE + r"that was (?:it|the (?:problem|issue|cause|trick))" + _END,
        r"remercie|спасибо|благодарю|谢谢|多谢|감사합니다|고맙|شكرا",
        r"\b(?:valeu|funcionou)\b|agradeço|agradezco",
        r"ありがと|有難う|助かりました|感謝(?:し|です|いた|申)|解決しました",
    )
)

_MAYBE = (
    r"than[kx]|thx|thnx|tnx|\bty|cheers|appreciat|obliged|grateful|kudos|props|hats off|shout|"
    r"big up|saved m|made my|life ?saver|you're a|you are |you're the|helpful|helps|"
    r"worked|fixed|solved|did it|did the|works|that was|dank|merci|gracias|obrigad|grazie|remercie|"
    r"спасибо|благодарю|谢谢|多谢|감사|고맙|شكرا|valeu|funcionou|agrade|ありがと|有難う|助かり|感謝|"
    r"解決"
)


def thanks(words: pa.Array) -> pa.Array:
    """Which messages thank somebody or report that the help worked.

    "Thanks in advance", "no thanks", "any help is appreciated", "thanks, but it still fails"
    and a mail's "Thanks," above the name are none. English; the common forms of German, French,
    Spanish, Portuguese, Japanese, Italian and Dutch; single words of Russian, Chinese, Korean
    and Arabic (these four are not measured). Bias: members who write other languages, or thank
    with a picture, are missed.

    Args:
        words: from :func:`~peerlight.activity.text.own_words.own_words`.

    Returns:
        A boolean array as long.
    """
    return matches(words, _MAYBE, _SURELY, _REMOVE)
