"""Every event of a person, village, candidacy or import, in words (question 20)."""

from datetime import date, datetime
from typing import Annotated

import strawberry
from strawberry import argument, field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, page_of, root
from api.values.answers import Answer, Edge, Origin, PageInfo, connected, stamped
from api.values.grading import P0, P1
from domain.grades import Viewer
from projections import history as read
from projections.world import World


@strawberry.type(description="Who decided, on paper. 作出决定的人")
class Decider:
    """Not the clerk who typed it in."""

    name: str = field(description="Name. 姓名", metadata=P1)
    role: str = field(description="As what. 职务", metadata=P1)
    office: str = field(description="Of which office. 单位", metadata=P1)


@strawberry.type(description="One event. 一条记录")
class HistoryLine:
    """In words; values are never quoted."""

    id: strawberry.ID = field(
        description="Of the event; `decision(id:)` tells what a decision rested on. 编号", metadata=P0
    )
    position: str = field(description="Where it stands in the log. 日志位置", metadata=P0)
    topic: str = field(description="The event's stable name. 事件类型", metadata=P0)
    what: str = field(description="What happened, in English. 事项（英文）", metadata=P1)
    what_zh: str = field(description="What happened, in Chinese. 事项", metadata=P1)
    recorded_at: datetime = field(description="When it was entered. 录入时间", metadata=P0)
    true_from: date = field(description="Since when it holds. 生效日期", metadata=P0)
    entered_by: str = field(description="The account that typed it. 录入人", metadata=P1)
    decided_by: Decider | None = field(description="Who decided. 决定人", metadata=P1)
    decided_on: date | None = field(description="When it was decided. 决定日期", metadata=P1)
    document_number: str = field(description="The paper behind it; empty for none. 文号", metadata=P1)
    late: bool = field(description="Decided on an earlier day than it was entered. 是否补录", metadata=P1)
    reason_code: str = field(description="Empty for none. 理由代码", metadata=P1)
    reason: str | None = field(description="Null: none, or not for the reader. 理由", metadata=P1)
    origin: Origin | None = field(description="The ledger's row behind it. 出处", metadata=P1)
    rule_set_version: int = field(description="0: no rules were needed. 规则版本", metadata=P0)

    @classmethod
    def of(cls, line: read.HistoryLine) -> "HistoryLine":
        """The same, for clients."""
        by = line.decided_by
        return cls(
            id=strawberry.ID(line.id),
            position=str(line.position),
            topic=line.topic,
            what=line.what,
            what_zh=line.what_zh,
            recorded_at=line.recorded_at,
            true_from=line.true_from,
            entered_by=line.entered_by,
            decided_by=Decider(name=by.name, role=by.role, office=by.office) if by else None,
            decided_on=line.decided_on,
            document_number=line.document_number,
            late=line.late,
            reason_code=line.reason_code,
            reason=line.reason,
            origin=Origin.of(line.origin) if line.origin else None,
            rule_set_version=line.rule_set_version,
        )


@strawberry.type(description="A page of a subject's history. 来龙去脉（一页）")
class HistoryConnection(Answer):
    """Oldest first."""

    subject: str = field(description="Whose. 对象", metadata=P0)
    nodes: list[HistoryLine] = field(description="The events of this page. 本页记录", metadata=P1)
    edges: list[Edge[HistoryLine]] = field(description="The same with cursors. 记录及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All events that the reader may see. 总条数", metadata=P1)
    forgotten: bool = field(
        description="The subject was forgotten by law: the skeleton is left. 是否已依法清除", metadata=P1
    )


@strawberry.type
class HistoryQuestions:
    """Question 20."""

    @root("Every event of a person, village, candidacy or import. 来龙去脉")
    def history(
        self,
        info: Info,
        subject: Annotated[
            strawberry.ID,
            argument(description="An id of a person, candidacy or import, or a village's code. 编号或村代码"),
        ],
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> HistoryConnection | None:
        """One page, oldest first."""

        def ask(world: World, viewer: Viewer) -> read.HistoryPage:
            named = subject.removeprefix("vi_")
            return read.history(world, viewer, named, first=page_of(first), after=after)

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return HistoryConnection(
            **stamped(page.stamp),
            subject=page.subject,
            **connected(page, HistoryLine.of, after),
            forgotten=page.forgotten,
        )
