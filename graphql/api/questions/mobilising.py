"""Incumbents who leave (question 6), the excellent who are unwilling (14), natives outside (17)."""

from datetime import date
from enum import Enum
from typing import Annotated

import strawberry
from strawberry import argument, field
from strawberry import enum_value as word

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, counted, page_of, root
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
from api.values.grading import P0, P1, P2
from api.values.words import Term, term, terms
from domain.grades import Viewer
from projections.mobilising import incumbents as leaving_read
from projections.mobilising import natives as natives_read
from projections.mobilising import unwilling as unwilling_read
from projections.world import World


@strawberry.enum(description="Whether an incumbent leaves. 现任书记去留")
class Leaving(Enum):
    """See projections.mobilising.incumbents.Leaving."""

    LEAVING = word("LEAVING", description="Over the gate, or said no. 超出参选条件或不愿留任")
    NOT_ASKED = word("NOT_ASKED", description="Nobody has asked them. 尚未征求意愿")
    UNKNOWN = word("UNKNOWN", description="What decides it is not known. 关键信息不明")


@strawberry.enum(description="What of it is so, or not known. 情形")
class LeavingWhy(Enum):
    """See projections.mobilising.incumbents.Why."""

    OVER_GATE = word(
        "OVER_GATE", description="Age or education, by the candidacy gate. 年龄或学历超出参选条件"
    )
    NOT_WILLING = word("NOT_WILLING", description="The latest answer is no. 最近答复为不愿意")
    BIRTH_UNKNOWN = word("BIRTH_UNKNOWN", description="Birth unknown, disputed or too coarse. 出生日期不明")
    EDUCATION_UNKNOWN = word("EDUCATION_UNKNOWN", description="Education unknown or disputed. 学历不明")
    ELECTION_UNKNOWN = word("ELECTION_UNKNOWN", description="No election date is set. 换届日期未定")
    ANSWER_DISPUTED = word("ANSWER_DISPUTED", description="Ledgers disagree on the answer. 意愿有争议")


@strawberry.type(description="A village whose secretary may leave, without a ready successor. 书记接替风险村")
class IncumbentRow:
    """A ready successor is cleared, mature by decision, and willing."""

    village: VillageRef = field(description="Which. 村", metadata=P0)
    classification: enums.Classification = field(description="Its class. 村类别", metadata=P1)
    incumbent: PersonRef = field(description="The secretary. 现任书记", metadata=P1)
    standing: Leaving = field(description="Whether they leave. 去留", metadata=P1)
    why: list[LeavingWhy] = field(description="Why. 情形", metadata=P1)
    age_low: int | None = field(description="Least possible age when it counts. 届时最小年龄", metadata=P1)
    age_high: int | None = field(
        description="Greatest possible age when it counts. 届时最大年龄", metadata=P1
    )
    counted_on: date | None = field(description="The day ages count on. 年龄计算日", metadata=P1)
    election_on: date | None = field(description="The village's election. 换届日期", metadata=P1)
    days_left: int | None = field(description="Until then. 距换届天数", metadata=P1)
    answer: Term | None = field(description="The latest word on the post. 最近意愿", metadata=P1)
    answered_on: date | None = field(description="As of. 答复日期", metadata=P1)
    taken_down: bool = field(description="By a named person; else by a ledger. 是否经登记", metadata=P1)
    on_roster: int = field(description="On the village's roster. 在册人数", metadata=P1)
    cleared: int = field(description="Of these, cleared. 已过审", metadata=P1)
    mature: int = field(description="Of the cleared, mature by decision. 其中成熟", metadata=P1)

    @classmethod
    def of(cls, row: leaving_read.IncumbentRow) -> "IncumbentRow":
        """The same, for clients."""
        return cls(
            village=VillageRef.of(row.village),
            classification=enums.Classification[row.classification.name],
            incumbent=PersonRef.of(row.incumbent),
            standing=Leaving[row.standing.name],
            why=[LeavingWhy[why.name] for why in row.why],
            age_low=row.age_low,
            age_high=row.age_high,
            counted_on=row.counted_on,
            election_on=row.election_on,
            days_left=row.days_left,
            answer=term("willingness_to_stand", row.answer),
            answered_on=row.answered_on,
            taken_down=row.taken_down,
            on_roster=row.on_roster,
            cleared=row.cleared,
            mature=row.mature,
        )


@strawberry.type(description="A page of such villages. 书记接替风险（一页）")
class IncumbentsLeavingConnection(Answer):
    """By standing, class, election date, then code."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    nodes: list[IncumbentRow] = field(description="The villages of this page. 本页各村", metadata=P1)
    edges: list[Edge[IncumbentRow]] = field(description="The same with cursors. 各村及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All that were asked for. 总数", metadata=P1)
    leaving: int = field(description="Of the region, leaving. 去留：将离任", metadata=P1)
    not_asked: int = field(description="Of the region, not asked. 去留：未征求", metadata=P1)
    unknown: int = field(description="Of the region, unknown. 去留：不明", metadata=P1)


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


@strawberry.type(description="A native outside. 在外乡贤")
class NativeRow:
    """Four flags, and who goes to see them next."""

    person: PersonRef = field(description="Who. 人员", metadata=P1)
    village: VillageRef | None = field(description="Where they come from. 籍贯村", metadata=P1)
    classification: enums.Classification | None = field(description="Its class. 村类别", metadata=P1)
    short_by: int = field(description="Reserves that it lacks. 该村缺后备数", metadata=P1)
    willing: bool = field(description="To return. 是否愿意回村", metadata=P1)
    answer: Term | None = field(description="The latest word on it. 回村意愿", metadata=P1)
    relation: Term | None = field(description="Where their Party relation is. 党组织关系", metadata=P1)
    relation_elsewhere: bool = field(description="Elsewhere. 关系是否在外", metadata=P1)
    considered: bool = field(description="Already somebody's candidate. 是否已列入", metadata=P1)
    last_on: date | None = field(description="The last contact. 最近联系", metadata=P1)
    next_on: date | None = field(description="When next. 下一步日期", metadata=P1)
    owner: str | None = field(description="Who goes. 责任人", metadata=P2)
    due: bool = field(description="A contact is due. 是否应联系", metadata=P1)
    never: bool = field(description="Never contacted. 从未联系", metadata=P1)
    stopped: bool = field(description="Left alone. 是否已停止动员", metadata=P1)

    @classmethod
    def of(cls, row: natives_read.NativeRow) -> "NativeRow":
        """The same, for clients."""
        return cls(
            person=PersonRef.of(row.person),
            village=VillageRef.of(row.village) if row.village else None,
            classification=enums.Classification[row.classification.name] if row.classification else None,
            short_by=row.short_by,
            willing=row.willing,
            answer=term("willingness_to_return", row.answer),
            relation=term("party_affiliation", row.relation),
            relation_elsewhere=row.relation_elsewhere,
            considered=row.considered,
            last_on=row.last_on,
            next_on=row.next_on,
            owner=row.owner,
            due=row.due,
            never=row.never,
            stopped=row.stopped,
        )


@strawberry.type(description="A page of natives outside. 在外乡贤（一页）")
class NativesOutsideConnection(Answer):
    """By the village's class, what it lacks, its code, then id."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    counting: enums.Counting = field(description="Of what villages lack. 缺口口径", metadata=P0)
    nodes: list[NativeRow] = field(description="The people of this page. 本页人员", metadata=P1)
    edges: list[Edge[NativeRow]] = field(description="The same with cursors. 人员及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All that were asked for. 总数", metadata=P1)
    natives: int = field(description="Of the region. 在外乡贤总数", metadata=P1)
    due: int = field(description="Of the region, due for a contact. 应联系人数", metadata=P1)
    willing: int = field(description="Of the region, willing to return. 愿意回村人数", metadata=P1)
    matching: int = field(
        description="Of the region, from a village that lacks. 籍贯村缺后备的人数", metadata=P1
    )
    relation_elsewhere: int = field(
        description="Of the region, with the Party relation elsewhere. 党组织关系在外人数", metadata=P1
    )
    contact_every_days: int = field(description="By the rules. 联系间隔天数", metadata=P0)


StandingArg = Annotated[
    Leaving | None, argument(name="standing", description="Only these; all when absent. 去留类别")
]
Due = Annotated[bool | None, argument(description="Only those due for a contact. 只看应联系的")]
Willing = Annotated[bool | None, argument(description="Only those willing to return. 只看愿意回村的")]
Matching = Annotated[
    bool | None, argument(description="Only natives of a village that lacks. 只看籍贯村缺后备的")
]
Elsewhere = Annotated[
    bool | None, argument(description="Only those whose Party relation is elsewhere. 只看党组织关系在外的")
]


@strawberry.type
class MobilisingQuestions:
    """Questions 6, 14 and 17."""

    @root("Incumbents who may not stand again and have no ready successor. 书记接替风险")
    def incumbents_leaving(
        self,
        info: Info,
        region: asking.Region = None,
        standing: StandingArg = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> IncumbentsLeavingConnection | None:
        """One page."""
        only = leaving_read.Leaving[standing.name] if standing else None

        def ask(world: World, viewer: Viewer) -> leaving_read.IncumbentsPage:
            return leaving_read.incumbents_leaving(
                world, viewer, region=region, standing=only, first=page_of(first), after=after
            )

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return IncumbentsLeavingConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, IncumbentRow.of, after),
            leaving=page.leaving,
            not_asked=page.not_asked,
            unknown=page.unknown,
        )

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

    @root("Natives outside: contact due, willing, matching a village that lacks. 在外乡贤")
    def natives_outside(
        self,
        info: Info,
        region: asking.Region = None,
        counting: asking.CountingArg = None,
        due: Due = False,  # noqa: FBT002 - a GraphQL argument is named
        willing: Willing = False,  # noqa: FBT002 - a GraphQL argument is named
        matching: Matching = False,  # noqa: FBT002 - a GraphQL argument is named
        relation_elsewhere: Elsewhere = False,  # noqa: FBT002 - a GraphQL argument is named
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> NativesOutsideConnection | None:
        """One page."""
        wanted = natives_read.NativesFilter(
            due=bool(due),
            willing=bool(willing),
            matching=bool(matching),
            relation_elsewhere=bool(relation_elsewhere),
            counting=counted(counting),
        )

        def ask(world: World, viewer: Viewer) -> natives_read.NativesPage:
            return natives_read.natives_outside(
                world, viewer, region=region, wanted=wanted, first=page_of(first), after=after
            )

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return NativesOutsideConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            counting=enums.Counting[page.counting.name],
            **connected(page, NativeRow.of, after),
            natives=page.natives,
            due=page.due,
            willing=page.willing,
            matching=page.matching,
            relation_elsewhere=page.relation_elsewhere,
            contact_every_days=page.contact_every_days,
        )
