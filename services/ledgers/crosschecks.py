"""Facts of one row against each other: birth and sex against the id number, joining against the 18th birthday."""

from datetime import date

from domain.values.date_spellings import DateRole, read_date
from services.ledgers.cells import Fault

_MAJORITY = 18_00_00
"""Eighteen years in the eight digits of a date."""


def birth_against_id(facts: dict[str, str]) -> Fault | None:
    """Held when the written birth date and the id number's cannot both be right."""
    birth = facts["birth"]
    return None if facts["id_number"][6:14].startswith(birth.replace("-", "")) else Fault("BIRTH_AGAINST_ID")


def settled_month(cell: object, facts: dict[str, str], today: date) -> bool:
    """1985.1 as a number is January or October: the id number of the row settles which, if it is one of them."""
    if not isinstance(cell, float) or not read_date(cell, DateRole.BIRTH, today).tenth:
        return False
    number = facts["id_number"]
    if number[6:10] == facts["birth"] and number[10:12] in {"01", "10"}:
        facts["birth"] = f"{number[6:10]}-{number[10:12]}"
        return True
    return False


def sex_against_id(facts: dict[str, str]) -> Fault | None:
    """Held when the written sex is not the one that digit 17 states."""
    stated = "male" if facts["id_number"][16] in "13579" else "female"
    return None if facts["sex"] == stated else Fault("SEX_AGAINST_ID")


def party_before_18(facts: dict[str, str]) -> Fault | None:
    """Refused only when no reading of the two dates makes it the 18th birthday or later.

    Dates compare as eight digits: what is not known of a birth date is 0, of a joining date 9. The id number's
    birth date counts where it agrees with the written one, as it is known to the day.
    """
    birth = facts.get("birth", "").replace("-", "")
    number = facts.get("id_number", "")
    if number and number[6:14].startswith(birth):
        birth = number[6:14]
    if not birth:
        return None
    earliest_birth = int(birth.ljust(8, "0"))
    joined = facts["joined_party"].replace("-", "")
    latest_joining = int(joined.ljust(8, "9"))
    return Fault("PARTY_BEFORE_18") if latest_joining < earliest_birth + _MAJORITY else None
