"""Decisions about a person's record: pure functions from what is known to what happens next."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from domain.ids import ImportId, PersonId
from domain.ledger import LedgerKind
from domain.person.commands import (
    ApproveErasure,
    ClaimRow,
    KeepPeopleApart,
    MergePeople,
    RequestErasure,
    SeparatePeople,
    SettleFact,
)
from domain.person.events import (
    ClaimPrivate,
    ClaimWithdrawn,
    ErasureApproved,
    ErasurePrivate,
    ErasureRequested,
    FactSettled,
    MissingFromLedger,
    PeopleKeptApart,
    PeopleMerged,
    PeopleSeparated,
    PersonClaimed,
    SettlementPrivate,
    SubjectForgotten,
)
from domain.person.state import Person
from domain.refusal import Refusal

Tie = TypeVar("Tie", PeopleMerged, PeopleSeparated, PeopleKeptApart)


def _must_be_known(person: Person) -> None:
    if person.forgotten:
        raise Refusal("PERSON_FORGOTTEN", "This person has been forgotten.", "此人信息已依法清除。")
    if not person.claims:
        raise Refusal(
            "PERSON_UNKNOWN",
            "No such person. Look one up with `yumiao find TEXT`.",
            "查无此人。请用 `yumiao find 姓名` 查找。",
            path=("person",),
        )


def _said(row: PersonClaimed) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, str]]:
    return (row.held, row.held_fields, dict(row.private.facts) if row.private else {})


def claim(person: Person, rows: Sequence[ClaimRow], on: date) -> tuple[PersonClaimed, ...]:
    """Record what one reading of a ledger says, unless that ledger already said exactly this.

    `rows`: the rows of one kind and slot about this person, usually one; two when they disagree and are held.
    """
    events = tuple(
        PersonClaimed(
            sealed_for=f"person:{row.person}",
            person=row.person,
            source=row.source,
            slot=row.slot,
            held=row.held,
            held_fields=row.held_fields,
            private=ClaimPrivate(facts=row.facts),
        )
        for row in rows
    )
    kind, slot = rows[0].source.kind, rows[0].slot
    known = person.claims_at(kind, slot, on)
    if (kind, slot) not in person.missing and [_said(c.event) for c in known] == [_said(e) for e in events]:
        return ()
    return events


def miss(person: Person, kind: LedgerKind, slot: str, import_id: ImportId) -> tuple[MissingFromLedger, ...]:
    """A newer reading of the same sheet no longer has this person. They are not removed."""
    if person.forgotten or (kind, slot) in person.missing or not person.claimed_by(kind, slot):
        return ()
    found = person.claims[0].event.person
    return (MissingFromLedger(person=found, kind=kind, slot=slot, import_id=import_id),)


def undo_claims(person: Person, person_id: PersonId, import_id: ImportId) -> tuple[ClaimWithdrawn, ...]:
    """Take back what one import claimed, or whom it missed, if it did."""
    spoke = any(c.event.source.import_id == import_id for c in person.claims)
    if not spoke and import_id not in person.missing.values():
        return ()
    return (ClaimWithdrawn(person=person_id, import_id=import_id),)


def settle(person: Person, wish: SettleFact) -> tuple[FactSettled, ...]:
    """Settle one field with a reason; the same again changes nothing."""
    _must_be_known(person)
    if not wish.reason.strip():
        raise Refusal(
            "REASON_MISSING",
            "Say why this value is right (for example: seen in the archive, volume and page).",
            "请写明认定依据(例如：档案原件第几页)。",
            path=("reason",),
        )
    known = person.settled.get(wish.field)
    if (known.value if known else "") == wish.value:
        return ()
    return (
        FactSettled(
            sealed_for=f"person:{wish.person}",
            person=wish.person,
            field=wish.field,
            private=SettlementPrivate(value=wish.value, reason=wish.reason),
        ),
    )


def _must_be_two(wish: MergePeople | SeparatePeople | KeepPeopleApart) -> None:
    if wish.person == wish.other:
        raise Refusal(
            "SAME_RECORD",
            "The two records are one and the same. Name two different ones.",
            "两条记录是同一条，请给出两条不同的记录。",
            path=("other",),
        )


def merge(person: Person, other: Person, wish: MergePeople) -> tuple[PeopleMerged, ...]:
    """Two records are one person. Nothing is lost: separating them again restores both."""
    _must_be_two(wish)
    _must_be_known(person)
    _must_be_known(other)
    if wish.other in person.merged:
        return ()
    return _on_both(PeopleMerged, wish)


def separate(person: Person, wish: SeparatePeople) -> tuple[PeopleSeparated, ...]:
    """Take a merge back."""
    _must_be_two(wish)
    if wish.other not in person.merged:
        raise Refusal(
            "NOT_MERGED",
            "These two records were never merged, so there is nothing to separate.",
            "这两条记录没有合并过，无需拆分。",
            path=("other",),
        )
    return _on_both(PeopleSeparated, wish)


def keep_apart(person: Person, other: Person, wish: KeepPeopleApart) -> tuple[PeopleKeptApart, ...]:
    """Two like records are two people: they are no longer suggested as one."""
    _must_be_two(wish)
    _must_be_known(person)
    _must_be_known(other)
    if wish.other in person.merged:
        raise Refusal(
            "MERGED",
            "These two records are merged. Separate them first.",
            "这两条记录已合并，请先拆分。",
            path=("other",),
        )
    return () if wish.other in person.apart else _on_both(PeopleKeptApart, wish)


def _on_both(cls: type[Tie], wish: MergePeople | SeparatePeople | KeepPeopleApart) -> tuple[Tie, ...]:
    return (cls(person=wish.person, other=wish.other), cls(person=wish.other, other=wish.person))


def request_erasure(
    person: Person, wish: RequestErasure, *, open_objections: int = 0
) -> tuple[ErasureRequested, ...]:
    """Ask that a person be forgotten. Nothing is forgotten until a second person approves."""
    _must_be_known(person)
    _nobody_is_forgotten_under_an_open_objection(open_objections)
    for field, text, zh in (("reason", wish.reason, "理由"), ("basis", wish.basis, "法律依据")):
        if not text.strip():
            raise Refusal(
                "REASON_MISSING",
                f"Give the {field} of the erasure.",
                f"请写明清除的{zh}。",
                path=(field,),
            )
    return (
        ErasureRequested(
            sealed_for=f"person:{wish.person}",
            person=wish.person,
            request=wish.request,
            basis=wish.basis,
            private=ErasurePrivate(reason=wish.reason),
        ),
    )


def _nobody_is_forgotten_under_an_open_objection(open_objections: int) -> None:
    """Whoever objects is owed an answer, and the papers that it rests on."""
    if open_objections:
        raise Refusal(
            "OBJECTION_OPEN",
            f"The person has {open_objections} open objection(s). Answer them first (DecideObjection).",
            f"此人尚有 {open_objections} 件异议待答复，请先答复（DecideObjection）。",
            rule="nobody_is_forgotten_under_an_open_objection",
        )


def approve_erasure(
    person: Person, wish: ApproveErasure, *, open_objections: int = 0
) -> tuple[ErasureApproved | SubjectForgotten, ...]:
    """Forget a person: two people must want it."""
    if wish.request not in person.requests:
        raise Refusal(
            "REQUEST_UNKNOWN",
            "No such erasure request. `yumiao erase request` answers its id.",
            "没有这个清除申请。`yumiao erase request` 会给出申请编号。",
            path=("request",),
        )
    if person.requests[wish.request]:
        return ()
    if wish.requested_by == wish.approved_by:
        raise Refusal(
            "SAME_PERSON_APPROVES",
            "Whoever asked for the erasure cannot approve it. Another account must.",
            "申请人不能批准自己的清除申请，须由另一人批准。",
            rule="erasure_takes_two_people",
        )
    _nobody_is_forgotten_under_an_open_objection(open_objections)
    subject = f"person:{wish.person}"
    return (
        ErasureApproved(person=wish.person, request=wish.request),
        SubjectForgotten(subject=subject, person=wish.person),
    )
