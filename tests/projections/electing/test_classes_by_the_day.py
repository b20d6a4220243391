"""Classes between three days, standing in the Party, and whom a change of days concerns, against plain loops."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.election_cycle import ElectionCycleClosed, ElectionDatesSet, ReferenceDateChanged
from domain.election_cycle.state import Days
from domain.event import Event
from domain.ids import RegionCode
from projections.classes import Eligibility
from projections.electing.class_shifts import class_shifts
from projections.electing.cycle import election_cycle
from projections.electing.rechecks import rechecks, supposed_rechecks
from projections.electing.standings import standings
from projections.oracle import Recount
from projections.oracle import recounted as by_hand
from projections.oracle.recounted_days import class_on, lacking_standing, shifting
from projections.reviews import ReviewState, reviews
from tests.given import COUNTY, COUNTY_VIEWER, NORTH, NORTH_VIEWER, Given, village
from tests.projections.scripts import PEOPLE, VILLAGES, Step, played, scripts
from tests.projections.worlds import lived_through

DATES = [date(2026, 6, 30), date(2026, 8, 1), date(2025, 1, 1)]
DAYS = st.dates(date(2025, 6, 1), date(2029, 12, 31))
HOME = VILLAGES[0]
SEALED = f"county:{COUNTY}"
cycles: st.SearchStrategy[list[Event]] = st.lists(
    st.one_of(
        st.builds(lambda day: ReferenceDateChanged(sealed_for=SEALED, reference_date=day), DAYS),
        st.builds(
            lambda dates: ElectionDatesSet(sealed_for=SEALED, election_dates=dates),
            st.dictionaries(
                st.sampled_from([RegionCode(c) for c in (COUNTY, NORTH, HOME)]), DAYS, max_size=2
            ),
        ),
        st.builds(lambda: ElectionCycleClosed(sealed_for=SEALED, closed_on=date(2026, 6, 15))),
    ),
    max_size=4,
)


def with_days(script: list[Step], events: list[Event]) -> Given:
    history = played(script)
    for event in events:
        history.add(f"election_cycle:{COUNTY}", event, valid_at=date(2026, 6, 10))
    return history


@settings(max_examples=100)
@given(script=scripts, events=cycles, on=st.sampled_from(DATES))
def test_shifts_standing_and_carried_over_reviews_equal_a_trial_of_every_birthday(
    script: list[Step], events: list[Event], on: date
) -> None:
    history = with_days(script, events)
    for who, joined in zip(PEOPLE, ("2025-05", "2024-02-29", "2026"), strict=False):
        if not any(step[0] == "forgets" and step[1] == who for step in script):
            history.member(who, HOME, import_id="im_9", joined_party=joined)
    world, told = lived_through(history, on), Recount(history.as_read_later(), on)
    assert world.reference_date == told.reference
    assert [world.election_date(code) for code in VILLAGES] == [told.election_date(code) for code in VILLAGES]
    found = class_shifts(world, COUNTY_VIEWER, first=100).page
    assert {(row.village.code, row.person.id) for row in found.nodes} == shifting(told)
    for row in found.nodes:
        soul = next(s for s in told.souls if s.id == row.person.id)
        mine = (str(row.today.eligibility), row.today.quotas, row.today.doubtful)
        assert mine == class_on(told, soul, on)
    lacks = standings(world, COUNTY_VIEWER, first=100).page.nodes
    assert {(r.village.code, r.person.id): r.earliest for r in lacks} == lacking_standing(told)
    states = [
        (r.village.code, r.person.id, {*map(str, r.states)}) for r in reviews(world, COUNTY_VIEWER).nodes
    ]
    assert states == by_hand.review_rows(told, "99")


@settings(max_examples=60)
@given(script=scripts, day=DAYS, election=DAYS)
def test_a_preview_names_whom_the_change_then_makes_worth_another_look(
    script: list[Step], day: date, election: date
) -> None:
    history = played(script)
    world = lived_through(history)
    days = Days(day, {RegionCode(COUNTY): election})
    preview = supposed_rechecks(world, COUNTY_VIEWER, days, first=100)
    told = Recount(history.as_read_later(), DATES[0])
    by_age = {
        (code, soul.id)
        for code in told.register
        for soul in told.roster(code)
        if told.rules and class_on(told, soul, told.reference) != class_on(told, soul, day)
    }
    assert {(r.village.code, r.person.id) for r in preview.page.nodes if r.before != r.now} == by_age
    dates = ElectionDatesSet(sealed_for=SEALED, election_dates=days.election_dates)
    changed = with_days([], [])
    changed.events, changed._versions = history.events, history._versions
    for event in (dates, ReferenceDateChanged(sealed_for=SEALED, reference_date=day)):
        changed.add(f"election_cycle:{COUNTY}", event, valid_at=date(2027, 1, 1))  # after every review
    then = rechecks(lived_through(changed), COUNTY_VIEWER, first=100)
    assert {(r.village.code, r.person.id) for r in then.page.nodes if r.before != r.now} == by_age
    assert then.townships == preview.townships


def test_a_review_after_the_change_closes_the_finding_and_a_closed_cycle_opens_every_review() -> None:
    history, home = Given().county(2), village(NORTH, 0)
    history.reserve("pe_1", home, name="王芳", birth="1980-11-15", education="bachelor")
    history.admits("pe_1", home, date(2026, 3, 1))
    cycle = f"election_cycle:{COUNTY}"
    history.add(
        cycle,
        ReferenceDateChanged(sealed_for=SEALED, reference_date=date(2026, 12, 31)),
        valid_at=date(2026, 4, 1),
    )
    (row,) = rechecks(lived_through(history), COUNTY_VIEWER).page.nodes
    assert (row.before.eligibility, row.now.eligibility) == (Eligibility.GENERAL, Eligibility.EXCEPTIONAL)
    history.admits("pe_1", home, date(2026, 5, 1))
    assert rechecks(lived_through(history), COUNTY_VIEWER).page.total == 0
    history.add(
        cycle, ElectionCycleClosed(sealed_for=SEALED, closed_on=date(2026, 6, 1)), valid_at=date(2026, 6, 1)
    )
    (carried,) = reviews(lived_through(history), COUNTY_VIEWER).nodes
    assert carried.states == (ReviewState.CARRIED_OVER,)
    assert reviews(lived_through(history, date(2026, 5, 31)), COUNTY_VIEWER).total == 0


def test_a_township_sees_its_own_days_and_the_countys() -> None:
    history = Given().county(2)
    south, home = village("990101101", 0), village(NORTH, 0)
    days = {
        RegionCode(COUNTY): date(2026, 12, 1),
        RegionCode(south): date(2026, 12, 2),
        RegionCode(home): DATES[1],
    }
    history.add(f"election_cycle:{COUNTY}", ElectionDatesSet(sealed_for=SEALED, election_dates=days))
    seen = election_cycle(lived_through(history), NORTH_VIEWER)
    assert [d.region.code for d in seen.election_days] == [COUNTY, home]
    assert seen.election_date == date(2026, 12, 1)
