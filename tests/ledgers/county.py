"""An invented county for a style: register, members, natives, mentors, reserves and incumbents, all from one seed."""

from dataclasses import dataclass, replace
from random import Random

from yumiao.demo.people import Census, Incumbent, Mentor, Person, RosterEntry
from yumiao.demo.register import County, invent_county


@dataclass(frozen=True, slots=True)
class Population:
    """A county with its people; two of three reserves are members too, the others stand in no other ledger."""

    county: County
    incumbents: list[Incumbent]
    members: list[Person]
    talents: list[Person]
    mentors: list[Mentor]
    roster: list[RosterEntry]


def invent_population(
    rng: Random,
    code: str,
    name: str,
    towns: tuple[str, ...],
    *,
    villages: int = 15,
    members: int = 70,
    twins: int = 0,
    in_communities: bool = False,
) -> Population:
    """A county small enough to read by eye; with `in_communities` some members live in a community."""
    county = invent_county(rng, code, name, towns, villages, twins=twins)
    census = Census(rng, county)
    people = census.members(members)
    if in_communities:
        people += census.members(6, county.communities)
    mentors = census.mentors(len(towns) * 6)
    reserves = people[: members // 6] + census.members(members // 12)
    names = {mentor.name for mentor in mentors}
    roster = [
        replace(entry, mentors=(rng.choice(sorted(names)),)) if at % 4 == 0 else entry
        for at, entry in enumerate(census.roster(reserves))
    ]
    return Population(
        county=county,
        incumbents=census.incumbents(difficult=villages // 7, key=villages // 5),
        members=rng.sample(people, len(people)),
        talents=census.members(20),
        mentors=mentors,
        roster=roster,
    )
