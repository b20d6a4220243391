"""The election cycle and its days."""

from datetime import date

import strawberry
from strawberry import field

from api.questions import asking
from api.questions.asking import Info, When, root
from api.values.answers import (
    Answer,
    Region,
    stamped,
)
from api.values.grading import P0
from projections.electing import cycle as cycle_read


@strawberry.input(description="When a region elects. 选举日")
class ElectionDateInput:
    """The county, a township or a village; the narrower one's own day goes before."""

    region: str = field(description="Code of 6, 9 or 12 digits. 区划代码")
    on: date = field(description="The day. 选举日")


@strawberry.type(description="A day that was said for a region. 选举日")
class ElectionDay:
    """A narrower region's own day goes before it."""

    region: Region = field(description="For which region. 区划", metadata=P0)
    on: date = field(description="The day. 选举日", metadata=P0)
    days_left: int = field(description="From the answer's day; negative once past. 距选举天数", metadata=P0)


@strawberry.type(description="What is due by a day. 时间节点")
class Milestone:
    """In a region."""

    region: str = field(description="Code of the region. 区划代码", metadata=P0)
    name: str = field(description="What. 事项", metadata=P0)
    due: date = field(description="By when. 期限", metadata=P0)


@strawberry.type(description="A change of the days of the cycle. 日程变更")
class CycleChange:
    """Reason and paper stand in the county's history."""

    on: date = field(description="When it was decided. 决定日期", metadata=P0)
    position: str = field(description="Where the log has it. 日志位置", metadata=P0)
    reference_date: date | None = field(description="The reference date before it. 变更前基准日", metadata=P0)


@strawberry.type(description="The county's election cycle. 换届周期")
class ElectionCycle(Answer):
    """The open one, or the one closed last."""

    opened: bool = field(description="Whether one is open. 是否进行中", metadata=P0)
    reference_date: date | None = field(description="Ages are counted on it. 年龄基准日", metadata=P0)
    survey_deadline: date | None = field(description="Surveys end on it. 摸排截止日", metadata=P0)
    survey_days_left: int | None = field(description="Until then. 距摸排截止天数", metadata=P0)
    election_date: date | None = field(
        description="Of the reader's region; null where nobody has said. 本区域选举日（未定为空）",
        metadata=P0,
    )
    closed_on: date | None = field(description="When the last cycle ended. 上一周期结束日", metadata=P0)
    election_days: list[ElectionDay] = field(description="Every day that was said. 各地选举日", metadata=P0)
    milestones: list[Milestone] = field(description="By day. 时间节点", metadata=P0)
    changes: list[CycleChange] = field(description="Oldest first. 历次变更", metadata=P0)

    @classmethod
    def of(cls, found: cycle_read.Cycle) -> "ElectionCycle":
        """The same, for clients."""
        return cls(
            **stamped(found.stamp),
            opened=found.opened,
            reference_date=found.reference_date,
            survey_deadline=found.survey_deadline,
            survey_days_left=found.survey_days_left,
            election_date=found.election_date,
            closed_on=found.closed_on,
            election_days=[
                ElectionDay(region=Region.of(d.region), on=d.on, days_left=d.days_left)
                for d in found.election_days
            ],
            milestones=[Milestone(region=m.region, name=m.name, due=m.due) for m in found.milestones],
            changes=[
                CycleChange(on=c.on, position=str(c.position), reference_date=c.reference_date)
                for c in found.changes
            ],
        )


@strawberry.type
class CycleQuestions:
    """The days of the reader's own region."""

    @root("The election cycle: reference date, survey deadline, election dates. 换届周期")
    def election_cycle(
        self,
        info: Info,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> ElectionCycle | None:
        """Days of the reader's own region."""
        point = When(on_date, as_of, min_position).point()
        return ElectionCycle.of(info.context.ask(cycle_read.election_cycle, point))
