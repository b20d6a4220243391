"""The rest of the defects, and rows that look odd but are right; `DEFECTS` holds all of them."""

from dataclasses import replace
from datetime import date

from yumiao.demo.identity import id_number
from yumiao.demo.mistakes import (
    ANY,
    COMMON,
    DATES,
    PEOPLE,
    SCHOOLS,
    Defect,
    Spoiler,
    Spoiling,
    any_date,
    born_of,
    number_of,
)
from yumiao.demo.register import Village
from yumiao.demo.rows import Formula, LedgerRow
from yumiao.demo.spelling import spell, spell_id


def _date_cell(field: str, *texts: str) -> Spoiler:
    def spoil(row: LedgerRow, seen: Spoiling) -> None:
        row.cells[field] = seen.rng.choice(texts)

    return spoil


def id_too_short_or_long(row: LedgerRow, seen: Spoiling) -> None:
    number = number_of(row)
    row.cells["id_number"] = seen.rng.choice((number[:9] + number[10:], number[:12] + "0" + number[12:]))


def id_of_no_day(row: LedgerRow, seen: Spoiling) -> None:
    day = seen.rng.choice(("19850231", "19881305", "19790400", "20460612"))
    row.cells["id_number"] = id_number(
        number_of(row)[:6], day, seen.rng.randrange(500), str(row.facts["sex"])
    )


def id_to_mend(row: LedgerRow, seen: Spoiling) -> None:
    shapes = ["trailing", "quoted", "wide", "parted", "no_break", "line"] + ["small"] * number_of(
        row
    ).endswith("X")
    row.cells["id_number"] = spell_id(number_of(row), seen.rng.choice(shapes))


def village_without_township(row: LedgerRow, seen: Spoiling) -> None:
    village = row.village
    if village is None:
        raise ValueError("no village")
    row.cells["village"] = seen.rng.choice((village.name, village.stem, village.office))


def row_hidden(row: LedgerRow, seen: Spoiling) -> None:
    row.is_hidden = True


def formula_without_value(row: LedgerRow, seen: Spoiling) -> None:
    name = next(n for n in ("id_number", "incumbent_name", "name") if n in row.cells)
    row.cells[name] = Formula("=VLOOKUP(A5,[1]Sheet1!$A:$F,3,0)")


def code_of_another(row: LedgerRow, seen: Spoiling) -> None:
    village = row.facts["village_code"]
    others = [
        one for one in seen.county.villages if isinstance(village, Village) and one.stem != village.stem
    ]
    row.cells["village_code"] = seen.rng.choice(others).code


def nothing_wrong_eighteen(row: LedgerRow, seen: Spoiling) -> None:
    """Joined in the month of the eighteenth birthday: the month alone cannot show that it was too early."""
    born = born_of(row)
    joined = date(born.year + 18, born.month, 28)
    row.facts["joined_party"] = joined
    row.cells["joined_party"] = f"{joined:%Y.%m}"
    row.truth["joined_party"] = f"{joined:%Y-%m}"


def nothing_wrong_leap_day(row: LedgerRow, seen: Spoiling) -> None:
    born = date(1984, 2, 29)
    order = seen.rng.randrange(250) + 250 * (row.kind == "members")  # two ledgers, two people
    number = id_number(seen.county.code, "19840229", order, str(row.facts["sex"]))
    row.facts |= {"birth": born, "id_number": number, "joined_party": date(2006, 7, 1)}
    spell(row, ["birth", "id_number", "joined_party"], replace(seen.hand, ids=("plain",)), seen.rng)


def nothing_wrong_long_name(row: LedgerRow, seen: Spoiling) -> None:
    name = seen.rng.choice(("阿依古丽·买买提", "欧阳春𬭎", "司马相宜"))
    row.facts["name"] = row.cells["name"] = row.truth["name"] = name


def nothing_wrong_formula(row: LedgerRow, seen: Spoiling) -> None:
    """A formula whose value Excel stored: the value counts."""
    row.cells["name"] = Formula("=TRIM(C5)", str(row.facts["name"]))


def nothing_wrong_october(row: LedgerRow, seen: Spoiling) -> None:
    """1985.10 typed as a number shows as 1985.1; the id number in the row settles it."""
    born = replace_month(born_of(row), 10)
    number = id_number(number_of(row)[:6], f"{born:%Y%m%d}", seen.rng.randrange(500), str(row.facts["sex"]))
    row.facts |= {"birth": born, "id_number": number}
    row.cells |= {"birth": round(born.year + 0.1, 1), "id_number": number}
    row.truth["birth"] = f"{born:%Y-%m}"


def nothing_wrong_illiterate(row: LedgerRow, seen: Spoiling) -> None:
    """No schooling is a fact; whether it has a place on the scale is for the importer's authors to say."""
    name = next(n for n in SCHOOLS if n in row.cells)
    row.cells[name] = seen.rng.choice(("文盲", "半文盲"))
    row.truth.pop(name, None)


def replace_month(day: date, month: int) -> date:
    """The same day in another month, the 28th at most."""
    return day.replace(month=month, day=min(day.day, 28))


DEFECTS: tuple[Defect, ...] = (
    *COMMON,
    Defect("ID_LENGTH", "rejected", PEOPLE, ("id_number",), id_too_short_or_long),
    Defect("ID_DATE", "rejected", PEOPLE, ("id_number",), id_of_no_day),
    Defect("ID_MENDED", "warning", PEOPLE, ("id_number",), id_to_mend, is_certain=False),
    Defect(
        "DATE_IMPOSSIBLE", "rejected", (*ANY, "villages"), DATES, any_date("1985.13", "1985-02-30", "198500")
    ),
    Defect("DATE_FUTURE", "rejected", PEOPLE, DATES[1:], _date_cell("joined_party", "2046.05", "2046/05/06")),
    Defect("DATE_UNREADABLE", "rejected", (*ANY, "villages"), DATES, any_date("八几年", "属牛", "########")),
    Defect("HIDDEN_ROW", "warning", (*ANY, "mentors", "villages"), ("name", "incumbent_name"), row_hidden),
    Defect(
        "FORMULA_WITHOUT_VALUE",
        "rejected",
        (*PEOPLE, "mentors"),
        ("id_number", "name"),
        formula_without_value,
    ),
    Defect("CODE_AGAINST_NAME", "rejected", ("villages",), ("village_code",), code_of_another),
)
AMBIGUOUS = Defect("VILLAGE_AMBIGUOUS", "rejected", ("members",), ("village",), village_without_township)
"""Only for the row of a village with a namesake, on a sheet that names no township."""
TRICKY_BUT_RIGHT: tuple[Defect, ...] = (
    Defect("", "warning", PEOPLE, ("joined_party",), nothing_wrong_eighteen, marks_row=False),
    Defect("", "warning", PEOPLE, ("id_number",), nothing_wrong_leap_day, marks_row=False),
    Defect("", "warning", (*ANY, "mentors"), ("name",), nothing_wrong_long_name, marks_row=False),
    Defect("", "warning", ("members", "talents"), ("name",), nothing_wrong_formula, marks_row=False),
    Defect("BIRTH_AGAINST_ID", "held", ("members",), ("birth",), nothing_wrong_october, is_certain=False),
    Defect("EDUCATION_UNKNOWN", "warning", ("members",), SCHOOLS, nothing_wrong_illiterate, is_certain=False),
)
"""Rows that look odd and must be taken."""
