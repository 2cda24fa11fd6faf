"""Invented archives of questions, rooms and praise, by where they lie."""

from __future__ import annotations

WHO = ("wanda", "oskar", "mina")
PRAISE = "ID,DATE,TO USER ACCOUNT,TO USER ACCOUNT ID,FROM USER ACCOUNT,FROM USER ACCOUNT ID,REASON"


def question_exports() -> dict[str, bytes]:
    """What each file holds."""
    texts = {
        "stackexchange-dump/Users.xml": users(),
        "stackexchange-dump/Posts.xml": posts(),
        "gitter-archive/Pots.tsv": gitter(),
        "praise-export/round-1.csv": praise(),
    }
    return {place: text.encode() for place, text in texts.items()}


def users() -> str:
    rows = (
        f'<row Id="{n}" DisplayName="{who}" CreationDate="{day(1)}" />\n'
        for n, who in enumerate(WHO)
    )
    return f"<users>\n{''.join(rows)}</users>"


def posts() -> str:
    rows = (
        f'<row Id="{n}" PostTypeId="{1 if n == 1 else 2}" ParentId="1" OwnerUserId="{n % 3}"'
        f' CreationDate="{day(n)}" Body="&lt;p&gt;hello&lt;/p&gt;" />\n'
        for n in range(1, 9)
    )
    return f"<posts>\n{''.join(rows)}</posts>"


def gitter() -> str:
    room, user = "5" * 24, "{:024x}".format
    return "".join(
        f"{room}\ttea/pots\t{day(n)}Z\t{user(n % 3)}\t{WHO[n % 3]}\t{user(n)}\t@{WHO[n % 2]} hi\n"
        for n in range(1, 9)
    )


def praise() -> str:
    rows = (
        f"{n:024x},{day(n)}Z,{WHO[n % 3]},{n % 3},{WHO[n % 2]},{n % 2},for the tea\n"
        for n in range(1, 9)
    )
    return f"{PRAISE}\n{''.join(rows)}"


def day(n: int) -> str:
    """Noon of a day in January 2024."""
    return f"2024-01-{n:02d}T12:00:00.000"
