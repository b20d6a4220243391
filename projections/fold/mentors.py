"""Who mentors whom: by decided pairings, and by the names on rosters. A name means exactly one person, or nobody."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

import msgspec

from domain.ids import PersonId
from domain.mentorship.state import Mentorship
from domain.rule_set import MentorRole
from projections.fold.human import Human
from projections.fold.rows import Candidate


class NameIs(StrEnum):
    """What became of a mentor's name on a roster."""

    RESOLVED = "RESOLVED"
    NOBODY = "NOBODY"
    """No mentor of the county bears it."""
    SEVERAL = "SEVERAL"
    """More than one does, equally near."""
    DISPUTED = "DISPUTED"
    """Two rows name different mentors."""


class NamedMentor(msgspec.Struct, frozen=True):
    """A name as the roster has it, and the mentor it means; None unless RESOLVED."""

    name: str
    outcome: NameIs
    mentor: PersonId | None = None


class TieSource(StrEnum):
    """What a pairing rests on."""

    DECIDED = "decided"
    LEDGER = "ledger"
    """A name on a roster: a claim."""


class MentorTie(msgspec.Struct, frozen=True):
    """A mentor whom a candidacy has now. `role` None: the ledger does not tell which."""

    mentor: PersonId
    role: MentorRole | None
    since: date | None
    source: TieSource


def ties_of(
    human: Human,
    candidate: Candidate,
    named: Iterable[NamedMentor],
    people: Mapping[PersonId, Human],
    human_of: Mapping[PersonId, PersonId],
) -> tuple[MentorTie, ...]:
    """Decided pairings, then those by name, each mentor once, by id.

    Whatever was decided of two people stands, a release too: the ledger's name of that mentor no longer counts.
    """
    mentorship = human.mentored.get(candidate.village, Mentorship())
    found: dict[PersonId, MentorTie] = {}
    for pairing in sorted(mentorship.current, key=lambda p: (p.since, p.role)):
        mentor = human_of.get(pairing.mentor)
        if mentor and mentor != human.id:
            tie = MentorTie(mentor, pairing.role, pairing.since, TieSource.DECIDED)
            found.setdefault(mentor, tie)
    decided = (*(pairing.mentor for pairing in mentorship.pairings), *mentorship.let_go)
    settled = {human_of.get(mentor) for mentor in decided}
    for name in named:
        if name.mentor and name.mentor not in settled:
            area = people[name.mentor].area
            role = area.roles[0] if area and len(area.roles) == 1 else None
            found[name.mentor] = MentorTie(name.mentor, role, candidate.since, TieSource.LEDGER)
    return tuple(found[mentor] for mentor in sorted(found))


class MentorBook:
    """Mentors by name, and whose candidacies name whom; kept as people change."""

    def __init__(self) -> None:
        self._bearers: dict[str, set[PersonId]] = {}
        self._namers: dict[str, set[PersonId]] = {}

    def put(self, human: Human) -> None:
        """A person as they are now."""
        for name in human.area.names if human.area else ():
            self._bearers.setdefault(name, set()).add(human.id)
        for name in _names(human):
            self._namers.setdefault(name, set()).add(human.id)

    def drop(self, human: Human) -> None:
        """A person as they were until now."""
        for book, names in (
            (self._bearers, human.area.names if human.area else frozenset()),
            (self._namers, _names(human)),
        ):
            for name in names:
                book.get(name, set()).discard(human.id)

    def who_name(self, mentors: Iterable[Human]) -> set[PersonId]:
        """Everybody on whose rows one of these mentors' names stands."""
        names = {name for mentor in mentors if mentor.area for name in mentor.area.names}
        return {person for name in names for person in self._namers.get(name, ())}

    def resolve(
        self, human: Human, candidate: Candidate, people: Mapping[PersonId, Human]
    ) -> tuple[NamedMentor, ...]:
        """Each name on a candidacy's rows, in their order."""
        if candidate.mentor_names_disputed:
            return tuple(NamedMentor(name, NameIs.DISPUTED) for name in candidate.mentor_names)
        found = []
        for name in candidate.mentor_names:
            bearers = [people[p] for p in self._bearers.get(name, ()) if p != human.id]
            nearest = nearest_mentors(candidate.village, bearers)
            if len(nearest) == 1:
                found.append(NamedMentor(name, NameIs.RESOLVED, nearest[0].id))
            else:
                found.append(NamedMentor(name, NameIs.SEVERAL if nearest else NameIs.NOBODY))
        return tuple(found)


def nearest_mentors(village: str, bearers: Iterable[Human]) -> list[Human]:
    """Those linked to the village; without any, those of its township; without any, all."""
    known = [(human, human.area) for human in bearers if human.area]
    township = village[:9]
    linked = [human for human, area in known if village in area.villages]
    near = [
        human
        for human, area in known
        if area.township == township or any(code.startswith(township) for code in area.villages)
    ]
    return linked or near or [human for human, _ in known]


def _names(human: Human) -> set[str]:
    return {name for candidate in human.candidates.values() for name in candidate.mentor_names}
