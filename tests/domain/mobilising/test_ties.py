"""Recorded ties as pure decisions: of both people, reversible, never of oneself."""

from datetime import date
from typing import Any

import pytest

from domain.ids import PersonId
from domain.kinship import Kin, KnownFrom, Ties, evolve
from domain.kinship import decide as kinship
from domain.kinship.decide import RecordTie, TieContext, WithdrawTie
from domain.refusal import Refusal

ANN, LI = PersonId("pe_ann"), PersonId("pe_li")
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def seen(**changed: Any) -> TieContext:
    return TieContext(**{"both_known": True, "one_person": False, "version": 3, **changed})


def wish(kind: Kin = Kin.PARENT) -> RecordTie:
    return RecordTie(person=ANN, other=LI, kind=kind, known_from=KnownFrom.DECLARED, words="本人申报")


@pytest.mark.parametrize("kind", Kin)
def test_a_tie_is_told_from_both_sides_and_back(kind: Kin) -> None:
    one, other = kinship.record({}, wish(kind), seen())
    assert (one.person, one.other, one.kind) == (ANN, LI, kind)
    assert (other.person, other.other) == (LI, ANN)
    back = kinship.record(
        {}, RecordTie(person=LI, other=ANN, kind=other.kind, known_from=KnownFrom.SURVEY), seen()
    )
    assert back[1].kind is kind
    assert [event.sealed_for for event in (one, other)] == [f"person:{ANN}", f"person:{LI}"]


def test_the_same_tie_again_changes_nothing_and_a_withdrawn_one_may_be_recorded_again() -> None:
    ties: Ties = evolve({}, kinship.record({}, wish(), seen())[0], MAY, 1)
    assert kinship.record(ties, wish(), seen()) == ()
    assert kinship.record(ties, wish(Kin.SPOUSE), seen())
    gone, _ = kinship.withdraw(ties, WithdrawTie(person=ANN, other=LI), seen())
    after = evolve(ties, gone, JUNE, 2)
    assert after[LI].kind is None
    assert evolve(evolve({}, gone, JUNE, 2), kinship.record({}, wish(), seen())[0], MAY, 1) == after
    assert kinship.record(after, wish(), seen())


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"both_known": False}, "PERSON_UNKNOWN"), ({"one_person": True}, "TIED_TO_THEMSELVES")],
)
def test_a_tie_to_nobody_or_to_oneself_is_refused(changed: dict[str, bool], code: str) -> None:
    with pytest.raises(Refusal) as found:
        kinship.record({}, wish(), seen(**changed))
    assert found.value.code == code


def test_what_was_never_recorded_cannot_be_taken_back() -> None:
    with pytest.raises(Refusal) as found:
        kinship.withdraw({}, WithdrawTie(person=ANN, other=LI), seen())
    assert found.value.code == "TIE_UNKNOWN"
