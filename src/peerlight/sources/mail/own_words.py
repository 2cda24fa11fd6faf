"""A writer's own words: without quotes, signatures, footers and anybody's address."""

from __future__ import annotations

import re

from peerlight.sources.mail.headers import OBSCURED
from peerlight.sources.words import NO_ADDRESS, words

# with the writer's initials, indented but for a console's sign, or a stroke that is no table's
_QUOTE = re.compile(
    r"\s{0,3}(?:(?:[A-Z][A-Za-z]{0,4} ?)?>|\|(?: (?!.*\|\s*$)|\s*$))|\s{4,8}>(?!>> )"
)
_SAID = re.compile(
    r"\b(?:wrote|writes|said|says|schrieb|écrit|escribió|scrisse|scritto|escreveu|napisał|skrev"
    r"|schreef|пишет|писал|quoting)\b|\b(?:19|20)\d\d\b|写道|寫道",
    re.IGNORECASE,
)
_ON = re.compile(r"\W{0,2}(?:On|Am|Le|El|Il|Em|Op|Den|W dniu)\b.{4,300}:\s*$", re.DOTALL)
_WROTE = re.compile(r"\b(?:wrote|schrieb[^:]*|écrit|escribió|scritto|escreveu)\s?:\s*$")
_LAST_LINES, _LONGEST = 3, 400

# what follows these is not the writer's
_ENDS = re.compile(r"-- $|-{8,} next part -{8,}|-----BEGIN PGP SIGNATURE-----")
_COPIES = re.compile(
    r"-{2,} ?(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Message d'origine"
    r"|Mensaje original|Messaggio originale|Oorspronkelijk bericht) ?-{2,}"
    r"|Begin forwarded message:",
    re.IGNORECASE,
)
_RULE = re.compile(r"_{20,}\s*$")
_LISTS_OWN = re.compile(
    r"mailing list|/listinfo|^From:|To unsubscribe", re.IGNORECASE | re.MULTILINE
)
_HEADED = re.compile(r"\*?From:\*? .+\n(?:.*\n)?\*?(?:Sent|Date|To|Subject|Cc):\*? ")
_SIGNED = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:Hash:.*\n)?")
_SHORT_END = 10

_AT = re.compile(
    r"(?<![\w/.@+=-])[\w.+=-]{1,64}+(?: at |\(at?\))(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b"
    r"(?![/:\w.-]\S)"
)
_GARBLED = re.compile(rf"[^\s<>]{{1,64}}(?:{OBSCURED})[^\s<>]{{1,255}}")
_FILE = re.compile(r"\.(?:py|cpp|java|txt|html?|xml|php|js|css|json|rb|dll|exe|jar)$")
# what stands before a place and is nobody's mailbox
_NOBODY = re.compile(
    r"(?:look|looking|looked|available|is|are|be|was|it|this|that|here|there|hosted|found|up|live"
    r"|lives|out|online|pages?|docs|documentation|code|source|site|website|downloads?|posted"
    r"|read|more|and|or|not|starts?|started|see|check|one|them|everything|visit|works?) ",
    re.IGNORECASE,
)


def own_words(text: str) -> str | None:
    """What the writer of a mail says; None where that is nothing. Linear in the text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "BEGIN PGP" in text:
        text = _SIGNED.sub("", text, count=1).replace("\n- -", "\n-")
    return words(without_addresses("\n".join(_own_lines(text.split("\n")))))


def without_addresses(text: str) -> str:
    """The text without addresses in the forms that list archives turn them into.

    The common form is left to :func:`~peerlight.sources.words.words`.
    """
    if " at " in text or "(a" in text:
        text = _AT.sub(_hidden, text)
    if " @end" in text or " m@ili@g" in text:
        text = _GARBLED.sub(NO_ADDRESS, text)
    return text.replace(f"<{NO_ADDRESS}>", NO_ADDRESS)


def _hidden(found: re.Match[str]) -> str:
    said = found[0]
    prose = _NOBODY.match(said) is not None or _FILE.search(said) is not None
    return said if prose else NO_ADDRESS


def _own_lines(lines: list[str]) -> list[str]:
    # never begins with a blank line, so that it is empty as long as nothing is said
    own: list[str] = []
    quotes = [_QUOTE.match(line) is not None for line in lines]
    last_quote = max((at for at, quote in enumerate(quotes) if quote), default=-1)
    copied = False
    for at, line in enumerate(lines):
        copied = copied and line.strip() != ""
        if copied:
            continue
        if quotes[at]:
            if at and not quotes[at - 1]:
                _take_back(own)
        elif not line.strip():
            if own:
                own.append("")
        elif _is_copy(lines, at):
            if own or at > last_quote:
                break
            # the headers of what is quoted below, and answered there
            copied = True
        elif _is_end(lines, at):
            break
        elif said := _saying_who(own, line):
            del own[len(own) - said + 1 :]
            if own and at > last_quote:
                break
        else:
            own.append(line)
    return own


def _is_copy(lines: list[str], at: int) -> bool:
    """Whether a mail copied with its headers begins here."""
    line = lines[at]
    if line[0] not in "-BbF*":
        return False
    return _COPIES.match(line) is not None or (
        line[0] in "F*" and _HEADED.match("\n".join(lines[at : at + 3])) is not None
    )


def _is_end(lines: list[str], at: int) -> bool:
    """Whether nothing of the writer's own follows this line."""
    line = lines[at]
    if line[0] == "_":
        after = "\n".join(lines[at : at + 4])
        return _RULE.match(line) is not None and _LISTS_OWN.search(after) is not None
    if line == "--":
        return len(lines) - at <= _SHORT_END
    return line[0] == "-" and _ENDS.match(line) is not None


def _take_back(own: list[str]) -> None:
    """Take away the lines that say who is quoted next."""
    while own and not own[-1].strip():
        own.pop()
    start = len(own)
    while start and len(own) - start < _LAST_LINES and own[start - 1].strip():
        start -= 1
        if _ON.match("\n".join(own[start:])):
            break
    said = "\n".join(own[start:])
    if _ON.match(said) and _SAID.search(said):
        del own[start:]
    elif own and own[-1].rstrip().endswith((":", "...")) and _SAID.search(own[-1]):
        own.pop()
    if own:
        own.append("")


def _saying_who(own: list[str], line: str) -> int:
    """How many lines up to this one say who is quoted: ``On … wrote:`` on one or two lines."""
    if len(line) > _LONGEST or ":" not in line[-4:] or not _WROTE.search(line):
        return 0
    if _ON.match(line):
        return 1
    return 2 if own and _ON.match(f"{own[-1]}\n{line}") else 0
