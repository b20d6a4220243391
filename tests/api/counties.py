"""A county with one of everything: every question has something to answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.ledger import LedgerKind
from services.ruling.reading import DEFAULT_RULES
from tests.given import NORTH, SOUTH, Given, pending_row, village

A, A2, B = village(NORTH, 0), village(NORTH, 1), village(SOUTH, 0)
NUMBER = "990101199305240028"
PHONE = "13900000000"
SAID = "家里老人住院"
"""What was said in a talk (P2)."""
NEEDED: Mapping[str, Mapping[str, Any]] = {
    "PersonFile": {"id": "pe_n2"},
    "VillageFile": {"code": A},
    "History": {"subject": "pe_n2"},
    "Search": {"text": "北"},
    "Decision": {"id": "ev_none"},
    "SurveyFile": {"code": A},
    "RuleSetWhatIf": {"rules": DEFAULT_RULES.read_text("utf-8")},
    "OtherMentor": {
        "person": "pe_n3", "mentor": "pe_n4", "role": "first_secretary", "counting": "ON_ROSTER",
    },
}  # fmt: skip
"""What a named question must be given to be asked at all."""


def busy() -> Given:
    """北乡 and 南乡, each with people, mentors, disputes, held and refused rows; two namesakes in 北甲村."""
    given = Given().county()
    given.imported("im_1")
    for side, code in (("北", A), ("南", B)):
        key = "n" if side == "北" else "s"
        given.member(
            f"pe_{key}1", code, name=f"{side}王芳", sex="female", birth="1993-05", member_kind="full"
        )
        given.member(f"pe_{key}2", code, name=f"{side}有号", id_number=NUMBER, phone=PHONE, ethnicity="han")
        given.reserve(f"pe_{key}3", code, name=f"{side}人", mentor_names=f"{side}导师、查无", tier="mature")
        given.mentor(f"pe_{key}4", f"{side}导师", code, capacity="2", role="first_secretary")
        given.mentor(f"pe_{key}5", f"{side}师傅", code)
        given.member(f"pe_{key}6", code, name=f"{side}争议", sex="female", birth="1990-01")
        given.says(LedgerKind.TALENTS, f"pe_{key}6", native_village=code, name=f"{side}争议", birth="1991-02")
        given.reserve(
            f"pe_{key}7", code, name=f"{side}待定", held=("BIRTH_AGAINST_ID",), held_fields=("birth",), row=7
        )
        given.member(f"pe_{key}8", code, name=f"{side}同名", birth="1988-03")
        given.says(LedgerKind.TALENTS, f"pe_{key}9", native_village=code, name=f"{side}同名", birth="1988-03")
        given.member(f"pe_{key}0", code, name=f"{side}书记", birth="1970-01")
        given.calls(code, "key", f"pe_{key}0", reason="age health")
        surveyed(given, code, key)
        given.pairs(f"pe_{key}3", code, f"pe_{key}5", "village_link_leader", date(2026, 3, 1))
        given.talks(f"pe_{key}3", code, f"pe_{key}5", date(2026, 5, 1), said=SAID)
        given.objects(f"pe_{key}3", code, date(2026, 6, 20))
        given.answers(f"pe_{key}8", "serve", "no", date(2026, 6, 1), "health")
        given.marks(f"pe_{key}8", date(2026, 6, 1))
        given.contacts(f"pe_{key}8", "no", date(2026, 6, 10), date(2026, 6, 28))
        given.watches(f"pe_{key}8", code, date(2026, 6, 1))
        given.ties(f"pe_{key}3", f"pe_{key}0", "parent", date(2026, 6, 1))
        given.refuses(LedgerKind.RESERVES, pending_row(code, 3 if key == "n" else 4))
    return given


def surveyed(given: Given, code: str, key: str) -> None:
    """A survey that heard few, found something of two people, listed one, beside an overdue plan."""
    given.surveys(code, "opened")
    for number, group in enumerate(("two_committees", "two_committees", "grid_leaders")):
        given.surveys(code, "interview", number, group)
    given.surveys(code, "absent", "team_heads")
    given.surveys(code, "village")
    given.surveys(code, "secretary", f"pe_{key}0")
    given.surveys(code, "considered", f"pe_{key}1")
    given.surveys(code, "listed", f"pe_{key}1")
    given.plans(code, date(2026, 6, 1), date(2026, 5, 1), f"pe_{key}1")
