"""Classes on several days once more, over a recount: every possible birthday is tried."""

from datetime import date, timedelta

from domain.rule_set import Terms
from domain.values.education import RANKS
from projections.oracle.recount import Recount
from projections.oracle.recounted import is_in_class
from projections.oracle.soul import Soul

CLASS = tuple[str, tuple[str, ...], tuple[str, ...]]


def class_on(told: Recount, soul: Soul, on: date) -> CLASS:
    """(terms met, quotas counted for, quotas in doubt)."""
    met = {name: _meets(soul, terms, on) for name, terms in (("GENERAL", told.rules.general),
                                                             ("EXCEPTIONAL", told.rules.exceptional))}  # fmt: skip
    if met["GENERAL"] == {True}:
        eligibility = "GENERAL"
    elif met["EXCEPTIONAL"] == {False}:
        eligibility = "NEITHER"
    else:
        eligibility = (
            "EXCEPTIONAL" if (met["GENERAL"], met["EXCEPTIONAL"]) == ({False}, {True}) else "UNKNOWN"
        )
    counts = {quota.code: is_in_class(quota, soul, on) for quota in told.rules.quotas}
    return (
        eligibility,
        tuple(code for code, answer in counts.items() if answer),
        tuple(code for code, answer in counts.items() if answer is None),
    )


def shifting(told: Recount) -> set[tuple[str, str]]:
    """(village, person) on a roster whose class is not the same today, on the reference date and at the election."""
    if not told.rules:
        return set()
    return {
        (code, soul.id)
        for code in told.register
        for soul in told.roster(code)
        if len(
            {class_on(told, soul, day) for day in (told.on, told.reference, told.election_date(code)) if day}
        )
        > 1
    }


def lacking_standing(told: Recount) -> dict[tuple[str, str], date | None]:
    """(village, person) on a roster who lack standing, with the first day on which they would not."""
    found = {}
    for code in told.register:
        for soul in told.roster(code):
            earliest = _earliest(told, soul)
            if (earliest is None and _standing(soul) != "full") or (earliest and earliest > told.on):
                found[code, soul.id] = earliest
    return found


def _meets(soul: Soul, terms: Terms, on: date) -> set[bool]:
    """Every answer that is still possible."""
    rank = soul.education_rank()
    schooled = {True, False} if rank is None else {rank >= RANKS[terms.education_min]}
    born = soul.birth()
    young = {True, False} if born is None else set()
    day = born.earliest() if born else date.max
    while born and day <= born.latest():
        young.add(on.year - day.year - ((on.month, on.day) < (day.month, day.day)) <= terms.age_max)
        day += timedelta(days=1)
    return {one and other for one in schooled for other in young}


def _standing(soul: Soul) -> str:
    if "member_kind" in soul.facts:
        return {"full": "full", "probationary": "probationary"}.get(soul.value("member_kind") or "", "")
    said = soul.value("political_status")
    return {None: "", "party_member": "full", "probationary_member": "probationary"}.get(said, "none")


def _earliest(told: Recount, soul: Soul) -> date | None:
    standing, joined = _standing(soul), soul.value("joined_party")
    if standing == "none":
        return _in_years(told.on, 3)
    if not standing or not joined:
        return None
    year, month, day = ([int(part) for part in joined.split("-")] + [0, 0])[:3]
    last = date(year, month, day) if day else _end_of(year, month or 12)
    return _in_years(last, 2)


def _end_of(year: int, month: int) -> date:
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def _in_years(day: date, years: int) -> date:
    """The same day, or the last of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
