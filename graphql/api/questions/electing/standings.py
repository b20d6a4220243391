"""Who does not stand long enough in the Party."""

from datetime import date

import strawberry
from strawberry import field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, page_of, root
from api.questions.people import Standing
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
from domain.grades import Viewer
from projections.electing import standings as standings_read
from projections.world import World


@strawberry.type(description="A reserve who does not stand long enough in the Party. 党龄不足的后备力量")
class StandingRow:
    """Question 18."""

    candidacy: strawberry.ID = field(description="Which candidacy. 后备资格编号", metadata=P0)
    person: PersonRef = field(description="Who. 人员", metadata=P1)
    village: VillageRef = field(description="For which village. 村", metadata=P1)
    standing: Standing = field(description="Towards the Party. 党员情况", metadata=P1)
    joined: str | None = field(description="When they joined, as far as known. 入党时间", metadata=P1)
    earliest: date | None = field(
        description="First day with a full member's year; null: not known. 最早可任职日期", metadata=P1
    )
    election_date: date | None = field(description="Of the village; null: not said. 选举日", metadata=P0)
    in_time: bool | None = field(description="By then; null: not known. 选举前能否满足", metadata=P1)

    @classmethod
    def of(cls, row: standings_read.StandingRow) -> "StandingRow":
        """The same, for clients."""
        return cls(
            candidacy=strawberry.ID(row.candidacy),
            person=PersonRef.of(row.person),
            village=VillageRef.of(row.village),
            standing=Standing[row.standing.name],
            joined=row.joined,
            earliest=row.earliest,
            election_date=row.election_date,
            in_time=row.in_time,
        )


@strawberry.type(description="Reserves who do not stand long enough in the Party. 党龄不足的后备力量（一页）")
class StandingConnection(Answer):
    """By village, then person."""

    region: Region = field(description="What was asked for. 范围", metadata=P0)
    nodes: list[StandingRow] = field(description="This page. 本页", metadata=P1)
    edges: list[Edge[StandingRow]] = field(description="The same with cursors. 本页及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    joined_unknown: int = field(description="Members without a joining date. 入党时间不明", metadata=P1)
    standing_unknown: int = field(description="Of whom nothing is known. 党员情况不明", metadata=P1)
    election_unknown: int = field(description="Candidacies without an election date. 选举日未定", metadata=P1)


@strawberry.type
class StandingQuestions:
    """Question 18."""

    @root("Reserves who are no full members, or not long enough. 尚非正式党员或党龄不足的后备力量")
    def standings(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> StandingConnection | None:
        """Question 18."""

        def ask(world: World, viewer: Viewer) -> standings_read.Standings:
            return standings_read.standings(world, viewer, region=region, first=page_of(first), after=after)

        found = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return StandingConnection(
            **stamped(found.stamp),
            region=Region.of(found.region),
            **connected(found.page, StandingRow.of, after),
            joined_unknown=found.joined_unknown,
            standing_unknown=found.standing_unknown,
            election_unknown=found.election_unknown,
        )
