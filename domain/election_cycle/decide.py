"""Opening, dating, changing and closing a cycle: each rule a sentence, the order that of the refusals."""

from collections.abc import Collection
from datetime import date

import msgspec

from domain.deciding import DECIDING_RULES, Deciding, it_has_a_reason, refuse
from domain.election_cycle.commands import (
    ChangeReferenceDate,
    CloseElectionCycle,
    CycleWish,
    OpenElectionCycle,
    SetElectionDates,
)
from domain.election_cycle.events import (
    CycleReason,
    ElectionCycleClosed,
    ElectionCycleEvent,
    ElectionCycleOpened,
    ElectionDatesSet,
    ReferenceDateChanged,
)
from domain.election_cycle.state import ElectionCycle
from domain.ids import RegionCode

TERM_YEARS = 5
"""Village committees are elected for five years (村民委员会组织法 art. 11): a day further off is a slip of the pen."""


class CycleContext(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules see beside the cycle: the decision, the county, and its regions by the register."""

    deciding: Deciding
    county: RegionCode
    regions: Collection[str]


def decide(cycle: ElectionCycle, wish: CycleWish, seen: CycleContext) -> tuple[ElectionCycleEvent, ...]:
    """The events of a wish; none where it is so already.

    Raises: DECIDER_WITHOUT_ROLE, DECIDED_IN_FUTURE, DECIDED_TOO_EARLY, DOCUMENT_MISSING, REASON_MISSING,
    CYCLE_OPEN, CYCLE_NOT_OPEN, REGION_UNKNOWN, DATE_OUT_OF_TERM, DATES_OUT_OF_ORDER, ELECTION_AHEAD.
    """
    match wish:
        case OpenElectionCycle():
            return _open(cycle, wish, seen)
        case SetElectionDates():
            return _set_dates(cycle, wish, seen)
        case ChangeReferenceDate():
            return _change_reference_date(cycle, wish, seen)
        case CloseElectionCycle():
            return _close(cycle, wish, seen)


def _open(
    cycle: ElectionCycle, wish: OpenElectionCycle, seen: CycleContext
) -> tuple[ElectionCycleEvent, ...]:
    if cycle.opened and cycle.reference_date == wish.reference_date:
        return ()
    _the_decision_is_in_order(seen)
    if cycle.opened:
        refuse(
            "one_cycle_is_open_at_a_time", seen.deciding, "CYCLE_OPEN",
            "An election cycle is open already.", "已有一个换届周期在进行。",
            cure="Close it first (CloseElectionCycle), or change its reference date (ChangeReferenceDate).",
            cure_zh="请先结束该周期（CloseElectionCycle），或变更其年龄基准日（ChangeReferenceDate）。",
            path=("referenceDate",), reference_date=cycle.reference_date,
        )  # fmt: skip
    a_day_lies_within_a_term(wish.reference_date, seen.deciding.on, "referenceDate", seen)
    return (ElectionCycleOpened(reference_date=wish.reference_date),)


def _set_dates(
    cycle: ElectionCycle, wish: SetElectionDates, seen: CycleContext
) -> tuple[ElectionCycleEvent, ...]:
    new = _what_is_new(cycle, wish)
    if not (new.survey_deadline or new.election_dates or new.milestones):
        _a_cycle_is_open(cycle, seen)
        return ()
    _the_decision_is_in_order(seen)
    _a_cycle_is_open(cycle, seen)
    if _replaces(cycle, new):
        it_has_a_reason(msgspec.structs.replace(seen.deciding, reason=wish.reason))
    for path, region, day in (
        *(("electionDates", region, day) for region, day in new.election_dates.items()),
        *(("milestones", milestone.region, milestone.due) for milestone in new.milestones),
    ):
        _the_region_is_in_the_register(region, path, seen)
        a_day_lies_within_a_term(day, cycle.reference_date, path, seen)
    if new.survey_deadline:
        a_day_lies_within_a_term(new.survey_deadline, cycle.reference_date, "surveyDeadline", seen)
    _surveys_end_before_elections(cycle, new, seen)
    return (
        ElectionDatesSet(
            sealed_for=f"county:{seen.county}",
            survey_deadline=new.survey_deadline,
            election_dates=new.election_dates,
            milestones=new.milestones,
            private=CycleReason(reason=wish.reason.strip()),
        ),
    )


def _change_reference_date(
    cycle: ElectionCycle, wish: ChangeReferenceDate, seen: CycleContext
) -> tuple[ElectionCycleEvent, ...]:
    _a_cycle_is_open(cycle, seen)
    if cycle.reference_date == wish.reference_date:
        return ()
    _the_decision_is_in_order(seen)
    it_has_a_reason(msgspec.structs.replace(seen.deciding, reason=wish.reason))
    a_day_lies_within_a_term(wish.reference_date, cycle.reference_date, "referenceDate", seen)
    return (
        ReferenceDateChanged(
            sealed_for=f"county:{seen.county}",
            reference_date=wish.reference_date,
            private=CycleReason(reason=wish.reason.strip()),
        ),
    )


def _close(
    cycle: ElectionCycle, wish: CloseElectionCycle, seen: CycleContext
) -> tuple[ElectionCycleEvent, ...]:
    if not cycle.opened and cycle.closed_on == wish.closed_on:
        return ()
    _the_decision_is_in_order(seen)
    _a_cycle_is_open(cycle, seen)
    last = max(((day, region) for region, day in cycle.days.election_dates.items()), default=None)
    if wish.closed_on > seen.deciding.on or (last and last[0] > wish.closed_on):
        region, day = (
            (last[1], last[0]) if last and last[0] > wish.closed_on else (seen.county, wish.closed_on)
        )
        refuse(
            "a_cycle_ends_after_its_elections", seen.deciding, "ELECTION_AHEAD",
            f"The cycle would end on {wish.closed_on}, but {region} has {day} before it.",
            f"周期拟于 {wish.closed_on} 结束，而 {region} 的日期 {day} 尚未到。",
            cure="Close it after the last election, or change that election's date first (SetElectionDates).",
            cure_zh="请在最后一次选举后结束，或先变更该选举日期（SetElectionDates）。",
            path=("closedOn",), closed_on=wish.closed_on, day=day, region=region,
        )  # fmt: skip
    return (
        ElectionCycleClosed(
            sealed_for=f"county:{seen.county}",
            closed_on=wish.closed_on,
            private=CycleReason(reason=wish.reason.strip()),
        ),
    )


def _what_is_new(cycle: ElectionCycle, wish: SetElectionDates) -> SetElectionDates:
    return SetElectionDates(
        survey_deadline=wish.survey_deadline if wish.survey_deadline != cycle.survey_deadline else None,
        election_dates={
            region: day
            for region, day in sorted(wish.election_dates.items())
            if cycle.days.election_dates.get(region) != day
        },
        milestones=tuple(sorted(set(wish.milestones) - set(cycle.milestones))),
    )


def _replaces(cycle: ElectionCycle, new: SetElectionDates) -> bool:
    """Whether anything that somebody may have planned by becomes another day."""
    planned = {(m.region, m.name) for m in cycle.milestones}
    return (
        bool(new.survey_deadline and cycle.survey_deadline)
        or any(cycle.election_date(region) for region in new.election_dates)
        or any((m.region, m.name) in planned for m in new.milestones)
    )


def _the_decision_is_in_order(seen: CycleContext) -> None:
    for rule in DECIDING_RULES:
        rule(seen.deciding)


def _a_cycle_is_open(cycle: ElectionCycle, seen: CycleContext) -> None:
    if not cycle.opened:
        refuse(
            "days_belong_to_an_open_cycle", seen.deciding, "CYCLE_NOT_OPEN",
            "No election cycle is open.", "目前没有进行中的换届周期。",
            cure="Open the next one first (OpenElectionCycle).",
            cure_zh="请先启动下一个周期（OpenElectionCycle）。",
        )  # fmt: skip


def _the_region_is_in_the_register(region: str, path: str, seen: CycleContext) -> None:
    if region not in seen.regions:
        refuse(
            "a_day_belongs_to_a_region_of_the_county", seen.deciding, "REGION_UNKNOWN",
            f"The register of this county has no region {region}.", f"本县区划名册中没有 {region}。",
            cure="Give the code of the county, of a township or of a village.",
            cure_zh="请填写本县、乡镇或村的代码。",
            path=(path,), region=region,
        )  # fmt: skip


def a_day_lies_within_a_term(day: date, around: date | None, path: str, seen: CycleContext) -> None:
    """A day more than a term away from the reference date (or from the decision that opens the cycle) is a slip."""
    if around and abs(day.year - around.year) > TERM_YEARS:
        refuse(
            "a_day_lies_within_a_term", seen.deciding, "DATE_OUT_OF_TERM",
            f"{day} lies more than a term of {TERM_YEARS} years from {around}.",
            f"{day} 与 {around} 相差超过一届（{TERM_YEARS} 年）。",
            cure="Correct the year.", cure_zh="请更正年份。",
            path=(path,), day=day, around=around,
        )  # fmt: skip


def _surveys_end_before_elections(cycle: ElectionCycle, new: SetElectionDates, seen: CycleContext) -> None:
    deadline = new.survey_deadline or cycle.survey_deadline
    dates = {**cycle.days.election_dates, **new.election_dates}
    first = min(((day, region) for region, day in dates.items()), default=None)
    if deadline and first and first[0] < deadline:
        refuse(
            "surveys_end_before_elections", seen.deciding, "DATES_OUT_OF_ORDER",
            f"{first[1]} would elect on {first[0]}, before the surveys end on {deadline}.",
            f"{first[1]} 的选举日期 {first[0]} 早于摸排截止日 {deadline}。",
            cure="Correct either day.", cure_zh="请更正其中一个日期。",
            path=("electionDates",), survey_deadline=deadline, election_date=first[0],
        )  # fmt: skip
