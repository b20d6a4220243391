"""What decisions about villages and surveys see: the rules of their day, the incumbent, whom the county knows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from domain import classifying
from domain import survey as surveys
from domain.classifying import Standing
from domain.classifying.decide import VillageContext
from domain.classifying.state import class_in_force
from domain.election_cycle import ElectionCycleOpened
from domain.ids import PersonId, RegionCode, SurveyId, VillageCode
from domain.register import VillageRegistered
from domain.survey import Survey, survey_of
from domain.survey.commands import SurveyContext
from domain.survey.events import PersonAssessed
from services.desk import Reading
from services.mentor_contexts import records_of, rules_on

DECIDED = (
    "village.classified.",
    "village.secretary_evidence_given.",
    "village.planned.",
    "village.plan_closed.",
)
"""Topics of a village's stream that named people decided; the others are claims and the register's."""


def standing_of(reading: Reading, village: VillageCode) -> Standing:
    """What was decided of a village."""
    state = Standing()
    for r in reading.events(f"village:{village}"):
        event: Any = r.event
        if event is not None and r.topic.startswith(DECIDED):
            state = classifying.evolve(state, event, r.true_from, r.position)
    return state


def survey_in(reading: Reading, survey: SurveyId) -> Survey:
    """A survey as its stream tells it."""
    state = Survey()
    for r in reading.events(f"survey:{survey}"):
        if r.event is not None:
            state = surveys.evolve(state, r.event)
    return state


def cycle_of(reading: Reading, county: str) -> int:
    """The number of the election cycle that runs: how many were opened; 0 before the first."""
    events = reading.events(f"election_cycle:{county}")
    return sum(1 for r in events if isinstance(r.event, ElectionCycleOpened))


def village_context(
    reading: Reading, village: VillageCode, today: date, on: date, person: PersonId | None = None
) -> tuple[Standing, VillageContext]:
    """What was decided so far, and what a decision about a village has to see. Raises: NO_RULES_IN_FORCE."""
    published = rules_on(reading, village[:6], on)
    standing, claim = standing_of(reading, village), reading.village(village).claim_at(today)
    said = claim.facts.get("classification", "") if claim else ""
    return standing, VillageContext(
        classifying=published.rules.classifying,
        version=published.version,
        today=today,
        on=on,
        registered=is_registered(reading, village),
        incumbent=_incumbent(reading, village, today),
        classification=class_in_force(standing, said)[0],
        person_known=person is None or is_known(reading, person),
    )


def survey_context(
    reading: Reading, village: VillageCode, today: date, on: date, named: Iterable[PersonId] = ()
) -> SurveyContext:
    """What a decision about the survey that runs has to see. Raises: NO_RULES_IN_FORCE."""
    published = rules_on(reading, village[:6], on)
    cycle = cycle_of(reading, RegionCode(village[:6]))
    return SurveyContext(
        survey=survey_of(village, cycle),
        cycle=cycle,
        rules=published.rules.surveying,
        version=published.version,
        today=today,
        on=on,
        registered=is_registered(reading, village),
        incumbent=_incumbent(reading, village, today),
        unknown=frozenset(person for person in named if not is_known(reading, person)),
    )


def is_registered(reading: Reading, village: VillageCode) -> bool:
    """Whether the register has the village."""
    return any(isinstance(r.event, VillageRegistered) for r in reading.events(f"village:{village}"))


def is_known(reading: Reading, person: PersonId) -> bool:
    """Whether any ledger speaks of somebody, under any of their records that is not forgotten."""
    people = [reading.person(record) for record in records_of(reading, person)]
    return any(found.claims and not found.forgotten for found in people)


def _incumbent(reading: Reading, village: VillageCode, today: date) -> PersonId | None:
    """Whom the ledger in force calls secretary, unless they were forgotten."""
    claim = reading.village(village).claim_at(today)
    serving = claim.incumbent if claim else None
    return None if serving is None or reading.person(serving).forgotten else serving


def was_assessed(reading: Reading, village: VillageCode, records: Iterable[PersonId], on: date) -> bool:
    """Whether the meeting of the cycle that runs judged somebody, under any record, up to a day (R26)."""
    survey = survey_in(reading, survey_of(village, cycle_of(reading, village[:6])))
    judged = (survey.said.get(f"assessed:{record}") for record in records)
    return any(isinstance(event, PersonAssessed) and event.held_on <= on for event in judged)
