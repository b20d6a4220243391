"""Questions 6, 14, 17, 21 and the watch list over a recount: every answer and contact looked at for each person."""

from datetime import date, timedelta
from typing import Any

from domain.candidacy.events import Tier
from domain.kinship.events import TieRecorded
from domain.ledger import LedgerKind
from domain.outreach.events import (
    ExcellentMarkWithdrawn,
    MarkedExcellent,
    OutreachMade,
    PutOnWatchList,
    TakenOffWatchList,
    WillingnessRecorded,
)
from domain.rule_set import Outreach, Post
from domain.values.education import RANKS
from domain.values.partial_date import PartialDate
from projections.answer import Counting
from projections.ops import RANK
from projections.oracle.recount import Recount
from projections.oracle.recounted_mentors import ties as mentors_of
from projections.oracle.soul import Soul

OFFICE = ("serve", "stand")
SILENT = ("", "not_asked")
FAR = date.max


def heard(told: Recount, soul: Soul, *kinds: type) -> list[tuple[date, int, Any]]:
    """What was recorded of any of a soul's records, oldest first."""
    return sorted(
        (h for h in told.heard if h[2].person in soul.records and isinstance(h[2], kinds)),
        key=lambda h: h[:2],
    )


def word(told: Recount, soul: Soul, kind: str) -> tuple[date, bool, str | None] | None:
    """(as of, taken down, value) of one of the three questions; None where nobody said anything."""
    field = f"willingness_to_{kind}"
    claims = [(c.since, v) for c in soul.claims if (v := soul.read(c).get(field, "")) != ""]
    answers = [h for h in heard(told, soul, WillingnessRecorded) if h[2].kind == kind]
    if answers:
        on, _, event = answers[-1]
        claims = [(since, v) for since, v in claims if since > on and v not in SILENT]
        if not claims:
            return (on, True, str(event.private.answer))
    values = {v for _, v in claims}
    if not values or values == {"not_asked"}:
        return None
    as_of = max(c.since for c in soul.claims if soul.read(c).get(field))
    return (as_of, False, values.pop() if len(values) == 1 else None)


def last_word(told: Recount, soul: Soul) -> tuple[date, bool, str | None] | None:
    """On the post, whichever of the two questions was heard last; on one day the one taken down, then to stand."""
    words = [(w[0], w[1], kind, w[2]) for kind in OFFICE if (w := word(told, soul, kind))]
    found = max(words, key=lambda w: w[:3], default=None)
    return (found[0], found[1], found[3]) if found else None


def incumbents(told: Recount, region: str) -> list[tuple[str, str, str]]:
    """(standing, village, incumbent) without a ready successor, by standing, class, election date, code."""
    rows = []
    for code, village in told.register.items():
        for soul in told.souls:
            if not (village.counts and code.startswith(region) and told.is_incumbent(soul, code)):
                continue
            said, over = last_word(told, soul), _over_the_gate(told, soul, code)
            if any(_is_ready(told, other, code) for other in told.cleared(code)):
                continue
            if over or (said and said[2] == "no"):
                standing = "LEAVING"
            elif said is None:
                standing = "NOT_ASKED"
            elif over is None or said[2] is None:
                standing = "UNKNOWN"
            else:
                continue
            order = ["LEAVING", "NOT_ASKED", "UNKNOWN"].index(standing)
            elects = told.election_date(code) or FAR
            rows.append(((order, RANK[told.class_of(code)[0]], elects, code), (standing, code, soul.id)))
    return [row for _, row in sorted(rows)]


def _over_the_gate(told: Recount, soul: Soul, code: str) -> bool | None:
    """Every possible birthday is tried; None where they disagree or the day is not known."""
    gate = told.rules.candidacy_gate if told.rules else None
    post = gate.posts[Post.SECRETARY] if gate else None
    if post is None or gate is None:
        return None
    least = post.education_min_continuing
    rank = soul.education_rank()
    if least and rank is not None and rank < RANKS[least]:
        return True
    born = soul.birth()
    counted_on = gate.counted_on or told.election_date(code)
    if counted_on is None or born is None:
        return None
    found = {_age(day, counted_on) > post.age_max_continuing for day in _days(born)}
    if found == {True}:
        return True
    return None if True in found or (least and rank is None) else False


def _is_ready(told: Recount, soul: Soul, code: str) -> bool:
    said = last_word(told, soul)
    admitted = [c for c in told.standing_for(soul, code) if c.decided]
    best = [c for c in admitted if c.admitted and told.holds_on(c, told.on)]
    mature = any(c.tier is Tier.MATURE for c in best)
    return mature and said is not None and said[2] in ("yes", "as_arranged")


def unwilling(told: Recount, region: str) -> list[tuple[bool, date, str]]:
    """(left alone, next day or the last of all days, id) of everybody marked and unwilling, in order."""
    rows = []
    for soul in _of(told, region):
        marks = heard(told, soul, MarkedExcellent, ExcellentMarkWithdrawn)
        noes = [
            kind for kind in ("stand", "return", "serve") if (word(told, soul, kind) or (0, 0, ""))[2] == "no"
        ]
        if marks and isinstance(marks[-1][2], MarkedExcellent) and noes:
            stopped, next_on = _next(told, soul)
            rows.append((stopped, next_on or FAR, soul.id))
    return sorted(rows)


def _next(told: Recount, soul: Soul) -> tuple[bool, date | None]:
    """Whether the person is left alone; else the day that the last contact agreed on."""
    rules = told.rules.outreach if told.rules else Outreach()
    refusals = 0
    events = heard(told, soul, WillingnessRecorded, OutreachMade)
    for on, at, event in events:
        if isinstance(event, OutreachMade) and event.private and event.private.answer == "no":
            refusals += 1
        # The answer to a contact stands right behind it; any other than no begins anew.
        if isinstance(event, WillingnessRecorded) and event.private and event.private.answer != "no":
            refusals = 0
        del on, at
    made = heard(told, soul, OutreachMade)
    stopped = refusals >= rules.refusals_stop
    return stopped, None if stopped or not made else made[-1][2].private.next_on


def rates(told: Recount, region: str) -> dict[str, tuple[int, int, int]]:
    """By channel: contacts made by the day, those settled, those won."""
    days = (told.rules.outreach if told.rules else Outreach()).success_days
    found: dict[str, tuple[int, int, int]] = {}
    for soul in _of(told, region):
        yes = {
            (h[2].kind, h[0]) for h in heard(told, soul, WillingnessRecorded) if h[2].private.answer == "yes"
        }
        for on, _, event in heard(told, soul, OutreachMade):
            if on <= told.on:
                won = any((event.kind, on + timedelta(days=n)) in yes for n in range(days + 1))
                over = on + timedelta(days=days) < told.on
                n, s, w = found.get(event.private.channel, (0, 0, 0))
                found[event.private.channel] = (n + 1, s + (won or over), w + won)
    return found


def natives(told: Recount, region: str, counting: Counting) -> list[dict[str, Any]]:
    """Everybody whom a ledger of natives names, in order, with the four flags."""
    every = (told.rules.outreach if told.rules else Outreach()).contact_every_days
    wanted = told.rules.reserves_wanted if told.rules else {}
    rows = []
    for soul in _of(told, region):
        if not any(c.event.source.kind == LedgerKind.TALENTS for c in soul.claims):
            continue
        code = soul.value("native_village")
        kind = told.class_of(code)[0] if code in told.register else None
        counted = told.cleared if counting is Counting.CLEARED else told.roster
        counts = code in told.register and told.register[code].counts
        short = max(0, wanted.get(kind, 1) - len(counted(code))) if code and counts else 0
        stopped, next_on = _next(told, soul)
        made = heard(told, soul, OutreachMade)
        due = not stopped and (
            not made or (next_on <= told.on if next_on else (told.on - made[-1][0]).days > every)
        )
        back = word(told, soul, "return")
        rows.append(
            {
                "key": (RANK[kind] if kind else 3, -short, code or "", soul.id),
                "id": soul.id,
                "short_by": short,
                "willing": bool(back and back[2] in ("yes", "as_arranged")),
                "relation_elsewhere": soul.value("party_affiliation") == "elsewhere",
                "due": due,
            }
        )
    return sorted(rows, key=lambda row: row["key"])


def watched(told: Recount, region: str) -> list[tuple[str, str]]:
    """(village, id) of every entry that stands."""
    rows = set()
    for soul in told.souls:
        last: dict[str, Any] = {}
        for _, _, event in heard(told, soul, PutOnWatchList, TakenOffWatchList):
            last[event.village] = event
        rows |= {(code, soul.id) for code, event in last.items() if isinstance(event, PutOnWatchList)}
    return sorted(row for row in rows if row[0].startswith(region))


def tied(told: Recount) -> set[tuple[str, str]]:
    """Pairs of souls with a tie that stands between any of their records, the smaller id first."""
    last: dict[tuple[str, str], Any] = {}
    for _, _, event in sorted((h for h in told.heard if hasattr(h[2], "other")), key=lambda h: h[:2]):
        last[event.person, event.other] = event
    found = set()
    for (person, other), event in last.items():
        ends = [next((s.id for s in told.souls if r in s.records), "") for r in (person, other)]
        if isinstance(event, TieRecorded) and all(ends) and ends[0] != ends[1]:
            found.add((min(ends), max(ends)))
    return found


def tied_with_parts(told: Recount, region: str) -> dict[tuple[str, str], set[str]]:
    """Of the tied pairs whose both ends have a part in a village of the region: where they meet in one matter."""
    found = {}
    for one, other in tied(told):
        mine, theirs = _parts(told, one, region), _parts(told, other, region)
        if mine and theirs:
            found[one, other] = {v for v, r in mine for w, q in theirs if v == w and (r == q or "" in (r, q))}
    return found


def _parts(told: Recount, who: str, region: str) -> set[tuple[str, str]]:
    """(village, whose candidacy or empty) of every part that somebody has."""
    soul = next(s for s in told.souls if s.id == who)
    names = {soul.read(c).get("name") for c in soul.claims} | {soul.value("name")}
    parts = {(code, "") for code in told.register if told.is_incumbent(soul, code)}
    for code in told.register:
        for other in told.souls:
            if told.on_roster(other, code) and other is soul:
                parts.add((code, soul.id))
            for c in told.standing_for(other, code):
                made = [c.proposed, c.admitted, *(review.made for review in c.reviews.values())]
                if any(m and m.by and m.by in names for m in made):
                    parts.add((code, other.id))
    parts |= {(code, reserve) for (reserve, code), mine in mentors_of(told).items() if who in mine}
    return {part for part in parts if part[0].startswith(region)}


def _of(told: Recount, region: str) -> list[Soul]:
    """Souls that belong to a region; to the county, those without any place too."""
    everybody = bool(told.counties) and told.counties[-1].startswith(region)
    return [
        soul for soul in told.souls if everybody or any(code.startswith(region) for code in told.places(soul))
    ]


def _days(born: PartialDate) -> list[date]:
    first, last = born.earliest().toordinal(), born.latest().toordinal()
    return [date.fromordinal(day) for day in range(first, last + 1)]


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
