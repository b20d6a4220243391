"""Recording that two people are kin, and taking it back. Each half goes to its own person's stream."""

from collections.abc import Callable, Sequence

from domain.grades import Action, Viewer
from domain.ids import PersonId
from domain.kinship import TieRecorded, Ties, TieWithdrawn
from domain.kinship import decide as kinship
from domain.kinship.decide import RecordTie, TieContext, WithdrawTie
from domain.recorded import NewEvent
from services.desk import Desk, Reading
from services.mentor_contexts import records_of, rules_on
from services.mentoring import decision_entry
from services.ports import Appended
from services.rights import must_be_allowed
from services.settling import Decided, place_for


def record_tie(desk: Desk, viewer: Viewer, county: str, asked: RecordTie, decided: Decided) -> Appended:
    """Both people are the clerk's matter."""

    def decide(reading: Reading, seen: TieContext) -> Sequence[TieRecorded]:
        return kinship.record(_ties_of(reading, asked.person), asked, seen)

    return _on_both(desk, viewer, county, asked, decided, decide)


def withdraw_tie(desk: Desk, viewer: Viewer, county: str, asked: WithdrawTie, decided: Decided) -> Appended:
    """Between whichever records of the two it stands."""

    def decide(reading: Reading, seen: TieContext) -> Sequence[TieWithdrawn]:
        mine, theirs = records_of(reading, asked.person), records_of(reading, asked.other)
        pairs = [
            (one, other)
            for one in sorted(mine)
            for other, tie in sorted(_ties_of(reading, one).items(), key=lambda t: t[0])
            if other in theirs and tie.kind
        ]
        one, other = pairs[0] if pairs else (asked.person, asked.other)
        meant = WithdrawTie(person=one, other=other, words=asked.words)
        return kinship.withdraw(_ties_of(reading, one), meant, seen)

    return _on_both(desk, viewer, county, asked, decided, decide)


def _on_both(
    desk: Desk,
    viewer: Viewer,
    county: str,
    asked: RecordTie | WithdrawTie,
    decided: Decided,
    decide: Callable[[Reading, TieContext], Sequence[TieRecorded | TieWithdrawn]],
) -> Appended:
    entry = decision_entry(desk, viewer, decided, county)

    def events(reading: Reading) -> list[NewEvent]:
        both = (asked.person, asked.other)
        must_be_allowed(viewer, Action.ENTER, *(place_for(reading, one, viewer) for one in both))
        on = entry.decided_on or desk.clock.today()
        states = [reading.person(one) for one in both]
        seen = TieContext(
            both_known=all(state.claims and not state.forgotten for state in states),
            one_person=asked.other in records_of(reading, asked.person),
            version=rules_on(reading, county, on).version,
        )
        return [
            NewEvent(
                stream=f"person:{event.person}",
                event=event,
                region_code=place_for(reading, event.person, viewer),
                subjects=tuple(f"person:{one}" for one in both),
                valid_at=on,
            )
            for event in decide(reading, seen)
        ]

    return desk.carry_out(entry, events, [type(asked).__name__, asked])


def _ties_of(reading: Reading, person: PersonId) -> Ties:
    return reading.person(person).ties
