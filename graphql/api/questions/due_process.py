"""What due process owes (question 4): findings whose next step is due, objections to be answered."""

from datetime import date

import strawberry
from strawberry import field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, page_of, root
from api.values import due_process as words
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
from api.values.grading import P0, P1
from domain.grades import Viewer
from projections import due_process as read
from projections.world import World


@strawberry.type(description="One thing that due process owes somebody. 程序待办")
class DueRow:
    """What an agency found is listed for the county's deciders alone."""

    person: PersonRef = field(description="Who. 人员", metadata=P1)
    village: VillageRef = field(description="For which village. 村", metadata=P1)
    candidacy: strawberry.ID = field(description="Which candidacy. 后备资格编号", metadata=P0)
    matter: words.DueMatter = field(description="About what. 事项", metadata=P1)
    decision: strawberry.ID | None = field(
        description="Ask `decision(id:, case:)` for what was found. 所涉决定编号", metadata=P0
    )
    number: int | None = field(description="Of an objection. 异议序号", metadata=P1)
    since: date = field(description="Noted, or lodged, on. 提出日期", metadata=P1)
    step: words.DueStep = field(description="What is to be done. 下一步", metadata=P1)
    due_on: date = field(description="The last day on which it is not late. 期限", metadata=P1)
    days_left: int = field(description="Below 0 it is overdue. 剩余天数", metadata=P1)
    last_step_on: date = field(description="The last step was taken on. 上一步日期", metadata=P1)
    overdue: bool = field(description="Whether it is late. 是否逾期", metadata=P1)
    cleared: bool = field(
        description="The person is cleared: an objection only flags it. 是否仍为已过审", metadata=P1
    )

    @classmethod
    def of(cls, row: read.DueRow) -> "DueRow":
        """The same, for clients."""
        return cls(
            person=PersonRef.of(row.person),
            village=VillageRef.of(row.village),
            candidacy=strawberry.ID(row.candidacy),
            matter=words.DueMatter[row.matter.name],
            decision=strawberry.ID(row.decision) if row.decision else None,
            number=row.number,
            since=row.since,
            step=words.DueStep[row.step.name],
            due_on=row.due_on,
            days_left=row.days_left,
            last_step_on=row.last_step_on,
            overdue=row.overdue,
            cleared=row.cleared,
        )


@strawberry.type(description="A page of what due process owes. 程序待办（一页）")
class DueProcessConnection(Answer):
    """The soonest due first."""

    region: Region = field(description="What was asked for. 范围", metadata=P0)
    nodes: list[DueRow] = field(description="The matters of this page. 本页", metadata=P1)
    edges: list[Edge[DueRow]] = field(description="The same with cursors. 本页及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    adverse_findings: int = field(description="Of these, adverse findings. 其中不利意见", metadata=P1)
    objections: int = field(description="Of these, objections. 其中异议", metadata=P1)
    overdue: int = field(description="Of these, overdue. 其中逾期", metadata=P1)


@strawberry.type
class DueProcessQuestions:
    """Question 4."""

    @root("Adverse findings and objections whose next step is due or overdue. 不利意见与异议程序待办")
    def due_process(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> DueProcessConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> read.DueProcessPage:
            return read.due_process(world, viewer, region=region, first=page_of(first), after=after)

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return DueProcessConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, DueRow.of, after),
            adverse_findings=page.findings,
            objections=page.objections,
            overdue=page.overdue,
        )
