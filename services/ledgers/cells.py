"""One cell to canonical facts, by field. Parsers are pure, so a column's answers are remembered by value."""

import re
from datetime import date

from domain.values import person_words, village_words
from domain.values.date_spellings import DateRole
from domain.values.education import EDUCATION, read_education
from domain.values.text import bare, flat, numerals_as_digits, says_nothing, without_brackets
from domain.values.wording import Wording
from services.ledgers.identity_cells import parse_dates, parse_ids, parse_name, parse_names, parse_phone
from services.ledgers.parsed import Fault, Parsed, Parser
from services.ledgers.sheet import Cell, is_blank, text_of

UNCACHED = frozenset({"name", "id_number", "phone"})
"""Fields whose values hardly repeat."""
MATTERS = frozenset(
    ("name", "id_number", "birth", "joined_party", "village", "township", "village_code", "native_village")
) | {
    "native_township",
    "linked_villages",
    "incumbent_name",
    "incumbent_birth",
    "capacity",
    "tier",
    "classification",
}
"""Fields without which a row cannot be taken when a formula left them without a value."""
_NEAR_HOME = re.compile("本[县市区镇乡村]|县城|城关|[镇乡村组]$|^(.{2,3}县|县)$")
MOST_MENTEES = 50


def parser_for(field: str, header: str, today: date) -> Parser:
    """The parser of a field under a header; a header such as 是否外出 turns yes and no into its own words."""
    if field in {"birth", "incumbent_birth"}:
        return parse_dates(field, DateRole.BIRTH, today)
    if field == "joined_party":
        return parse_dates(field, DateRole.JOINED, today)
    if field == "id_number":
        return parse_ids(today)
    if field in _EDUCATIONS:
        return _educations(field)
    if field in _TICKED:
        return _ticked(field, header)
    if field in _LISTED:
        return _listed(_LISTED[field])
    return _PLAIN.get(field, _text)


_EDUCATIONS = frozenset(
    f"{whose}education{mode}" for whose in ("", "incumbent_") for mode in ("", "_full_time", "_in_service")
)


def _educations(field: str) -> Parser:
    def parse(cell: Cell) -> str | Parsed:
        text = text_of(cell)
        if says_nothing(text):
            return ""
        found = read_education(text)
        if found is None:
            return Parsed(faults=(Fault("EDUCATION_UNKNOWN"),))
        whole = "incumbent_education" if field.startswith("incumbent") else "education"
        modes = {f"{whole}_full_time": found.full_time, f"{whole}_in_service": found.in_service}
        if field != whole and not any(modes.values()):
            modes[field] = found.level
        facts = {mode: level for mode, level in modes.items() if level}
        return Parsed(((whole, found.level), *facts.items())) if facts else found.level

    return parse


_LISTED: dict[str, Wording] = {
    "sex": person_words.SEX,
    "ethnicity": person_words.ETHNICITY,
    "political_status": person_words.POLITICAL_STATUS,
    "party_affiliation": person_words.PARTY_AFFILIATION,
    "tier": person_words.TIER,
    "classification": village_words.VILLAGE_CLASS,
    "combined_post": person_words.YES_NO,
    **dict.fromkeys(
        ("willingness_to_serve", "willingness_to_return", "willingness_to_stand"), person_words.WILLINGNESS
    ),
}
"""Fields whose values are the codes of a closed list."""


def _listed(wording: Wording) -> Parser:
    def parse(cell: Cell) -> str | Parsed:
        text = text_of(cell)
        code = wording.read(text) or wording.read(without_brackets(text))
        if code:
            return code
        return "" if says_nothing(text) else unknown(wording)

    return parse


def unknown(wording: Wording) -> Parsed:
    """The problem of a word that is on no list, with the labels that are."""
    labels = [wording.zh(code) for code in wording.codes()]
    return Parsed(faults=(Fault("VALUE_UNKNOWN", "、".join(labels[:8])),))


_TICKED: dict[str, tuple[Wording, tuple[tuple[str, str, str], ...]]] = {
    "residence": (
        person_words.RESIDENCE,
        (("外出", "away", "in_village"), ("流动", "away", ""), ("在外", "away", "")),
    ),
    "member_kind": (
        person_words.MEMBER_KIND,
        (("预备", "probationary", "full"), ("", "full", "probationary")),
    ),
    "political_status": (person_words.POLITICAL_STATUS, (("党员", "party_member", ""),)),
    "party_affiliation": (
        person_words.PARTY_AFFILIATION,
        (("外", "elsewhere", "here"), ("", "here", "elsewhere")),
    ),
    "class_difficult": (village_words.VILLAGE_CLASS, (("", "difficult", ""),)),
    "class_key": (village_words.VILLAGE_CLASS, (("", "key", ""),)),
}
"""Fields that may be asked as 是否…: (sign in the header, what yes means, what no means)."""


def _ticked(field: str, header: str) -> Parser:
    wording, questions = _TICKED[field]
    asked = bare(header)
    plain = _listed(wording)
    if not ("是否" in asked or field.startswith("class_")):
        return plain
    fallback = ("", "in_village", "away") if field == "residence" else questions[-1]
    _, yes, no = next((question for question in questions if question[0] and question[0] in asked), fallback)
    target = "classification" if field.startswith("class_") else field

    def parse(cell: Cell) -> str | Parsed:
        answer = person_words.YES_NO.read(text_of(cell))
        if answer is None:
            found = plain(cell)
            return Parsed(((target, found),)) if isinstance(found, str) and found else found
        meant = yes if answer == "yes" else no
        return Parsed(((target, meant),)) if meant else ""

    return parse


def parse_place_of_living(cell: Cell) -> str | Parsed:
    """Where a native lives: a place by name is away; anything about the county town must be said in its own word."""
    text = flat(text_of(cell))
    if says_nothing(text):
        return ""
    if code := person_words.RESIDENCE.read(text):
        return code
    return unknown(person_words.RESIDENCE) if _NEAR_HOME.search(text) else "away"


def _stars(cell: Cell) -> str | Parsed:
    text = text_of(cell)
    if says_nothing(text):
        return ""
    return village_words.read_stars(text) or Parsed(faults=(Fault("VALUE_UNKNOWN", "1-5"),))


def _criteria(cell: Cell) -> str | Parsed:
    text = text_of(cell)
    if says_nothing(text):
        return ""
    codes, all_known = village_words.read_criteria(text)
    if all_known:
        return " ".join(codes)
    facts = (("classification_reason", " ".join(codes)),) if codes else ()
    return Parsed(facts, unknown(village_words.CRITERIA).faults)


def _role(cell: Cell) -> str | Parsed:
    text = text_of(cell)
    if says_nothing(text):
        return ""
    return person_words.read_role(text) or unknown(person_words.MENTOR_ROLE)


def _capacity(cell: Cell) -> str | Parsed:
    text = numerals_as_digits(flat(text_of(cell)).removesuffix("人").removesuffix("名"))
    if not text or is_blank(text):
        return ""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_MENTEES:
        return str(int(text))
    return Parsed(faults=(Fault("CAPACITY_ODD"),))


def _text(cell: Cell) -> str | Parsed:
    text = " ".join(text_of(cell).split())
    return "" if says_nothing(text) else text


_PLAIN: dict[str, Parser] = {
    "name": parse_name,
    "incumbent_name": parse_name,
    "mentor_names": parse_names,
    "phone": parse_phone,
    "star_rating": _stars,
    "classification_reason": _criteria,
    "role": _role,
    "capacity": _capacity,
}
LISTS: dict[str, Wording] = {
    **_LISTED,
    "education": EDUCATION,
    "member_kind": person_words.MEMBER_KIND,
    "residence": person_words.RESIDENCE,
    "role": person_words.MENTOR_ROLE,
    "classification_reason": village_words.CRITERIA,
}
"""Every field with a closed list, for the documentation and for labels."""


__all__ = [
    "LISTS",
    "MATTERS",
    "UNCACHED",
    "Fault",
    "Parsed",
    "Parser",
    "parse_place_of_living",
    "parser_for",
]
