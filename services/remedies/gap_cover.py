"""Who could cover the villages that lack a reserve (question 7): as many as possible, the difficult ones first.

Candidates are reserves elsewhere, natives outside and mature members of a committee. One person covers one village.
Nobody is appointed by this: it says whom to look at, for which visible reasons, and which rule speaks against others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from domain.rule_set import VillageClass
from services.pairing.problem import RANKS, WORK_BOUND
from services.pairing.search.covering import Closure
from services.pairing.search.network import Terms
from services.pairing.search.parts import Wish, split
from services.pairing.search.seating import NOWHERE
from services.pairing.search.solving import Solved, solve_part


class CoverKind(StrEnum):
    """Where a cover comes from."""

    RESERVE_ELSEWHERE = "reserve_elsewhere"
    NATIVE_OUTSIDE = "native_outside"
    MATURE_COMMITTEE_MEMBER = "mature_committee_member"


class CoverReason(StrEnum):
    """What speaks for a person in a village."""

    NATIVE_OF_THE_VILLAGE = "native_of_the_village"
    SERVES_IN_THE_VILLAGE = "serves_in_the_village"
    SAME_TOWNSHIP = "same_township"
    NEIGHBOURING_TOWNSHIP = "neighbouring_township"
    MATURE = "mature"
    SAID_YES = "said_yes"
    OWN_VILLAGE_HAS_OTHERS = "own_village_has_others"


class CoverRule(StrEnum):
    """What speaks against; the first that applies."""

    IS_THE_INCUMBENT = "is_the_incumbent"
    IS_ALREADY_ITS_RESERVE = "is_already_its_reserve"
    LEFT_A_ROSTER = "left_a_roster"
    SAID_NO = "said_no"
    MISSES_THE_TERMS = "misses_the_terms"
    TERMS_NOT_KNOWN = "terms_not_known"
    NOT_NEAR = "not_near"


COVER_POINTS: Mapping[CoverReason, int] = {
    CoverReason.NATIVE_OF_THE_VILLAGE: 400,
    CoverReason.SERVES_IN_THE_VILLAGE: 400,
    CoverReason.SAME_TOWNSHIP: 200,
    CoverReason.NEIGHBOURING_TOWNSHIP: 0,
    CoverReason.MATURE: 300,
    CoverReason.SAID_YES: 100,
    CoverReason.OWN_VILLAGE_HAS_OTHERS: 50,
}


class LackingVillage(msgspec.Struct, frozen=True, kw_only=True):
    """`lacking`: how many people it is short of."""

    id: str
    township: str
    village_class: VillageClass
    lacking: int = 1
    incumbent: str = ""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """`villages`: where they are a reserve or serve. `willing`: the latest answer, None if there is none.

    `eligible`: meets the terms of age and education, None where that is not known.
    """

    id: str
    kind: CoverKind
    townships: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    native_of: str = ""
    mature: bool = False
    willing: bool | None = None
    eligible: bool | None = True
    spare: bool = False
    """A reserve, and no village's only one."""
    left: bool = False
    """Is on no roster any more, by a decision."""


class Cover(msgspec.Struct, frozen=True):
    """A person to look at for a village, and why."""

    village: str
    person: str
    reasons: tuple[CoverReason, ...]


class Bare(msgspec.Struct, frozen=True, kw_only=True):
    """A village that stays without. No candidates: look at `against`; otherwise these villages share these people.

    `against` holds everybody near whom a rule speaks against; whoever is not near is not listed.
    """

    village: str
    missing: int
    against: tuple[tuple[str, CoverRule], ...]
    shared_by: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


class GapCover(msgspec.Struct, frozen=True, kw_only=True):
    """By village. Equal inputs in any order give equal answers."""

    covers: tuple[Cover, ...]
    bare: tuple[Bare, ...]


def cover_gaps(
    villages: Sequence[LackingVillage],
    candidates: Iterable[Candidate],
    neighbours: Mapping[str, tuple[str, ...]] | None = None,
) -> GapCover:
    """Most villages covered, by class; then the most points. `neighbours`: of a township; else only the township."""
    nearby = Nearby(candidates, neighbours or {})
    wishes = [wish for village in villages for wish in _wishes(village, nearby)]
    wishes.sort(key=lambda wish: (wish.village, wish.reserve))
    terms = Terms(sum(COVER_POINTS.values()), WORK_BOUND)
    solved = [solve_part(part, terms) for part in split(wishes, dict.fromkeys(nearby.people, 1))]
    by_id = {village.id: village for village in villages}
    covers = [
        Cover(village, person, reasons_for(by_id[village], nearby.people[person], nearby.neighbours))
        for village, person in _chosen(solved)
    ]
    return GapCover(
        covers=tuple(sorted(covers, key=lambda cover: (cover.village, cover.person))),
        bare=tuple(sorted(_bare(solved, by_id, nearby), key=lambda bare: bare.village)),
    )


class Nearby:
    """Candidates by the places that bring them near a village, so that no village looks at the whole county."""

    def __init__(self, candidates: Iterable[Candidate], neighbours: Mapping[str, tuple[str, ...]]) -> None:
        self.people = {person.id: person for person in sorted(candidates, key=lambda person: person.id)}
        self.neighbours = neighbours
        self._at: dict[str, list[str]] = defaultdict(list)
        for person in self.people.values():
            away = person.kind is CoverKind.NATIVE_OUTSIDE
            for place in {person.native_of, *person.villages, *(() if away else person.townships)} - {""}:
                self._at[place].append(person.id)

    def to(self, village: LackingVillage) -> list[Candidate]:
        """Everybody who is near, by id."""
        places = (village.id, village.township, *self.neighbours.get(village.township, ()))
        found = {person for place in places for person in self._at.get(place, ())}
        return [self.people[person] for person in sorted(found)]


def rule_against(
    village: LackingVillage, person: Candidate, neighbours: Mapping[str, tuple[str, ...]]
) -> CoverRule | None:
    """None: they may be looked at for this village."""
    if person.id == village.incumbent:
        return CoverRule.IS_THE_INCUMBENT
    if person.kind is CoverKind.RESERVE_ELSEWHERE and village.id in person.villages:
        return CoverRule.IS_ALREADY_ITS_RESERVE
    if person.left:
        return CoverRule.LEFT_A_ROSTER
    if person.willing is False:
        return CoverRule.SAID_NO
    if person.eligible is not True:
        return CoverRule.TERMS_NOT_KNOWN if person.eligible is None else CoverRule.MISSES_THE_TERMS
    brings_near = _BRING_NEAR.intersection(reasons_for(village, person, neighbours))
    return None if brings_near else CoverRule.NOT_NEAR


_BRING_NEAR = frozenset(
    {
        CoverReason.NATIVE_OF_THE_VILLAGE,
        CoverReason.SERVES_IN_THE_VILLAGE,
        CoverReason.SAME_TOWNSHIP,
        CoverReason.NEIGHBOURING_TOWNSHIP,
    }
)


def reasons_for(
    village: LackingVillage, person: Candidate, neighbours: Mapping[str, tuple[str, ...]]
) -> tuple[CoverReason, ...]:
    """A native outside counts for their own village only; others also for their township and its neighbours."""
    reasons = []
    if village.id == person.native_of:
        reasons.append(CoverReason.NATIVE_OF_THE_VILLAGE)
    if village.id in person.villages:
        reasons.append(CoverReason.SERVES_IN_THE_VILLAGE)
    if person.kind is not CoverKind.NATIVE_OUTSIDE:
        if village.township in person.townships:
            reasons.append(CoverReason.SAME_TOWNSHIP)
        elif not set(neighbours.get(village.township, ())).isdisjoint(person.townships):
            reasons.append(CoverReason.NEIGHBOURING_TOWNSHIP)
    if person.mature:
        reasons.append(CoverReason.MATURE)
    if person.willing:
        reasons.append(CoverReason.SAID_YES)
    if person.spare:
        reasons.append(CoverReason.OWN_VILLAGE_HAS_OTHERS)
    return tuple(reasons)


def _wishes(village: LackingVillage, nearby: Nearby) -> Iterator[Wish]:
    near = nearby.neighbours
    choices = tuple(
        (person.id, sum(COVER_POINTS[reason] for reason in reasons_for(village, person, near)), False)
        for person in nearby.to(village)
        if rule_against(village, person, near) is None
    )
    for nth in range(village.lacking):
        yield Wish(village.id, f"{village.id} {nth:03d}", "cover", RANKS[village.village_class], choices)


def _chosen(solved: Iterable[Solved]) -> Iterator[tuple[str, str]]:
    for answer in solved:
        flow = answer.flow
        for wish, place in zip(answer.part.wishes, flow.seat, strict=True):
            if place != NOWHERE:
                yield wish.village, flow.network.mentors[place]


def _bare(solved: Iterable[Solved], villages: Mapping[str, LackingVillage], nearby: Nearby) -> Iterator[Bare]:
    missing: dict[str, int] = defaultdict(int)
    shared: dict[str, set[str]] = defaultdict(set)
    named: dict[str, set[str]] = defaultdict(set)
    for answer in solved:
        for at, wish in enumerate(answer.part.wishes):
            if answer.flow.seat[at] == NOWHERE:
                closure = Closure(answer.flow, (at,))
                missing[wish.village] += 1
                shared[wish.village].update(answer.part.wishes[met].village for met in closure.wishes)
                named[wish.village].update(answer.flow.network.mentors[met] for met in closure.mentors)
    for village, number in missing.items():
        asked = villages[village]
        against = ((person.id, rule_against(asked, person, nearby.neighbours)) for person in nearby.to(asked))
        yield Bare(
            village=village,
            missing=number,
            against=tuple((person, rule) for person, rule in against if rule),
            shared_by=tuple(sorted(shared[village])),
            candidates=tuple(sorted(named[village])),
        )
