"""Small invented counties as plain facts, their events, and the pairing problem read off the facts by hand."""

from collections.abc import Mapping
from random import Random
from typing import NamedTuple

from msgspec.structs import replace

from domain.candidacy import candidacy_of
from domain.ids import PersonId, VillageCode
from domain.rule_set import Mentoring, MentorRole, VillageClass
from services.pairing.problem import Arc, Mentor, Pair, Problem, Reason, Reserve
from tests.example_rules import RULES
from tests.given import NORTH, SOUTH, TODAY, Given, village

LINK, FIRST, SPONSOR = (
    MentorRole.VILLAGE_LINK_LEADER,
    MentorRole.FIRST_SECRETARY,
    MentorRole.COUNTY_SPONSOR,
)
WANTED: Mapping[VillageClass, tuple[MentorRole, ...]] = {
    VillageClass.DIFFICULT: (LINK, SPONSOR),
    VillageClass.KEY: (FIRST,),
    VillageClass.ORDINARY: (LINK,),
}
PAIRING_RULES = replace(RULES, mentoring=Mentoring(roles=WANTED))
VILLAGES = [village(NORTH, 0), village(NORTH, 1), village(SOUTH, 0)]


class MentorFacts(NamedTuple):
    """As registered; neither village nor township: the whole county."""

    roles: tuple[MentorRole, ...]
    villages: tuple[VillageCode, ...]
    township: str
    capacity: int
    away: bool


class County(NamedTuple):
    """Everything that a pairing can depend on."""

    classes: dict[VillageCode, VillageClass]
    reserves: list[tuple[str, VillageCode]]
    mentors: dict[str, MentorFacts]
    pairs: dict[tuple[str, VillageCode, MentorRole], str]


def invented(seed: int) -> County:
    """Scarce places, several roles, absences, decided pairs; two townships."""
    rng = Random(seed)
    mentors = {}
    for at in range(rng.randint(1, 4)):
        linked = tuple(sorted(rng.sample(VILLAGES, rng.choice((0, 1, 1, 2)))))
        mentors[f"pe_m{at}"] = MentorFacts(
            roles=tuple(r for r in (LINK, FIRST, SPONSOR) if rng.random() < 0.6) or (LINK,),
            villages=linked,
            township="" if linked else rng.choice(["", NORTH, SOUTH]),
            capacity=rng.choice((0, 1, 1, 2, 3)),
            away=rng.random() < 0.1,
        )
    county = County(
        {code: rng.choice(list(VillageClass)) for code in VILLAGES},
        sorted({(f"pe_r{at}", rng.choice(VILLAGES)) for at in range(rng.randint(1, 5))}),
        mentors,
        {},
    )
    taken: dict[str, int] = {}
    for person, code in county.reserves:
        used = set()
        for role in WANTED[county.classes[code]]:
            holders = [key for key, facts in mentors.items() if role in facts.roles and key not in used]
            if holders and rng.random() < 0.5:
                mentor = rng.choice(holders)
                used.add(mentor)
                county.pairs[person, code, role] = mentor
                taken[mentor] = taken.get(mentor, 0) + 1
    return county


def told(county: County, *, name: str = "某", **said: str) -> Given:
    """The county's events; `said` of every person."""
    given = Given().county(2, rules=PAIRING_RULES)
    given.imported("im_1")
    for code, kind in county.classes.items():
        given.calls(code, kind.value)
    for at, (person, code) in enumerate(county.reserves):
        given.reserve(person, code, name=f"{name}{at}", **said)
    for at, (mentor, facts) in enumerate(county.mentors.items()):
        given.mentor(mentor, f"{name}师{at}", **said)
        given.registers(
            mentor,
            *facts.roles,
            villages=facts.villages,
            township=facts.township,
            capacity=facts.capacity,
        )
        if facts.away:
            given.away(mentor, TODAY)
    for (person, code, role), mentor in county.pairs.items():
        given.pairs(person, code, mentor, role.value)
    return given


def by_hand(county: County) -> Problem:
    """The same question, written down from the facts."""
    reserves = tuple(
        Reserve(
            id=candidacy_of(PersonId(person), code),
            person=person,
            village=code,
            township=code[:9],
            village_class=county.classes[code],
            roles=WANTED[county.classes[code]],
        )
        for person, code in county.reserves
    )
    arcs = []
    for reserve in reserves:
        for role in reserve.roles:
            today = county.pairs.get((reserve.person, VillageCode(reserve.village), role))
            for key, facts in county.mentors.items():
                places = {code[:9] for code in facts.villages} | ({facts.township} - {""})
                near = not places or reserve.township in places
                if role in facts.roles and (near or key == today):
                    reasons = []
                    if reserve.village in facts.villages:
                        reasons.append(Reason.LINKS_THE_VILLAGE)
                    if near:
                        reasons.append(Reason.SAME_TOWNSHIP)
                    arcs.append(Arc(reserve.id, role, key, tuple(reasons)))
    return Problem(
        reserves=reserves,
        mentors=tuple(
            Mentor(id=key, roles=f.roles, townships=("t",), capacity=f.capacity, absent=f.away)
            for key, f in county.mentors.items()
        ),
        arcs=tuple(arcs),
        current=tuple(
            Pair(candidacy_of(PersonId(person), code), role, mentor)
            for (person, code, role), mentor in county.pairs.items()
        ),
    )
