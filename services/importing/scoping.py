"""A township's clerk takes in its own township's rows: rows of other places are refused, one by one."""

from collections.abc import Sequence

import msgspec

from domain.grades import Viewer
from services.ledgers.problems import problem
from services.ledgers.readings import ReadRow, SheetReading


def within_region(viewer: Viewer, sheets: Sequence[SheetReading], county: str) -> list[SheetReading]:
    """The same readings, with the rows outside the viewer's region refused."""
    if county.startswith(viewer.region):
        return list(sheets)
    return [msgspec.structs.replace(s, rows=[_checked(viewer, s, row) for row in s.rows]) for s in sheets]


def _checked(viewer: Viewer, sheet: SheetReading, row: ReadRow) -> ReadRow:
    place = row.village or row.township or ""
    if viewer.covers(place) or row.severity == "rejected":
        return row
    column = next(
        (c for c, field in sheet.columns.items() if field in ("village", "native_village", "township")), ""
    )
    outside = problem("REGION_OUTSIDE", row.row, column, "village")
    return msgspec.structs.replace(row, severity="rejected", problems=(*row.problems, outside))
