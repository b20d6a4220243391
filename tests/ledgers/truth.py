"""What a careful reader must find in a generated ledger."""

from dataclasses import dataclass, field
from pathlib import Path

from yumiao.demo.layout import Page
from yumiao.demo.rows import Kind, Severity

IGNORED_FIELDS = frozenset({"sequence", "remarks"})
NOT_SEEN_IN_XLS = frozenset({"HIDDEN_ROW", "HIDDEN_COLUMN"})
"""What few readers can tell from the old format: welcome there, not demanded."""
SAME_LEVEL = {"secondary_vocational": "senior_middle"}
"""Education levels that count as equal: map both sides through this before comparing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem the importer must answer; `row` None: anywhere in that sheet. Not certain: it may also stay silent."""

    file: str
    sheet: str
    row: int | None
    code: str
    severity: Severity
    field: str = ""
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class ColumnTruth:
    """A header, outermost level first (line breaks and blanks as written), and the field it means; "" = ignored."""

    index: int
    levels: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class RowTruth:
    """A row that must be taken: the row Excel shows and the values to read from it.

    Keys: name, birth, joined_party (YYYY-MM or YYYY-MM-DD), education, education_full_time,
    education_in_service ("" = nothing), village_code, tier, classification.
    """

    row: int
    values: dict[str, str]


@dataclass(slots=True)
class SheetTruth:
    """One ledger on one sheet; `rows` counts its data rows, good and bad."""

    file: str
    sheet: str
    kind: Kind
    header_row: int  # the last row of the header
    rows: int
    columns: list[ColumnTruth]
    good: list[RowTruth]
    problems: list[Problem]

    def rows_with(self, severity: Severity) -> set[int]:
        """The rows whose gravest certain problem is of that severity."""
        order: tuple[Severity, ...] = ("rejected", "held", "warning")
        graver = order[: order.index(severity)]
        barred = {one.row for one in self.problems if one.severity in graver and one.is_certain}
        found = {one.row for one in self.problems if one.severity == severity and one.is_certain}
        return {row for row in found - barred if row is not None}


@dataclass(slots=True)
class Case:
    """A county folder to import in one call: `init` with register and townships, then all `files`.

    `refusals` not empty: the whole call must be refused (exit code 2, nothing taken) with one of these codes.
    """

    name: str
    folder: Path
    county_code: str
    files: list[Path]
    sheets: list[SheetTruth] = field(default_factory=list)
    others: list[Problem] = field(default_factory=list)
    refusals: frozenset[str] = frozenset()
    reference_date: str = "2026-12-31"
    password: str = ""

    @property
    def register(self) -> Path:
        """The county's register.csv; townships.csv lies beside it."""
        return self.folder / "register.csv"

    @property
    def townships(self) -> Path:
        """The county's townships.csv."""
        return self.folder / "townships.csv"

    @property
    def problems(self) -> list[Problem]:
        """All problems of all sheets, and those of sheets that are no ledger."""
        return [problem for sheet in self.sheets for problem in sheet.problems] + self.others

    @property
    def exit_codes(self) -> set[int]:
        """2: refused; 1: rows rejected; with rows only held, or none, both 0 and 1 are fair."""
        if self.refusals:
            return {2}
        return {1} if any(sheet.rows_with("rejected") for sheet in self.sheets) else {0, 1}


def sheet_truth(file: str, page: Page) -> SheetTruth:
    """Reads the truth off a laid-out page."""
    if page.kind is None:
        raise ValueError(f"{page.name} is no ledger")
    slips = [(number, slip) for number, row in page.placed for slip in row.slips] + page.slips
    problems = [
        Problem(
            file,
            page.name,
            number,
            slip.code,
            slip.severity,
            slip.field,
            slip.is_certain and not (file.endswith(".xls") and slip.code in NOT_SEEN_IN_XLS),
        )
        for number, slip in slips
    ]
    return SheetTruth(
        file=file,
        sheet=page.name,
        kind=page.kind,
        header_row=page.header_row,
        rows=len(page.placed),
        columns=[
            ColumnTruth(at, column.levels, "" if column.field in IGNORED_FIELDS else column.field)
            for at, column in page.columns
        ],
        good=[
            RowTruth(number, dict(row.truth))
            for number, row in page.placed
            if all(slip.severity == "warning" or not slip.is_certain for slip in row.slips)
        ],
        problems=problems,
    )
