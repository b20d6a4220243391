"""The election cycle: its days, whom a change of them concerns, whose class differs, who stands long enough."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument, field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, page_of, root
from api.questions.people import Standing
from api.questions.structure import QuotaStatus
from api.values.answers import (
    Answer,
    Edge,
    PageInfo,
    PersonRef,
    Region,
    VillageRef,
    connected,
    stamped,
)
from api.values.classes import Classes
from api.values.grading import P0, P1
from domain.election_cycle.state import Days
from domain.grades import Viewer
from domain.ids import RegionCode
from projections.electing import class_shifts as shifts_read
from projections.electing import cycle as cycle_read
from projections.electing import rechecks as rechecks_read
from projections.electing import standings as standings_read
from projections.world import World


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


@strawberry.type(description="Somebody to look at again. 需复核的人员")
class Recheck:
    """A finding, never an exit."""

    candidacy: strawberry.ID = field(description="Which candidacy. 后备资格编号", metadata=P0)
    person: PersonRef = field(description="Who. 人员", metadata=P1)
    village: VillageRef = field(description="For which village. 村", metadata=P1)
    before: Classes = field(description="As last looked at. 上次审查时的类别", metadata=P1)
    now: Classes = field(description="By the other days. 变更后的类别", metadata=P1)
    gate_before: bool | None = field(
        description="Passed the gate for secretary; null: not known. 变更前可否参选书记（不明为空）",
        metadata=P1,
    )
    gate_now: bool | None = field(
        description="Passes it now; null: not known. 变更后可否参选书记", metadata=P1
    )

    @classmethod
    def of(cls, row: rechecks_read.Recheck) -> "Recheck":
        """The same, for clients."""
        return cls(
            candidacy=strawberry.ID(row.candidacy),
            person=PersonRef.of(row.person),
            village=VillageRef.of(row.village),
            before=Classes.of(row.before),
            now=Classes.of(row.now),
            gate_before=row.gate_before,
            gate_now=row.gate_now,
        )


@strawberry.type(description="A township's quota under the other reference date. 乡镇结构变化")
class TownshipShift:
    """Counted on the roster."""

    township: Region = field(description="Which. 乡镇", metadata=P0)
    code: str = field(description="Of the quota. 结构要求代码", metadata=P0)
    label_zh: str = field(description="Of the quota, in Chinese. 结构要求", metadata=P0)
    reserves: int = field(description="Counted. 在册人数", metadata=P1)
    present_before: int = field(description="In the class before. 变更前人数", metadata=P1)
    present_now: int = field(description="In the class now. 变更后人数", metadata=P1)
    status_before: QuotaStatus = field(description="Before. 变更前", metadata=P1)
    status_now: QuotaStatus = field(description="Now. 变更后", metadata=P1)

    @classmethod
    def of(cls, row: rechecks_read.TownshipShift) -> "TownshipShift":
        """The same, for clients."""
        return cls(
            township=Region.of(row.township),
            code=row.code,
            label_zh=row.label_zh,
            reserves=row.reserves,
            present_before=row.present_before,
            present_now=row.present_now,
            status_before=QuotaStatus[row.status_before.name],
            status_now=QuotaStatus[row.status_now.name],
        )


@strawberry.type(description="People to look at again after a change of days. 日程变更后需复核的人员（一页）")
class RecheckConnection(Answer):
    """By village, then person."""

    region: Region = field(description="What was asked for. 范围", metadata=P0)
    nodes: list[Recheck] = field(description="This page. 本页", metadata=P1)
    edges: list[Edge[Recheck]] = field(description="The same with cursors. 本页及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    townships: list[TownshipShift] = field(description="Whose structure differs. 结构变化的乡镇", metadata=P1)

    @classmethod
    def of(cls, found: rechecks_read.Rechecks, after: str | None) -> "RecheckConnection":
        """The same, for clients."""
        page = found.page
        return cls(
            **stamped(found.stamp),
            region=Region.of(found.region),
            **connected(page, Recheck.of, after),
            townships=[TownshipShift.of(row) for row in found.townships],
        )


@strawberry.type(description="Somebody whose class differs between three days. 类别将变化的人员")
class ClassShift:
    """Question 9."""

    candidacy: strawberry.ID = field(description="Which candidacy. 后备资格编号", metadata=P0)
    person: PersonRef = field(description="Who. 人员", metadata=P1)
    village: VillageRef = field(description="For which village. 村", metadata=P1)
    birth: str | None = field(description="As exactly as it is known. 出生年月", metadata=P1)
    today: Classes = field(description="On the answer's day. 统计日", metadata=P1)
    on_reference: Classes = field(description="On the reference date. 年龄基准日", metadata=P1)
    on_election: Classes | None = field(
        description="On the village's election date; null where nobody has said. 选举日（未定为空）",
        metadata=P1,
    )
    election_date: date | None = field(description="That date. 选举日", metadata=P0)

    @classmethod
    def of(cls, row: shifts_read.ClassShift) -> "ClassShift":
        """The same, for clients."""
        return cls(
            candidacy=strawberry.ID(row.candidacy),
            person=PersonRef.of(row.person),
            village=VillageRef.of(row.village),
            birth=row.birth,
            today=Classes.of(row.today),
            on_reference=Classes.of(row.on_reference),
            on_election=Classes.of(row.on_election) if row.on_election else None,
            election_date=row.election_date,
        )


@strawberry.type(description="People whose class differs between three days. 类别将变化的人员（一页）")
class ClassShiftConnection(Answer):
    """By village, then person."""

    region: Region = field(description="What was asked for. 范围", metadata=P0)
    reference_date: date = field(description="Ages are counted on it. 年龄基准日", metadata=P0)
    nodes: list[ClassShift] = field(description="This page. 本页", metadata=P1)
    edges: list[Edge[ClassShift]] = field(description="The same with cursors. 本页及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    election_unknown: int = field(
        description="Candidacies without an election date: two days compared. 选举日未定的后备资格数",
        metadata=P1,
    )


@strawberry.type(description="A reserve who does not stand long enough in the Party. 党龄不足的后备力量")
class StandingRow:
    """Question 18."""

    candidacy: strawberry.ID = field(description="Which candidacy. 后备资格编号", metadata=P0)
    person: PersonRef = field(description="Who. 人员", metadata=P1)
    village: VillageRef = field(description="For which village. 村", metadata=P1)
    standing: Standing = field(description="Towards the Party. 党员情况", metadata=P1)
    joined: str | None = field(description="When they joined, as far as known. 入党时间", metadata=P1)
    earliest: date | None = field(
        description="First day with a full member's year; null: not known. 最早可任职日期", metadata=P1
    )
    election_date: date | None = field(description="Of the village; null: not said. 选举日", metadata=P0)
    in_time: bool | None = field(description="By then; null: not known. 选举前能否满足", metadata=P1)

    @classmethod
    def of(cls, row: standings_read.StandingRow) -> "StandingRow":
        """The same, for clients."""
        return cls(
            candidacy=strawberry.ID(row.candidacy),
            person=PersonRef.of(row.person),
            village=VillageRef.of(row.village),
            standing=Standing[row.standing.name],
            joined=row.joined,
            earliest=row.earliest,
            election_date=row.election_date,
            in_time=row.in_time,
        )


@strawberry.type(description="Reserves who do not stand long enough in the Party. 党龄不足的后备力量（一页）")
class StandingConnection(Answer):
    """By village, then person."""

    region: Region = field(description="What was asked for. 范围", metadata=P0)
    nodes: list[StandingRow] = field(description="This page. 本页", metadata=P1)
    edges: list[Edge[StandingRow]] = field(description="The same with cursors. 本页及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    joined_unknown: int = field(description="Members without a joining date. 入党时间不明", metadata=P1)
    standing_unknown: int = field(description="Of whom nothing is known. 党员情况不明", metadata=P1)
    election_unknown: int = field(description="Candidacies without an election date. 选举日未定", metadata=P1)


@strawberry.type
class ElectingQuestions:
    """Questions 9 and 18, and the cycle itself."""

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

    @root("Whom the changes of the cycle's days make worth another look. 日程变更后需复核的人员")
    def rechecks(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> RecheckConnection | None:
        """Until they are reviewed again."""

        def ask(world: World, viewer: Viewer) -> rechecks_read.Rechecks:
            return rechecks_read.rechecks(world, viewer, region=region, first=page_of(first), after=after)

        found = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return RecheckConnection.of(found, after)

    @root("Whom other days would concern; decides nothing. 若变更日程会影响哪些人")
    def election_cycle_what_if(
        self,
        info: Info,
        reference_date: Annotated[
            date | None, argument(description="Another reference date. 年龄基准日")
        ] = None,
        election_dates: Annotated[
            list[ElectionDateInput] | None, argument(description="Other election dates. 选举日")
        ] = None,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> RecheckConnection | None:
        """The preview of a change."""

        def ask(world: World, viewer: Viewer) -> rechecks_read.Rechecks:
            stand = world.cycle.days
            named = {RegionCode(d.region): d.on for d in election_dates or ()}
            days = Days(reference_date or stand.reference_date, {**stand.election_dates, **named})
            return rechecks_read.supposed_rechecks(
                world, viewer, days, region=region, first=page_of(first), after=after
            )

        found = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return RecheckConnection.of(found, after)

    @root("Whose class differs between today, the reference date and the election. 类别将变化的人员")
    def class_shifts(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> ClassShiftConnection | None:
        """Question 9."""

        def ask(world: World, viewer: Viewer) -> shifts_read.ClassShifts:
            return shifts_read.class_shifts(world, viewer, region=region, first=page_of(first), after=after)

        found = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return ClassShiftConnection(
            **stamped(found.stamp),
            region=Region.of(found.region),
            reference_date=found.reference_date,
            **connected(found.page, ClassShift.of, after),
            election_unknown=found.election_unknown,
        )

    @root("Reserves who are no full members, or not long enough. 尚非正式党员或党龄不足的后备力量")
    def standings(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> StandingConnection | None:
        """Question 18."""

        def ask(world: World, viewer: Viewer) -> standings_read.Standings:
            return standings_read.standings(world, viewer, region=region, first=page_of(first), after=after)

        found = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return StandingConnection(
            **stamped(found.stamp),
            region=Region.of(found.region),
            **connected(found.page, StandingRow.of, after),
            joined_unknown=found.joined_unknown,
            standing_unknown=found.standing_unknown,
            election_unknown=found.election_unknown,
        )
