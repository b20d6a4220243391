"""How many reserves each mentor has, against what they can take on (question 12)."""

from datetime import date
from enum import Enum

import strawberry
from strawberry import enum_value as word
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
from api.values.grading import P0, P1
from api.values.words import Term, term, terms
from domain.grades import Viewer
from projections import mentor_loads as read
from projections.world import World


@strawberry.enum(
    description="How heavily a mentor is loaded; the first that applies, in this order. 帮带负荷"
)
class LoadStatus(Enum):
    """See projections.mentor_loads.LoadStatus."""

    ALARM = word("ALARM", description="Over the rules' alarm. 严重超负荷")
    OVER_CAPACITY = word("OVER_CAPACITY", description="More than they can take on. 超出本人可带人数")
    WARN = word("WARN", description="Over the rules' warning. 偏多")
    IDLE = word(
        "IDLE", description="None, while a reserve of their area has no mentor. 空闲（辖区尚有人无导师）"
    )
    OK = word("OK", description="In order. 正常")


@strawberry.enum(description="What became of a mentor's name on a roster. 导师姓名的识别结果")
class NameOutcome(Enum):
    """See projections.fold.NameIs."""

    RESOLVED = word("RESOLVED", description="One mentor is meant. 已识别")
    NOBODY = word("NOBODY", description="No mentor bears it. 查无此导师")
    SEVERAL = word("SEVERAL", description="More than one bears it, equally near. 重名")
    DISPUTED = word("DISPUTED", description="Two rows name different mentors. 台账不一致")


@strawberry.type(description="A mentor with their reserves. 导师及帮带对象")
class MentorLoad:
    """`load` counts all of a mentor's reserves, also those the reader may not see."""

    mentor: PersonRef = field(description="Who. 导师", metadata=P1)
    role: Term | None = field(
        description="The first they hold; as the ledger puts it where nobody has decided. 导师身份",
        metadata=P1,
    )
    roles: list[Term] = field(description="All that they hold. 全部导师身份", metadata=P1)
    decided: bool = field(
        description="Opened by decision; false: a ledger's claim alone. 是否经决定登记", metadata=P1
    )
    away: bool = field(description="Away on the day; their load stays. 当日是否缺岗", metadata=P1)
    away_until: date | None = field(description="The last day away, where it is known. 缺岗至", metadata=P1)
    township: Region | None = field(
        description="Their township, within the reader's region. 所属乡镇", metadata=P1
    )
    linked_villages: list[VillageRef] = field(
        description="Those within the reader's region. 联系村（本人管辖范围内）", metadata=P1
    )
    linked_elsewhere: int = field(description="How many further villages. 其他联系村数", metadata=P1)
    load: int = field(description="Distinct reserves. 帮带人数", metadata=P1)
    by_decision: int = field(
        description="Of these, paired by decision; the others only a ledger names. 其中经决定结对人数",
        metadata=P1,
    )
    capacity: int = field(description="How many they can take on. 可带人数", metadata=P1)
    capacity_stated: bool = field(
        description="False: nobody says, the rules' own number stands in. 是否写明可带人数",
        metadata=P1,
    )
    status: LoadStatus = field(description="Load against capacity and rules. 负荷情况", metadata=P1)
    reserves: list[PersonRef] = field(description="Those the reader may see. 帮带对象", metadata=P1)

    @classmethod
    def of(cls, row: read.MentorLoad) -> "MentorLoad":
        """The same, for clients."""
        return cls(
            mentor=PersonRef.of(row.mentor),
            role=term("role", row.role),
            roles=terms("role", " ".join(row.roles)) or [],
            decided=row.decided,
            away=row.away,
            away_until=row.away_until,
            township=Region.of(row.township) if row.township else None,
            linked_villages=[VillageRef.of(village) for village in row.linked_villages],
            linked_elsewhere=row.linked_elsewhere,
            load=row.load,
            by_decision=row.by_decision,
            capacity=row.capacity,
            capacity_stated=row.capacity_stated,
            status=LoadStatus[row.status.name],
            reserves=[PersonRef.of(reserve) for reserve in row.reserves],
        )


@strawberry.type(description="A mentor's name on a roster by which nobody can be told. 无法识别的导师姓名")
class UnresolvedName:
    """It is not guessed."""

    village: VillageRef = field(description="The roster's village. 村", metadata=P0)
    reserve: PersonRef = field(description="Whose row it is. 后备人选", metadata=P1)
    name: str | None = field(description="As the roster has it. 名册所写姓名", metadata=P1)
    outcome: NameOutcome = field(description="Why it cannot be told. 原因", metadata=P1)


@strawberry.type(description="A page of mentors. 导师负荷（一页）")
class MentorLoadConnection(Answer):
    """By load (most first), then id."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    nodes: list[MentorLoad] = field(description="The mentors of this page. 本页导师", metadata=P1)
    edges: list[Edge[MentorLoad]] = field(description="The same with cursors. 导师及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All mentors of the region. 导师总数", metadata=P1)
    warn_over: int = field(description="More reserves than this are a warning. 预警线", metadata=P0)
    alarm_over: int = field(description="More reserves than this are an alarm. 警戒线", metadata=P0)
    unmentored: int = field(description="Candidacies on the roster without a mentor. 无导师人次", metadata=P1)
    unresolved: list[UnresolvedName] = field(
        description="Names that cannot be told, the first hundred. 无法识别的导师姓名（前100条）", metadata=P1
    )
    unresolved_total: int = field(description="All of them. 无法识别的总数", metadata=P1)


@strawberry.type
class MentorQuestions:
    """Question 12."""

    @root("How many reserves each mentor has. 导师帮带负荷")
    def mentor_loads(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> MentorLoadConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> read.MentorLoadsPage:
            return read.mentor_loads(world, viewer, region=region, first=page_of(first), after=after)

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return MentorLoadConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, MentorLoad.of, after),
            warn_over=page.warn_over,
            alarm_over=page.alarm_over,
            unmentored=page.unmentored,
            unresolved=[
                UnresolvedName(
                    village=VillageRef.of(row.village),
                    reserve=PersonRef.of(row.reserve),
                    name=row.name,
                    outcome=NameOutcome[row.outcome.name],
                )
                for row in page.unresolved
            ],
            unresolved_total=page.unresolved_total,
        )
