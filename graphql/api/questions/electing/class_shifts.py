"""Whose class differs between today, the reference date and the election."""

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
from api.values.classes import Classes
from api.values.grading import P0, P1
from domain.grades import Viewer
from projections.electing import class_shifts as shifts_read
from projections.world import World


@strawberry.type(description="Somebody whose class differs between three days. 类别将变化的人员")
class ClassShift:
    """Question 9."""

    candidacy: strawberry.ID = field(description="Which candidacy. 后备资格编号", metadata=P0)
    person: PersonRef = field(description="Who. 人员", metadata=P1)
    village: VillageRef = field(description="For which village. 村", metadata=P1)
    birth: str | None = field(description="As exactly as it is known. 出生年月", metadata=P1)
    today: Classes = field(description="On the answer's day. 统计日", metadata=P1)
    on_reference: Classes = field(description="On the reference date. 年龄基准日", metadata=P1)
    on_election: Classes | None = field(
        description="On the village's election date; null where nobody has said. 选举日（未定为空）",
        metadata=P1,
    )
    election_date: date | None = field(description="That date. 选举日", metadata=P0)

    @classmethod
    def of(cls, row: shifts_read.ClassShift) -> "ClassShift":
        """The same, for clients."""
        return cls(
            candidacy=strawberry.ID(row.candidacy),
            person=PersonRef.of(row.person),
            village=VillageRef.of(row.village),
            birth=row.birth,
            today=Classes.of(row.today),
            on_reference=Classes.of(row.on_reference),
            on_election=Classes.of(row.on_election) if row.on_election else None,
            election_date=row.election_date,
        )


@strawberry.type(description="People whose class differs between three days. 类别将变化的人员（一页）")
class ClassShiftConnection(Answer):
    """By village, then person."""

    region: Region = field(description="What was asked for. 范围", metadata=P0)
    reference_date: date = field(description="Ages are counted on it. 年龄基准日", metadata=P0)
    nodes: list[ClassShift] = field(description="This page. 本页", metadata=P1)
    edges: list[Edge[ClassShift]] = field(description="The same with cursors. 本页及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    election_unknown: int = field(
        description="Candidacies without an election date: two days compared. 选举日未定的后备资格数",
        metadata=P1,
    )


@strawberry.type
class ClassShiftQuestions:
    """Question 9."""

    @root("Whose class differs between today, the reference date and the election. 类别将变化的人员")
    def class_shifts(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> ClassShiftConnection | None:
        """Question 9."""

        def ask(world: World, viewer: Viewer) -> shifts_read.ClassShifts:
            return shifts_read.class_shifts(world, viewer, region=region, first=page_of(first), after=after)

        found = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return ClassShiftConnection(
            **stamped(found.stamp),
            region=Region.of(found.region),
            reference_date=found.reference_date,
            **connected(found.page, ClassShift.of, after),
            election_unknown=found.election_unknown,
        )
