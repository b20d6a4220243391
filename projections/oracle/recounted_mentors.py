"""Questions 2, 11 and 12 over a recount: who mentors whom, by decision or by name, and what is missing or due."""

from datetime import date
from typing import Any

from domain.ledger import LedgerKind
from domain.mentorship.events import MentorAssigned, MentorReleased, TalkHeld
from domain.rule_set import Mentoring, MentorRole, VillageClass
from projections.oracle.recount import Recount
from projections.oracle.soul import Soul

Tie = tuple[str | None, date | None, str]
"""(role, since, source)."""


def mentor_of(told: Recount, name: str, code: str, reserve: Soul) -> str | None:
    """The one mentor that a name on a roster means, or None."""
    bearers = [soul for soul in told.souls if soul is not reserve and name in _mentor_names(soul)]
    linked = [soul for soul in bearers if code in _linked(soul)]
    near = [soul for soul in bearers if code[:9] in {_township(soul), *(c[:9] for c in _linked(soul))}]
    found = linked or near or bearers
    return found[0].id if len(found) == 1 else None


def pairings(told: Recount) -> set[tuple[str, str, str]]:
    """(mentor, reserve, village) by the ledgers' names."""
    found = set()
    for code in told.register:
        for soul in told.roster(code):
            names = soul.row(LedgerKind.RESERVES, code).get("mentor_names")
            for name in (names.value or "").split("、") if names else ():
                mentor = mentor_of(told, name, code, soul) if name else None
                if mentor:
                    found.add((mentor, soul.id, code))
    return found


def mentor_rows(told: Recount, region: str) -> list[tuple[int, str]]:
    """(minus the load, id) of every mentor linked to a place of the region, in order."""
    pairs = [(m, r) for (r, _), mine in ties(told).items() for m in mine]
    rows = []
    for soul in told.souls:
        if soul.decided or soul.says(LedgerKind.MENTORS):
            areas = [code for code in _linked(soul) or [_township(soul)] if _known(told, code)]
            if not _linked(soul) and not _township(soul):
                areas = told.counties[-1:]
            if any(area.startswith(region) for area in areas):
                rows.append((-len({r for m, r in pairs if m == soul.id}), soul.id))
    return sorted(rows)


def ties(told: Recount) -> dict[tuple[str, str], dict[str, Tie]]:
    """By (reserve, village): every mentor they have now. A decision about two people wins over a ledger's name."""
    found: dict[tuple[str, str], dict[str, Tie]] = {}
    named = pairings(told)
    for code in told.register:
        for reserve in told.roster(code):
            mine: dict[str, Tie] = {}
            decided = {soul.id for soul in _let_go(told, reserve, code)}
            for event, stands in _pairs(told, reserve, code):
                mentor = _soul(told, event.mentor)
                if mentor and mentor is not reserve:
                    decided.add(mentor.id)
                    tie = (str(event.role), event.since, "decided")
                    if stands and (mentor.id not in mine or _first(tie) < _first(mine[mentor.id])):
                        mine[mentor.id] = tie
            for mentor_id, reserve_id, where in named:
                if (reserve_id, where) == (reserve.id, code) and mentor_id not in decided:
                    mine[mentor_id] = (_only_role(told, mentor_id), None, "ledger")
            if mine:
                found[reserve.id, code] = mine
    return found


def contacts(told: Recount, region: str) -> dict[str, Any]:
    """Reserves of a region admitted or paired by decision: (days count from, id, never), the late ones in order."""
    days = told.rules.mentoring.talk_every_days if told.rules else 30
    rows, named, paired = [], set(), 0
    tied = ties(told)
    for soul in told.souls:
        sinces = {
            (code, since)
            for (reserve, code), mine in tied.items()
            for _, since, source in mine.values()
            if reserve == soul.id and source == "decided"
        }
        admitted = [
            (code, c.admitted.on)
            for code in told.register
            if told.on_roster(soul, code)
            for c in told.standing_for(soul, code)
            if c.admitted
        ]
        here = [code for (reserve, code) in tied if reserve == soul.id and code.startswith(region)]
        paired += any(code.startswith(region) for code, _ in sinces)
        if any(code.startswith(region) for code, _ in [*admitted, *sinces]):
            talks = [
                e.held_on for e in told.mentoring if isinstance(e, TalkHeld) and e.person in soul.records
            ]
            since = max([min(day for _, day in admitted or sinces if day), *talks])
            rows.append((since, soul.id, not talks))
        elif here:
            named.add(soul.id)
    late = sorted(row for row in rows if (told.on - row[0]).days > days)
    return {"late": late, "counted": len(rows), "paired": paired, "named": len(named)}


def gaps(told: Recount, region: str) -> list[dict[str, Any]]:
    """Difficult and key villages with either flag, in order."""
    rows = []
    tied = ties(told)
    for code, village in told.register.items():
        kind = told.class_of(code)[0]
        roster = told.roster(code)
        if not village.counts or not code.startswith(region) or not roster or kind is VillageClass.ORDINARY:
            continue
        required = (told.rules.mentoring if told.rules else Mentoring()).roles.get(kind, ())
        missing = {}
        for soul in roster:
            filled = {role for role, _, _ in tied.get((soul.id, code), {}).values()}
            missing[soul.id] = [role for role in required if role not in filled]
        mature = any(_tier(told, soul, code) == "mature" for soul in roster)
        lacking = sum(len(roles) for roles in missing.values())
        if lacking or not mature:
            order = (kind is VillageClass.KEY, -lacking, code)
            rows.append({"order": order, "code": code, "missing": missing, "no_mature": not mature})
    return sorted(rows, key=lambda row: row["order"])


def _tier(told: Recount, soul: Soul, code: str) -> str | None:
    """What a named person set last, else the ledger's claim."""
    said = soul.row(LedgerKind.RESERVES, code).get("tier")
    tier, day = said.value if said else None, date.min
    for candidacy in told.standing_for(soul, code):
        if candidacy.tier and candidacy.tier_set and candidacy.tier_set.on > day:
            tier, day = candidacy.tier, candidacy.tier_set.on
    return tier


def _pairs(told: Recount, reserve: Soul, code: str) -> list[tuple[MentorAssigned, bool]]:
    """Every decided pairing of a reserve for a village, and whether it stands."""
    mine = [e for e in told.mentoring if e.person in reserve.records and e.village == code]
    return [
        (
            event,
            not any(
                isinstance(e, MentorReleased) and (e.person, e.mentor) == (event.person, event.mentor)
                for e in mine[at:]
            ),
        )
        for at, event in enumerate(mine)
        if isinstance(event, MentorAssigned)
    ]


def _let_go(told: Recount, reserve: Soul, code: str) -> list[Soul]:
    """Mentors whose pairing with a reserve a decision ended, also one that only a ledger named."""
    ended = [
        e
        for e in told.mentoring
        if isinstance(e, MentorReleased) and e.person in reserve.records and e.village == code
    ]
    return [soul for e in ended if (soul := _soul(told, e.mentor))]


def _first(tie: Tie) -> tuple[Any, Any]:
    return tie[1], tie[0]


def _only_role(told: Recount, mentor: str) -> str | None:
    soul = _soul(told, mentor)
    if soul and soul.decided:
        return str(soul.decided.roles[0]) if len(soul.decided.roles) == 1 else None
    fact = soul.row(LedgerKind.MENTORS).get("role") if soul else None
    return fact.value if fact and fact.value in set(MentorRole) else None


def _soul(told: Recount, record: str) -> Soul | None:
    return next((soul for soul in told.souls if record in soul.records), None)


def _mentor_names(soul: Soul) -> set[str]:
    """A registered mentor whom no mentors ledger names bears their own name."""
    rows = soul.says(LedgerKind.MENTORS)
    if rows:
        return {row.get("name", "") for row in rows} - {""}
    return {soul.value("name") or ""} - {""} if soul.decided else set()


def _linked(soul: Soul) -> list[str]:
    if soul.decided:
        return list(soul.decided.villages)
    fact = soul.row(LedgerKind.MENTORS).get("linked_villages")
    return (fact.value or "").split() if fact else []


def _township(soul: Soul) -> str:
    if soul.decided:
        return soul.decided.township or ""
    fact = soul.row(LedgerKind.MENTORS).get("township")
    return (fact.value or "") if fact else ""


def _known(told: Recount, code: str) -> bool:
    return code in told.register or code in told.townships
