"""Natives outside, and who of them is due for a contact."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument, field

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
from api.values.words import Term, term
from domain.grades import Viewer
from projections.mobilising import natives as natives_read
from projections.world import World


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


Due = Annotated[bool | None, argument(description="Only those due for a contact. 只看应联系的")]
Willing = Annotated[bool | None, argument(description="Only those willing to return. 只看愿意回村的")]
Matching = Annotated[
    bool | None, argument(description="Only natives of a village that lacks. 只看籍贯村缺后备的")
]
Elsewhere = Annotated[
    bool | None, argument(description="Only those whose Party relation is elsewhere. 只看党组织关系在外的")
]


@strawberry.type
class NativeQuestions:
    """Question 17."""

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
