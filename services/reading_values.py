"""What a person types for a field, as the canonical value that ledgers would give: 大专 is junior_college."""

from datetime import date

from domain.facts import OF_THE_ROW
from domain.grades import GRADES
from domain.refusal import Refusal
from domain.village import PLAIN_FACTS
from services.ledgers.cells import LISTS, Parsed, parser_for

OF_PLACES = frozenset({"native_township", "native_village"})
OF_DECISIONS = frozenset(
    {
        "classification_reason",
        "decision_reason",
        "review_finding",
        "willingness_reason",
        "outreach_words",
        "tie",
    }
)
SETTLED_FIELDS = tuple(
    field
    for field in GRADES
    if field not in {*PLAIN_FACTS, *OF_DECISIONS, "village", "township", "village_code", "talk_words"}
)
"""What can be settled about a person: every field that ledgers give of one, their rows' places excepted."""
LONGEST_VALUE = 200


def canonical(field: str, text: str, today: date) -> str:
    """The value as it is stored; empty for an empty text, which takes a settlement back.

    Raises: FIELD_UNKNOWN, VALUE_UNREADABLE; neither quotes the text.
    """
    if field not in SETTLED_FIELDS:
        raise Refusal(
            "FIELD_UNKNOWN",
            "There is no such field of a person. These are the ones there are:",
            "人员没有这个字段，可认定的字段有：",
            path=("field",),
            choices=SETTLED_FIELDS,
        )
    wanted = text.strip()
    if not wanted:
        return ""
    if field in OF_PLACES or field in OF_THE_ROW - {"tier", "role", "capacity", "mentor_names"}:
        return _codes(field, wanted)
    read = parser_for(field, "", today)(wanted)
    value = dict(read.facts).get(field, "") if isinstance(read, Parsed) else read
    if not value or len(value) > LONGEST_VALUE:
        raise _unreadable(field)
    return value


def _codes(field: str, wanted: str) -> str:
    """Places are stored by their codes, several parted by blanks."""
    codes = wanted.split()
    length = 9 if field == "native_township" else 12
    if not all(len(code) == length and code.isascii() and code.isdigit() for code in codes):
        raise _unreadable(field)
    return " ".join(codes)


def _unreadable(field: str) -> Refusal:
    wording = LISTS.get(field)
    choices = tuple(wording.codes()) if wording else ()
    return Refusal(
        "VALUE_UNREADABLE",
        f"The value is none that `{field}` can have. Write it as a ledger would, for example 1990-05 for a date.",
        f"该值不能作为 {field} 的取值，请按台账写法填写(例如日期 1990-05)。",
        path=("value",),
        choices=choices,
    )
