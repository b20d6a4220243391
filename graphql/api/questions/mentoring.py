"""Talks that are due (question 11), and villages whose reserves lack mentors or maturity (question 2)."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument, field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, page_of, root
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
from api.values.mentoring import MentoredBy
from api.values.words import Term, term, terms
from domain.grades import Viewer
from projections import contact_due as due_read
from projections import mentor_gaps as gaps_read
from projections.world import World


@strawberry.type(description="A reserve whose talk with a mentor is due. 应谈心谈话的后备力量")
class ContactRow:
    """One clock a person, whatever the number of villages and mentors."""

    reserve: PersonRef = field(description="Who. 后备人选", metadata=P1)
    villages: list[VillageRef] = field(
        description="Within the reader's region. 所属村（本人管辖范围内）", metadata=P1
    )
    mentors: list[MentoredBy] = field(description="Whom they have. 现有导师", metadata=P1)
    no_mentor: bool = field(description="Nobody mentors them. 是否没有导师", metadata=P1)
    admitted_on: date | None = field(
        description="Empty where they are paired and not admitted. 入库日期", metadata=P1
    )
    since: date = field(
        description="The later of admission and the last talk; before admission, of the first pairing. 计算起始日",
        metadata=P1,
    )
    days: int = field(description="Days since then. 已过天数", metadata=P1)
    late: bool = field(
        description="More days than the rules allow; exactly so many is not late. 是否逾期", metadata=P1
    )
    never: bool = field(description="No talk was ever held. 是否从未谈话", metadata=P1)
    last_talk: date | None = field(description="The last talk held. 最近一次谈话", metadata=P1)
    next_on: date | None = field(description="The day it agreed on. 约定下次谈话", metadata=P1)
    cover_missing: bool = field(description="Every mentor is away on the day. 导师是否均缺岗", metadata=P1)

    @classmethod
    def of(cls, row: due_read.ContactRow) -> "ContactRow":
        """The same, for clients."""
        return cls(
            reserve=PersonRef.of(row.reserve),
            villages=[VillageRef.of(village) for village in row.villages],
            mentors=[MentoredBy.of(mentor) for mentor in row.mentors],
            no_mentor=row.no_mentor,
            admitted_on=row.admitted_on,
            since=row.since,
            days=row.days,
            late=row.late,
            never=row.never,
            last_talk=row.last_talk,
            next_on=row.next_on,
            cover_missing=row.cover_missing,
        )


@strawberry.type(description="A page of due talks. 谈心谈话到期情况（一页）")
class ContactDueConnection(Answer):
    """The longest waiting first, then by id."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    nodes: list[ContactRow] = field(description="The reserves of this page. 本页人员", metadata=P1)
    edges: list[Edge[ContactRow]] = field(description="The same with cursors. 人员及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    late: int = field(description="Of these, late. 逾期人数", metadata=P1)
    never: int = field(description="Of these, never talked with. 从未谈话人数", metadata=P1)
    every_days: int = field(description="A talk is due so often, by the rules. 谈话间隔天数", metadata=P0)
    reserves: int = field(
        description="Whose days count: admitted, or paired by decision. 计入谈话间隔的人数", metadata=P1
    )
    paired: int = field(description="Reserves with a decided pairing, due or not. 已结对人数", metadata=P1)
    paired_by_ledger_only: int = field(
        description="Reserves whose mentors only a ledger names: no talk is due until somebody decides. "
        "仅台账列有导师、尚未经决定结对的人数",
        metadata=P1,
    )


@strawberry.type(description="A reserve with the mentors they have and lack. 后备力量导师配备")
class ReserveGap:
    """One mentor fills one role per reserve."""

    reserve: PersonRef = field(description="Who. 后备人选", metadata=P1)
    tier: Term | None = field(description="As a named person set it. 评定的层次", metadata=P1)
    tier_claimed: Term | None = field(description="By the ledger; no decision. 台账所列层次", metadata=P1)
    mentors: list[MentoredBy] = field(description="Whom they have. 现有导师", metadata=P1)
    missing: list[Term] = field(description="Roles that nobody fills. 所缺导师身份", metadata=P1)
    by_ledger_only: list[Term] = field(
        description="Roles that only a ledger's name fills. 仅台账列有导师的身份", metadata=P1
    )

    @classmethod
    def of(cls, row: gaps_read.ReserveGap) -> "ReserveGap":
        """The same, for clients."""
        return cls(
            reserve=PersonRef.of(row.reserve),
            tier=term("tier", row.tier),
            tier_claimed=term("tier", row.tier_claimed),
            mentors=[MentoredBy.of(mentor) for mentor in row.mentors],
            missing=terms("role", " ".join(row.missing)) or [],
            by_ledger_only=terms("role", " ".join(row.by_ledger_only)) or [],
        )


@strawberry.type(
    description="A difficult or key village that lacks mentors or maturity. 导师或成熟后备不足的村"
)
class VillageGaps:
    """Two flags; a village without any reserve is not here."""

    village: VillageRef = field(description="Which. 村", metadata=P0)
    classification: enums.Classification = field(description="Its class. 村类别", metadata=P1)
    lacks_mentor: bool = field(description="A reserve lacks a required role. 有后备缺少应配导师", metadata=P1)
    no_mature: bool = field(
        description="No reserve is mature, by decision or, without one, by a ledger. 无成熟后备", metadata=P1
    )
    mature_by_ledger_only: bool = field(
        description="Somebody is mature by a ledger's claim alone. 成熟后备仅见于台账", metadata=P1
    )
    missing: int = field(description="Roles lacking, over all its reserves. 所缺导师身份数", metadata=P1)
    reserves: list[ReserveGap] = field(description="Everybody on its roster. 在册后备", metadata=P1)

    @classmethod
    def of(cls, row: gaps_read.VillageGaps) -> "VillageGaps":
        """The same, for clients."""
        return cls(
            village=VillageRef.of(row.village),
            classification=enums.Classification[row.classification.name],
            lacks_mentor=row.lacks_mentor,
            no_mature=row.no_mature,
            mature_by_ledger_only=row.mature_by_ledger_only,
            missing=row.missing,
            reserves=[ReserveGap.of(reserve) for reserve in row.reserves],
        )


@strawberry.type(description="A page of such villages. 导师缺口（一页）")
class MentorGapsConnection(Answer):
    """By class, then what is missing (most first), then code."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    nodes: list[VillageGaps] = field(description="The villages of this page. 本页各村", metadata=P1)
    edges: list[Edge[VillageGaps]] = field(description="The same with cursors. 各村及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    lacking_mentors: int = field(description="Of these, lacking a mentor. 缺导师的村数", metadata=P1)
    without_mature: int = field(
        description="Of these, without a mature reserve. 无成熟后备的村数", metadata=P1
    )


WithinDays = Annotated[
    int | None,
    argument(description="Also those who will be late within so many days, 0 to 366. 几天内将到期的一并列出"),
]


@strawberry.type
class MentoringQuestions:
    """Questions 2 and 11."""

    @root("Whose talk with a mentor is due. 谈心谈话到期情况")
    def contact_due(
        self,
        info: Info,
        region: asking.Region = None,
        within_days: WithinDays = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> ContactDueConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> due_read.ContactDuePage:
            return due_read.contact_due(
                world, viewer, region=region, within_days=within_days or 0, first=page_of(first), after=after
            )

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return ContactDueConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, ContactRow.of, after),
            late=page.late,
            never=page.never,
            every_days=page.every_days,
            reserves=page.reserves,
            paired=page.paired,
            paired_by_ledger_only=page.paired_by_ledger_only,
        )

    @root(
        "Difficult and key villages that lack mentors or a mature reserve. 难点村、重点村导师与成熟后备缺口"
    )
    def mentor_gaps(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> MentorGapsConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> gaps_read.MentorGapsPage:
            return gaps_read.mentor_gaps(world, viewer, region=region, first=page_of(first), after=after)

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return MentorGapsConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, VillageGaps.of, after),
            lacking_mentors=page.lacking_mentors,
            without_mature=page.without_mature,
        )
