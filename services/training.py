"""Training (R43): courses with the list of those who were there, and trial posts."""

from collections.abc import Sequence
from datetime import date

from domain.deciding import Deciding
from domain.grades import Action, Viewer
from domain.ids import PersonId
from domain.recorded import Decider, NewEvent
from domain.training import decide
from domain.training.decide import AssignTrialPost, HoldTraining
from domain.training.events import TrainingEvent
from domain.training.state import Training, evolve
from services.desk import Desk, Reading
from services.ports import Appended
from services.rights import must_be_allowed
from services.settling import Decided, entry_of, place_for


def hold_training(desk: Desk, viewer: Viewer, wish: HoldTraining, decided: Decided) -> Appended:
    """One transaction over everybody on the list."""

    def events(reading: Reading) -> Sequence[NewEvent]:
        reading.load(stream for p in wish.attended for stream in (f"person:{p}", f"training:{p}"))
        known = {person: _training(reading, person) for person in wish.attended}
        found = decide.hold_training(known, wish, _seen(desk, viewer, decided))
        return [_placed(reading, viewer, event, event.held_on) for event in found]

    must_be_allowed(viewer, Action.ENTER)
    asked = [type(wish).__name__, wish, decided.by, decided.on, decided.document_number]
    return desk.carry_out(entry_of(desk, viewer, decided), events, asked)


def assign_trial_post(desk: Desk, viewer: Viewer, wish: AssignTrialPost, decided: Decided) -> Appended:
    """A person learns at a village of the clerk's region."""

    def events(reading: Reading) -> Sequence[NewEvent]:
        known = _training(reading, wish.person)
        found = decide.assign_trial_post(known, wish, _seen(desk, viewer, decided))
        return [_placed(reading, viewer, event, event.since) for event in found]

    must_be_allowed(viewer, Action.ENTER, wish.village)
    asked = [type(wish).__name__, wish, decided.by, decided.on, decided.document_number]
    return desk.carry_out(entry_of(desk, viewer, decided), events, asked)


def _training(reading: Reading, person: PersonId) -> Training | None:
    """None where no ledger names the person, or they have been forgotten."""
    known = reading.person(person)
    if not known.claims or known.forgotten:
        return None
    state = Training()
    for r in reading.events(f"training:{person}"):
        if r.event is not None:
            state = evolve(state, r.event)
    return state


def _seen(desk: Desk, viewer: Viewer, decided: Decided) -> Deciding:
    today = desk.clock.today()
    return Deciding(
        by=decided.by or Decider(name=viewer.name, role=viewer.role),
        on=decided.on or today,
        today=today,
        document=decided.document_number,
    )


def _placed(reading: Reading, viewer: Viewer, event: TrainingEvent, on: date) -> NewEvent:
    place = place_for(reading, event.person, viewer)
    must_be_allowed(viewer, Action.ENTER, place)
    versions, person = reading.versions(), event.person
    return NewEvent(
        stream=f"training:{person}",
        event=event,
        region_code=place,
        subjects=(f"person:{person}",),
        valid_at=on,
        evidence=tuple(sorted((s, v) for s, v in versions.items() if s.endswith(f":{person}"))),
    )
