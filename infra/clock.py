"""Where the present comes from: the machine's clock, or a folder's own frozen moment."""

from datetime import UTC, date, datetime, timedelta, timezone

from domain.recorded import OFFICE_AHEAD

OFFICE = timezone(OFFICE_AHEAD, "Asia/Shanghai")
"""China has kept +08:00 without summer time since 1991, so no time zone tables are needed."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The office's local date."""
        return datetime.now(OFFICE).date()


class FrozenClock:
    """A present that stands still until it is moved: the demo county's, and the tests'."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """UTC."""
        return self.moment

    def today(self) -> date:
        """The office's local date."""
        return self.moment.astimezone(OFFICE).date()

    def move(self, step: timedelta) -> None:
        """Let time pass."""
        self.moment += step
