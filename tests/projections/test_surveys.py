"""How far the surveys are: a day has no talks of its own, a new cycle starts every village anew."""

from datetime import date, timedelta

from domain.election_cycle import CycleReason, ElectionCycleOpened, ElectionDatesSet
from projections.surveying.files import survey_file
from projections.surveying.progress import survey_progress, surveys_due
from projections.today import today
from tests.given import COUNTY, COUNTY_VIEWER, NORTH, REFERENCE, TODAY, Given, village
from tests.projections.worlds import lived_through

A = village(NORTH, 0)
DEADLINE = TODAY + timedelta(days=14)


def heard() -> Given:
    """One survey with a report, and a deadline in a fortnight."""
    given = Given().county()
    event = ElectionDatesSet(
        sealed_for=f"county:{COUNTY}", survey_deadline=DEADLINE, private=CycleReason(reason="统一部署")
    )
    given.add(f"election_cycle:{COUNTY}", event)
    given.member("pe_1", A, name="王芳")
    given.surveys(A, "opened")
    given.surveys(A, "interview", 1, "grid_leaders")
    given.surveys(A, "considered", "pe_1")
    given.surveys(A, "concluded")
    return given


def test_villages_without_a_report_are_due_from_a_fortnight_before_the_deadline_on() -> None:
    world = lived_through(heard(), TODAY)
    found = survey_progress(world, COUNTY_VIEWER)
    assert (found.deadline, found.days_left, found.total.concluded) == (DEADLINE, 14, 1)
    waiting, total = surveys_due(world, COUNTY, 100)
    assert (len(waiting), total, A in {v.code for v in waiting}) == (5, 5, False)
    assert today(world, COUNTY_VIEWER).surveys_total == 5
    world.advance(TODAY - timedelta(days=1))
    assert surveys_due(world, COUNTY, 100) == ((), 0)
    world.advance(DEADLINE + timedelta(days=2))
    assert survey_progress(world, COUNTY_VIEWER).days_left == -2


def test_a_new_cycle_starts_every_village_anew_and_keeps_what_was() -> None:
    given = heard()
    given.add(f"election_cycle:{COUNTY}", ElectionCycleOpened(reference_date=REFERENCE))
    found = survey_progress(lived_through(given, TODAY), COUNTY_VIEWER)
    assert (found.total.visited, found.total.talks, found.total.members_considered) == (0, 0, 0)
    assert (found.total.members, found.deadline) == (1, None)


def test_what_was_found_of_a_forgotten_person_is_gone_and_the_interviews_stay() -> None:
    given = heard()
    given.surveys(A, "listed", "pe_1")
    given.forgets("pe_1")
    world = lived_through(given, TODAY)
    found = survey_file(world, COUNTY_VIEWER, A)
    assert (found.people, found.listed, found.considered) == ((), (), 0)
    assert sum(group.talks for group in found.groups) == 1
    progress = survey_progress(world, COUNTY_VIEWER)
    assert (progress.total.members, progress.total.members_considered) == (0, 0)


def test_a_class_decided_later_is_not_in_the_past() -> None:
    given = Given().county()
    given.calls(A, "key", on=date(2026, 3, 1))
    given.classifies(A, "difficult", date(2026, 5, 1))
    given.calls(A, "ordinary", on=date(2026, 6, 1))
    assert lived_through(given, TODAY).index.villages[A].rank == 0
