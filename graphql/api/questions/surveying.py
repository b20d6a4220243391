"""How far the surveys are (question 13), which heard unevenly (24), and villages whose plan is missing or overdue."""

from datetime import date
from enum import Enum

import strawberry
from strawberry import enum_value as word
from strawberry import field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, page_of, root
from api.questions.coverage import classification_of
from api.values import enums
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
from api.values.words import Term, term, terms
from domain.grades import Viewer
from projections.surveying import balance as balance_read
from projections.surveying import plans as plans_read
from projections.surveying import progress as progress_read
from projections.world import World


@strawberry.enum(description="What is wrong with a village's plan. 预案状况")
class PlanState(Enum):
    """See projections.surveying.plans.PlanState."""

    MISSING = word("MISSING", description="There is none. 无预案")
    OVERDUE = word("OVERDUE", description="Due before the day. 预案逾期")


@strawberry.type(description="One of the seven groups over a region. 某类人员谈话进度")
class GroupProgress:
    """Counts only."""

    group: Term | None = field(description="Which group. 人员类别", metadata=P0)
    talks: int = field(description="Talks held. 已谈次数", metadata=P1)
    minimum: int = field(description="What the rules ask for, over all villages. 应谈次数", metadata=P1)
    villages_short: int = field(description="Villages below it. 未达标村数", metadata=P1)
    villages_without: int = field(
        description="Villages with nobody of the group, with a reason. 无此类人员的村数", metadata=P1
    )


@strawberry.type(description="The surveys of a region in figures. 摸排进度")
class RegionProgress:
    """Villages that coverage counts."""

    region: Region = field(description="Which. 范围", metadata=P0)
    villages: int = field(description="All of them. 村数", metadata=P1)
    opened: int = field(description="With a team. 已启动村数", metadata=P1)
    visited: int = field(description="Where somebody was heard. 已走访村数", metadata=P1)
    concluded: int = field(description="With a report. 已形成报告村数", metadata=P1)
    assessed: int = field(description="Judged by a meeting. 已研判村数", metadata=P1)
    talks: int = field(description="Talks held. 谈话总次数", metadata=P1)
    groups: list[GroupProgress] = field(description="The seven groups. 七类人员", metadata=P1)
    unheard: int = field(description="Surveys with a group unheard. 有类别未谈的村数", metadata=P1)
    cadres_above_all: int = field(
        description="Surveys that heard cadres above all. 干部谈话占比过高的村数", metadata=P1
    )
    members: int = field(description="Party members. 党员数", metadata=P1)
    members_considered: int = field(description="Of these, gone through. 已逐个分析党员数", metadata=P1)

    @classmethod
    def of(cls, row: progress_read.RegionProgress) -> "RegionProgress":
        """The same, for clients."""
        return cls(
            region=Region.of(row.region),
            villages=row.villages,
            opened=row.opened,
            visited=row.visited,
            concluded=row.concluded,
            assessed=row.assessed,
            talks=row.talks,
            groups=[
                GroupProgress(
                    group=term("talk_group", one.group),
                    talks=one.talks,
                    minimum=one.minimum,
                    villages_short=one.villages_short,
                    villages_without=one.villages_without,
                )
                for one in row.groups
            ],
            unheard=row.unheard,
            cadres_above_all=row.cadres_above_all,
            members=row.members,
            members_considered=row.members_considered,
        )


@strawberry.type(description="How far the surveys are. 摸排进度")
class SurveyProgress(Answer):
    """Of the region and of each of its townships."""

    deadline: date | None = field(description="Null: nobody has set one. 摸排截止日", metadata=P0)
    days_left: int | None = field(description="Negative once it has passed. 剩余天数", metadata=P0)
    total: RegionProgress = field(description="Of the region asked for. 合计", metadata=P1)
    townships: list[RegionProgress] = field(description="By code. 各乡镇", metadata=P1)


@strawberry.type(description="A survey that heard unevenly. 谈话不均衡的村")
class BalanceRow:
    """Sums over groups; none is shown singly."""

    village: VillageRef = field(description="Which. 村", metadata=P0)
    classification: enums.Classification = field(description="Its class. 村类别", metadata=P1)
    talks: int = field(description="Talks held. 谈话总次数", metadata=P1)
    unheard: list[Term] = field(description="Groups not heard. 未谈类别", metadata=P1)
    cadre_talks: int = field(description="Of these, with cadres. 其中干部", metadata=P1)
    cadres_above_all: bool = field(description="Too large a share. 干部占比是否过高", metadata=P1)

    @classmethod
    def of(cls, row: balance_read.BalanceRow) -> "BalanceRow":
        """The same, for clients."""
        return cls(
            village=VillageRef.of(row.village),
            classification=classification_of(row.classification),
            talks=row.talks,
            unheard=terms("talk_group", " ".join(row.unheard)) or [],
            cadre_talks=row.cadre_talks,
            cadres_above_all=row.cadres_above_all,
        )


@strawberry.type(description="A page of such surveys. 谈话不均衡情况（一页）")
class SurveyBalanceConnection(Answer):
    """By class, then what is uneven (most first), then code."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    nodes: list[BalanceRow] = field(description="The villages of this page. 本页各村", metadata=P1)
    edges: list[Edge[BalanceRow]] = field(description="The same with cursors. 各村及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    unheard: int = field(description="Of these, with a group unheard. 有类别未谈的村数", metadata=P1)
    cadres_above_all: int = field(description="Of these, cadres above all. 干部占比过高的村数", metadata=P1)
    cadre_percent_max: int = field(
        description="At this share or more, by the rules. 干部占比上限", metadata=P0
    )


@strawberry.type(description="A village whose plan is missing or overdue. 预案缺失或逾期的村")
class VillagePlanRow:
    """R17."""

    village: VillageRef = field(description="Which. 村", metadata=P0)
    classification: enums.Classification = field(description="Its class. 村类别", metadata=P1)
    state: PlanState = field(description="What is wrong. 状况", metadata=P1)
    route: Term | None = field(description="Somebody in sight, or a search. 途径", metadata=P1)
    person: PersonRef | None = field(description="The candidate in sight. 人选", metadata=P1)
    measure: str | None = field(description="What is done. 措施", metadata=P1)
    owner: str | None = field(description="Who answers for it. 责任人", metadata=P1)
    due: date | None = field(description="Until when. 完成时限", metadata=P1)
    days_over: int = field(description="Days since then. 逾期天数", metadata=P1)

    @classmethod
    def of(cls, row: plans_read.VillagePlanRow) -> "VillagePlanRow":
        """The same, for clients."""
        return cls(
            village=VillageRef.of(row.village),
            classification=classification_of(row.classification),
            state=PlanState[row.state.name],
            route=term("plan_route", row.route),
            person=PersonRef.of(row.person) if row.person else None,
            measure=row.measure,
            owner=row.owner,
            due=row.due,
            days_over=row.days_over,
        )


@strawberry.type(description="A page of such villages. 难点村、重点村预案情况（一页）")
class VillagePlansConnection(Answer):
    """By class, then without a plan, then the longest overdue, then code."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    nodes: list[VillagePlanRow] = field(description="The villages of this page. 本页各村", metadata=P1)
    edges: list[Edge[VillagePlanRow]] = field(description="The same with cursors. 各村及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    missing: int = field(description="Of these, without a plan. 无预案村数", metadata=P1)
    overdue: int = field(description="Of these, overdue. 预案逾期村数", metadata=P1)
    planned: int = field(description="Villages whose plan stands and is in time. 预案在期村数", metadata=P1)


@strawberry.type
class SurveyingQuestions:
    """Questions 13 and 24, and R17."""

    @root("How far the surveys are. 摸排进度")
    def survey_progress(
        self,
        info: Info,
        region: asking.Region = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> SurveyProgress | None:
        """Counts only."""

        def ask(world: World, viewer: Viewer) -> progress_read.SurveyProgress:
            return progress_read.survey_progress(world, viewer, region=region)

        found = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return SurveyProgress(
            **stamped(found.stamp),
            deadline=found.deadline,
            days_left=found.days_left,
            total=RegionProgress.of(found.total),
            townships=[RegionProgress.of(row) for row in found.townships],
        )

    @root("Surveys with a group unheard or that heard cadres above all. 谈话不均衡的村")
    def survey_balance(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> SurveyBalanceConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> balance_read.BalancePage:
            return balance_read.survey_balance(
                world, viewer, region=region, first=page_of(first), after=after
            )

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return SurveyBalanceConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, BalanceRow.of, after),
            unheard=page.unheard,
            cadres_above_all=page.cadres_above_all,
            cadre_percent_max=page.cadre_percent_max,
        )

    @root("Difficult and key villages without a plan, or with an overdue one. 难点村、重点村预案情况")
    def village_plans(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> VillagePlansConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> plans_read.VillagePlansPage:
            return plans_read.village_plans(world, viewer, region=region, first=page_of(first), after=after)

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return VillagePlansConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, VillagePlanRow.of, after),
            missing=page.missing,
            overdue=page.overdue,
            planned=page.planned,
        )
