"""Whether each township's reserves have the structure that the rules ask for (question 8). Never a reason to admit.

Ages are counted on the reference date of the election cycle. What is not known of a person is never guessed: they
are not counted as present and stand in `could_change_it`.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import msgspec

from domain.grades import Viewer
from domain.rule_set import Quota
from domain.values.education import RANKS
from projections.answer import Counting, PersonRef, RegionRef, Stamp
from projections.fold import Human
from projections.scope import person_ref, region_of, region_ref, stamp
from projections.world import World


class QuotaStatus(StrEnum):
    """ABOUT_MET: below, but inside the tolerance of a quota that is only about (左右)."""

    MET = "MET"
    ABOUT_MET = "ABOUT_MET"
    SHORT = "SHORT"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class QuotaRow(msgspec.Struct, frozen=True, kw_only=True):
    """One quota of one township, in whole people."""

    code: str
    label: str
    label_zh: str
    percent: int
    about: bool
    required: int
    present: int
    short_by_replacing: int
    short_by_adding: int | None
    """None where no number of additions can do it (a quota of 100 percent)."""
    status: QuotaStatus
    could_change_it: tuple[PersonRef, ...]
    """Reserves of whom it is not known whether they count, by id."""


class TownshipStructure(msgspec.Struct, frozen=True, kw_only=True):
    """`reserves`: distinct people on the roster of the township's villages and communities."""

    township: RegionRef
    reserves: int
    quotas: tuple[QuotaRow, ...]


class Structure(msgspec.Struct, frozen=True, kw_only=True):
    """Townships by code. A reserve of two townships counts in both and once in `reserves`."""

    stamp: Stamp
    region: RegionRef
    counting: Counting
    reference_date: date
    rules_known: bool
    """False before a rule set is in force: then there is no quota."""
    tolerance_percent: int
    reserves: int
    townships: tuple[TownshipStructure, ...]


def structure(
    world: World, viewer: Viewer, *, region: str | None = None, counting: Counting = Counting.CLEARED
) -> Structure:
    """Every township of a region; a region below a township counts that part only.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, ROLE_MAY_NOT.
    """
    code = region_of(world, viewer, region)
    rules = world.rules
    quotas = rules.quotas if rules else ()
    tolerance = rules.quota_tolerance_percent if rules else 0
    rows = []
    everybody: set[str] = set()
    for township in townships_in(world, code):
        people = roster_of(world, township, code, counting)
        everybody.update(human.id for human in people)
        rows.append(
            TownshipStructure(
                township=region_ref(world, township),
                reserves=len(people),
                quotas=tuple(
                    _quota_row(quota, people, world.reference_date, tolerance, viewer) for quota in quotas
                ),
            )
        )
    return Structure(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        counting=counting,
        reference_date=world.reference_date,
        rules_known=rules is not None,
        tolerance_percent=tolerance,
        reserves=len(everybody),
        townships=tuple(rows),
    )


def townships_in(world: World, code: str) -> list[str]:
    """Township codes of a region, in order; the one a village lies in."""
    if len(code) >= 9:
        return [code[:9]]
    return sorted(township for township in world.fold.record.townships if township.startswith(code))


def roster_of(world: World, township: str, region: str, counting: Counting) -> list[Human]:
    """Distinct people on the roster of a township (within a region), by id."""
    found = set()
    for entry in world.index.villages_of(township):
        if entry.code.startswith(region):
            for person, through in entry.roster.items():
                if counting is Counting.ON_ROSTER or (through and through >= world.on_date):
                    found.add(person)
    return [world.fold.humans[person] for person in sorted(found)]  # type: ignore[index]


def counts_for(quota: Quota, human: Human, on: date) -> bool | None:
    """Whether a person is of the quota's class; None where that is not known."""
    answers: list[bool | None] = []
    if quota.sex is not None:
        answers.append(None if human.sex is None else human.sex == quota.sex)
    if quota.age_max is not None:
        answers.append(at_most(human, quota.age_max, on))
    if quota.education_min is not None:
        answers.append(at_least(human, quota.education_min))
    return False if False in answers else None if None in answers else True


def at_most(human: Human, years: int, on: date) -> bool | None:
    """Whether an age (in full years, inclusive) is kept; None where the birth month straddles it or is unknown."""
    if human.birth is None:
        return None
    low, high = human.birth.age_at(on)
    return True if high <= years else False if low > years else None


def at_least(human: Human, level: str) -> bool | None:
    """Whether an education is reached; None where it is unknown or disputed."""
    return None if human.education is None else RANKS[human.education] >= RANKS[level]


def arithmetic(n: int, present: int, percent: int) -> tuple[int, int, int | None]:
    """(required, short by replacing, short by adding) among n people, in whole numbers."""
    required = -(-percent * n // 100)
    missing = percent * n - 100 * present
    if missing <= 0:
        return required, 0, 0
    return required, required - present, -(-missing // (100 - percent)) if percent < 100 else None


def status_of(n: int, present: int, quota: Quota, tolerance: int) -> QuotaStatus:
    """The tolerance changes the status of a quota that is only about, never a figure."""
    if n == 0:
        return QuotaStatus.NOT_APPLICABLE
    if 100 * present >= quota.percent * n:
        return QuotaStatus.MET
    if quota.about and 100 * present >= (quota.percent - tolerance) * n:
        return QuotaStatus.ABOUT_MET
    return QuotaStatus.SHORT


def _quota_row(quota: Quota, people: Sequence[Human], on: date, tolerance: int, viewer: Viewer) -> QuotaRow:
    answers = [(human, counts_for(quota, human, on)) for human in people]
    present = sum(1 for _, answer in answers if answer)
    required, replacing, adding = arithmetic(len(people), present, quota.percent)
    return QuotaRow(
        code=quota.code,
        label=quota.label,
        label_zh=quota.label_zh,
        percent=quota.percent,
        about=quota.about,
        required=required,
        present=present,
        short_by_replacing=replacing,
        short_by_adding=adding,
        status=status_of(len(people), present, quota, tolerance),
        could_change_it=tuple(person_ref(viewer, human) for human, answer in answers if answer is None),
    )
