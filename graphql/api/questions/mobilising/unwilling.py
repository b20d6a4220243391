"""Excellent people who are unwilling, and who goes to see them."""

from datetime import date

import strawberry
from strawberry import field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, page_of, root
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
from api.values.grading import P0, P1, P2
from api.values.words import Term, term, terms
from domain.grades import Viewer
from projections.mobilising import unwilling as unwilling_read
from projections.world import World


@strawberry.type(description="Somebody excellent who is unwilling. 优秀但不愿意的人选")
class OutreachRow:
    """No score: who was contacted how, and what comes next."""

    person: PersonRef = field(description="Who. 人员", metadata=P1)
    villages: list[VillageRef] = field(description="Within the reader's region. 所属村", metadata=P1)
    unwilling_to: list[Term] = field(description="What they said no to. 不愿意的事项", metadata=P1)
    marked_on: date | None = field(description="Marked as excellent. 标注日期", metadata=P1)
    contacts: int = field(description="How often they were contacted. 联系次数", metadata=P1)
    refusals: int = field(
        description="Refusals since they last answered anything else. 连续拒绝次数", metadata=P1
    )
    stopped: bool = field(description="Refused often enough: left alone. 是否已停止动员", metadata=P1)
    last_on: date | None = field(description="The last contact. 最近联系", metadata=P1)
    last_channel: Term | None = field(description="Its way. 最近联系方式", metadata=P2)
    last_answer: Term | None = field(description="What it brought. 最近结果", metadata=P2)
    next_step: Term | None = field(description="How next. 下一步方式", metadata=P2)
    next_on: date | None = field(description="When next. 下一步日期", metadata=P1)
    owner: str | None = field(description="Who goes. 责任人", metadata=P2)
    due: bool = field(description="The next step's day has come. 是否到期", metadata=P1)
    never: bool = field(description="Never contacted. 从未联系", metadata=P1)

    @classmethod
    def of(cls, row: unwilling_read.OutreachRow) -> "OutreachRow":
        """The same, for clients."""
        return cls(
            person=PersonRef.of(row.person),
            villages=[VillageRef.of(village) for village in row.villages],
            unwilling_to=terms("willing_to", " ".join(row.unwilling_to)) or [] if row.unwilling_to else [],
            marked_on=row.marked_on,
            contacts=row.contacts,
            refusals=row.refusals,
            stopped=row.stopped,
            last_on=row.last_on,
            last_channel=term("outreach_channel", row.last_channel),
            last_answer=term("outreach_answer", row.last_answer),
            next_step=term("outreach_channel", row.next_step),
            next_on=row.next_on,
            owner=row.owner,
            due=row.due,
            never=row.never,
        )


@strawberry.type(description="How a way of contacting went, never per official. 各方式成效")
class ChannelRate:
    """Counted over contacts that were won or whose days are over."""

    channel: Term = field(description="Which. 方式", metadata=P1)
    contacts: int = field(description="Contacts made so. 联系次数", metadata=P1)
    settled: int = field(description="Won, or their days are over. 已见分晓次数", metadata=P1)
    won: int | None = field(
        description="A yes followed in time; null from too few contacts. 成功次数（次数不足时为空）",
        metadata=P1,
    )


@strawberry.type(description="A page of such people. 优秀但不愿意的人选（一页）")
class ExcellentUnwillingConnection(Answer):
    """Those left alone last, else by the next step's day, then id."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    nodes: list[OutreachRow] = field(description="The people of this page. 本页人员", metadata=P1)
    edges: list[Edge[OutreachRow]] = field(description="The same with cursors. 人员及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    due: int = field(description="Of these, with a step that is due. 下一步到期人数", metadata=P1)
    never: int = field(description="Of these, never contacted. 从未联系人数", metadata=P1)
    stopped: int = field(description="Of these, left alone. 已停止动员人数", metadata=P1)
    rates: list[ChannelRate] = field(description="The five ways. 五种方式成效", metadata=P1)
    success_days: int = field(description="A yes within so many days counts. 成功期限（天）", metadata=P0)
    shown_from: int = field(description="Shown from so many on. 显示成效的最少次数", metadata=P0)


@strawberry.type
class UnwillingQuestions:
    """Question 14."""

    @root("Excellent people who are unwilling, and who goes to see them. 优秀但不愿意的人选")
    def excellent_unwilling(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> ExcellentUnwillingConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> unwilling_read.UnwillingPage:
            return unwilling_read.excellent_unwilling(
                world, viewer, region=region, first=page_of(first), after=after
            )

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return ExcellentUnwillingConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, OutreachRow.of, after),
            due=page.due,
            never=page.never,
            stopped=page.stopped,
            rates=[
                ChannelRate(
                    channel=(terms("outreach_channel", rate.channel) or [])[0],
                    contacts=rate.contacts,
                    settled=rate.settled,
                    won=rate.won,
                )
                for rate in page.rates
            ],
            success_days=page.success_days,
            shown_from=page.shown_from,
        )
