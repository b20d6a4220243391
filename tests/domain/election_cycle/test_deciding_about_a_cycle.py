"""An election cycle from opening to closing: whose days count where, and what is refused with which cure."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.deciding import Deciding
from domain.election_cycle import ElectionCycle, ElectionCycleOpened, Milestone, evolve
from domain.election_cycle.commands import (
    ChangeReferenceDate,
    CloseElectionCycle,
    CycleWish,
    OpenElectionCycle,
    SetElectionDates,
)
from domain.election_cycle.decide import CycleContext, decide
from domain.event import Event
from domain.ids import RegionCode
from domain.recorded import Decider, Entry, Recorded
from domain.refusal import Refusal
from projections.oracle.recount import Recount

COUNTY, TOWNSHIP, VILLAGE, OTHER = (
    RegionCode(code) for code in ("990101", "990101100", "990101100200", "990101101200")
)
REGIONS = frozenset({COUNTY, TOWNSHIP, VILLAGE, OTHER})
TODAY = date(2026, 6, 30)
REFERENCE = date(2026, 12, 31)
WANG = Decider(name="王部长", role="county_leader")


def recorded(event: Event, position: int, on: date | None = None) -> Recorded:
    return Recorded(
        position=position, stream="election_cycle:990101", version=position, topic=event.TOPIC,
        event_id=f"ev_{position}", entry=Entry(command_id=f"co_{position}", entered_by="clerk"),
        region_code=COUNTY, subjects=(), recorded_at=datetime(2026, 6, 1, tzinfo=UTC) + timedelta(minutes=position),
        valid_at=on, event=event,
    )  # fmt: skip


FIRST = recorded(ElectionCycleOpened(reference_date=REFERENCE), 1)


def seen(cycle: ElectionCycle, **more: Any) -> CycleContext:
    given: dict[str, Any] = {"by": WANG, "on": TODAY, "today": TODAY, "document": "县组〔2026〕5号"}
    deciding = Deciding(**{**given, "latest": cycle.latest, **more})
    return CycleContext(deciding=deciding, county=COUNTY, regions=REGIONS)


class Cycle:
    """A cycle's stream in the making."""

    def __init__(self) -> None:
        self.events = [FIRST]

    @property
    def state(self) -> ElectionCycle:
        state = ElectionCycle()
        for event in self.events:
            state = evolve(state, event)
        return state

    def does(self, wish: CycleWish, **more: Any) -> int:
        """How many events came of it."""
        found = decide(self.state, wish, seen(self.state, **more))
        for event in found:
            self.events.append(recorded(event, len(self.events) + 1, more.get("on", TODAY)))
        return len(found)

    def refuses(self, wish: CycleWish, **more: Any) -> Refusal:
        with pytest.raises(Refusal) as refused:
            self.does(wish, **more)
        assert refused.value.seen["cure"]
        assert refused.value.seen["cure_zh"]
        return refused.value


def dates(reason: str = "", **days: date) -> SetElectionDates:
    codes = {"county": COUNTY, "township": TOWNSHIP, "village": VILLAGE, "other": OTHER}
    return SetElectionDates(election_dates={codes[k]: day for k, day in days.items()}, reason=reason)


def test_a_village_elects_on_its_own_day_else_its_townships_else_the_countys() -> None:
    cycle = Cycle()
    assert cycle.state.election_date(VILLAGE) is None
    cycle.does(dates(county=date(2026, 12, 10)))
    assert cycle.state.election_date(VILLAGE) == date(2026, 12, 10)
    cycle.does(dates("雨雪", township=date(2026, 12, 20)))
    cycle.does(dates("疫情", village=date(2027, 1, 5)))
    days = [cycle.state.election_date(region) for region in (VILLAGE, TOWNSHIP, OTHER)]
    assert days == [date(2027, 1, 5), date(2026, 12, 20), date(2026, 12, 10)]


def test_a_first_date_needs_no_reason_and_is_no_change_but_another_one_is() -> None:
    cycle = Cycle()
    cycle.does(dates(county=date(2026, 12, 10)))
    assert not cycle.state.changes
    assert cycle.refuses(dates(village=date(2027, 1, 5))).code == "REASON_MISSING"
    cycle.does(dates("道路中断", village=date(2027, 1, 5)))
    assert [c.before.election_date(VILLAGE) for c in cycle.state.changes] == [date(2026, 12, 10)]


def test_what_stands_already_is_nothing_new() -> None:
    cycle = Cycle()
    once = SetElectionDates(
        survey_deadline=date(2026, 7, 31),
        election_dates={COUNTY: date(2026, 12, 10)},
        milestones=(Milestone(TOWNSHIP, "报送名单", date(2026, 7, 15)),),
    )
    assert cycle.does(once) == 1
    assert cycle.does(once) == 0
    assert cycle.does(ChangeReferenceDate(reference_date=REFERENCE, reason="")) == 0
    assert cycle.does(OpenElectionCycle(reference_date=REFERENCE)) == 0


def test_a_closed_cycle_keeps_its_reference_date_and_no_election_until_the_next_is_opened() -> None:
    cycle = Cycle()
    cycle.does(dates(county=date(2026, 6, 10)))
    cycle.does(CloseElectionCycle(closed_on=date(2026, 6, 20)))
    assert (cycle.state.reference_date, cycle.state.election_date(VILLAGE)) == (REFERENCE, None)
    assert cycle.state.closed_on == date(2026, 6, 20)
    assert cycle.refuses(dates(county=date(2027, 1, 1))).code == "CYCLE_NOT_OPEN"
    cycle.does(OpenElectionCycle(reference_date=date(2031, 12, 31)))
    assert (cycle.state.opened, cycle.state.closed_on) == (True, date(2026, 6, 20))
    assert cycle.state.election_date(VILLAGE) is None


@pytest.mark.parametrize(
    ("wish", "more", "code"),
    [
        (dates(county=date(2062, 12, 10)), {}, "DATE_OUT_OF_TERM"),
        (SetElectionDates(election_dates={RegionCode("990102"): TODAY}), {}, "REGION_UNKNOWN"),
        (SetElectionDates(survey_deadline=REFERENCE, election_dates={COUNTY: TODAY}), {}, "DATES_OUT_OF_ORDER"),
        (ChangeReferenceDate(reference_date=TODAY, reason=" "), {}, "REASON_MISSING"),
        (ChangeReferenceDate(reference_date=TODAY, reason="变"), {"document": " "}, "DOCUMENT_MISSING"),
        (ChangeReferenceDate(reference_date=TODAY, reason="变"), {"on": date(2026, 7, 1)}, "DECIDED_IN_FUTURE"),
        (
            ChangeReferenceDate(reference_date=TODAY, reason="变"),
            {"by": Decider(name="李", role="township")},
            "DECIDER_WITHOUT_ROLE",
        ),
        (OpenElectionCycle(reference_date=TODAY), {}, "CYCLE_OPEN"),
        (CloseElectionCycle(closed_on=date(2026, 7, 1)), {}, "ELECTION_AHEAD"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(wish: CycleWish, more: dict[str, Any], code: str) -> None:
    assert Cycle().refuses(wish, **more).code == code


def test_decisions_follow_each_other_in_time_but_those_before_the_county_was_opened_may_be_entered() -> None:
    cycle = Cycle()
    cycle.does(dates(county=date(2026, 12, 10)), on=date(2026, 3, 1))
    later = ChangeReferenceDate(reference_date=TODAY, reason="市委文件")
    assert cycle.refuses(later, on=date(2026, 2, 1)).code == "DECIDED_TOO_EARLY"
    assert cycle.does(later, on=date(2026, 3, 1)) == 1
    assert cycle.state.reference_date == TODAY


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
WISHES = st.one_of(
    st.builds(OpenElectionCycle, reference_date=DAYS),
    st.builds(
        SetElectionDates,
        survey_deadline=st.none() | DAYS,
        election_dates=st.dictionaries(st.sampled_from(sorted(REGIONS)), DAYS, max_size=2),
        reason=st.just("变更"),
    ),
    st.builds(ChangeReferenceDate, reference_date=DAYS, reason=st.just("变更")),
    st.builds(CloseElectionCycle, closed_on=st.just(TODAY)),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WISHES, max_size=12))
def test_whatever_is_wished_the_state_equals_the_naive_reading_of_its_events(wishes: list[CycleWish]) -> None:
    cycle = Cycle()
    for wish in wishes:
        before = cycle.state
        try:
            cycle.does(wish)
        except Refusal:
            assert cycle.state == before
    naive = Recount(cycle.events, TODAY)
    assert cycle.state.reference_date == naive.reference
    for region in (VILLAGE, OTHER):
        assert cycle.state.election_date(region) == naive.election_date(region)
