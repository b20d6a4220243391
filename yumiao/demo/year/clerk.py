"""Who sits at the desk in the invented year: knows everybody by name and enters one paper after the other."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeAlias, TypeVar

from domain.candidacy import candidacy_of
from domain.grades import Viewer
from domain.ids import CandidacyId, PersonId, RegionCode, VillageCode
from domain.recorded import Decider
from infra.clock import FrozenClock
from services.desk import Desk
from services.settling import Decided
from services.work_sheets.finding import Finder
from yumiao.demo.people import RosterEntry
from yumiao.demo.population import Population, invent_demo
from yumiao.demo.register import Village
from yumiao.office import Office, noon

W = TypeVar("W")
UseCase: TypeAlias = Callable[[Desk, Viewer, W, Decided], object]
CountyUseCase: TypeAlias = Callable[[Desk, Viewer, RegionCode, W, Decided], object]


class Step(NamedTuple):
    """One decision: its day, and the command that enters it."""

    on: date
    carry_out: Callable[[], object]


class Clerk:
    """The office, its clock, and the county's people by the names that the story gives them."""

    def __init__(self, office: Office) -> None:
        if not isinstance(office.clock, FrozenClock):
            raise TypeError("the invented year needs a clock that can be moved")
        self.office, self.clock = office, office.clock
        self.desk, self.viewer, self.county = office.desk, office.viewer, office.county
        self.population: Population = invent_demo()
        self._entries = {entry.person.name: entry for entry in self.population.roster}
        with office.live.now() as world:
            self._find = Finder(world, office.viewer, office.gazetteer)
            serving = world.fold.record.serving
            self._secretaries = {code: person for person, codes in serving.items() for code in codes}

    def wait_until(self, day: date) -> None:
        """Noon of that day, unless it is over."""
        self.clock.moment = max(self.clock.moment, noon(day))

    def enter(self, use_case: UseCase[W], wish: W, by: Decider, on: date, document: str = "") -> Step:
        """A paper to be entered: what was decided, by whom, when, under which number."""
        decided = Decided(by=by, on=on, document_number=document)
        return Step(on, lambda: use_case(self.desk, self.viewer, wish, decided))

    def enter_for_county(
        self, use_case: CountyUseCase[W], wish: W, by: Decider, on: date, document: str = ""
    ) -> Step:
        """The same for a use case that is told the county."""
        decided = Decided(by=by, on=on, document_number=document)
        return Step(on, lambda: use_case(self.desk, self.viewer, self.county, wish, decided))

    def reserve(self, name: str) -> PersonId:
        """Somebody of the reserves' roster."""
        return self._find.person(name, self._code(self._entries[name]))

    def village_of(self, name: str) -> VillageCode:
        """Where a reserve is listed."""
        return self._code(self._entries[name])

    def candidacy(self, name: str) -> CandidacyId:
        """A reserve's, for the village of the roster."""
        return candidacy_of(self.reserve(name), self.village_of(name))

    def secretary(self, village: VillageCode) -> PersonId:
        """Who serves in a village."""
        return self._secretaries[village]

    def member(self, name: str, village: VillageCode) -> PersonId:
        """Anybody of a village."""
        return self._find.person(name, village)

    def mentor(self, name: str) -> PersonId:
        """A mentor of the mentors' ledger."""
        return self._find.mentor(name)

    def villages(self, township: str) -> list[Village]:
        """A township's villages, in the order of their codes."""
        found = [v for v in self.population.county.villages if v.code.startswith(township)]
        return sorted(found, key=lambda village: village.code)

    @staticmethod
    def _code(entry: RosterEntry) -> VillageCode:
        return VillageCode(entry.village.code)
