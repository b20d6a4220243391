"""What was decided of villages and found by surveys, and which election cycle runs."""

from typing import Any

from domain import classifying
from domain import survey as surveys
from domain.classifying import Standing
from domain.classifying.events import (
    SecretaryEvidenceGiven,
    VillageClassified,
    VillagePlanClosed,
    VillagePlanned,
)
from domain.ids import PersonId, VillageCode
from domain.recorded import Recorded
from domain.survey import Survey
from domain.survey.events import MemberConsidered

OPENED = "election_cycle.opened."


class Surveyed:
    """State per village and per survey; surveys of earlier cycles stay, the present ones are those of `cycle`."""

    def __init__(self) -> None:
        self.cycle = 0
        """How many election cycles were opened."""
        self.standings: dict[VillageCode, Standing] = {}
        self._surveys: dict[VillageCode, dict[int, Survey]] = {}
        self._considered: dict[PersonId, set[tuple[VillageCode, int]]] = {}

    def evolve(self, recorded: Recorded) -> tuple[set[VillageCode], set[PersonId]]:
        """Take one event; answers the villages and people whom it may have changed."""
        event: Any = recorded.event
        if recorded.topic.startswith(OPENED):
            self.cycle += 1
            return set(self._surveys), set(self._considered)
        if isinstance(event, VillageClassified | SecretaryEvidenceGiven | VillagePlanned | VillagePlanClosed):
            known = self.standings.get(event.village, Standing())
            after = classifying.evolve(known, event, recorded.true_from, recorded.position)
            self.standings[event.village] = after
            return {event.village}, set()
        if event is not None and recorded.topic.startswith("survey."):
            return self._survey(event)
        return set(), set()

    def standing(self, village: str) -> Standing:
        """What was decided of a village."""
        return self.standings.get(VillageCode(village), Standing())

    def survey(self, village: str) -> Survey:
        """The village's survey in the cycle that runs."""
        return self._surveys.get(VillageCode(village), {}).get(self.cycle, Survey())

    def considered(self, person: PersonId) -> bool:
        """Whether a survey of the cycle that runs went through somebody."""
        return any(cycle == self.cycle for _, cycle in self._considered.get(person, ()))

    def forget(self, person: PersonId) -> None:
        """What was said of a person is gone from every survey."""
        self._considered.pop(person, None)
        for mine in self._surveys.values():
            for cycle, survey in mine.items():
                mine[cycle] = survey.without(person)

    def _survey(self, event: Any) -> tuple[set[VillageCode], set[PersonId]]:
        cycle = int(event.survey.rpartition("_")[2])
        mine = self._surveys.setdefault(event.village, {})
        mine[cycle] = surveys.evolve(mine.get(cycle, Survey()), event)
        if isinstance(event, MemberConsidered):
            self._considered.setdefault(event.person, set()).add((event.village, cycle))
            return {event.village}, {event.person}
        return {event.village}, set()
