"""Every question once more over a recount: a plain loop for each, as a reader would check it by hand."""

from datetime import date
from itertools import combinations
from math import ceil
from typing import Any

from domain.candidacy import Candidacy
from domain.candidacy.events import Outcome
from domain.facts import waits
from domain.person.state import DatedClaim
from domain.rule_set import Quota, VillageClass
from domain.values.education import RANKS
from domain.vetting_rules import Stage
from projections.answer import Counting
from projections.oracle.recount import Recount, days
from projections.oracle.soul import Soul

ORDER = [VillageClass.DIFFICULT, VillageClass.KEY, VillageClass.ORDINARY]


def wanted_at(told: Recount, code: str) -> int:
    """Reserves wanted for a village's class; one where no rules say otherwise."""
    return int(told.rules.reserves_wanted.get(told.class_of(code)[0], 1)) if told.rules else 1


def counted(told: Recount, code: str, counting: Counting) -> int:
    """The people whom a way of counting counts."""
    return len(told.roster(code) if counting is Counting.ON_ROSTER else told.cleared(code))


def village_rows(told: Recount, region: str, counting: Counting) -> list[dict[str, Any]]:
    """Villages that lack reserves, in the order of the list."""
    rows = []
    for code, village in told.register.items():
        if village.counts and code.startswith(region):
            kind, classified = told.class_of(code)
            short = wanted_at(told, code) - counted(told, code, counting)
            if short > 0:
                rows.append(
                    {
                        "code": code,
                        "name": village.name,
                        "classification": kind,
                        "classified": classified,
                        "cleared": len(told.cleared(code)),
                        "on_roster": len(told.roster(code)),
                        "pending_rows": told.pending_at(code),
                        "wanted": wanted_at(told, code),
                        "short_by": short,
                    }
                )
    return sorted(rows, key=lambda row: (ORDER.index(row["classification"]), -row["short_by"], row["code"]))


def totals(told: Recount, region: str, counting: Counting) -> dict[str, Any]:
    """The figures of `coverage`."""
    codes = [code for code, v in told.register.items() if v.counts and code.startswith(region)]
    by_class = []
    for kind in ORDER:
        mine = [code for code in codes if told.class_of(code)[0] is kind]
        short = [max(0, wanted_at(told, code) - counted(told, code, counting)) for code in mine]
        by_class.append(
            {
                "villages": len(mine),
                "lacking": sum(1 for s in short if s),
                "short_by": sum(short),
                "wanted": sum(wanted_at(told, code) for code in mine),
                "on_roster": sum(len(told.roster(code)) for code in mine),
                "cleared": sum(len(told.cleared(code)) for code in mine),
                "pending_rows": sum(told.pending_at(code) for code in mine),
            }
        )
    listed = [soul.id for code in codes for soul in told.roster(code)]
    return {
        "by_class": by_class,
        "distinct_reserves": len(set(listed)),
        "distinct_cleared": len({soul.id for code in codes for soul in told.cleared(code)}),
        "reserves_of_two_villages": sum(1 for soul in set(listed) if listed.count(soul) > 1),
    }


def is_in_class(quota: Quota, soul: Soul, on: date) -> bool | None:
    """Whether someone counts for a quota: try every value that an unknown one could have."""
    sexes = [soul.value("sex")] if soul.value("sex") else ["male", "female"]
    born = soul.birth()
    ages = range(born.age_at(on)[0], born.age_at(on)[1] + 1) if born else range(150)
    known = soul.education_rank()
    ranks = [known] if known else [0, *RANKS.values()]
    answers = {
        (quota.sex is None or sex == quota.sex)
        and (quota.age_max is None or age <= quota.age_max)
        and (quota.education_min is None or rank >= RANKS[quota.education_min])
        for sex in sexes
        for age in ages
        for rank in ranks
    }
    return answers.pop() if len(answers) == 1 else None


def township_structure(told: Recount, township: str, counting: Counting) -> dict[str, Any]:
    """One township's quotas, by adding and exchanging people one by one until the share is reached."""
    codes = [code for code in told.register if code.startswith(township)]
    counts = told.roster if counting is Counting.ON_ROSTER else told.cleared
    people = {soul.id: soul for code in codes for soul in counts(code)}
    n = len(people)
    quotas = []
    for quota in told.rules.quotas if told.rules else ():
        answers = {id_: is_in_class(quota, people[id_], told.reference) for id_ in sorted(people)}
        present = sum(1 for a in answers.values() if a)
        replacing = next(k for k in range(n + 1) if 100 * (present + k) >= quota.percent * n)
        adding = next((k for k in range(100 * n + 1) if 100 * (present + k) >= quota.percent * (n + k)), None)
        quotas.append(
            {
                "code": quota.code,
                "required": ceil(quota.percent * n / 100),
                "present": present,
                "short_by_replacing": replacing,
                "short_by_adding": adding,
                "could_change_it": [id_ for id_, a in answers.items() if a is None],
            }
        )
    return {"reserves": n, "quotas": quotas}


def same_name_pairs(told: Recount) -> set[tuple[str, str]]:
    """Pairs that may be one person, the smaller id first."""
    found = set()
    for one, other in combinations(told.souls, 2):
        name = one.value("name")
        if not name or name != other.value("name"):
            continue
        apart = any(
            b in told.people[a].apart or a in told.people[b].apart
            for a in one.records
            for b in other.records
            if a in told.people and b in told.people
        )
        spoken = [{(c.event.source.kind, c.event.slot) for c in soul.claims} for soul in (one, other)]
        villages = {code for code in told.places(one) & told.places(other) if len(code) == 12}
        months = [str(soul.birth() or "")[:7] for soul in (one, other)]
        like = villages or (months[0] == months[1] and len(months[0]) == 7)
        numbers = one.value("id_number") and other.value("id_number")
        if like and not apart and not numbers and not spoken[0] & spoken[1]:
            found.add((one.id, other.id))
    return found


def disputed(told: Recount) -> set[tuple[str, str]]:
    """(person, field) of every field of a human being that ledgers disagree on."""
    return {
        (soul.id, field) for soul in told.souls for field, fact in soul.facts.items() if fact.value is None
    }


def is_waiting(soul: Soul, claim: DatedClaim) -> bool:
    """Whether a claim in force is a held row that waits."""
    return waits(claim, soul.settled)


def review_rows(told: Recount, region: str) -> list[tuple[str, str, set[str]]]:
    """(village, person, what is wrong) of every candidacy with something to do, in order."""
    rows = []
    for soul in told.souls:
        for code in told.register:
            decided = [c for c in told.standing_for(soul, code) if c.decided]
            wrong: set[str] = set()
            if told.on_roster(soul, code):
                counts = sorted(decided, key=lambda c: _rank(told, c))[-1:]
                for stage in Stage:
                    review = counts[0].reviews.get(stage) if counts else None
                    if review and told.closed_on and review.made.on <= told.closed_on <= told.on:
                        wrong.add("CARRIED_OVER")
                    if review is None or review.outcome is not Outcome.CLEAR:
                        wrong.add("INCOMPLETE")
                        continue
                    wrong |= {"EXPIRED"} if told.is_expired(review, stage) else set()
                    wrong |= {"OLD_RULES"} if told.is_old(review, stage) else set()
            for used in [made.on for c in decided for _, made in c.used]:
                if not any(told.held_on(c, used) for c in decided):
                    wrong.add("USED_WITHOUT_REVIEW")
            if wrong and code.startswith(region):
                rows.append((code, soul.id, wrong))
    return sorted(rows, key=lambda row: row[:2])


def _rank(told: Recount, candidacy: Candidacy) -> tuple[bool, int]:
    """Admitted before not, then by how many days from its reviews on it holds."""
    first = min((r.made.on for r in candidacy.reviews.values()), default=told.on)
    held = [day.toordinal() for day in days(first, date(2028, 1, 1)) if told.holds_on(candidacy, day)]
    return candidacy.admitted is not None, max(held, default=0)
