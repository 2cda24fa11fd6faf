"""An invented archive of a mailing list, by where it lies."""

from __future__ import annotations

WHO = ("Wanda Brook", "Oskar Hill", "Mina Field")


def mail_exports() -> dict[str, bytes]:
    """What each file holds."""
    return {"list-archive/pots/2024-January.txt": "".join(map(mail, range(1, 9))).encode()}


def mail(number: int) -> str:
    who = WHO[number % 3]
    address = f"{who.partition(' ')[0].lower()} at pots.example"
    return (
        f"From {address}  Tue Jan {number:2} 12:00:00 2024\n"
        f"From: {address} ({who})\n"
        f"Date: Tue, {number} Jan 2024 12:00:00 +0000\n"
        "Subject: [Pots] Cold tea\n"
        f"In-Reply-To: <{number - 1}@pots.example>\n"
        f"Message-ID: <{number}@pots.example>\n"
        "\nhello\n\n"
    )
