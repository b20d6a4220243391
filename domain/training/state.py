"""What somebody was trained in, folded from their own stream."""

from collections.abc import Iterable
from datetime import date
from typing import assert_never

import msgspec

from domain.ids import VillageCode
from domain.training.events import Attendance, TrainingAttended, TrainingEvent, TrialPost, TrialPostAssigned


class Training(msgspec.Struct, frozen=True):
    """Attendances by day, posts by their first day; what a forgotten person's key sealed is not here."""

    attended: tuple[tuple[date, Attendance], ...] = ()
    posts: tuple[tuple[date, VillageCode, TrialPost], ...] = ()

    def days_in(self, year: int, through: date) -> int:
        """Days of courses that began in a calendar year, up to a day."""
        return sum(attended.days for day, attended in self.attended if day.year == year and day <= through)


def evolve(training: Training, event: TrainingEvent) -> Training:
    """The training after one event. Never refuses."""
    if event.private is None:
        return training
    match event:
        case TrainingAttended(private=Attendance() as attended):
            return msgspec.structs.replace(training, attended=(*training.attended, (event.held_on, attended)))
        case TrialPostAssigned(private=TrialPost() as post):
            return msgspec.structs.replace(
                training, posts=(*training.posts, (event.since, event.village, post))
            )
        case TrainingAttended() | TrialPostAssigned():
            return training
        case _:
            assert_never(event)


def together(trainings: Iterable[Training]) -> Training:
    """One human being's several records."""
    found = Training()
    for one in trainings:
        found = Training((*found.attended, *one.attended), (*found.posts, *one.posts))
    return found
