"""The day a ledger gives for itself (填报时间：2026年6月): its facts hold from then, however late it comes."""

import re
from datetime import date

from domain.values.partial_date import PartialDate
from services.ledgers.readings import SheetReading

_STATED = re.compile(
    r"(?:填报|填表|制表|统计|上报|报送|截止|截至|更新)(?:时间|日期|日)?(?:到|至)?[\s:：为]*"
    r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(\d{1,2}))?"
)


def stated_on(reading: SheetReading, today: date) -> date | None:
    """The first day that the title lines allow; None where they name none, or one that cannot be."""
    for title in reading.titles:
        if found := _STATED.search(title):
            year, month, day = (int(n) if n else None for n in found.groups())
            try:
                stated = PartialDate(year or 0, month, day).earliest()
            except ValueError:
                return None
            return stated if stated <= today else None
    return None
