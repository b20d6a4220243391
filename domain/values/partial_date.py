"""A date as exactly as somebody wrote it: a year, a month or a day. What is not written is not known."""

from calendar import monthrange
from datetime import date
from typing import Self

import msgspec


class PartialDate(msgspec.Struct, frozen=True, order=True):
    """`month` and `day` are None when the source does not say; a day never comes without its month."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Raises: ValueError when the calendar has no such date."""
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """From the canonical text YYYY, YYYY-MM or YYYY-MM-DD.

        Raises: ValueError for any other shape.
        """
        if len(text) not in {4, 7, 10} or text[4:5] not in {"", "-"} or text[7:8] not in {"", "-"}:
            raise ValueError("neither YYYY, YYYY-MM nor YYYY-MM-DD")
        return cls(*(int(part) for part in text.split("-")))

    @classmethod
    def from_date(cls, day: date) -> Self:
        """A date known to the day."""
        return cls(day.year, day.month, day.day)

    def earliest(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day that it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def agrees_with(self, other: "PartialDate") -> bool:
        """One refines the other: 1993-05 agrees with 1993-05-24, not with 1993-06."""
        return self.earliest() <= other.latest() and other.earliest() <= self.latest()

    def age_at(self, day: date) -> tuple[int, int]:
        """Lowest and highest completed years on `day`. One turns N on the birthday; born on 29 February, on 1 March."""
        return completed_years(self.latest(), day), completed_years(self.earliest(), day)


def completed_years(born: date, day: date) -> int:
    """Birthdays that have come by `day`, that day included; negative before the birth."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
