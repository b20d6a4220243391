"""Due process: the steps after an adverse finding, and the objections of the person concerned."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from domain.candidacy import Candidacy, Made, parties_of
from domain.candidacy.due_process import commands as steps
from domain.candidacy.due_process import decide
from domain.candidacy.due_process.events import Origin
from domain.candidacy.seen import Seen
from domain.grades import Action, Viewer
from domain.ids import PersonId
from domain.objection import decide as objections
from domain.objection.decide import DecideObjection, LodgeObjection
from domain.objection.events import ObjectionEvent
from domain.objection.state import Objections
from domain.objection.state import evolve as evolve_objections
from domain.recorded import NewEvent
from services.desk import Desk, Reading
from services.ports import Appended
from services.rights import must_be_allowed
from services.settling import Decided, entry_of
from services.vetting import carry_out, request_of, rested_on, seen_of

W = TypeVar("W", LodgeObjection, DecideObjection)


def inform_subject(desk: Desk, viewer: Viewer, asked: steps.InformSubject, decided: Decided) -> Appended:
    """The person was told of a finding."""
    return carry_out(desk, viewer, asked, decided, decide.inform, _action(asked))


def hear_statement(desk: Desk, viewer: Viewer, asked: steps.HearStatement, decided: Decided) -> Appended:
    """Their statement was heard."""
    return carry_out(desk, viewer, asked, decided, decide.hear, _action(asked))


def settle_finding(desk: Desk, viewer: Viewer, asked: steps.SettleFinding, decided: Decided) -> Appended:
    """Upheld, cured or withdrawn."""
    return carry_out(desk, viewer, asked, decided, decide.settle, _action(asked))


def answer_finding(desk: Desk, viewer: Viewer, asked: steps.AnswerFinding, decided: Decided) -> Appended:
    """The person was given the decision."""
    return carry_out(desk, viewer, asked, decided, decide.answer, _action(asked))


def lodge_objection(desk: Desk, viewer: Viewer, asked: LodgeObjection, decided: Decided) -> Appended:
    """Whoever may enter data for the village may receive one."""
    return _object(desk, viewer, asked, decided, objections.lodge, Action.ENTER)


def decide_objection(desk: Desk, viewer: Viewer, asked: DecideObjection, decided: Decided) -> Appended:
    """By the county."""
    return _object(desk, viewer, asked, decided, objections.decide, Action.CONCLUDE)


def objections_of(reading: Reading, person: PersonId) -> Objections:
    """A person's objections as their stream tells them."""
    state = Objections()
    for r in reading.events(f"objection:{person}"):
        if r.event is not None:
            state = evolve_objections(state, r.event, Made.of(r))
    return state


def _action(asked: steps.AboutFinding) -> Action:
    """What an agency answered is for the county's deciders; a refusal would tell a township that it did."""
    return Action.CONCLUDE if asked.origin is Origin.AGENCY else Action.ENTER


def _object(
    desk: Desk,
    viewer: Viewer,
    asked: W,
    decided: Decided,
    decide_on: Callable[[Objections, Candidacy, W, Seen], Sequence[ObjectionEvent]],
    action: Action,
) -> Appended:
    person, village = parties_of(asked.candidacy)
    must_be_allowed(viewer, action, village)
    on = decided.on or desk.clock.today()

    def events(reading: Reading) -> Sequence[NewEvent]:
        seen = seen_of(reading, desk, viewer, asked.candidacy, decided)
        known = objections_of(reading, person)
        stream = f"objection:{person}"
        return [
            NewEvent(
                stream=stream,
                event=event,
                region_code=village,
                subjects=(f"person:{person}", f"village:{village}", f"candidacy:{asked.candidacy}"),
                valid_at=on,
                evidence=rested_on(reading, asked.candidacy, stream),
            )
            for event in decide_on(known, reading.candidacy(asked.candidacy), asked, seen)
        ]

    return desk.carry_out(entry_of(desk, viewer, decided), events, request_of(asked, decided))
