"""The daily question over a recount: every possible birthday is tried (of an unknown one, every quarter)."""

from datetime import date

from domain.values.education import RANKS
from domain.values.partial_date import PartialDate
from projections.oracle.recount import Recount


def people_who(
    told: Recount,
    region: str,
    *,
    age_from: int | None,
    age_to: int | None,
    sex: str | None,
    general: bool,
    new: bool,
) -> tuple[set[str], int]:
    """Ids of a region's people who certainly meet some conditions, and how many might but for their age."""
    found, unknown = set(), 0
    for soul in told.souls:
        here = told.counties[-1:] and told.counties[-1].startswith(region)
        if not here and not any(code.startswith(region) for code in told.places(soul)):
            continue
        if (sex and soul.value("sex") != sex) or (
            new and any(told.standing_for(soul, v) for v in told.register)
        ):
            continue
        terms = told.rules.general if told.rules else None
        if general and (terms is None or (soul.education_rank() or 0) < RANKS[terms.education_min]):
            continue
        born = soul.birth()
        answers = set()
        for days in range(366 * 150) if born is None else [0]:
            born_on = [date.fromordinal(told.on.toordinal() - days)] if born is None else _days(born)
            answers |= {_age_fits(told, d, age_from, age_to, general=general) for d in born_on}
            if len(answers) > 1:
                break
        if answers == {True}:
            found.add(soul.id)
        unknown += len(answers) > 1
    return found, unknown


def _days(born: PartialDate) -> list[date]:
    first, last = born.earliest().toordinal(), born.latest().toordinal()
    return [date.fromordinal(day) for day in range(first, last + 1)]


def _age_fits(told: Recount, born: date, age_from: int | None, age_to: int | None, *, general: bool) -> bool:
    def age(on: date) -> int:
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    return (
        (age_from is None or age(told.on) >= age_from)
        and (age_to is None or age(told.on) <= age_to)
        and (not general or age(told.reference) <= told.rules.general.age_max)
    )
