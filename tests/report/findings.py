"""Invented findings: people in several scripts, two of them with hostile names."""

from __future__ import annotations

from dataclasses import replace

from peerlight.clock import DAY, parse_date
from peerlight.values import (
    Card,
    Estimate,
    Evidence,
    Findings,
    Reason,
    SetAside,
    SourceAudit,
    Totals,
    Undetermined,
)

CUT = parse_date("2025-05-31")
HOSTILE = "\u202eevil\x1b[31m [red]</svg><script>alert(1)</script>" + "x" * 10_000
SMEARED = "Z" + "\u0335\u0336\u0337\u0338" * 40 + "algo\u2066"

QUOTES = (
    "Welcome! Tell us what you are building, and somebody will lend you a jig for it.",
    "שלום, הנה התמונה של הספסל שסיימתי אתמול",
    "乾燥は三日で十分です。焦らないでください。",
    "جرّب الزيت أولاً ثم الشمع، ودع الخشب يرتاح ليلة كاملة",
    "I burned two boards before I understood it: lower the feed, not the speed.",
    "<b>not bold</b> & [link](javascript:alert(1)) \u202egnp.exe",
)
PEERS = ("Teodora Vint", "עדי גפן", "青木はる", "سليم مراد", "Okke Brandsma", HOSTILE)


def evidence(signal: str, member: str, n: int, step_days: int = 5) -> tuple[Evidence, ...]:
    """``n`` rows of evidence, the newest two days before the cut."""
    return tuple(
        Evidence(
            signal=signal,
            member_id=member,
            peer_id=f"m{i % len(PEERS)}",
            message_id=f"slack:C7-{1_700_000_000 + 311 * i}",
            thread_id=f"slack:T{i // 2}",
            at=CUT - (2 + step_days * i) * DAY,
            value=1_000_000,
            peer_name=PEERS[i % len(PEERS)],
            channel=("finishing", "first-steps", "木工")[i % 3],
            quote=QUOTES[i % len(QUOTES)] if i % 4 != 3 else None,
            url=(f"https://forge.example/t/{i}?a=1&b=2", None, "javascript:alert(1)")[i % 3],
        )
        for i in range(n)
    )


def reason(signal: str, sentence: str, member: str, n: int, counts: str = "rows") -> Reason:
    """A reason whose count is the number of its rows, or of the distinct peers in them."""
    rows = evidence(signal, member, n)
    count = len({row.peer_id for row in rows}) if counts == "peers" else n
    return Reason(signal, sentence.format(count), count, counts, rows)


def card(
    member_id: str,
    name: str,
    sentence: str,
    tier: str | None,
    interval: tuple[float, float, float] | None,
    niches: tuple[str, ...] = ("wood finishing",),
    following: tuple[int, int] = (23, 14),
    drawn_by: str = "helps_newcomers",
) -> Card:
    """One proposed person with three reasons and their evidence."""
    estimate = None
    if interval is not None:
        low, value, high = interval
        estimate = Estimate(value, low, high, 0.9, 120, "percentile among active members")
    return Card(
        member_id=member_id,
        name=name,
        sentence=sentence,
        reasons=(
            reason("welcomes", "Answered {} newcomers first", member_id, 17, "peers"),
            reason("answers", "Answered {} questions that had gone unanswered", member_id, 61),
            reason("is_consistent", "Was there in {} of the last 26 weeks", member_id, 9),
        ),
        against="Nearly all of it is about one niche, so it may not carry further.",
        following=following[0],
        engaged=following[1],
        roles=("answers", "welcomes", "encourages"),
        niches=niches,
        estimate=estimate,
        tier=tier,
        drawn_by=drawn_by if estimate else None,
        estimates={
            "helps_newcomers": estimate,
            "turned_to": Estimate(0.6, 0.21, 0.93, 0.9, 14, "percentile"),
            "recognised": Undetermined("no appointment or award is in this data"),
        }
        if estimate
        else {},
        unknown=("What they do in private channels and outside this community.",),
    )


def shortlist() -> tuple[Card, ...]:
    """Seven people in three tiers, names in five scripts, two of them hostile."""
    return (
        card(
            "slack:U1",
            "Marit Oosterveld",
            "Marit is the person whom people new to the workshop meet first, and many stay.",
            "1",
            (0.82, 0.91, 0.97),
        ),
        card(
            "slack:U2",
            "أمل حداد",
            "أمل حداد answers what others leave lying, above all about oils and waxes.",
            "1",
            (0.84, 0.93, 0.99),
            ("oils and waxes", "الزيوت", "restoration"),
        ),
        card(
            "slack:U3",
            "נועה בן־דוד",
            "נועה בן־דוד brings together people who would not have met.",
            "2",
            (0.61, 0.74, 0.86),
            drawn_by="turned_to",
        ),
        card(
            "slack:U4",
            "中村 悠希",
            "中村 悠希 starts threads in which many others find something to say.",
            "2",
            (0.58, 0.70, 0.83),
            ("木工", "joinery"),
            (41, 12),
            "recognised",
        ),
        card(
            "slack:U5",
            HOSTILE,
            f"{HOSTILE} writes little, and is answered by many.",
            "2",
            (0.55, 0.73, 0.9),
            (),
            (1, 1),
        ),
        card("slack:U6", SMEARED, "Thanks people in public.", "3", (0.12, 0.5, 0.84), (), (0, 0)),
        card(
            "slack:U7",
            "Ng\u1ecdc-Anh \U0001f469\u200d\U0001f527",
            "Passes on what others found, and it travels.",
            "3",
            (0.31, 0.52, 0.79),
            following=(8, 0),
        ),
    )


def set_aside() -> tuple[SetAside, ...]:
    """Members set aside for five reasons, one of them with details after a colon."""
    return (
        SetAside("slack:B1", "Build Herald", "bot: the source says so"),
        SetAside("slack:B2", "[bold]Reminder[/bold]", "bot: writes at the same minute every day"),
        SetAside("slack:A1", "Ruth Ammerlaan", "appointed: moderator"),
        SetAside("slack:V1", "Casimir Dole", "already visible"),
        SetAside("slack:H1", HOSTILE, "already visible"),
        *(SetAside(f"slack:L{i}", f"Guest {i}", "too little data") for i in range(1_204)),
    )


def findings() -> Findings:
    """A whole shortlist, with everything that findings can hold."""
    return Findings(
        kind="shortlist",
        audit=(
            SourceAudit(
                source="slack",
                path="exports/riverside-workshop.zip",
                found=13_004,
                kept=12_431,
                dropped={
                    "written by bots or the system": 402,
                    "the same message twice": 169,
                    "time stamps out of range": 2,
                },
                unreadable=("general/2024-11-02.json: ends in the middle of a record",),
                notes=("2 people share the name “Sam”; they are kept apart by their ids.",),
                stated={"messages": 13_010, "members": 1_216, "channels": 14, "polls": 3},
                read={"members": 1_216, "channels": 15},
            ),
            SourceAudit("discourse", "forum/", 812, 812, {}),
        ),
        totals=Totals(
            messages=13_243,
            members=1_216,
            reactions=9_120,
            replies=7_804,
            mentions=2_345,
            threads=3_310,
            channels=1,
            first=parse_date("2024-03-03"),
            last=CUT,
        ),
        shortlist=shortlist(),
        set_aside=set_aside(),
        limits=(
            "Promotion of the community elsewhere is never in an export.",
            "This source does not record when somebody reacted.",
        ),
        community="Riverside Workshop · סדנת הנהר",
        judgement=(
            "Right: 5 of the 7 people named were planted as quiet helpers.",
            "Wrong: Ngọc-Anh was planted as merely loud.",
            "Missed: 6 quiet helpers with fewer than 20 messages each.",
        ),
        provenance={
            "command": "peerlight find exports/riverside-workshop.zip forum/ --html report.html",
            "version": "0.1.0",
            "method_version": "1",
            "seed": 1,
            "data_cut": "2025-05-31T00:00:00Z",
            "configuration": {"shortlist": 7, "replicates": 200, "url_template": ""},
            "signals": ["answers 1", "welcomes 1"],
        },
    )


def thank_you() -> Findings:
    """A community too small for estimates."""
    whole = findings()
    people = tuple(
        replace(
            person, estimate=None, estimates={}, tier=None, drawn_by=None, unknown=(), niches=()
        )
        for person in whole.shortlist[:4]
    )
    return replace(
        whole,
        kind="thank-you",
        shortlist=people,
        judgement=(),
        set_aside=(),
        limits=("With fewer than 150 active members no estimate would be honest.",),
    )


def nothing() -> Findings:
    """Findings of a source in which there was next to nothing."""
    return Findings(
        kind="thank-you",
        audit=(SourceAudit("tables", "empty/", 0, 0, {}),),
        totals=Totals(0, 0, 0, 0, 0, 0, 0, None, None),
        shortlist=(),
        set_aside=(),
        limits=("There is no message in this data.",),
    )
