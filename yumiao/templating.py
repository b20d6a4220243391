"""`yumiao template`: a prefilled work sheet into a file; what it shows of P3 is recorded as read."""

from pathlib import Path
from typing import Any

from domain.candidacy import parties_of
from domain.ids import CandidacyId, PersonId
from infra.work_sheets import write_work_sheets
from services.recording_reads import record_read
from services.work_sheets.filling import WorkSheet, fill
from services.work_sheets.kinds import kind_named
from yumiao.office import Office

SENSITIVE = "id_number"


def make_template(office: Office, kind: str, region: str | None, subject: str, path: Path) -> dict[str, Any]:
    """Write the sheets of one kind; a file that stands there already is kept beside it, since it may be filled.

    Raises: KIND_UNKNOWN, ROLE_MAY_NOT, REGION_OUTSIDE, REGION_UNKNOWN, NOTHING_TO_FILL, WORK_SHEET_UNWRITABLE.
    """
    wanted = kind_named(kind)
    with office.live.now() as world:
        sheets = fill(world, office.viewer, wanted, region, subject)
    shown = {
        parties_of(CandidacyId(row.key))[0]
        for sheet in sheets
        for row in sheet.rows
        if row.cells.get(SENSITIVE)
    }
    kept = _kept(path)
    write_work_sheets(path, sheets)
    for person in sorted(shown):
        _record(office, person)
    return {
        "kind": wanted.code,
        "region": sheets[0].marker.region,
        "position": str(sheets[0].marker.position),
        "file": str(path),
        "keptAs": str(kept) if kept else None,
        "sheets": [_sheet(sheet) for sheet in sheets],
    }


def _sheet(sheet: WorkSheet) -> dict[str, Any]:
    marker = sheet.marker
    return {
        "sheet": sheet.name,
        "subject": marker.subject or None,
        "listId": marker.list_id,
        "rows": len(sheet.rows),
    }


def _record(office: Office, person: PersonId) -> None:
    record_read(office.desk, office.viewer, f"person:{person}", office.county, [SENSITIVE])


def _kept(path: Path) -> Path | None:
    """Where the file that stood there is now."""
    if not path.is_file():
        return None
    number = 1
    while (beside := path.with_name(f"{path.stem}-旧{number}{path.suffix}")).exists():
        number += 1
    return path.rename(beside)
