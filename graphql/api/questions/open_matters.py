"""What waits for a named person's decision: what ledgers disagree on, and records that may be one person."""

from enum import Enum

import strawberry
from strawberry import enum_value as word
from strawberry import field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, page_of, root
from api.questions.people import PersonRow
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
from api.values.facts import Fact, HeldRow
from api.values.grading import P0, P1
from api.values.words import FieldName
from domain.grades import Viewer
from projections import disputes as disputes_read
from projections import suggestions as suggestions_read
from projections.world import World


@strawberry.enum(description="What has to be decided. 待认定事项")
class DisputeKind(Enum):
    """See projections.disputes.DisputeKind."""

    FIELD = word("FIELD", description="A field that ledgers disagree on. 台账不一致的字段")
    HELD_ROW = word("HELD_ROW", description="A row that waits. 待认定的台账行")


@strawberry.enum(description="Why two records of one name may be one person. 疑似同一人的依据")
class Likeness(Enum):
    """See projections.suggestions.Likeness."""

    SAME_VILLAGE = word("SAME_VILLAGE", description="They share a village. 同村")
    SAME_BIRTH_MONTH = word("SAME_BIRTH_MONTH", description="They share a birth month. 出生年月相同")


@strawberry.type(description="One thing to decide about a person. 一项待认定事项")
class Dispute:
    """FIELD has `fact`, HELD_ROW has `row`."""

    kind: DisputeKind = field(description="Which of the two. 类型", metadata=P0)
    person: PersonRef = field(description="Whom it is about. 人员", metadata=P1)
    villages: list[VillageRef] = field(description="Within the reader's region. 所属村", metadata=P1)
    fact: Fact | None = field(description="The field with every voice. 有争议的字段", metadata=P1)
    row: HeldRow | None = field(description="The row. 待认定的台账行", metadata=P1)

    @classmethod
    def of(cls, found: disputes_read.Dispute) -> "Dispute":
        """The same, for clients."""
        return cls(
            kind=DisputeKind[found.kind.name],
            person=PersonRef.of(found.person),
            villages=[VillageRef.of(village) for village in found.villages],
            fact=Fact.of(found.fact) if found.fact else None,
            row=HeldRow.of(found.row) if found.row else None,
        )


@strawberry.type(description="A page of what waits. 待认定事项（一页）")
class DisputeConnection(Answer):
    """By person, fields before rows."""

    region: Region = field(description="What was asked for. 范围", metadata=P0)
    nodes: list[Dispute] = field(description="The matters of this page. 本页事项", metadata=P1)
    edges: list[Edge[Dispute]] = field(description="The same with cursors. 事项及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    fields: int = field(description="Fields that ledgers disagree on. 有争议的字段数", metadata=P1)
    held_rows: int = field(description="Rows that wait. 待认定行数", metadata=P1)


@strawberry.type(description="Two records that may be one person. 疑似同一人")
class SamePersonSuggestion:
    """Nobody is merged by likeness: a named person decides."""

    person: PersonRow = field(description="One. 甲", metadata=P1)
    other: PersonRow = field(description="The other. 乙", metadata=P1)
    likeness: list[Likeness] = field(description="Besides the name. 姓名之外的依据", metadata=P1)
    villages: list[VillageRef] = field(description="Those they share. 共同的村", metadata=P1)
    differs: list[FieldName] = field(description="Known of both, and not the same. 不一致的字段", metadata=P1)

    @classmethod
    def of(cls, found: suggestions_read.Suggestion) -> "SamePersonSuggestion":
        """The same, for clients."""
        return cls(
            person=PersonRow.of(found.person),
            other=PersonRow.of(found.other),
            likeness=[Likeness[like.name] for like in found.likeness],
            villages=[VillageRef.of(village) for village in found.villages],
            differs=[FieldName.of(name) for name in found.differs],
        )


@strawberry.type(description="A page of suggestions. 疑似同一人（一页）")
class SamePersonConnection(Answer):
    """The likeliest first."""

    region: Region = field(description="What was asked for. 范围", metadata=P0)
    nodes: list[SamePersonSuggestion] = field(description="The pairs of this page. 本页各对", metadata=P1)
    edges: list[Edge[SamePersonSuggestion]] = field(
        description="The same with cursors. 各对及游标", metadata=P1
    )
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)


@strawberry.type
class OpenMatterQuestions:
    """Question 10, and question 27."""

    @root("What ledgers disagree on and rows that wait for a decision. 待认定事项")
    def disputes(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> DisputeConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> disputes_read.DisputesPage:
            return disputes_read.disputes(world, viewer, region=region, first=page_of(first), after=after)

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return DisputeConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, Dispute.of, after),
            fields=page.fields,
            held_rows=page.held_rows,
        )

    @root("Records of one name that may be one person. 疑似同一人的记录")
    def same_person_suggestions(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> SamePersonConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> suggestions_read.SuggestionsPage:
            return suggestions_read.suggestions(
                world, viewer, region=region, first=page_of(first), after=after
            )

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return SamePersonConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, SamePersonSuggestion.of, after),
        )
