"""培训登记表: one row is one person's attendance at one course (R43)."""

from collections.abc import Sequence

from domain.grades import Viewer
from domain.ids import PersonId, RegionCode
from domain.training.decide import HoldTraining
from projections.world import World
from services import training
from services.ports import Appended
from services.work_sheets.cells import number, on_day, words
from services.work_sheets.declaring import Answered, Clerk, Kind, Line, Part, always
from services.work_sheets.people import CLASS, DECISION, NAME, TIER_SAID, TOWNSHIP, VILLAGE, given, standings


def _fill(world: World, viewer: Viewer, region: RegionCode) -> Sequence[Part]:
    """Everybody on the roster of the region, once; who stands for two villages under the first."""
    lines: dict[str, Line] = {}
    for s in standings(world, region):
        if s.candidate.on_roster and s.human.id not in lines:
            printed = given(world, viewer, s.human, s.candidate.village)
            lines[s.human.id] = Line(key=s.human.id, given=printed)
    return (Part(lines=tuple(lines.values())),)


def _command(clerk: Clerk, row: Answered) -> Appended:
    person = PersonId(row.key)
    if not person:
        village = clerk.find.village(row.given.get("village", ""), row.given.get("township", ""))
        person = clerk.find.person(row.given.get("name", ""), village)
    days = int(row.text("days"))
    asked = HoldTraining(
        title=row.text("title"),
        held_on=row.day("held_on") or clerk.desk.clock.today(),
        days=days,
        attended={person: int(row.text("attended") or days)},
    )
    return training.hold_training(clerk.desk, clerk.viewer, asked, row.decided)


KIND = Kind(
    code="training",
    title="培训登记表",
    purpose="一行一人一期培训；同一人参加过两期的，另一期填在表末空白行。没有参加的请留空。",
    given=(TOWNSHIP, VILLAGE, NAME, CLASS, TIER_SAID),
    answers=always(
        words("title", "培训名称", "班次名称", width=26, needed=True, path="title"),
        on_day("held_on", "开班日期", "开班的那一天", needed=True, path="heldOn"),
        number("days", "班次天数", "整期培训共几天", needed=True, path="days"),
        number("attended", "实到天数", "此人实到几天；全程参加请留空", path="attended"),
    ),
    command=_command,
    fill=_fill,
    decision=DECISION,
    role="township",
    spare=30,
)
