"""Incumbents who may not stand again and have no ready successor."""

from datetime import date
from enum import Enum
from typing import Annotated

import strawberry
from strawberry import argument, field
from strawberry import enum_value as word

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
from api.values.words import Term, term
from domain.grades import Viewer
from projections.mobilising import incumbents as leaving_read
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


StandingArg = Annotated[
    Leaving | None, argument(name="standing", description="Only these; all when absent. 去留类别")
]


@strawberry.type
class IncumbentQuestions:
    """Question 6."""

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
