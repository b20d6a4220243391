"""Who could be added so that a township's quotas hold (questions 8 and 9)."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument, field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, counted, page_of, root
from api.questions.structure import QuotaStatus
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
from api.values.words import Term, term, term_of
from domain.grades import Viewer
from projections.world import World
from services.remedies.answers import quota_remedy as read


@strawberry.type(description="One quota, and what exchanging would take. 结构要求")
class QuotaNeed:
    """A warning, never a reason to admit or to dismiss anybody."""

    code: str = field(description="Stable name within the rules. 代码", metadata=P0)
    label: str = field(description="In English. 英文名称", metadata=P0)
    label_zh: str = field(description="In Chinese. 中文名称", metadata=P0)
    percent: int = field(description="The share asked for. 比例要求（%）", metadata=P0)
    required: int = field(description="People that the share comes to, rounded up. 应有人数", metadata=P1)
    present: int = field(description="Who certainly count on the reference date. 实有人数", metadata=P1)
    status: QuotaStatus = field(description="Tolerance included. 达标情况", metadata=P1)
    exchanges: int = field(
        description="How many would have to be others if nobody were added: a count, never names. 仅替换需换几人",
        metadata=P1,
    )


@strawberry.type(description="Somebody who could be added: to look at, no more. 可供了解的人员")
class ToLookAt:
    """Known, eligible, willing, on no roster."""

    person: PersonRef = field(description="Who. 人员", metadata=P1)
    villages: list[VillageRef] = field(description="Member at, native of. 所属村、籍贯村", metadata=P1)
    quotas: list[Term] = field(description="What they count for on the reference date. 计入", metadata=P1)
    general_terms: bool = field(
        description="False: only an approved exception would do. 是否符合一般条件", metadata=P1
    )
    answer: Term | None = field(description="Their latest answer. 意愿", metadata=P1)


@strawberry.type(description="So many more people of a class would make it. 最接近的差额")
class MissingClass:
    """A class, never a person."""

    quotas: list[Term] = field(
        description="What each of them would have to count for. 须同时计入", metadata=P1
    )
    people: int = field(description="How many. 人数", metadata=P1)


@strawberry.type(description="A reserve who counts otherwise on the reference date than on the day. 临界人员")
class ClassChange:
    """Question 9."""

    person: PersonRef = field(description="Who. 后备人选", metadata=P1)
    quota: Term = field(description="For which quota. 结构要求", metadata=P1)
    counts_today: bool = field(description="On the answer's day. 统计日是否计入", metadata=P1)
    counts_then: bool = field(description="On the reference date. 基准日是否计入", metadata=P1)


@strawberry.type(description="What it would take in one township. 乡镇结构补足")
class TownshipRemedy:
    """The smallest set; nobody is admitted for a quota's sake."""

    township: Region = field(description="Which. 乡镇", metadata=P0)
    reserves: int = field(description="Distinct people counted. 计入人数", metadata=P1)
    quotas: list[QuotaNeed] = field(description="In the order of the rules. 各项结构要求", metadata=P1)
    needed: int | None = field(
        description="The fewest people to add; null where no set of known people will do. 最少增补人数",
        metadata=P1,
    )
    message: str = field(description="What is so, and why not. 说明（英文）", metadata=P1)
    message_zh: str = field(description="The same in Chinese. 说明", metadata=P1)
    addable: int = field(description="Known, eligible, willing, on no roster. 可增补人数", metadata=P1)
    not_asked: int = field(description="The same, of whom no answer is known. 未征求意愿人数", metadata=P1)
    people: list[ToLookAt] | None = field(
        description="To look at; null for everybody but the county's department and leaders. "
        "可供了解的人员（仅县级可见）",
        metadata=P1,
    )
    nearest: list[MissingClass] = field(description="The nearest miss, by class. 最接近的差额", metadata=P1)
    changes: list[ClassChange] = field(description="By person. 临界人员", metadata=P1)

    @classmethod
    def of(cls, row: read.TownshipRemedy) -> "TownshipRemedy":
        """The same, for clients."""
        words = {quota.code: (quota.label, quota.label_zh) for quota in row.quotas}
        return cls(
            township=Region.of(row.township),
            reserves=row.reserves,
            quotas=[
                QuotaNeed(
                    code=quota.code,
                    label=quota.label,
                    label_zh=quota.label_zh,
                    percent=quota.percent,
                    required=quota.required,
                    present=quota.present,
                    status=QuotaStatus[quota.status.name],
                    exchanges=quota.exchanges,
                )
                for quota in row.quotas
            ],
            needed=row.needed,
            message=row.message,
            message_zh=row.message_zh,
            addable=row.addable,
            not_asked=row.not_asked,
            people=None if row.people is None else [_to_look_at(one, words) for one in row.people],
            nearest=[
                MissingClass(quotas=[term_of(code, words) for code in miss.quotas], people=miss.people)
                for miss in row.nearest
            ],
            changes=[
                ClassChange(
                    person=PersonRef.of(change.person),
                    quota=term_of(change.quota, words),
                    counts_today=change.counts_today,
                    counts_then=change.counts_then,
                )
                for change in row.changes
            ],
        )


def _to_look_at(row: read.ToLookAt, words: dict[str, tuple[str, str]]) -> ToLookAt:
    return ToLookAt(
        person=PersonRef.of(row.person),
        villages=[VillageRef.of(village) for village in row.villages],
        quotas=[term_of(code, words) for code in row.quotas],
        general_terms=row.general_terms,
        answer=term("willingness_to_stand", row.answer),
    )


@strawberry.type(description="A page of townships. 结构补足（一页）")
class QuotaRemedyConnection(Answer):
    """By code."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    counting: enums.Counting = field(description="How it was counted. 统计口径", metadata=P0)
    reference_date: date = field(description="The day on which ages are counted. 年龄计算截止日", metadata=P0)
    rules_known: bool = field(description="False before a rule set is in force. 是否已有规则", metadata=P0)
    people_told: bool = field(description="Whether the reader is told of people. 是否列出人员", metadata=P0)
    preference: str = field(description="How ties are settled. 人数相同时的取舍（英文）", metadata=P0)
    preference_zh: str = field(description="The same in Chinese. 人数相同时的取舍", metadata=P0)
    nodes: list[TownshipRemedy] = field(description="The townships of this page. 本页各乡镇", metadata=P1)
    edges: list[Edge[TownshipRemedy]] = field(description="The same with cursors. 各乡镇及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All townships. 总数", metadata=P0)


AlsoNotAsked = Annotated[
    bool | None,
    argument(
        description="Look at eligible people who have not been asked as well, after those who said yes. "
        "一并考虑尚未征求意愿者，排在表示愿意者之后"
    ),
]


@strawberry.type
class QuotaRemedyQuestions:
    """Questions 8 and 9."""

    @root(
        "The fewest people who could be added so that a township's quotas hold: to look at, for the county. "
        "各乡镇结构要求最少增补几人可达到（仅供了解，人员仅县级可见）"
    )
    def quota_remedy(
        self,
        info: Info,
        region: asking.Region = None,
        counting: asking.CountingArg = enums.Counting.CLEARED,
        also_not_asked: AlsoNotAsked = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> QuotaRemedyConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> read.QuotaRemedyPage:
            return read.quota_remedy(
                world,
                viewer,
                region=region,
                counting=counted(counting),
                also_not_asked=bool(also_not_asked),
                first=page_of(first),
                after=after,
            )

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return QuotaRemedyConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            counting=enums.Counting[page.counting.name],
            reference_date=page.reference_date,
            rules_known=page.rules_known,
            people_told=page.people_told,
            preference=read.PREFERENCE[0],
            preference_zh=read.PREFERENCE[1],
            **connected(page, TownshipRemedy.of, after),
        )
