"""Promotion: a message that sells something to its readers."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from peerlight.activity.text.own_words import LINK, matches

VERSION = "promotion-1"

_NOW = r"(?:now|today|here|tonight|before)"

# enough by itself
_STRONG = "|".join(
    (
        r"\b(?:use|enter|with (?:my|our)) (?:my |the |our )?(?:promo |coupon |discount |"
        r"referral |invite )?"
        r"code:? [a-z]+\d",
        r"\b(?:promo|coupon|discount|referral|voucher) code:? [a-z]*\d",
        r"\b(?:my|our) (?:referral|invite|affiliate|ref) (?:link|code)\b|\baffiliate link\b",
        r"(?:\b(?:buy|shop)|(?:^|[.!?\n]\s*)order) now\b(?:[^ _=]|$| and\b| at\b| –| -)",
        r"\b(?:get|save|up to|now|extra|enjoy) (?:up to )?\d+ ?% (?:off|discount|cashback)",
        r"\b\d+ ?% (?:off|discount) (?:your|for|on|all|every|with)\b",
        r"\b(?:limited[- ]time|exclusive|special|lifetime|early[- ]bird) (?:offer|deal|discount|"
        r"tickets|price)",
        r"\bfree shipping\b|\bact (?:fast|now)\b|\bno credit card\b|\blink in (?:my )?bio\b",
        r"\bstart your free\b|\b(?:best|lowest|unbeatable) prices?\b[^.!?\n]{0,15}(?:guarantee|"
        r"https)",
        r"\b(?:dm|pm|message|contact|text) (?:me|us) (?:today |now )?for (?:rates|details|prices|"
        r"a quote|more info)",
        r"\b(?:leading|trusted|premier) (?:provider|supplier) of\b|\bcontact us today\b",
        r"\bearn (?:up to )?\$ ?\d+ (?:a|per|every)\b|\b(?:profits?|results|income) guaranteed\b|"
        r"\b100% (?:profit|legit)\b",
        r"\bjoin my (?:telegram|whatsapp|channel|discord|newsletter)\b|"
        r"\bcheapest (?:\w+ ){0,2}packages?\b",
        r"jetzt (?:\d+ ?(?:%|€|euro) )?(?:rabatt|sparen|sichern|bestellen|kaufen)|"
        r"\bspare \d+ ?(?:%|€|euro)|gutscheincode \w",
        r"profitez de|inscrivez-vous (?:maintenant|vite)|avec le code \w|places limitées",
        r"aprovecha (?:la|esta) oferta|compra ahora|con el código \w",
        r"compre agora|aproveite (?:a|esta) oferta|com o cupom",
        r"今だけ|半額|お申し込みはこちら|期間限定",
    )
)

# only together with a link, or with a price
_WEAK = "|".join(
    (
        r"\b(?:sign up|register|subscribe|enrol|upgrade|buy|reserve) (?:it |yours |"
        r"your \w+ )?" + _NOW + r"\b",
        r"\b(?:check out|visit|try|see|buy|read|follow|like|support|order) (?:my|our) (?:new |"
        r"latest |brand-new )?"
        r"(?:course|book|ebook|app|product|page|shop|store|channel|kickstarter|service|website|"
        r"platform|newsletter|video)",
        r"\b(?:subscribe to|follow|join) (?:my|our) \w+|\bupvote (?:us|me)\b",
        r"\b(?:free|live|personal) (?:demo|webinar|trial|ebook|consultation|giveaway|signup)\b|"
        r"\bgiveaway\b",
        r"\b(?:try it|get started|start) (?:for )?free\b|\bclaim (?:your|my|the) |"
        r"\bunlock \w+ access",
        r"\b(?:book|schedule|grab|reserve) (?:a|yours?) (?:\w+ ){0,2}(?:call|demo|slots?|"
        r"tickets?|seats?|spots?|at https)",
        r"\bonly \d+ (?:\w+ )?(?:left|spots|seats|days left)|\bdon'?t miss (?:out|it|this)\b",
        r"\b(?:revolutionary|unbeatable|award-winning|world's leading|game-?changing|"
        r"all-in-one)\b|\bthe #1 \w+ (?:for|in)\b",
        r"\bthe (?:best|ultimate|leading|cheapest) [^.!?\n]{0,40}(?:on the (?:internet|market|"
        r"web|planet)|ever|app|tool for)\b",
        r"\bguarantees? (?:results|success|growth|profit)|\bwe help (?:companies|businesses|"
        r"teams|brands)\b",
        r"\b\d+ ?% (?:off|discount|cashback)\b|\$\d+ instead of|\bspecial deal\b|\bhire us\b|"
        r"\bour (?:sales|marketing) team\b",
        r"\bjust \$\d+|\bfor \$\d+|\$\d+/(?:month|mo|year)|\bbest price|\bboost your\b|"
        r"\b(?:both )?get \$\d+",
        r"\b(?:my|our) (?:new |latest )?(?:book|course|album|product|startup|app) (?:is|"
        r"are) (?:out|live|now|available|here)",
        r"\bexcited to announce our\b|\bjust launched on\b|\b1:1 coaching\b|\bcoaching,? book\b",
        r"melde dich jetzt|rabatt|offerta|descuento|desconto|\boferta\b|割引|セール",
    )
)
_SALE = r"\b(?:huge|big|summer|winter|black friday|flash) sale\b[^.!?\n]{0,60}\d+ ?%"
# somebody who asks about offers, or complains of them, makes none
_REMOVE = (
    r"\b(?:stop|please don't|avoid|against|no more|does|anyone|anybody|"
    r"is there)\b[^.!\n]{0,60}(?:link|code|coupon|discount|offer|deal)s?\b"
)


def promotion(words: pa.Array) -> pa.Array:
    """Which messages promote: codes, calls to buy, superlatives with a link.

    Meant as a reason against, to be looked at by a human, never as a ban. English first; a few
    fixed calls in German, French, Spanish, Portuguese and Japanese. An honest link to one's own
    work without a call is none.

    Args:
        words: from :func:`~peerlight.activity.text.own_words.own_words`.

    Returns:
        A boolean array as long.
    """
    strong = matches(words, _STRONG + "|" + _SALE, _STRONG + "|" + _SALE, _REMOVE)
    linked = pc.match_substring(words, LINK)
    weak = matches(words.filter(linked), _WEAK, _WEAK, _REMOVE)
    return pc.or_(strong, pc.replace_with_mask(linked, linked, weak))
