"""Every event of a person, village, candidacy or import, in words: who, when, on what document, from which row."""

from datetime import date, datetime
from typing import Any

import msgspec

from domain.access import CopyMade, SensitiveRead
from domain.candidacy.events import Answer, OpinionRecorded
from domain.grades import Action, Role, Viewer
from domain.ids import CandidacyId, ImportId, PersonId
from domain.mentorship.events import MentorReleased, PairingRejected
from domain.outreach import ExcellentMarkWithdrawn, MarkedExcellent, PutOnWatchList, TakenOffWatchList
from domain.person.events import ErasureRequested, FactSettled
from domain.recorded import OFFICE_AHEAD, Decider, Recorded
from domain.refusal import Refusal
from projections.answer import Origin, Stamp
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Human
from projections.history_words import words_of
from projections.origins import origin_of
from projections.scope import must_read, region_of, sees_all, stamp, visible
from projections.world import World

QUESTION = "history"
AUDITS = frozenset({Role.AUDITOR, Role.COUNTY_DEPARTMENT, Role.COUNTY_LEADER})
"""Who is shown who read what."""


class HistoryLine(msgspec.Struct, frozen=True, kw_only=True):
    """One event. `reason` None: there is none, or it is not for this viewer."""

    id: str
    """Of the event; a decision is asked for by it."""
    position: int
    topic: str
    what: str
    what_zh: str
    recorded_at: datetime
    true_from: date
    entered_by: str
    decided_by: Decider | None
    decided_on: date | None
    document_number: str
    late: bool
    """补录: decided on an earlier day than it was recorded."""
    reason_code: str
    reason: str | None
    origin: Origin | None
    rule_set_version: int


class HistoryPage(msgspec.Struct, frozen=True, kw_only=True):
    """Oldest first. `forgotten`: the subject's own words are gone, the skeleton stays."""

    stamp: Stamp
    subject: str
    nodes: tuple[HistoryLine, ...]
    total: int
    forgotten: bool
    has_next: bool
    cursors: tuple[str, ...]
    """One a row: a page can go on after any of them."""

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def history(
    world: World, viewer: Viewer, subject: str, *, first: int = 50, after: str | None = None
) -> HistoryPage:
    """`subject`: the id of a person, candidacy, decision or import, or a village's code; `person:…` is understood.

    Raises: SUBJECT_UNKNOWN (also where it is not for this viewer), PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    must_read(viewer)
    key = subject.partition(":")[2] or subject
    size = page_size(first)
    start = read_cursor(QUESTION, (key, viewer.region), after)
    subjects = subjects_for(world, viewer, key)
    events = [r for r in world.fold.annals.about(*subjects) if shows(world, viewer, r)]
    page = [r for r in events if f"{r.position:012d}" > start][: size + 1]
    return HistoryPage(
        stamp=stamp(world, viewer.region),
        subject=key,
        nodes=tuple(history_line(world, viewer, recorded) for recorded in page[:size]),
        total=len(events),
        forgotten=PersonId(key) in world.fold.record.forgotten,
        has_next=len(page) > size,
        cursors=tuple(
            write_cursor(QUESTION, (key, viewer.region), f"{recorded.position:012d}")
            for recorded in page[:size]
        ),
    )


def subjects_for(world: World, viewer: Viewer, key: str) -> tuple[str, ...]:
    """The subjects whose events make up a history: all records of a human being.

    Raises: SUBJECT_UNKNOWN, REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED.
    """
    if key.isdigit():
        return (f"village:{region_of(world, viewer, key)}", f"county:{key}")
    record = world.fold.record
    human = world.human(PersonId(key))
    named = record.named.get(CandidacyId(key))
    imported = record.imports.get(ImportId(key))
    if human and visible(world, viewer, human):
        return tuple(f"person:{r}" for r in _records(world, human))
    if not human and _is_past_person(world, viewer, PersonId(key)):
        return (f"person:{key}",)
    if named and viewer.covers(named[1]):
        return (f"candidacy:{key}",)
    if imported and (sees_all(world, viewer) or viewer.covers(imported.region_code)):
        return (f"import:{key}",)
    decided = world.fold.annals.decision(key)
    if decided and shows(world, viewer, decided) and viewer.covers(decided.region_code):
        return (decided.stream,)
    raise Refusal(
        "SUBJECT_UNKNOWN",
        "Nothing of that name in your region: give a person's, candidacy's or import's id, or a village's code.",
        "您的管辖范围内没有该对象：请给出人员、后备、导入的编号或村代码。",
        path=("subject",),
    )


def shows(world: World, viewer: Viewer, recorded: Recorded) -> bool:
    """Whether one event is for this viewer: not what belongs to another township, reads only for those who audit."""
    event: Any = recorded.event
    if isinstance(event, SensitiveRead | CopyMade) and viewer.role not in AUDITS:
        return False
    if isinstance(event, OpinionRecorded) and not _is_no_secret(viewer, event):
        return False
    if sees_all(world, viewer):
        return True
    place = getattr(event, "village", "") or getattr(event, "slot", "") or recorded.region_code
    return viewer.covers(place) or world.county.startswith(place)


def _is_no_secret(viewer: Viewer, opinion: OpinionRecorded) -> bool:
    """A deferral looks like silence to everybody but the county's deciders; so does what can no longer be read."""
    said = opinion.private
    return viewer.sees("review_finding") or (said is not None and said.answer is not Answer.DEFER)


def _records(world: World, human: Human) -> list[PersonId]:
    """Forgotten ones included: their skeleton is part of the story."""
    return sorted(world.fold.record.component(human.id))


def _is_past_person(world: World, viewer: Viewer, person: PersonId) -> bool:
    """Somebody who has been forgotten, or of whom every claim was withdrawn."""
    places = world.fold.annals.places_of(person)
    known = bool(world.fold.annals.about(f"person:{person}"))
    return known and (sees_all(world, viewer) or any(viewer.covers(code) for code in places))


def history_line(world: World, viewer: Viewer, recorded: Recorded) -> HistoryLine:
    """One event in words."""
    entry, event = recorded.entry, recorded.event
    what, what_zh = words_of(event)
    source = getattr(event, "source", None)
    return HistoryLine(
        id=recorded.event_id,
        position=recorded.position,
        topic=recorded.topic,
        what=what,
        what_zh=what_zh,
        recorded_at=recorded.recorded_at,
        true_from=recorded.true_from,
        entered_by=entry.entered_by,
        decided_by=entry.decided_by,
        decided_on=entry.decided_on,
        document_number=entry.document_number,
        late=bool(entry.decided_on and entry.decided_on < (recorded.recorded_at + OFFICE_AHEAD).date()),
        reason_code=entry.reason_code,
        reason=_reason(viewer, event),
        origin=origin_of(world, source, recorded.position) if source else None,
        rule_set_version=entry.rule_set_version,
    )


def _reason(viewer: Viewer, event: Any) -> str | None:
    if isinstance(event, FactSettled) and event.private and viewer.sees(event.field):
        return event.private.reason
    if isinstance(event, ErasureRequested) and event.private and viewer.may(Action.ERASE):
        return event.private.reason
    if isinstance(event, MentorReleased | PairingRejected) and event.private and viewer.sees("talk_words"):
        return event.private.words or None
    if isinstance(event, MarkedExcellent | ExcellentMarkWithdrawn | PutOnWatchList | TakenOffWatchList):
        return (event.private.words or None) if event.private and viewer.sees("outreach_words") else None
    return None
