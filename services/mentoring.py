"""Mentoring by decision: opening mentors, pairing them, talks held, absence, release.

Whoever typed it is not who decided it: the paper's decider, day and number stand on the event, and the rules in force
are those of that day.
"""

from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from domain.event import Event
from domain.finding import Finding
from domain.grades import Action, Viewer
from domain.ids import PersonId, VillageCode
from domain.mentor import decide as mentors
from domain.mentor.decide import RegisterMentor, SetMentorAbsence
from domain.mentor.events import ReserveGivenUp, ReserveTakenOn
from domain.mentorship import assigning, talking
from domain.mentorship.assigning import AssignMentor
from domain.mentorship.events import MentorAssigned, MentorReleased, PairingRejected, TalkHeld
from domain.mentorship.finding import findings
from domain.mentorship.talking import HoldTalk, MentoringContext, ReleaseMentor
from domain.recorded import Entry, NewEvent
from domain.refusal import Refusal
from services.desk import Desk, Reading
from services.mentor_contexts import (
    assigning_context,
    candidacy_meant,
    mentor_context,
    mentoring_of,
    records_of,
    rules_on,
)
from services.ports import Appended
from services.rights import must_be_allowed
from services.settling import Decided, entry_of, place_for


class Assigned(msgspec.Struct, frozen=True, kw_only=True):
    """Where the pairing stands in the log, and what the rules say of it now."""

    appended: Appended
    findings: tuple[Finding, ...]


def assign_mentor(desk: Desk, viewer: Viewer, wish: AssignMentor, decided: Decided) -> Assigned:
    """Pair a mentor with a reserve. `wish.candidacy` may be any record's: merged ones are one person."""
    entry, today = decision_entry(desk, viewer, decided, wish.village[:6]), desk.clock.today()
    on = entry.decided_on or today

    def decide(reading: Reading) -> Sequence[NewEvent]:
        may_pair(reading, viewer, wish.village, wish.mentor)
        seen = assigning_context(reading, wish.person, wish.village, wish.mentor, today, on)
        candidacy, mentorship = candidacy_meant(
            reading, seen.reserve_records, wish.village, seen.mentor_records
        )
        order = msgspec.structs.replace(wish, candidacy=candidacy)
        return [e for event in assigning.assign(mentorship, order, seen) for e in assigned(event)]

    appended = desk.carry_out(entry, decide, [type(wish).__name__, wish])
    after = assigning_context(Reading(desk.log), wish.person, wish.village, wish.mentor, today, on)
    return Assigned(appended=appended, findings=findings(after))


def hold_talk(desk: Desk, viewer: Viewer, wish: HoldTalk, decided: Decided) -> Appended:
    """Enter a talk that was held."""
    entry = decision_entry(desk, viewer, decided, wish.village[:6])

    def decide(reading: Reading) -> Sequence[NewEvent]:
        may_pair(reading, viewer, wish.village, wish.mentor)
        mine, seen = _of_two(reading, desk, entry, wish)
        candidacy, mentorship = candidacy_meant(reading, mine, wish.village, seen.mentor_records)
        order = msgspec.structs.replace(wish, candidacy=candidacy)
        return [about_two(event, event.held_on) for event in talking.hold_talk(mentorship, order, seen)]

    return desk.carry_out(entry, decide, [type(wish).__name__, wish])


def release_mentor(desk: Desk, viewer: Viewer, wish: ReleaseMentor, decided: Decided) -> Appended:
    """End a pairing, for a reason."""
    entry = decision_entry(desk, viewer, decided, wish.village[:6])

    def decide(reading: Reading) -> Sequence[NewEvent]:
        may_pair(reading, viewer, wish.village, wish.mentor)
        mine, seen = _of_two(reading, desk, entry, wish)
        candidacy, mentorship = candidacy_meant(reading, mine, wish.village, seen.mentor_records)
        order = msgspec.structs.replace(wish, candidacy=candidacy)
        return [e for event in talking.release(mentorship, order, seen) for e in released(event)]

    return desk.carry_out(entry, decide, [type(wish).__name__, wish])


def register_mentor(
    desk: Desk, viewer: Viewer, county: str, wish: RegisterMentor, decided: Decided
) -> Appended:
    """Open a mentor, or decide anew what they are. Their area, the former too, must lie within the clerk's region."""
    area = (*wish.villages, *([wish.township] if wish.township else []))

    def decide(reading: Reading, version: int) -> Sequence[Event]:
        seen = mentor_context(reading, wish.person, version, wish.villages, wish.township)
        found = mentoring_of(reading, wish.person)
        must_be_allowed(viewer, Action.ENTER, *(area or (county,)), *found.area)
        return mentors.register(found.mentor, wish, seen)

    return _about_mentor(desk, viewer, county, wish, decided, decide)


def set_mentor_absence(
    desk: Desk, viewer: Viewer, county: str, wish: SetMentorAbsence, decided: Decided
) -> Appended:
    """Say from when to when a mentor is away."""

    def decide(reading: Reading, version: int) -> Sequence[Event]:
        seen = mentor_context(reading, wish.person, version)
        return mentors.set_absence(mentoring_of(reading, wish.person).mentor, wish, seen)

    return _about_mentor(desk, viewer, county, wish, decided, decide)


def _about_mentor(
    desk: Desk,
    viewer: Viewer,
    county: str,
    wish: RegisterMentor | SetMentorAbsence,
    decided: Decided,
    decide: Callable[[Reading, int], Sequence[Event]],
) -> Appended:
    """Events go to the mentor's own stream, dated by the day of the decision."""
    entry = decision_entry(desk, viewer, decided, county)

    def events(reading: Reading) -> list[NewEvent]:
        place = _place_of(reading, viewer, wish.person)
        must_be_allowed(viewer, Action.ENTER, place)
        version = rules_on(reading, county, entry.decided_on or desk.clock.today()).version
        return [
            NewEvent(
                stream=f"mentor:{wish.person}",
                event=event,
                region_code=place,
                subjects=(f"person:{wish.person}",),
                valid_at=entry.decided_on,
            )
            for event in decide(reading, version)
        ]

    return desk.carry_out(entry, events, [type(wish).__name__, wish])


def decision_entry(desk: Desk, viewer: Viewer, decided: Decided, county: str) -> Entry:
    """The envelope of a decision on a day that some rules cover.

    Raises: ROLE_MAY_NOT, DECIDED_IN_FUTURE, NO_RULES_IN_FORCE.
    """
    must_be_allowed(viewer, Action.ENTER)
    entry, today = entry_of(desk, viewer, decided), desk.clock.today()
    on = entry.decided_on or today
    if on > today:
        raise Refusal(
            "DECIDED_IN_FUTURE",
            f"The decision is dated {on}, after today. Enter it when it was made.",
            f"决定日期 {on} 晚于今天，请在作出决定后再录入。",
            rule="a_decision_is_not_in_the_future",
            path=("decidedOn",),
            decided_on=on,
            today=today,
        )
    rules_on(
        Reading(desk.log), county, on
    )  # refused before anything is looked at; the decision reads them again
    return entry


def may_pair(reading: Reading, viewer: Viewer, village: VillageCode, mentor: PersonId) -> None:
    """The village and the mentor are both the clerk's matter. Raises: REGION_OUTSIDE."""
    must_be_allowed(viewer, Action.ENTER, village, _place_of(reading, viewer, mentor))


def _place_of(reading: Reading, viewer: Viewer, mentor: PersonId) -> str:
    """Where the viewer deals with a mentor: in a place of the mentor's area, else where their rows belong."""
    area = mentoring_of(reading, mentor).area
    return next((code for code in area if viewer.covers(code)), place_for(reading, mentor, viewer))


def _of_two(
    reading: Reading, desk: Desk, entry: Entry, wish: HoldTalk | ReleaseMentor
) -> tuple[frozenset[PersonId], MentoringContext]:
    """The reserve's records, and what the rules of talks and releases see."""
    today = desk.clock.today()
    seen = MentoringContext(
        mentor_records=mentoring_of(reading, wish.mentor).records,
        today=today,
        version=rules_on(reading, wish.village[:6], entry.decided_on or today).version,
    )
    return records_of(reading, wish.person), seen


def about_two(event: MentorAssigned | TalkHeld | MentorReleased | PairingRejected, on: date) -> NewEvent:
    """On the candidacy's mentoring, found by both people, the village and the candidacy."""
    return NewEvent(
        stream=f"mentorship:{event.candidacy}",
        event=event,
        region_code=event.village,
        subjects=(
            f"person:{event.person}",
            f"person:{event.mentor}",
            f"village:{event.village}",
            f"candidacy:{event.candidacy}",
        ),
        valid_at=on,
    )


def assigned(event: MentorAssigned) -> tuple[NewEvent, NewEvent]:
    """A pairing on both its streams."""
    taken = ReserveTakenOn(pairing=event.candidacy, reserve=event.person)
    return about_two(event, event.since), _of_mentor(event.mentor, taken, event.village, event.since)


def released(event: MentorReleased) -> tuple[NewEvent, NewEvent]:
    """Its end on both."""
    given_up = ReserveGivenUp(pairing=event.candidacy)
    day = event.released_on
    return about_two(event, day), _of_mentor(event.mentor, given_up, event.village, day)


def _of_mentor(
    mentor: PersonId, event: ReserveTakenOn | ReserveGivenUp, village: VillageCode, on: date
) -> NewEvent:
    stream = f"mentor:{mentor}"
    return NewEvent(stream=stream, event=event, region_code=village, subjects=(stream,), valid_at=on)
