"""On whom alone villages hang (question 5)."""

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
from api.values.words import Term, term_of
from domain.grades import Viewer
from projections.world import World
from services.remedies.answers import single_points as read
from services.remedies.words import COVER_WORDS


@strawberry.enum(description="As what villages hang on a person. 单点类型")
class HangsBy(Enum):
    """See services.remedies.answers.single_points.HangsBy."""

    RESERVE = word("RESERVE", description="Their only reserve. 唯一后备")
    MENTOR = word("MENTOR", description="The only mentor of their reserves. 唯一导师")
    LEADER = word("LEADER", description="The only county leader who sponsors them. 唯一挂点县级领导")
    CUT_POINT = word(
        "CUT_POINT",
        description="Without the person they share no reserve and no mentor with the other villages any more. "
        "割点：离开后与其他村不再有共同的后备和导师",
    )


@strawberry.type(description="Who could most easily be a second one. 最易补上的第二人")
class SecondLink:
    """What speaks for a pair of person and village; nobody has points of their own."""

    person: PersonRef = field(description="Who. 人选", metadata=P1)
    reasons: list[Term] = field(description="What speaks for it. 理由", metadata=P1)


@strawberry.type(description="A village that hangs on a person. 系于一人的村")
class HangingVillage:
    """With the cheapest second link."""

    village: VillageRef = field(description="Which. 村", metadata=P0)
    classification: enums.Classification = field(description="Its class. 村类别", metadata=P1)
    bridge: bool = field(
        description="The link alone joins two sides of the network of reserves and mentors. 是否为桥",
        metadata=P1,
    )
    second: SecondLink | None = field(
        description="The cheapest second link; null where nobody within the region can be named. 最易补上的第二人",
        metadata=P1,
    )


@strawberry.type(description="A person on whom alone villages hang. 单点人员")
class SinglePoint:
    """One row a person and kind."""

    person: PersonRef = field(description="Who. 人员", metadata=P1)
    by: HangsBy = field(description="As what. 类型", metadata=P1)
    hanging: int = field(description="How many villages. 村数", metadata=P1)
    villages: list[HangingVillage] = field(description="By code. 各村", metadata=P1)

    @classmethod
    def of(cls, row: read.SinglePointRow) -> "SinglePoint":
        """The same, for clients."""
        return cls(
            person=PersonRef.of(row.person),
            by=HangsBy[row.by.name],
            hanging=len(row.villages),
            villages=[
                HangingVillage(
                    village=VillageRef.of(one.village),
                    classification=enums.Classification[one.classification.name],
                    bridge=one.bridge,
                    second=SecondLink(
                        person=PersonRef.of(one.second.person),
                        reasons=[term_of(reason, COVER_WORDS) for reason in one.second.reasons],
                    )
                    if one.second
                    else None,
                )
                for one in row.villages
            ],
        )


@strawberry.type(description="How many persons of a kind. 分类人数")
class HangingCount:
    """Zero is said."""

    by: HangsBy = field(description="As what. 类型", metadata=P0)
    persons: int = field(description="How many. 人数", metadata=P1)


@strawberry.type(description="A page of persons on whom alone villages hang. 单点情况（一页）")
class SinglePointsConnection(Answer):
    """The most villages first, the difficult and then the key ones counting before others."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    threshold: int = field(description="Villages it takes to be listed. 列入所需村数", metadata=P0)
    nodes: list[SinglePoint] = field(description="The persons of this page. 本页人员", metadata=P1)
    edges: list[Edge[SinglePoint]] = field(description="The same with cursors. 人员及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All rows. 总数", metadata=P1)
    by_kind: list[HangingCount] = field(description="Whatever `by` asks for. 分类人数", metadata=P1)
    bridges: int = field(
        description="Links that alone join two sides of the network of reserves and mentors. 桥的条数",
        metadata=P1,
    )


Threshold = Annotated[
    int | None,
    argument(
        description="Villages that must hang on somebody to be listed; 2 when absent. 至少几个村系于一人"
    ),
]
By = Annotated[HangsBy | None, argument(description="Only these rows. 只列此类")]


@strawberry.type
class SinglePointQuestions:
    """Question 5."""

    @root(
        "Persons who are the only link of two or more villages, or without whom villages lose touch. "
        "哪些村只系于一人"
    )
    def single_points(
        self,
        info: Info,
        region: asking.Region = None,
        threshold: Threshold = None,
        by: By = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> SinglePointsConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> read.SinglePointsPage:
            return read.hanging_on_one(
                world,
                viewer,
                region=region,
                threshold=read.THRESHOLD if threshold is None else threshold,
                by=read.HangsBy[by.name] if by else None,
                first=page_of(first),
                after=after,
            )

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return SinglePointsConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            threshold=page.threshold,
            **connected(page, SinglePoint.of, after),
            by_kind=[HangingCount(by=HangsBy[kind.name], persons=n) for kind, n in page.by_kind],
            bridges=page.bridges,
        )
