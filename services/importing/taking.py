"""Import ledgers, and take an import back."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias, get_args

import msgspec

from domain import candidacy, ledger, village
from domain.candidacy import CandidacyListed
from domain.grades import Action, Viewer
from domain.ids import CandidacyId, ImportId, PersonId, RegionCode, VillageCode, key_of
from domain.ledger import ImportUndone, LedgerKind, LedgersImported, PendingRowsNoted
from domain.mentor.events import MentorAbsenceSet, MentorRegistered
from domain.mentorship.events import MentorAssigned, MentorReleased
from domain.person import decide as person
from domain.person.events import (
    FactSettled,
    MissingFromLedger,
    PeopleKeptApart,
    PeopleMerged,
    PeopleSeparated,
    PersonClaimed,
    SubjectForgotten,
)
from domain.recorded import NewEvent, Recorded
from domain.refusal import Refusal
from domain.roll import RollTaken, undo_roll
from domain.village import VillageClaimed
from services.desk import Desk, Reading
from services.importing.deciding import Deciding
from services.importing.marks import identify
from services.importing.report import ImportReport, SheetReport
from services.importing.rows import Fate, Row, rows_of
from services.importing.scoping import within_region
from services.ledgers.readings import SheetReading
from services.rights import must_be_allowed

DecisionEvent: TypeAlias = FactSettled | PeopleMerged | PeopleSeparated | PeopleKeptApart | SubjectForgotten
"""What people decided on the strength of what ledgers said."""
LedgerEvent: TypeAlias = (
    PersonClaimed
    | MissingFromLedger
    | VillageClaimed
    | CandidacyListed
    | RollTaken
    | PendingRowsNoted
    | LedgersImported
)
"""What reading ledgers appends; whatever else an import brought came from a work sheet."""
MentoringDecision: TypeAlias = MentorRegistered | MentorAbsenceSet | MentorAssigned | MentorReleased
"""The same about mentors, on streams of their own."""


def import_ledgers(
    desk: Desk,
    viewer: Viewer,
    county: RegionCode,
    sheets: Sequence[SheetReading],
    hashes: Mapping[str, str],
    *,
    dry_run: bool = False,
) -> ImportReport:
    """Take every good row of the call in one transaction; a second time the same answers and changes nothing."""
    must_be_allowed(viewer, Action.ENTER)
    sheets = within_region(viewer, sheets, county)
    region = "" if county.startswith(viewer.region) else viewer.region
    rows = rows_of(sheets, desk.clock.today())
    import_id = ImportId(desk.ids.new("im"))
    fates: list[Fate] = []
    known_as: list[ImportId] = []

    def decide(reading: Reading) -> Sequence[NewEvent]:
        whos = {i: who for i, row in enumerate(rows) if (who := row.who)}
        found = identify(desk, reading, list(whos.values()), keep=not dry_run)
        people = dict(zip(whos, found, strict=True))
        deciding = Deciding(reading, import_id, county, desk.clock.today(), people, hashes, region)
        fates[:] = deciding.decide(rows)
        known_as[:] = [] if deciding.events else _imported_before(reading, rows, people)
        return [] if dry_run else deciding.events

    entry = msgspec.structs.replace(desk.entry(viewer.name), import_id=import_id)
    appended = desk.carry_out(entry, decide)
    return ImportReport(
        import_id=known_as[0] if known_as else import_id,
        dry_run=dry_run,
        position=appended.last,
        sheets=_counted(sheets, rows, fates),
    )


def _imported_before(reading: Reading, rows: Sequence[Row], people: dict[int, PersonId]) -> list[ImportId]:
    """The import that brought what is the same now."""
    for i, person_id in people.items():
        for claim in reversed(reading.person(person_id).claims):
            if claim.event.source.kind == rows[i].kind:
                return [claim.event.source.import_id]
    return []


def _counted(sheets: Sequence[SheetReading], rows: Sequence[Row], fates: Sequence[Fate]) -> list[SheetReport]:
    counts = [dict.fromkeys(Fate, 0) for _ in sheets]
    for row, fate in zip(rows, fates, strict=True):
        counts[row.sheet][fate] += 1
    return [
        SheetReport(
            reading=sheet,
            new=count[Fate.NEW],
            changed=count[Fate.CHANGED],
            same=count[Fate.SAME],
            held=count[Fate.HELD],
            rejected=count[Fate.REJECTED],
        )
        for sheet, count in zip(sheets, counts, strict=True)
    ]


class Undone(msgspec.Struct, frozen=True, kw_only=True):
    """What taking an import back did; `relied` are later decisions about the same people, oldest first.

    `decided`: decisions that its work sheets brought. A decision is answered by another one, never taken back.
    """

    import_id: ImportId
    position: int
    withdrawn: int
    relied: tuple[Recorded, ...]
    decided: int


def undo_import(desk: Desk, viewer: Viewer, county: RegionCode, import_id: ImportId) -> Undone:
    """Withdraw every claim that one import made. Decisions that relied on it stay and are listed.

    Raises: IMPORT_UNKNOWN, REGION_OUTSIDE where it spoke of places outside the viewer's region.
    """
    must_be_allowed(viewer, Action.ENTER)
    made, relied = _traces(desk, import_id)
    if not made:
        raise Refusal(
            "IMPORT_UNKNOWN",
            "No such import. `yumiao import` answers its importId.",
            "没有这次导入。`yumiao import` 会给出导入编号(importId)。",
            path=("undo",),
        )
    must_be_allowed(viewer, Action.ENTER, *_places(made, county))
    withdrawn: list[int] = []

    def decide(reading: Reading) -> Sequence[NewEvent]:
        reading.load(dict.fromkeys(r.stream for r in made))
        events = [
            e
            for stream in dict.fromkeys(r.stream for r in made)
            for e in _withdraw(reading, stream, import_id)
        ]
        withdrawn[:] = [len(events)]
        if not events:
            return ()
        stream = f"import:{import_id}"
        undone = NewEvent(
            stream=stream, event=ImportUndone(import_id=import_id), region_code=county, subjects=(stream,)
        )
        return [undone, *events]

    appended = desk.carry_out(msgspec.structs.replace(desk.entry(viewer.name), import_id=import_id), decide)
    return Undone(
        import_id=import_id,
        position=appended.last,
        withdrawn=withdrawn[0],
        relied=tuple(relied),
        decided=sum(1 for r in made if not isinstance(r.event, get_args(LedgerEvent))),
    )


def _places(made: Sequence[Recorded], county: RegionCode) -> list[str]:
    """Where the import spoke of somebody; the county where it spoke of nobody."""
    of_nobody = (RollTaken, MissingFromLedger, PendingRowsNoted, LedgersImported)
    places = {r.region_code for r in made if not isinstance(r.event, of_nobody)}
    return sorted(places) or [county]


def _traces(desk: Desk, import_id: ImportId) -> tuple[list[Recorded], list[Recorded]]:
    """What the import appended, and the later decisions about the people it spoke of."""
    made: list[Recorded] = []
    relied: list[Recorded] = []
    people: set[str] = set()
    position = 0
    while page := desk.log.read_all(position):
        position = page[-1].position
        for r in page:
            if r.entry.import_id == import_id and not isinstance(r.event, ImportUndone):
                made.append(r)
                if isinstance(r.event, PersonClaimed):
                    people.add(r.stream)
            elif (isinstance(r.event, get_args(DecisionEvent)) and r.stream in people) or (
                isinstance(r.event, get_args(MentoringDecision)) and people.intersection(r.subjects)
            ):
                relied.append(r)
    return made, relied


def _withdraw(reading: Reading, stream: str, import_id: ImportId) -> list[NewEvent]:
    key = key_of(stream)
    first = next(r for r in reading.events(stream) if r.entry.import_id == import_id)
    events: Sequence[object]
    match first.event:
        case PersonClaimed() | MissingFromLedger():
            events = person.undo_claims(reading.person(PersonId(key)), PersonId(key), import_id)
        case RollTaken():
            events = undo_roll(reading.roll(stream), import_id)
        case VillageClaimed():
            events = village.undo(reading.village(VillageCode(key)), VillageCode(key), import_id)
        case CandidacyListed():
            events = candidacy.undo(reading.candidacy(CandidacyId(key)), CandidacyId(key), import_id)
        case PendingRowsNoted():
            events = ledger.undo_pending(reading.ledger(LedgerKind(key)), LedgerKind(key), import_id)
        case LedgersImported():
            events = ()
        case _:
            events = ()
    subjects = tuple(dict.fromkeys((*first.subjects, f"import:{import_id}")))
    return [
        NewEvent(stream=stream, event=e, region_code=first.region_code, subjects=subjects) for e in events
    ]
