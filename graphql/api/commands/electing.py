"""The election cycle by command. One mutation per command, named like it."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument, field

from api.commands.carrying_out import DecidedByInput, Outcome, Payload, decided, done, refused, tried
from api.commands.mentoring_shapes import ON
from api.commands.settling import BY, DOCUMENT, KEY
from api.context import Context, PointInTime
from api.questions.asking import Info, command
from api.questions.electing.cycle import ElectionCycle, ElectionDateInput
from api.values.grading import P0, P1
from domain.election_cycle import Milestone
from domain.election_cycle.commands import (
    ChangeReferenceDate,
    CloseElectionCycle,
    CycleWish,
    OpenElectionCycle,
    SetElectionDates,
)
from domain.ids import RegionCode
from projections.electing.cycle import election_cycle
from projections.electing.rechecks import rechecks
from services.electing import plan_election


@strawberry.input(description="Who decided about the cycle, when, on which paper. 决定信息")
class OfCycleInput:
    """What every command about the cycle takes."""

    reason: str | None = field(description="Why, where something that stood is changed. 理由", default=None)
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    decided_on: date | None = field(description=ON, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.input(description="Open the next cycle. 启动换届周期")
class OpenElectionCycleInput(OfCycleInput):
    """Once the one before is closed."""

    reference_date: date = field(description="Ages are counted on it. 年龄基准日")


@strawberry.input(description="What is due by a day. 时间节点")
class MilestoneInput:
    """In a region."""

    region: str = field(description="Code of the county, a township or a village. 区划代码")
    name: str = field(description="What. 事项")
    due: date = field(description="By when. 期限")


@strawberry.input(description="Set days of the open cycle. 设定换届日程")
class SetElectionDatesInput(OfCycleInput):
    """What is left out stays."""

    survey_deadline: date | None = field(description="Surveys end on it. 摸排截止日", default=None)
    election_dates: list[ElectionDateInput] | None = field(description="By region. 各地选举日", default=None)
    milestones: list[MilestoneInput] | None = field(description="By region. 时间节点", default=None)


@strawberry.input(description="Count ages on another day. 变更年龄基准日")
class ChangeReferenceDateInput(OfCycleInput):
    """Look first with electionCycleWhatIf."""

    reference_date: date = field(description="The other day. 新的年龄基准日")


@strawberry.input(description="Close the cycle. 结束换届周期")
class CloseElectionCycleInput(OfCycleInput):
    """Reserves are carried over, to be reviewed again."""

    closed_on: date | None = field(description="Since when; the day of the paper. 结束日期", default=None)


@strawberry.type(description="What a command about the cycle answered. 换届周期办理结果")
class ElectionCyclePayload(Payload):
    """With the cycle, and how many people are to be looked at again."""

    cycle: ElectionCycle | None = field(description="As it is now. 换届周期", metadata=P0)
    rechecks: int | None = field(description="Whom `rechecks` lists now. 需复核的人数", metadata=P1)


@strawberry.type
class ElectingCommands:
    """By the county department alone."""

    @command("Open the next election cycle. 启动换届周期")
    def open_election_cycle(
        self, info: Info, input: Annotated[OpenElectionCycleInput, argument(description="Which. 周期内容")]
    ) -> ElectionCyclePayload | None:
        """Its dates are set by SetElectionDates."""
        return _carry_out(info.context, OpenElectionCycle(reference_date=input.reference_date), input)

    @command("Set survey deadline, election dates or milestones. 设定换届日程")
    def set_election_dates(
        self, info: Info, input: Annotated[SetElectionDatesInput, argument(description="Days. 日程")]
    ) -> ElectionCyclePayload | None:
        """A village's own day goes before its township's, that before the county's."""
        wish = SetElectionDates(
            survey_deadline=input.survey_deadline,
            election_dates={RegionCode(d.region): d.on for d in input.election_dates or ()},
            milestones=tuple(
                Milestone(RegionCode(m.region), m.name.strip(), m.due) for m in input.milestones or ()
            ),
            reason=input.reason or "",
        )
        return _carry_out(info.context, wish, input)

    @command("Count ages on another day. 变更年龄基准日")
    def change_reference_date(
        self, info: Info, input: Annotated[ChangeReferenceDateInput, argument(description="Day. 变更内容")]
    ) -> ElectionCyclePayload | None:
        """Makes people to look at again, never an exit."""
        wish = ChangeReferenceDate(reference_date=input.reference_date, reason=input.reason or "")
        return _carry_out(info.context, wish, input)

    @command("Close the election cycle. 结束换届周期")
    def close_election_cycle(
        self, info: Info, input: Annotated[CloseElectionCycleInput, argument(description="When. 结束内容")]
    ) -> ElectionCyclePayload | None:
        """Once the last election is over."""
        day = input.closed_on or input.decided_on or info.context.office.desk.clock.today()
        return _carry_out(info.context, CloseElectionCycle(closed_on=day, reason=input.reason or ""), input)


def _carry_out(context: Context, wish: CycleWish, input: OfCycleInput) -> ElectionCyclePayload:
    by = decided(input.decided_by, input.document_number, input.idempotency_key, input.decided_on)
    office = context.office
    appended, errors = tried(lambda: plan_election(office.desk, context.viewer, office.county, wish, by))
    if appended is None:
        return ElectionCyclePayload(**refused(errors), cycle=None, rechecks=None)
    outcome: Outcome = done(appended.last, replayed=appended.replayed)
    now = PointInTime(min_position=outcome["position"])
    cycle = context.put(lambda world, viewer: ElectionCycle.of(election_cycle(world, viewer)), now)
    again = context.put(lambda world, viewer: rechecks(world, viewer).page.total, now)
    return ElectionCyclePayload(**outcome, cycle=cycle, rechecks=again)
