"""Filled work sheets become commands: one row, one command, refused rows told one by one. Nothing else decides."""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from domain.grades import Action, Viewer
from domain.ids import ImportId
from domain.recorded import Entry
from domain.refusal import Refusal
from services.desk import Desk
from services.importing.report import ImportReport, SheetReport
from services.importing.rows import Fate
from services.ledgers.problems import Problem
from services.ledgers.readings import ReadRow, SheetReading, severity_of
from services.ports import Appended
from services.rehearsing import rehearsal_of
from services.rights import must_be_allowed
from services.work_sheets.declaring import Answered, Clerk, Whole
from services.work_sheets.filling import SheetRow, WorkSheet, sheet_of
from services.work_sheets.finding import Finder
from services.work_sheets.kinds import KINDS
from services.work_sheets.reading import FilledRow, FilledSheet, spoken_for


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one sheet; `again` holds its refused rows, to be mended and imported."""

    report: SheetReport
    again: WorkSheet | None


class TakenSheets(msgspec.Struct, frozen=True, kw_only=True):
    """The report of the work sheets of one call; `again`: the refused rows of each sheet that has some."""

    report: ImportReport
    again: Mapping[int, WorkSheet]


def take_work_sheets(
    desk: Desk,
    viewer: Viewer,
    find: Finder,
    sheets: Sequence[FilledSheet],
    *,
    import_id: ImportId | None = None,
    dry_run: bool = False,
) -> TakenSheets:
    """Carry out every filled row; a second time the same answers and changes nothing. Raises: ROLE_MAY_NOT."""
    must_be_allowed(viewer, Action.ENTER)
    mine = import_id or ImportId(desk.ids.new("im"))
    taking = Taking(desk, viewer, find, mine, dry_run=dry_run)
    taken = taking.take(sheets)
    report = ImportReport(
        import_id=mine if taking.wrote or not taking.known_as else taking.known_as,
        dry_run=dry_run,
        position=desk.log.head(),
        sheets=[one.report for one in taken],
    )
    return TakenSheets(report=report, again={i: one.again for i, one in enumerate(taken) if one.again})


class SheetDesk(Desk):
    """A desk whose commands all carry one import's id."""

    def __init__(self, desk: Desk, import_id: ImportId) -> None:
        super().__init__(desk.log, desk.keys, desk.identities, desk.clock, desk.ids)
        self._import_id = import_id

    def entry(self, entered_by: str, idempotency_key: str = "") -> Entry:
        """A fresh command's envelope."""
        fresh = super().entry(entered_by, idempotency_key)
        return msgspec.structs.replace(fresh, import_id=self._import_id)


class Taking:
    """All work sheets of one call, at one desk. A rehearsal answers the same and writes nothing."""

    def __init__(
        self, desk: Desk, viewer: Viewer, find: Finder, import_id: ImportId, *, dry_run: bool
    ) -> None:
        self._desk = SheetDesk(rehearsal_of(desk) if dry_run else desk, import_id)
        self._clerk = Clerk(desk=self._desk, viewer=viewer, find=find)
        self.known_as: ImportId | None = None
        """The import that brought what is the same now."""
        self.wrote = False

    def take(self, sheets: Sequence[FilledSheet]) -> list[Taken]:
        """In the order of the sheets; carried out in the order of the kinds, so that a row finds what it rests on."""
        order = list(KINDS)
        found: dict[int, Taken] = {}
        for at in sorted(range(len(sheets)), key=lambda i: (order.index(sheets[i].kind.code), i)):
            found[at] = self._take(sheets[at])
        return [found[at] for at in range(len(sheets))]

    def _take(self, sheet: FilledSheet) -> Taken:
        fates: dict[int, Fate] = {}
        problems: dict[int, tuple[Problem, ...]] = {}
        for at, row in enumerate(sheet.rows):
            if row.answered:
                fates[at], problems[at] = self._row(sheet, row)
        whole = self._whole(sheet, problems) if sheet.whole else None
        return Taken(
            report=_report(sheet, fates, problems, whole), again=_again(sheet, fates, problems, whole)
        )

    def _row(self, sheet: FilledSheet, row: FilledRow) -> tuple[Fate, tuple[Problem, ...]]:
        asked = row.asked
        if asked is None:
            return Fate.REJECTED, row.problems
        try:
            return self._carried_out(
                lambda: sheet.kind.command(self._clerk, self._named(asked))
            ), row.problems
        except Refusal as refusal:
            return Fate.REJECTED, (*row.problems, _told(sheet, row.number, refusal))

    def _named(self, asked: Answered) -> Answered:
        """A row that somebody added by name, as one about a candidacy."""
        if asked.key:
            return asked
        name, village = asked.given.get("name", ""), asked.given.get("village", "")
        found = self._clerk.find.candidacy(name, village, asked.given.get("township", ""))
        return msgspec.structs.replace(asked, key=found)

    def _whole(
        self, sheet: FilledSheet, problems: dict[int, tuple[Problem, ...]]
    ) -> tuple[Fate, tuple[Problem, ...]]:
        """The cell above the table; where its command is refused, the rows that stand in its way are told."""
        row, whole = sheet.whole, sheet.kind.whole
        if row is None or whole is None or row.asked is None:
            return Fate.REJECTED, row.problems if row else ()
        asked, keys = row.asked, spoken_for(sheet)
        try:
            return self._carried_out(lambda: whole.command(self._clerk, asked, keys)), row.problems
        except Refusal as refusal:
            problems.update(self._in_the_way(sheet, whole, asked, keys))
            return Fate.REJECTED, (*row.problems, _told(sheet, row.number, refusal))

    def _in_the_way(
        self, sheet: FilledSheet, whole: Whole, asked: Answered, keys: Sequence[str]
    ) -> dict[int, tuple[Problem, ...]]:
        """The rows for which the same letter alone would be refused, tried without writing."""
        trial = msgspec.structs.replace(self._clerk, desk=rehearsal_of(self._desk))
        alone = msgspec.structs.replace(
            asked, decided=msgspec.structs.replace(asked.decided, idempotency_key="")
        )
        found: dict[int, tuple[Problem, ...]] = {}
        for at, row in enumerate(sheet.rows):
            if row.key in keys:
                try:
                    whole.command(trial, alone, [row.key])
                except Refusal as refusal:
                    found[at] = (_told(sheet, row.number, refusal),)
        return found

    def _carried_out(self, command: Callable[[], Appended]) -> Fate:
        done = command()
        if done.replayed or done.last < done.first:
            if done.replayed and done.last >= done.first and self.known_as is None:
                self.known_as = ImportId(self._desk.log.read_all(done.first - 1, 1)[0].entry.import_id)
            return Fate.SAME
        self.wrote = True
        return Fate.NEW


def _told(sheet: FilledSheet, number: int, refusal: Refusal) -> Problem:
    """A refusal in its own sentence, at the cell that it speaks of."""
    column, field = sheet.header_of(refusal.path)
    return Problem(
        row=number,
        column=column,
        field=field,
        severity="rejected",
        code=refusal.code,
        message=refusal.message,
        message_zh=refusal.message_zh,
        rule=refusal.rule,
    )


OfWhole = tuple[Fate, tuple[Problem, ...]] | None
"""What became of the cell above the table."""


def _report(
    sheet: FilledSheet,
    fates: Mapping[int, Fate],
    problems: Mapping[int, tuple[Problem, ...]],
    whole: OfWhole,
) -> SheetReport:
    rows = [
        _read_row(row, problems[at]) for at, row in enumerate(sheet.rows) if at in fates or at in problems
    ]
    if whole and sheet.whole:
        rows.insert(0, _read_row(sheet.whole, whole[1]))
    reading = SheetReading(
        file=sheet.file,
        sheet=sheet.name,
        kind=sheet.kind.code,
        header_row=sheet.header_row,
        columns=sheet.columns,
        ignored_columns=sheet.ignored,
        rows=rows,
    )
    said = [*fates.values(), *([whole[0]] if whole else [])]
    covered = len(spoken_for(sheet)) if whole and whole[0] is not Fate.REJECTED else 0
    return SheetReport(
        reading=reading,
        new=said.count(Fate.NEW),
        changed=0,
        same=said.count(Fate.SAME),
        held=0,
        rejected=said.count(Fate.REJECTED),
        unanswered=max(0, sheet.unanswered - sum(r.left_out for r in sheet.rows) - covered),
    )


def _read_row(row: FilledRow, problems: tuple[Problem, ...]) -> ReadRow:
    return ReadRow(row.number, {}, None, None, problems, severity_of(problems), ())


def _again(
    sheet: FilledSheet,
    fates: Mapping[int, Fate],
    problems: Mapping[int, tuple[Problem, ...]],
    whole: OfWhole,
) -> WorkSheet | None:
    """The refused rows on a sheet of the same list. Where the cell above it was refused, it comes back too, with
    every row that it must not speak for.
    """
    once_more = bool(whole and whole[0] is Fate.REJECTED)
    back = {at for at, fate in fates.items() if fate is Fate.REJECTED}
    if once_more:
        back |= problems.keys() | {at for at, row in enumerate(sheet.rows) if row.left_out}
    if not back and not once_more:
        return None
    heads = dict(sheet.head_cells)
    if sheet.kind.whole and not once_more:
        heads.pop(sheet.kind.whole.column.field, None)
    return sheet_of(
        sheet.kind,
        sheet.rules,
        msgspec.structs.replace(sheet.marker, mended=True),
        [_row_again(sheet.rows[at], problems.get(at, ())) for at in sorted(back)],
        name=sheet.name,
        title=sheet.title,
        options={"mentor": tuple(sheet.codes)} if sheet.codes else {},
        codes=sheet.codes,
        listed=sheet.listed,
        only=tuple(sheet.columns.values()),
        head_cells=heads,
    )


def _row_again(row: FilledRow, problems: Sequence[Problem]) -> SheetRow:
    return SheetRow(
        key=row.key,
        cells=row.cells,
        hidden=row.hidden,
        bad=frozenset(p.field for p in problems if p.field),
        reasons="；".join(dict.fromkeys(p.message_zh for p in problems)),
        number=row.number,
    )
