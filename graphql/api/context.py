"""What one request knows: whose it is, and the office that answers it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import NamedTuple, NoReturn, TypeVar

import msgspec

from api.ports import Office
from api.refusals import as_error
from domain.grades import Viewer
from domain.refusal import Refusal
from projections.world import World
from services.recording_reads import record_read

Found = TypeVar("Found")
Question = Callable[[World, Viewer], Found]


class PointInTime(NamedTuple):
    """Which world is asked. At most one of `position` and `instant`, as a client sent them."""

    on_date: date | None = None
    position: str | None = None
    instant: datetime | None = None
    min_position: str | None = None


NOW = PointInTime()
LONGEST_CASE = 100


class Context:
    """One request. `case` is the open case that the request was made for, if it names one."""

    def __init__(self, office: Office, viewer: Viewer) -> None:
        self.office = office
        self.case = viewer.case
        self.viewer = msgspec.structs.replace(viewer, case="")
        """Without a case: sensitive fields are shown by the files alone, which record it."""

    def ask(self, question: Question[Found], point: PointInTime, case: str | None = "") -> Found:
        """Put a question to the world of that point in time. `case` None: the one the request was made for.

        Raises: ClientError for every refusal.
        """
        try:
            return self.put(question, point, case)
        except Refusal as refusal:
            raise as_error(refusal, self.viewer) from refusal

    def ask_beside(self, question: Callable[[World, World, Viewer], Found], point: PointInTime) -> Found:
        """Put a question to that world and to a copy of it, in which the question may suppose things.

        Raises: ClientError for every refusal.
        """
        position = self.ask(lambda world, _: world.position, point)
        copy = self.office.live.copy(position, point.on_date)
        same = point._replace(position=str(position), instant=None)
        return self.ask(lambda world, viewer: question(world, copy, viewer), same)

    def put(self, question: Question[Found], point: PointInTime, case: str | None = "") -> Found:
        """The same for commands, whose refusals are data. Raises: Refusal."""
        viewer = self._for(case)
        with self._world(point) as world:
            return question(world, viewer)

    def recorded(self, case: str | None, subject: str, region: str, fields: Sequence[str]) -> None:
        """Leave the access event of one view, before its answer leaves the house.

        Raises: ClientError for every refusal.
        """
        try:
            record_read(self.office.desk, self._for(case), subject, region, fields)
        except Refusal as refusal:
            raise as_error(refusal, self.viewer) from refusal

    def _for(self, case: str | None) -> Viewer:
        """The viewer with an open case; the request's own where the question names none."""
        wanted = (self.case if case is None else case).strip()
        if len(wanted) > LONGEST_CASE:
            raise Refusal(
                "CASE_TOO_LONG",
                f"`case`: a case's number or title, at most {LONGEST_CASE} characters.",
                f"`case`：请填事项编号或名称，不超过 {LONGEST_CASE} 字。",
                path=("case",),
            )
        return msgspec.structs.replace(self.viewer, case=wanted)

    @contextmanager
    def _world(self, point: PointInTime) -> Iterator[World]:
        """Past positions are looked up in the log; one that it has not reached is the client's mistake."""
        head = self.office.desk.log.head()
        if point.min_position is not None:
            _position(point.min_position, "minPosition", head)
        known = _position(point.position, "position", head) if point.position is not None else None
        if point.instant is not None:
            known = self._position_at(point.instant)
        with self.office.live.at(position=known, on_date=point.on_date) as world:
            yield world

    def _position_at(self, instant: datetime) -> int:
        if instant.tzinfo is None:
            raise Refusal(
                "INSTANT_WITHOUT_OFFSET",
                "`instant`: give the offset as well, for example 2026-03-01T08:00:00+08:00.",
                "`instant`：请写明时区，例如 2026-03-01T08:00:00+08:00。",
                path=("instant",),
            )
        return self.office.desk.log.position_at(instant) or _before_the_log("instant")


def _position(text: str, argument: str, head: int) -> int:
    """A position that the log has reached.

    Raises: POSITION_MALFORMED, POSITION_AHEAD, BEFORE_THE_LOG.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Refusal(
            "POSITION_MALFORMED",
            f"`{argument}`: send a `position` as an earlier answer gave it.",
            f"`{argument}`：请填先前答案给出的 position。",
            path=(argument,),
        )
    position = int(text)
    if position > head:
        raise Refusal(
            "POSITION_AHEAD",
            f"`{argument}`: the log has not come that far. Ask again in a moment, or leave it out.",
            f"`{argument}`：日志尚未到达该位置，请稍后再试或不填。",
            path=(argument,),
        )
    return position or (_before_the_log(argument) if argument == "position" else 0)


def _before_the_log(argument: str) -> NoReturn:
    raise Refusal(
        "BEFORE_THE_LOG",
        f"`{argument}`: nothing was recorded yet. Ask for a later point.",
        f"`{argument}`：当时尚无任何记录，请填更晚的时点。",
        path=(argument,),
    )
