"""Forgetting a person: a request and an approval by two people; the key goes, the skeleton stays."""

from collections.abc import Sequence

import msgspec

from domain.grades import Action, Viewer
from domain.ids import PersonId, RequestId
from domain.person import decide as person
from domain.person.commands import ApproveErasure, RequestErasure
from domain.person.events import ErasureRequested
from domain.recorded import NewEvent
from domain.refusal import Refusal
from services.desk import Desk, Reading
from services.due_process import objections_of
from services.ports import Appended
from services.rights import must_be_allowed
from services.settling import BY_THE_ACCOUNT, Decided, entry_of, place_for


class Requested(msgspec.Struct, frozen=True, kw_only=True):
    """What the one who approves needs, and where the request stands in the log."""

    request: RequestId
    appended: Appended


def request_erasure(desk: Desk, viewer: Viewer, person_id: PersonId, reason: str, basis: str) -> RequestId:
    """Ask that a person be forgotten; answers the request's id for the one who approves."""
    return ask_for_erasure(desk, viewer, person_id, reason, basis).request


def ask_for_erasure(
    desk: Desk,
    viewer: Viewer,
    person_id: PersonId,
    reason: str,
    basis: str,
    decided: Decided = BY_THE_ACCOUNT,
) -> Requested:
    """The same, with who decided it; the same idempotency key answers the first request."""
    must_be_allowed(viewer, Action.ERASE)
    wish = RequestErasure(person=person_id, request=RequestId(desk.ids.new("er")), reason=reason, basis=basis)

    def decide(reading: Reading) -> Sequence[NewEvent]:
        waiting = len(objections_of(reading, person_id).open)
        events = person.request_erasure(reading.person(person_id), wish, open_objections=waiting)
        place = place_for(reading, person_id, viewer)
        must_be_allowed(viewer, Action.ERASE, place)
        return [
            NewEvent(
                stream=f"person:{person_id}", event=e, region_code=place, subjects=(f"person:{person_id}",)
            )
            for e in events
        ]

    asked = ["RequestErasure", person_id, reason, basis]
    appended = desk.carry_out(entry_of(desk, viewer, decided), decide, asked)
    if appended.replayed:
        first = desk.log.read_all(appended.first - 1, 1)[0].event
        return Requested(request=first.request, appended=appended)
    return Requested(request=wish.request, appended=appended)


def approve_erasure(
    desk: Desk, viewer: Viewer, request: RequestId, decided: Decided = BY_THE_ACCOUNT
) -> Appended:
    """Approve somebody else's request: the event first, then the key and the identity marks are destroyed.

    A crash between the two is mended on opening the folder (`forget_again`).
    """
    must_be_allowed(viewer, Action.ERASE)
    person_id, requested_by = _requested(desk, request)
    wish = ApproveErasure(
        person=person_id, request=request, requested_by=requested_by, approved_by=viewer.name
    )

    def decide(reading: Reading) -> Sequence[NewEvent]:
        place = place_for(reading, person_id, viewer)
        must_be_allowed(viewer, Action.ERASE, place)
        waiting = len(objections_of(reading, person_id).open)
        return [
            NewEvent(
                stream=f"person:{person_id}", event=e, region_code=place, subjects=(f"person:{person_id}",)
            )
            for e in person.approve_erasure(reading.person(person_id), wish, open_objections=waiting)
        ]

    appended = desk.carry_out(entry_of(desk, viewer, decided), decide, ["ApproveErasure", request])
    forget(desk, person_id)
    return appended


def forget(desk: Desk, person_id: PersonId) -> None:
    """Destroy a person's key and identity marks; again does nothing more."""
    desk.keys.destroy(f"person:{person_id}")
    desk.identities.forget(person_id)


def _requested(desk: Desk, request: RequestId) -> tuple[PersonId, str]:
    """Whom a request is about and who made it."""
    position = 0
    while page := desk.log.read_all(position):
        position = page[-1].position
        for r in page:
            if isinstance(r.event, ErasureRequested) and r.event.request == request:
                return r.event.person, r.entry.entered_by
    raise Refusal(
        "REQUEST_UNKNOWN",
        "No such erasure request. `yumiao erase request` answers its id.",
        "没有这个清除申请。`yumiao erase request` 会给出申请编号。",
        path=("request",),
    )
