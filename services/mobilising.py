"""Taking down what people answer, going to see the excellent who are unwilling, keeping the promising in sight.

Events go to the person's own stream, true from the day of the answer, the contact or the decision.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from domain.facts import id_facts, in_force, partial_date, resolve, settled_values
from domain.grades import Action, Viewer
from domain.ids import PersonId, VillageCode
from domain.outreach import Outreach, as_one
from domain.outreach import commands as wish
from domain.outreach import decide as outreach
from domain.outreach.decide import OutreachContext
from domain.outreach.events import OutreachEvent
from domain.recorded import NewEvent
from domain.register import VillageRegistered
from services.desk import Desk, Reading
from services.mentor_contexts import records_of, rules_on
from services.mentoring import decision_entry
from services.ports import Appended
from services.rights import must_be_allowed
from services.settling import Decided, place_for

W = TypeVar(
    "W",
    wish.RecordWillingness,
    wish.MarkExcellent,
    wish.WithdrawExcellentMark,
    wish.RecordOutreach,
    wish.WatchPerson,
    wish.StopWatching,
)


def record_willingness(
    desk: Desk, viewer: Viewer, county: str, asked: wish.RecordWillingness, decided: Decided
) -> Appended:
    """To stand, to return, to serve: one answer of one day."""
    return _carry_out(
        desk, viewer, county, asked, decided, outreach.record_willingness, asked.answered_on, asked.village
    )


def mark_excellent(
    desk: Desk, viewer: Viewer, county: str, asked: wish.MarkExcellent, decided: Decided
) -> Appended:
    """R36: worth winning."""
    return _carry_out(desk, viewer, county, asked, decided, outreach.mark_excellent)


def withdraw_excellent_mark(
    desk: Desk, viewer: Viewer, county: str, asked: wish.WithdrawExcellentMark, decided: Decided
) -> Appended:
    """No longer."""
    return _carry_out(desk, viewer, county, asked, decided, outreach.withdraw_mark)


def record_outreach(
    desk: Desk, viewer: Viewer, county: str, asked: wish.RecordOutreach, decided: Decided
) -> Appended:
    """A contact and, where the person answered, the answer."""
    return _carry_out(desk, viewer, county, asked, decided, outreach.record_outreach, asked.made_on)


def watch_person(
    desk: Desk, viewer: Viewer, county: str, asked: wish.WatchPerson, decided: Decided
) -> Appended:
    """R18: onto a village's watch list."""
    return _carry_out(desk, viewer, county, asked, decided, outreach.watch, village=asked.village)


def stop_watching(
    desk: Desk, viewer: Viewer, county: str, asked: wish.StopWatching, decided: Decided
) -> Appended:
    """Off a village's watch list."""
    return _carry_out(desk, viewer, county, asked, decided, outreach.stop_watching, village=asked.village)


def _carry_out(
    desk: Desk,
    viewer: Viewer,
    county: str,
    asked: W,
    decided: Decided,
    decide: Callable[[Outreach, W, OutreachContext], Sequence[OutreachEvent]],
    day: date | None = None,
    village: VillageCode | None = None,
) -> Appended:
    """Decide on all records of the person together; the event goes to the record that was named."""
    entry = decision_entry(desk, viewer, decided, county)

    def events(reading: Reading) -> list[NewEvent]:
        place = village or place_for(reading, asked.person, viewer)
        must_be_allowed(viewer, Action.ENTER, place_for(reading, asked.person, viewer), place)
        on = entry.decided_on or desk.clock.today()
        known, seen = outreach_seen(reading, county, asked.person, desk.clock.today(), on, village)
        return [
            NewEvent(
                stream=f"person:{asked.person}",
                event=event,
                region_code=place,
                subjects=(f"person:{asked.person}", *([f"village:{village}"] if village else [])),
                valid_at=day or on,
            )
            for event in decide(known, asked, seen)
        ]

    return desk.carry_out(entry, events, [type(asked).__name__, asked])


def outreach_seen(
    reading: Reading, county: str, person: PersonId, today: date, on: date, village: VillageCode | None
) -> tuple[Outreach, OutreachContext]:
    """What somebody answered under all their records, and what a decision about it has to see.

    Raises: NO_RULES_IN_FORCE.
    """
    published = rules_on(reading, county, on)
    people = [
        found for r in sorted(records_of(reading, person)) if not (found := reading.person(r)).forgotten
    ]
    claims = in_force(people)
    birth = resolve(people, id_facts(claims, settled_values(people))).get("birth")
    registered = reading.events(f"village:{village}") if village else ()
    context = OutreachContext(
        known=bool(claims) and not reading.person(person).forgotten,
        today=today,
        version=published.version,
        refusals_stop=published.rules.outreach.refusals_stop,
        birth=partial_date(birth.value if birth else None),
        village_known=village is None or any(isinstance(r.event, VillageRegistered) for r in registered),
    )
    return as_one(found.outreach for found in people), context
