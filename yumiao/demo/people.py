"""The invented people of a county: members, natives outside, mentors, reserves and incumbents."""

from dataclasses import dataclass
from datetime import date
from random import Random

from yumiao.demo.identity import FOREIGN_AREAS, Inventor
from yumiao.demo.register import County, Township, Village

LEVELS = (
    "primary",
    "junior_middle",
    "senior_middle",
    "secondary_vocational",
    "junior_college",
    "bachelor",
    "master",
    "doctor",
)
"""Low to high; senior_middle and secondary_vocational count as equal."""
TIERS = ("mature", "promising", "ordinary")
REASONS = {
    "difficult": ("村情复杂", "矛盾信访突出", "书记不胜任", "书记长期空缺", "书记由乡镇干部担任"),
    "key": ("年龄原因不能连任", "身体原因", "本人不愿连任", "抓班子带队伍能力弱", "带富能力弱"),
    "ordinary": ("",),
}
ROLES = ("包村领导", "驻村第一书记", "县级领导", "乡镇党委书记", "乡镇长")
_MEMBER_WEIGHTS = (4, 26, 18, 14, 24, 12, 2, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person with the facts a ledger may state; `in_service` is a later, higher education or nothing."""

    name: str
    sex: str
    ethnicity: str
    born: date
    id_number: str
    full_time: str
    in_service: str
    joined: date
    phone: str
    village: Village
    is_probationary: bool = False

    @property
    def highest(self) -> str:
        """The higher of the two educations."""
        return self.in_service or self.full_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Incumbent:
    """A village with its class and its present secretary."""

    village: Village
    person: Person
    classification: str
    reason: str
    stars: int
    is_combined: bool
    willingness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentor:
    """A mentor; no `villages` means the whole township."""

    name: str
    role: str
    township: Township
    villages: tuple[Village, ...]
    phone: str
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """A reserve as an office's roster names them."""

    person: Person
    village: Village
    tier: str
    post: str
    willingness: str
    mentors: tuple[str, ...] = ()


class Census:
    """Invents a county's people, in the order asked: the same calls give the same people."""

    def __init__(self, rng: Random, county: County, *, foreign: float = 0.06) -> None:
        self._rng, self._county, self._foreign = rng, county, foreign
        self._inventor = Inventor(rng)

    def person(
        self,
        village: Village,
        *,
        youngest: int = 2004,
        oldest: int = 1956,
        sex: str = "",
        schooling: str = "",
    ) -> Person:
        """Somebody of a village, born between two years; a given schooling is the highest."""
        rng = self._rng
        sex = sex or rng.choices("男女", (7, 3))[0]
        born = self._inventor.day(oldest, youngest)
        area = rng.choice(FOREIGN_AREAS) if rng.random() < self._foreign else self._county.code
        full_time = schooling or rng.choices(LEVELS, _MEMBER_WEIGHTS)[0]
        in_service = ""
        if not schooling and LEVELS.index(full_time) < LEVELS.index("bachelor") and rng.random() < 0.2:
            in_service = "bachelor" if full_time == "junior_college" else "junior_college"
        return Person(
            name=self._inventor.name(sex),
            sex=sex,
            ethnicity=rng.choices(("汉族", "土家族", "苗族"), (8, 1, 1))[0],
            born=born,
            id_number=self._inventor.number(area, born, sex),
            full_time=full_time,
            in_service=in_service,
            joined=date(min(born.year + rng.randint(19, 34), 2025), rng.randint(1, 12), rng.randint(1, 28)),
            phone=self._inventor.phone(),
            village=village,
            is_probationary=rng.random() < 0.06,
        )

    def members(self, wanted: int, villages: tuple[Village, ...] = ()) -> list[Person]:
        """So many members, spread over the villages."""
        return [self.person(self._rng.choice(villages or self._county.villages)) for _ in range(wanted)]

    def incumbents(self, *, difficult: int, key: int) -> list[Incumbent]:
        """Each village's secretary; so many villages are difficult, so many key."""
        classes = ["difficult"] * difficult + ["key"] * key
        classes += ["ordinary"] * (len(self._county.villages) - len(classes))
        self._rng.shuffle(classes)
        return [self._incumbent(*pair) for pair in zip(self._county.villages, classes, strict=True)]

    def mentors(self, wanted: int) -> list[Mentor]:
        """The principals of each township first, then link leaders and first secretaries of its villages."""
        found: list[Mentor] = []
        for township in self._county.townships:
            found += [self._mentor(role, township, ()) for role in ROLES[2:]]
        while len(found) < wanted:
            township = self._county.townships[len(found) % len(self._county.townships)]
            role = ROLES[len(found) % 2]
            villages = self._rng.sample(self._county.of(township), 3 if role == "包村领导" else 1)
            found.append(self._mentor(role, township, tuple(sorted(villages, key=lambda one: one.code))))
        return sorted(found[:wanted], key=lambda mentor: mentor.township.code)

    def roster(self, people: list[Person]) -> list[RosterEntry]:
        """Those people as an office's reserves, each for their own village."""
        posts = ("支部委员", "村委会委员", "村妇联主席", "村民小组长", "致富带头人", "无")
        wishes = ("愿意", "愿意", "愿意", "犹豫", "不愿意")
        return [
            RosterEntry(
                person=person,
                village=person.village,
                tier=self._rng.choices(TIERS, (2, 4, 4))[0],
                post=self._rng.choice(posts),
                willingness=self._rng.choice(wishes),
            )
            for person in people
        ]

    def _incumbent(self, village: Village, classification: str) -> Incumbent:
        rng = self._rng
        reason = rng.choice(REASONS[classification])
        old = reason == "年龄原因不能连任"
        return Incumbent(
            village=village,
            person=self.person(village, youngest=1963 if old else 1988, oldest=1957 if old else 1965),
            classification=classification,
            reason=reason,
            stars=rng.randint(1, 3) if classification == "difficult" else rng.randint(2, 5),
            is_combined=rng.random() < 0.7,
            willingness="不愿意"
            if reason == "本人不愿连任"
            else rng.choice(("愿意", "愿意", "服从安排", "")),
        )

    def _mentor(self, role: str, township: Township, villages: tuple[Village, ...]) -> Mentor:
        return Mentor(
            name=self._inventor.name(self._rng.choice("男男女")),
            role=role,
            township=township,
            villages=villages,
            phone=self._inventor.phone(),
            capacity=5 if not villages else self._rng.randint(2, 5),
        )
