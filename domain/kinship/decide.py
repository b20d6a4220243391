"""Recording a tie and taking it back: commands, rules in the order of their refusals, decisions."""

import msgspec

from domain.ids import PersonId
from domain.kinship.events import REVERSED, Kin, KnownFrom, TiePrivate, TieRecorded, TieWithdrawn
from domain.kinship.state import Ties
from domain.refusal import Refusal


class RecordTie(msgspec.Struct, frozen=True, kw_only=True):
    """`other` is `kind` to `person`, and where that is known from."""

    person: PersonId
    other: PersonId
    kind: Kin
    known_from: KnownFrom
    words: str = ""


class WithdrawTie(msgspec.Struct, frozen=True, kw_only=True):
    """Take a tie back, and say why."""

    person: PersonId
    other: PersonId
    words: str = ""


class TieContext(msgspec.Struct, frozen=True, kw_only=True):
    """Whether both are known, and whether they are one human being."""

    both_known: bool
    one_person: bool
    version: int


def both_are_known(_: Ties, __: RecordTie | WithdrawTie, seen: TieContext) -> None:
    """A tie to somebody whom no ledger names would be about nobody."""
    if not seen.both_known:
        raise Refusal(
            "PERSON_UNKNOWN",
            "No such person, or they have been forgotten. Look one up with `yumiao find TEXT`.",
            "查无此人，或其信息已依法清除。请用 `yumiao find 姓名` 查找。",
            rule="both_are_known",
            path=("person",),
            version=seen.version,
        )


def nobody_is_their_own_kin(_: Ties, __: RecordTie | WithdrawTie, seen: TieContext) -> None:
    """Merged records are one human being."""
    if seen.one_person:
        raise Refusal(
            "TIED_TO_THEMSELVES",
            "The two are one person. Name two different people.",
            "两者为同一人，请填写两个不同的人。",
            rule="nobody_is_their_own_kin",
            path=("other",),
            version=seen.version,
        )


def the_tie_is_recorded(ties: Ties, wish: WithdrawTie, seen: TieContext) -> None:
    """What was never recorded cannot be taken back."""
    known = ties.get(wish.other)
    if known is None or known.kind is None:
        raise Refusal(
            "TIE_UNKNOWN",
            "No tie between the two is recorded.",
            "二人之间没有已登记的亲属关系。",
            rule="the_tie_is_recorded",
            path=("other",),
            version=seen.version,
        )


def record(ties: Ties, wish: RecordTie, seen: TieContext) -> tuple[TieRecorded, ...]:
    """Of each of the two, in their order; the same tie again changes nothing."""
    for rule in (both_are_known, nobody_is_their_own_kin):
        rule(ties, wish, seen)
    known = ties.get(wish.other)
    if known and (known.kind, known.known_from) == (wish.kind, wish.known_from):
        return ()
    back = REVERSED.get(wish.kind, wish.kind)
    return (
        _recorded(wish.person, wish.other, wish.kind, wish),
        _recorded(wish.other, wish.person, back, wish),
    )


def withdraw(ties: Ties, wish: WithdrawTie, seen: TieContext) -> tuple[TieWithdrawn, ...]:
    """Of each of the two, in their order."""
    nobody_is_their_own_kin(ties, wish, seen)
    the_tie_is_recorded(ties, wish, seen)
    return tuple(
        TieWithdrawn(
            sealed_for=f"person:{one}", person=one, other=other, private=TiePrivate(words=wish.words)
        )
        for one, other in ((wish.person, wish.other), (wish.other, wish.person))
    )


def _recorded(person: PersonId, other: PersonId, kind: Kin, wish: RecordTie) -> TieRecorded:
    return TieRecorded(
        sealed_for=f"person:{person}",
        person=person,
        other=other,
        kind=kind,
        known_from=wish.known_from,
        private=TiePrivate(words=wish.words),
    )
