"""Questions 15 and 16 over a recount: every soul for every village, months counted one by one."""

from datetime import date, timedelta

from domain.candidacy.events import Tier
from domain.rule_set import TierTerms, Training, VillageClass
from projections.oracle.recount import Recount
from projections.oracle.soul import Soul


def mature_rows(told: Recount, region: str) -> list[tuple[int, str, str]]:
    """(rank of the class, village, person), in order."""
    ranks = {VillageClass.DIFFICULT: 0, VillageClass.KEY: 1, VillageClass.ORDINARY: 2}
    rows = []
    for code in told.register:
        for soul in told.cleared(code) if code.startswith(region) else ():
            serves = any(told.is_incumbent(soul, other) for other in told.register)
            used = any(c.used for other in told.register for c in told.standing_for(soul, other))
            tier = _tier(told, soul, code)
            if tier and tier[0] is Tier.MATURE and not serves and not used:
                rows.append((ranks[told.class_of(code)[0]], code, soul.id))
    return sorted(rows)


def stuck_rows(told: Recount, region: str) -> list[tuple[date, str, str]]:
    """(day of the tier, village, person) of every tier that has stood too long."""
    terms = told.rules.tiers if told.rules else TierTerms()
    rows = []
    for code in told.register:
        for soul in told.roster(code) if code.startswith(region) else ():
            tier = _tier(told, soul, code)
            admitted = any(c.admitted for c in told.standing_for(soul, code))
            months = terms.stuck_after_months.get(tier[0]) if tier and admitted else None
            if tier and months is not None and _whole_months(tier[1], told.on - timedelta(days=1)) >= months:
                rows.append((tier[1], code, soul.id))
    return sorted(rows)


def short_rows(told: Recount, region: str) -> list[tuple[int, str]]:
    """(days of training this year, person) of every admitted reserve who is short, in order."""
    wanted = (told.rules.training if told.rules else Training()).days_a_year
    rows = []
    for soul in told.souls:
        here = [code for code in told.register if code.startswith(region) and told.on_roster(soul, code)]
        if any(c.admitted for code in here for c in told.standing_for(soul, code)):
            days = 0
            for event in told.courses:
                mine = event.person in soul.records and event.private is not None
                if mine and date(told.on.year, 1, 1) <= event.held_on <= told.on:
                    days += event.private.days if event.private else 0
            if days < wanted:
                rows.append((days, soul.id))
    return sorted(rows)


def _whole_months(first: date, last: date) -> int:
    """How many calendar months have passed; a month too short for the day ends on its last day."""
    months = (last.year - first.year) * 12 + last.month - first.month
    last_of_month = (last + timedelta(days=1)).month != last.month
    return months if last.day >= first.day or last_of_month else months - 1


def _tier(told: Recount, soul: Soul, code: str) -> tuple[Tier, date] | None:
    found: tuple[Tier, date] | None = None
    for candidacy in told.standing_for(soul, code):
        if candidacy.tier and candidacy.tier_set and (found is None or candidacy.tier_set.on > found[1]):
            found = candidacy.tier, candidacy.tier_set.on
    return found
