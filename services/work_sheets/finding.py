"""Whom a row that somebody added means: a name within a village, within the clerk's own region. Never a guess."""

from collections import defaultdict
from collections.abc import Sequence

from domain.candidacy import candidacy_of
from domain.gazetteer import Gazetteer, Outcome
from domain.grades import Viewer
from domain.ids import CandidacyId, PersonId, VillageCode
from domain.refusal import Refusal
from domain.values.text import flat
from projections.fold import Human
from projections.scope import visible
from projections.world import World


class Finder:
    """People and villages by what is typed in a cell. Built once an import, from the present world."""

    def __init__(self, world: World, viewer: Viewer, gazetteer: Gazetteer) -> None:
        self._world, self._viewer, self._gazetteer = world, viewer, gazetteer
        self._named: dict[str, list[Human]] = {}

    def village(self, text: str, township: str = "") -> VillageCode:
        """The village of a code or a name. Raises: VILLAGE_UNKNOWN, VILLAGE_AMBIGUOUS."""
        within = self._gazetteer.township(township) if township else None
        found = self._gazetteer.village(text, within)
        if found.outcome is Outcome.FOUND and found.village and self._viewer.covers(found.village):
            return found.village
        if found.outcome is Outcome.AMBIGUOUS:
            raise Refusal(
                "VILLAGE_AMBIGUOUS",
                "Several villages bear that name. Fill in the township, or the 12-digit code.",
                "有多个同名的村，请填写乡镇，或填12位村代码。",
                path=("village",),
            )
        raise Refusal(
            "VILLAGE_UNKNOWN",
            "No village of that code or name in your region.",
            "您的管辖范围内没有该村，请核对村名。",
            path=("village",),
        )

    def person(self, name: str, village: VillageCode) -> PersonId:
        """Somebody who belongs to a village, else the only one of that name in the region.

        Raises: PERSON_UNKNOWN, PERSON_AMBIGUOUS.
        """
        named = self._all_named(name)
        there = [human for human in named if village in human.places]
        return self._only_one(there or named, "person")

    def mentor(self, name: str) -> PersonId:
        """The only mentor of that name in the region. Raises: PERSON_UNKNOWN, PERSON_AMBIGUOUS."""
        named = self._all_named(name)
        return self._only_one([human for human in named if human.area] or named, "mentor")

    def candidacy(self, name: str, village: str, township: str = "") -> CandidacyId:
        """A person's candidacy for a village, or the one that they would have."""
        code = self.village(village, township)
        person = self.person(name, code)
        human = self._world.human(person)
        known = human.candidates.get(code) if human else None
        return known.id if known else candidacy_of(person, code)

    def _all_named(self, name: str) -> list[Human]:
        if not self._named:
            named: dict[str, list[Human]] = defaultdict(list)
            for human in self._world.fold.humans.values():
                if visible(self._world, self._viewer, human):
                    for said in human.names:
                        named[flat(said)].append(human)
            self._named = named
        return self._named.get(flat(name), [])

    @staticmethod
    def _only_one(named: Sequence[Human], argument: str) -> PersonId:
        if len(named) == 1:
            return named[0].id
        if not named:
            raise Refusal(
                "PERSON_UNKNOWN",
                "Nobody of that name in your region. Import the ledger that names them first.",
                "您的管辖范围内查无此人。请核对姓名，或先导入有其姓名的台账。",
                path=(argument,),
            )
        raise Refusal(
            "PERSON_AMBIGUOUS",
            "Several people bear that name. Use the row that was printed for the one you mean.",
            "有多人重名。请在预填的行中填写，或填写其所在的村。",
            path=(argument,),
        )
