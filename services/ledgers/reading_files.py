"""All files of one call to readings: every sheet read, then the same person over all of them."""

from collections.abc import Iterable
from datetime import date

from domain.gazetteer import Gazetteer
from services.ledgers.duplicates import mark_duplicates
from services.ledgers.pace import collector_paused
from services.ledgers.reading import read_sheet
from services.ledgers.readings import SheetReading
from services.ledgers.sheet import Workbook


def read_ledgers(books: Iterable[Workbook], gazetteer: Gazetteer, today: date) -> list[SheetReading]:
    """One reading per sheet with content, in order. A hidden sheet that is no ledger (lists for drop-downs) is none."""
    readings = []
    with collector_paused():
        for book in books:
            for sheet in book.sheets:
                reading = read_sheet(sheet, gazetteer, today)
                if reading.kind or (reading.problems and sheet.visible):
                    readings.append(reading)
        mark_duplicates(readings)
    return readings
