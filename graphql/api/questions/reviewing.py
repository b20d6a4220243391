"""Reviews that need doing (question 3), and one decision with everything it rested on."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument, field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, page_of, root
from api.questions.histories import HistoryLine
from api.questions.person_files import Case
from api.values import vetting as words
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
from api.values.grading import BY_FIELD, P0, P1
from domain.grades import Viewer
from projections import decisions as decisions_read
from projections import reviews as read
from projections.world import World


@strawberry.type(description="One stage of review. 一个审查环节")
class ReviewStageLine:
    """Null days: there is no clear conclusion, or it never held."""

    stage: words.ReviewStage = field(description="Which. 环节", metadata=P0)
    reviewed_on: date | None = field(description="The day of the clear conclusion. 通过日期", metadata=P1)
    through: date | None = field(description="The last day on which it holds. 有效期至", metadata=P1)


@strawberry.type(description="One candidacy whose reviews need doing. 需要处理的审查")
class Review:
    """Who waits for what."""

    candidacy: strawberry.ID = field(description="Which candidacy. 后备资格编号", metadata=P0)
    person: PersonRef = field(description="Who. 人员", metadata=P1)
    village: VillageRef = field(description="For which village. 村", metadata=P1)
    states: list[words.ReviewState] = field(description="What is wrong. 问题", metadata=P1)
    stages: list[ReviewStageLine] = field(description="Both stages. 两级审查", metadata=P1)
    waiting_for: list[str] = field(
        description="Agencies whose answer is pending. 尚未答复的单位", metadata=P1
    )

    @classmethod
    def of(cls, row: read.ReviewRow) -> "Review":
        """The same, for clients."""
        return cls(
            candidacy=strawberry.ID(row.candidacy),
            person=PersonRef.of(row.person),
            village=VillageRef.of(row.village),
            states=[words.ReviewState[state.name] for state in row.states],
            stages=[
                ReviewStageLine(
                    stage=words.ReviewStage[line.stage.name],
                    reviewed_on=line.reviewed_on,
                    through=line.through,
                )
                for line in row.stages
            ],
            waiting_for=list(row.waiting_for),
        )


@strawberry.type(description="How many candidacies are in a state. 各类问题的数量")
class ReviewCount:
    """One candidacy may be in several."""

    state: words.ReviewState = field(description="Which. 问题", metadata=P0)
    candidacies: int = field(description="How many. 数量", metadata=P1)


@strawberry.type(description="A page of reviews that need doing. 需要处理的审查（一页）")
class ReviewConnection(Answer):
    """By village, then person."""

    region: Region = field(description="What was asked for. 范围", metadata=P0)
    nodes: list[Review] = field(description="The candidacies of this page. 本页", metadata=P1)
    edges: list[Edge[Review]] = field(description="The same with cursors. 本页及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    by_state: list[ReviewCount] = field(description="How many of each. 分类数量", metadata=P1)


@strawberry.type(description="One thing that was decided or said. 决定的一项内容")
class DecisionPart:
    """Masked without a case, or where it is not for the reader."""

    name: str = field(description="What it is. 名称", metadata=P0)
    value: str | None = field(description="Null where masked. 内容（隐去时为空）", metadata=BY_FIELD)
    masked: bool = field(description="It exists and is not shown. 是否已隐去", metadata=P0)


@strawberry.type(description="What one subject's record said then. 决定时所依据的记录")
class RestedOn:
    """As far as the reader may know it."""

    subject: str = field(description="Whose record. 对象", metadata=P0)
    events: list[HistoryLine] = field(
        description="Its events up to then, oldest first. 当时的记录", metadata=P1
    )


@strawberry.type(description="One decision and everything it rested on. 一项决定及其依据")
class Decision(Answer):
    """Reloaded from its evidence."""

    id: strawberry.ID = field(description="Of the decision. 决定编号", metadata=P0)
    line: HistoryLine = field(description="As in a history: who, when, on what paper. 决定", metadata=P1)
    candidacy: strawberry.ID | None = field(description="Which candidacy. 后备资格编号", metadata=P0)
    parts: list[DecisionPart] = field(description="What was decided. 内容", metadata=P1)
    rested_on: list[RestedOn] = field(description="What its maker could see. 所依据的记录", metadata=P1)


@strawberry.type
class ReviewQuestions:
    """Question 3, and `why`."""

    @root("Reviews that are incomplete, expired or under old rules; use without review. 审查待办")
    def reviews(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> ReviewConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> read.ReviewsPage:
            return read.reviews(world, viewer, region=region, first=page_of(first), after=after)

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return ReviewConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, Review.of, after),
            by_state=[
                ReviewCount(state=words.ReviewState[state.name], candidacies=count)
                for state, count in zip(read.ReviewState, page.by_state, strict=True)
            ],
        )

    @root("One decision, with everything it rested on. 一项决定及其依据")
    def decision(
        self,
        info: Info,
        id: Annotated[strawberry.ID, argument(description="As a command or a history answers it. 决定编号")],
        case: Case = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> Decision | None:
        """Sensitive parts within a case; the view is recorded."""
        context = info.context

        def ask(world: World, viewer: Viewer) -> decisions_read.DecisionFile:
            return decisions_read.decision(world, viewer, id)

        found = context.ask(ask, When(on_date, as_of, min_position).point(), case)
        context.recorded(case, f"decision:{found.line.id}", found.place, found.sensitive_fields)
        return Decision(
            **stamped(found.stamp),
            id=strawberry.ID(found.line.id),
            line=HistoryLine.of(found.line),
            candidacy=strawberry.ID(found.candidacy) if found.candidacy else None,
            parts=[DecisionPart(name=p.name, value=p.value, masked=p.masked) for p in found.parts],
            rested_on=[
                RestedOn(subject=r.subject, events=[HistoryLine.of(line) for line in r.events])
                for r in found.rested_on
            ],
        )
