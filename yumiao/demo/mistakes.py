"""Mistakes as people make them in ledgers, each under the code by which an importer must call it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from yumiao.demo.register import County
from yumiao.demo.rows import Kind, LedgerRow, Severity, Slip
from yumiao.demo.spelling import Hand, spell_date

PEOPLE: tuple[Kind, ...] = ("members", "reserves")
ANY: tuple[Kind, ...] = ("members", "talents", "reserves")
DATES = ("birth", "joined_party")
SCHOOLS = ("education", "education_full_time")
VILLAGES = ("village", "native_village", "linked_villages")
UNKNOWN_VILLAGE = "大石桥子村"


@dataclass(frozen=True, slots=True)
class Spoiling:
    """What a defect may look at; `extra` receives rows to be added below the spoiled one."""

    county: County
    hand: Hand
    rng: Random
    extra: list[LedgerRow]


Spoiler = Callable[[LedgerRow, Spoiling], None]


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect by its stable code; `fields`: the columns it needs (any one of several is enough)."""

    code: str
    severity: Severity
    kinds: tuple[Kind, ...]
    fields: tuple[str, ...]
    spoil: Spoiler
    is_certain: bool = True
    marks_row: bool = True  # the slip stands on the spoiled row itself

    def field_of(self, row: LedgerRow) -> str | None:
        """The first of the needed columns that the row has."""
        return next((name for name in self.fields if name in row.cells), None)

    def apply(self, row: LedgerRow, seen: Spoiling) -> None:
        """Spoils the row and records the slip."""
        name = self.field_of(row)
        if name is None:
            raise ValueError(f"{self.code} needs one of {self.fields}")
        self.spoil(row, seen)
        if self.marks_row and self.code:
            row.slips.append(Slip(self.code, self.severity, name, self.is_certain))


def number_of(row: LedgerRow) -> str:
    """The person's right id number."""
    return str(row.facts["id_number"])


def born_of(row: LedgerRow) -> date:
    """The person's right day of birth."""
    born = row.facts["birth"]
    if not isinstance(born, date):
        raise TypeError(f"no birth date: {born!r}")
    return born


def any_date(*texts: str) -> Spoiler:
    """One of these texts as birth, or where there is none as joining date."""

    def spoil(row: LedgerRow, seen: Spoiling) -> None:
        row.cells["birth" if "birth" in row.cells else "joined_party"] = seen.rng.choice(texts)

    return spoil


def id_as_number(row: LedgerRow, _seen: Spoiling) -> None:
    """A number cell: Excel keeps fifteen digits."""
    row.cells["id_number"] = float(number_of(row).replace("X", "0"))


def id_mistyped(row: LedgerRow, seen: Spoiling) -> None:
    """A wrong last character, or two neighbours swapped."""
    number = number_of(row)
    if seen.rng.random() < 0.5:
        row.cells["id_number"] = number[:17] + ("3" if number[17] != "3" else "8")
        return
    at = seen.rng.choice((14, 15))  # two neighbours swapped, or one digit raised where they are equal
    a, b = number[at], number[at + 1]
    swapped = b + a if a != b else str((int(a) + 1) % 10) + b
    row.cells["id_number"] = number[:at] + swapped + number[at + 2 :]


def birth_of_the_archive(row: LedgerRow, seen: Spoiling) -> None:
    """The archive says one or two years earlier than the number."""
    born = born_of(row)
    other = date(born.year - seen.rng.randint(1, 2), 13 - born.month, 11)
    row.cells["birth"] = spell_date(other, "dotted")


def sex_swapped(row: LedgerRow, _seen: Spoiling) -> None:
    """The other sex than the number says."""
    row.cells["sex"] = "女" if row.facts["sex"] == "男" else "男"


def joined_as_a_child(row: LedgerRow, seen: Spoiling) -> None:
    """Joined the Party at nine to sixteen."""
    joined = date(born_of(row).year + seen.rng.randint(9, 16), seen.rng.randint(1, 12), 1)
    row.cells["joined_party"] = spell_date(joined, seen.rng.choice(("dotted", "words", "six")))


def village_nobody_knows(row: LedgerRow, _seen: Spoiling) -> None:
    """A village that no register holds."""
    name = next(n for n in VILLAGES if n in row.cells)
    row.cells[name] = UNKNOWN_VILLAGE


def name_left_out(row: LedgerRow, seen: Spoiling) -> None:
    """Nothing, or only blanks, where the name should be."""
    row.cells["name"] = seen.rng.choice(("", "  ", "　"))


def two_rows_disagree(row: LedgerRow, seen: Spoiling) -> None:
    """The same number again with another joining date and school; both rows wait for a person."""
    other = row.spare_copy()
    born = born_of(row)
    joined = row.facts.get("joined_party")
    year = joined.year if isinstance(joined, date) else born.year + 25
    later = year + 1 if year < 2025 else year - 1
    other.cells["joined_party"] = spell_date(date(later, 9, 3), "dotted")
    for name in SCHOOLS:
        if name in other.cells:
            other.cells[name] = "小学" if row.truth.get(name) != "primary" else "大专"
    slip = Slip("SAME_PERSON_DISAGREES", "held", "joined_party")
    row.slips.append(slip)
    other.slips = [*other.slips, slip]
    seen.extra.append(other)


def row_repeated(row: LedgerRow, seen: Spoiling) -> None:
    """The same row once more, further down."""
    other = row.spare_copy()
    other.cells["name"] = str(row.facts["name"])
    other.slips.append(Slip("DUPLICATE_ROW", "warning", ""))
    seen.extra.append(other)


def school_nobody_knows(row: LedgerRow, seen: Spoiling) -> None:
    """An education that is on no scale."""
    name = next(n for n in SCHOOLS if n in row.cells)
    row.cells[name] = seen.rng.choice(("学徒三年", "其他", "见档案", "上过学"))
    row.truth.pop(name, None)


def phone_odd(row: LedgerRow, seen: Spoiling) -> None:
    """A digit too few or too many, or no number at all."""
    phone = str(row.facts["phone"])
    row.cells["phone"] = seen.rng.choice((phone[:10], phone + "1", "2" + phone[1:], "见通讯录"))


def capacity_odd(row: LedgerRow, seen: Spoiling) -> None:
    """Not a whole number from 1 to 50."""
    row.cells["capacity"] = seen.rng.choice((0, -2, 2.5, 120, "若干"))


COMMON: tuple[Defect, ...] = (
    Defect("ID_FLOAT", "rejected", PEOPLE, ("id_number",), id_as_number),
    Defect("ID_CHECK_DIGIT", "rejected", PEOPLE, ("id_number",), id_mistyped),
    Defect("BIRTH_AGAINST_ID", "held", PEOPLE, ("birth",), birth_of_the_archive),
    Defect("SEX_AGAINST_ID", "held", PEOPLE, ("sex",), sex_swapped),
    Defect(
        "DATE_FUTURE", "rejected", (*ANY, "villages"), DATES, any_date("2046.05", "2046年5月", "20460501")
    ),
    Defect("PARTY_BEFORE_18", "rejected", PEOPLE, ("joined_party",), joined_as_a_child),
    Defect("VILLAGE_UNKNOWN", "rejected", (*ANY, "mentors"), VILLAGES, village_nobody_knows),
    Defect("NAME_MISSING", "rejected", (*ANY, "mentors"), ("name",), name_left_out),
    Defect("SAME_PERSON_DISAGREES", "held", ("members",), DATES[1:], two_rows_disagree, marks_row=False),
    Defect("DUPLICATE_ROW", "warning", ("members", "talents"), ("name",), row_repeated, marks_row=False),
    Defect("EDUCATION_UNKNOWN", "warning", (*ANY, "villages"), SCHOOLS, school_nobody_knows),
    Defect("PHONE_ODD", "warning", ("members", "talents", "mentors"), ("phone",), phone_odd),
    Defect("CAPACITY_ODD", "rejected", ("mentors",), ("capacity",), capacity_odd),
)
"""The mistakes that the demo county makes too."""
