"""Questions: a message that asks something of others."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from peerlight.activity.text.own_words import matches

VERSION = "question-1"

# a word before it and a gap after it: neither "colou?r" nor "??" alone
_MARK = r"[^\s!?？！؟(\[{]\s{0,2}[!！]*[?？؟]+[!！]*(?:[)\"'”’*_\].,:;…]*(?:\s|$)|[^\x00-\x7f])"

_START = (
    r"(?:^|[.!?,;:\n)–-]\s*|\b(?:hi|hello|hey|so|and|but|also|ok|okay|sorry|guys|all|everyone|"
    r"folks|team|question|btw|please)[ ,!.:]+)"
)
_ANYONE = r"(?:any|some)(?: ?one|body)"

_ENGLISH = "|".join(
    (
        _START + r"how (?:do|does|did|can|could|should|would|to|is|are|come|much|many|long)\b",
        _START
        + r"(?:what|where|when|who|why) (?:is|are|do|does|did|can|could|should|would|was|were)"
        r" (?:the|this|that|it|i|we|you|they|there|a|an|your|my)\b",
        _START + r"(?:where|how|what|why|when) (?:can|do|should|does) (?:i|we|you|one|people)\b",
        _START + r"what's the (?:best|difference|right|easiest|correct|status|reason|point)\b",
        _START + r"which (?:of|\w+ (?:is|are|do|does|should|can|would))\b",
        _START + r"(?:is|are|was|were) (?:there|it possible|this (?:a|the|normal|expected))\b",
        _START + r"(?:can|could|may|should|would|do|did|have|will) (?:i|we|you) ",
        _START + r"(?:would|does|will|is|did) it \w",
        _START
        + r"(?:anyone|anybody) (?:else|knows?|tried|here|ha[sd]|have|seeing|got|able|using)\b",
        r"\b(?:does|do|did|has|have|is|was|can|could|would|will) " + _ANYONE + r"\b",
        r"\bhow (?:do|can|could|should) (?:i|we)\b",
        _START + r"any (?:ideas?|suggestions?|tips|thoughts|recommendations?|hints|clues?)\b",
        r"\bany (?:help|advice|hints?|pointers?|ideas?|suggestions?)\b[^.!?\n]{0,40}appreciated",
        r"\bi(?:'m| am| was|'ve been| wonder| keep)?,? wonder(?:ing)? (?:if|whether|how|why|"
        r"what)\b",
        _START + r"(?:just )?wondering (?:if|whether|how|why|what)\b",
        r"\bi wonder (?:if|whether|how|why|what|where)\b",
        r"\b(?:need|needed|needing|looking for|seeking|want) (?:some |your |a bit of )?help\b",
        r"\bhelp (?:needed|wanted)\b|\b(?:please|pls|plz) help\b",
    )
)

_OTHER = "|".join(
    (
        r"¿",
        r"\bwie (?:kann|könnte|mache?|bekomme|geht|funktioniert|soll|muss) (?:ich|man|wir|das|"
        r"es)\b",
        r"(?:wei(?:ß|ss)|kennt|\bhat|\bkann|könnte) (?:jemand|einer|wer|irgendwer)\b",
        r"(?:^|[.!?\n]\s*)(?:gibt es|warum|wieso|woran|wo finde|wo ist|was bedeutet) ",
        r"\bcomment (?:puis|peut|faire|je |on |est-)|est-ce qu|\by a-t-il|savez-vous|qu'est-ce qu",
        r"(?:^|[.!?\n]\s*)(?:pourquoi|où (?:se|est|sont|puis|trouver)) ",
        r"\bquelqu'un (?:a |sait|peut|pourrait|connaît|aurait)",
        r"c[oó]mo (?:puedo|hago|se puede|se hace|podría)|\balguien (?:sabe|puede|tiene|conoce|ha )",
        r"\bhay alguna? (?:forma|manera|idea)|(?:^|[.!?\n]\s*)(?:por qué|dónde|cuál) ",
        r"\bcomo (?:faço|posso|eu faço|consigo|se faz)|alguém (?:sabe|pode|tem|já|conhece)",
        r"(?:^|[.!?\n]\s*)(?:por que|onde (?:fica|posso|está|encontro)|qual (?:é|a|o)) ",
        r"\bcome (?:posso|faccio|si fa)|\bqualcuno (?:sa|ha|può)\b",
        r"\bhoe (?:kan|moet|doe|krijg) (?:ik|je|we)|\b(?:weet|heeft|kan) iemand\b",
        r"как (?:мне|можно) |кто-нибудь|подскажите|почему ",
        r"怎么|如何|请问|为什么|为何|吗",
        r"(?:です|ます|でしょう|ません|ました)か|教えて(?:ください|下さい|いただ|欲し|ほし)|"
        r"どうすれば|どうやって|どうしたら|どなたか",
    )
)

_NOT = (
    r"\b(?:if|whether|that|welcome|asked|asks|ask|explains?|shows?|here is|here's|know|"
    r"knows) (?:how|what|where|when|who|why|anyone|can|is|does)\b"
)


def questions(words: pa.Array) -> pa.Array:
    """Which messages ask something, by a question mark or by how they open.

    Question marks in code, quotes and addresses do not count; rhetorical ones do, for nothing
    in a single message tells them apart. Openings in English, German, French, Spanish,
    Portuguese, Japanese, and the commonest of Italian, Dutch, Russian and Chinese.

    Args:
        words: from :func:`~peerlight.activity.text.own_words.own_words`.

    Returns:
        A boolean array as long.
    """
    marked = matches(words, r"[?？؟]", _MARK)
    opened = matches(
        words.filter(pc.invert(marked)), _ENGLISH + "|" + _OTHER, _ENGLISH + "|" + _OTHER, _NOT
    )
    return pc.replace_with_mask(marked, pc.invert(marked), opened)
