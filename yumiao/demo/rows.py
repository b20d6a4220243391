"""A ledger's rows before anybody spells them: facts by field name, later the cells and what must be read there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from yumiao.demo.people import Incumbent, Mentor, Person, RosterEntry
from yumiao.demo.register import Village

Kind = Literal["villages", "members", "talents", "mentors", "reserves"]
Severity = Literal["rejected", "held", "warning"]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value Excel kept beside it, or none (the file never went through Excel)."""

    text: str
    value: str | int | None = None


Cell = str | int | float | date | Formula | None


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake in a row, as an importer must call it; without `is_certain` it may also pass in silence."""

    code: str
    severity: Severity
    field: str
    is_certain: bool = True


@dataclass(slots=True)
class LedgerRow:
    """`facts` say what is so, `cells` what is written, `truth` what a careful reader takes from the cells."""

    kind: Kind
    facts: dict[str, object]
    cells: dict[str, Cell] = field(default_factory=dict)
    truth: dict[str, str] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)
    is_hidden: bool = False

    @property
    def village(self) -> Village | None:
        """The village that the row belongs to, where it belongs to one."""
        found = self.facts.get("village", self.facts.get("native_village"))
        return found if isinstance(found, Village) else None

    def spare_copy(self) -> "LedgerRow":
        """The same row once more, to be spoiled or repeated."""
        return LedgerRow(self.kind, dict(self.facts), dict(self.cells), dict(self.truth), list(self.slips))


def _person_facts(person: Person) -> dict[str, object]:
    return {
        "name": person.name,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "birth": person.born,
        "id_number": person.id_number,
        "education": person,
        "education_full_time": person,
        "education_in_service": person,
        "joined_party": person.joined,
        "phone": person.phone,
    }


def member_rows(people: Iterable[Person]) -> list[LedgerRow]:
    """One row per member."""
    stays = ("在村", "外出务工", "县城居住", "在村", "外出")
    notes = ("", "致富能手", "退役军人", "村小组长", "")
    return [
        LedgerRow(
            "members",
            _person_facts(person)
            | {
                "village": person.village,
                "township": person.village.township,
                "member_kind": "预备党员" if person.is_probationary else "正式党员",
                "residence": stays[at % 5],
                "remarks": notes[at % 7 % 5],
                "occupation": ("务农", "个体", "务工")[at % 3],
            },
        )
        for at, person in enumerate(people)
    ]


def talent_rows(people: Iterable[Person], listed: Collection[str] = ()) -> list[LedgerRow]:
    """One row per native outside; those whose number is `listed` in the members' ledger are members here too."""
    places = ("省城", "沿海务工", "邻市", "外省经商", "县城")
    trades = ("企业管理", "经商", "专业技术", "公职", "退休教师", "个体")
    wishes = ("愿意", "有意愿", "暂无意愿", "不愿意", "待联系", "")
    found = []
    for at, person in enumerate(people):
        is_member = at % 3 != 1 or person.id_number in listed
        facts = _person_facts(person) | {
            "native_village": person.village,
            "native_township": person.village.township,
            "political_status": "中共党员" if is_member else "群众",
            "party_affiliation": ("党组织关系在外", "关系在村")[at % 2] if is_member else "",
            "residence": places[at % 5],
            "occupation": trades[at % 6],
            "willingness": wishes[at % 11 % 6],
            "remarks": "",
        }
        found.append(LedgerRow("talents", facts))
    return found


def village_rows(incumbents: Iterable[Incumbent]) -> list[LedgerRow]:
    """One row per village."""
    return [
        LedgerRow(
            "villages",
            {
                "village": one.village,
                "village_code": one.village,
                "township": one.village.township,
                "incumbent_name": one.person.name,
                "birth": one.person.born,
                "education": one.person,
                "combined_post": one.is_combined,
                "star_rating": one.stars,
                "classification": one.classification,
                "classification_reason": one.reason,
                "willingness": one.willingness,
                "remarks": "",
            },
        )
        for one in incumbents
    ]


def mentor_rows(mentors: Iterable[Mentor]) -> list[LedgerRow]:
    """One row per mentor."""
    return [
        LedgerRow(
            "mentors",
            {
                "name": one.name,
                "role": one.role,
                "township": one.township,
                "linked_villages": one,
                "phone": one.phone,
                "capacity": one.capacity,
                "remarks": "",
            },
        )
        for one in mentors
    ]


def reserve_rows(entries: Iterable[RosterEntry]) -> list[LedgerRow]:
    """One row per reserve and village."""
    return [
        LedgerRow(
            "reserves",
            _person_facts(one.person)
            | {
                "village": one.village,
                "township": one.village.township,
                "post": one.post,
                "tier": one.tier,
                "willingness": one.willingness,
                "mentor_names": "、".join(one.mentors),
                "remarks": "",
            },
        )
        for one in entries
    ]
