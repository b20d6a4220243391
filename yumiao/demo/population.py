"""Who lives in the demo county, and what is well and ill there: quotas, empty villages, loads, disputed facts."""

from dataclasses import dataclass, replace
from random import Random

from yumiao.demo.people import Census, Incumbent, Mentor, Person, RosterEntry
from yumiao.demo.register import County, Village, invent_county

SEED = 20260630
CODE, NAME = "990101", "育苗示范县"
TOWNS = ("青苗镇", "良种镇", "春泥乡", "禾穗镇", "沃土乡", "新芽镇")
MEMBERS, TALENTS, MENTORS, VILLAGES = 620, 130, 50, 60
IN_TWO_LEDGERS = 9
"""Natives outside who also stand in the members' ledger."""

PROFILES: tuple[str, ...] = (
    "女青本 女壮专 男青专 男青专 男壮专 男壮高 男壮中 男壮专",  # all three quotas met
    "女壮专 男青专 男青专 男青专 男壮高 男壮专 男壮中 男老高",  # short of women and of young bachelors
    "男青本 男青专 男青专 男壮专 男壮高 男壮专 男老中",  # no woman at all
    "女壮高 女壮专 男青专 男壮高 男壮中 男壮专 男壮高 男老专 男老中",  # short of the young
    "女青专 女壮专 男青本 男青专 男壮高 男壮专 男壮中",  # all met
    "女壮高 男青本 男青专 男壮专 男壮高 男老高",  # met, by one person each
)
"""The reserves of each township: sex, age group (to 35, to 49, older), schooling."""
_BORN = {"青": (1993, 2000), "壮": (1978, 1990), "老": (1968, 1975)}
_SCHOOLING = {"本": "bachelor", "专": "junior_college", "高": "senior_middle", "中": "secondary_vocational"}
_OUTSIDE_THE_LEDGERS = 5  # reserves who stand in no other ledger


@dataclass(frozen=True, slots=True)
class Population:
    """The demo county's people; reserves and incumbents stand among the members too, with few exceptions."""

    county: County
    incumbents: list[Incumbent]
    members: list[Person]
    talents: list[Person]
    mentors: list[Mentor]
    roster: list[RosterEntry]


def invent_demo() -> Population:
    """The same county and people every time."""
    rng = Random(SEED)  # noqa: S311 - invented people, nothing secret
    county = invent_county(rng, CODE, NAME, TOWNS, VILLAGES)
    census = Census(rng, county)
    incumbents = census.incumbents(difficult=7, key=11)
    reserves = _reserves(census, county, rng)
    mentors = census.mentors(MENTORS)
    hard = {one.village.code for one in incumbents if one.classification != "ordinary"}
    roster = [
        _mentored(entry, mentors, rng, is_hard=entry.village.code in hard)
        for entry in census.roster(reserves)
    ]
    known = [person for at, person in enumerate(reserves) if at % 9]
    secretaries = [incumbent.person for incumbent in incumbents]
    others = census.members(MEMBERS - len(known) - len(secretaries))
    members = [*known, *secretaries, *others]
    rng.shuffle(members)
    talents = others[:IN_TWO_LEDGERS] + [
        census.person(rng.choice(county.villages), oldest=1965, youngest=2001)
        for _ in range(TALENTS - IN_TWO_LEDGERS)
    ]
    rng.shuffle(talents)
    return Population(county, incumbents, members, talents, mentors, roster)


def _reserves(census: Census, county: County, rng: Random) -> list[Person]:
    """Each township's reserves, in six of its ten villages: the other four have nobody."""
    found: list[Person] = []
    for township, profiles in zip(county.townships, PROFILES, strict=True):
        villages: list[Village] = rng.sample(county.of(township), 6)
        for at, profile in enumerate(profiles.split()):
            oldest, youngest = _BORN[profile[1]]
            found.append(
                census.person(
                    villages[at % 6],
                    oldest=oldest,
                    youngest=youngest,
                    sex=profile[0],
                    schooling=_SCHOOLING[profile[2]],
                )
            )
    return found


def _mentored(entry: RosterEntry, mentors: list[Mentor], rng: Random, *, is_hard: bool) -> RosterEntry:
    """In the first township one leader has everybody; elsewhere one or two, or nobody; hard villages more."""
    near = [one for one in mentors if one.township == entry.village.township]
    links = [one for one in near if one.villages]
    chosen: list[Mentor] = []
    if entry.village.township.name == TOWNS[0]:
        chosen = links[:1]
    elif rng.random() < 0.7:
        chosen = rng.sample(links[:-1], rng.choice((1, 1, 2)))
    if is_hard and chosen and rng.random() < 0.6:
        chosen = chosen + [one for one in near if not one.villages][: rng.choice((1, 3))]
    return replace(entry, mentors=tuple(one.name for one in chosen))
