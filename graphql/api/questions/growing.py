"""Who is ready to be used (question 15), and whose tier has stood too long (question 16)."""

from datetime import date

import strawberry
from strawberry import field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, page_of, root
from api.values import vetting as words
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
from projections import growing as read
from projections import training_short as training_read
from projections.world import World


@strawberry.type(description="An admitted reserve with their tier. 入库后备及其层次")
class GrowingRow:
    """By a named person's decision; a ledger's claim is not here."""

    person: PersonRef = field(description="Who. 人员", metadata=P1)
    village: VillageRef = field(description="For which village. 村", metadata=P1)
    candidacy: strawberry.ID = field(description="Which candidacy. 后备资格编号", metadata=P0)
    tier: words.Tier = field(description="As set last. 层次", metadata=P1)
    since: date = field(description="Set on. 评定日期", metadata=P1)
    early_election: bool = field(
        description="A difficult or key village: R39's three tests may be put. 是否可按规定提前任用",
        metadata=P1,
    )
    stuck_after: date | None = field(
        description="The last day before it counts as stuck; null: no term. 停留提示日期", metadata=P1
    )

    @classmethod
    def of(cls, row: read.GrowingRow) -> "GrowingRow":
        """The same, for clients."""
        return cls(
            person=PersonRef.of(row.person),
            village=VillageRef.of(row.village),
            candidacy=strawberry.ID(row.candidacy),
            tier=words.Tier[row.tier.name],
            since=row.since,
            early_election=row.early_election,
            stuck_after=row.stuck_after,
        )


@strawberry.type(description="A page of such reserves. 后备层次（一页）")
class GrowingConnection(Answer):
    """In a total order."""

    region: Region = field(description="What was asked for. 范围", metadata=P0)
    nodes: list[GrowingRow] = field(description="The reserves of this page. 本页", metadata=P1)
    edges: list[Edge[GrowingRow]] = field(description="The same with cursors. 本页及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)

    @classmethod
    def of(cls, page: read.GrowingPage, after: str | None) -> "GrowingConnection":
        """The same, for clients."""
        return cls(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, GrowingRow.of, after),
        )


@strawberry.type(description="An admitted reserve short of training days. 培训天数不足的后备")
class TrainingRow:
    """Each person once."""

    person: PersonRef = field(description="Who. 人员", metadata=P1)
    villages: list[VillageRef] = field(description="For which they are admitted. 所属村", metadata=P1)
    days: int = field(description="Trained this calendar year. 本年已训天数", metadata=P1)
    short_by_days: int = field(description="Still owed. 尚缺天数", metadata=P1)

    @classmethod
    def of(cls, row: training_read.TrainingRow) -> "TrainingRow":
        """The same, for clients."""
        return cls(
            person=PersonRef.of(row.person),
            villages=[VillageRef.of(village) for village in row.villages],
            days=row.days,
            short_by_days=row.short_by_days,
        )


@strawberry.type(description="A page of them. 培训天数不足（一页）")
class TrainingShortConnection(Answer):
    """Fewest days first."""

    region: Region = field(description="What was asked for. 范围", metadata=P0)
    nodes: list[TrainingRow] = field(description="The people of this page. 本页人员", metadata=P1)
    edges: list[Edge[TrainingRow]] = field(description="The same with cursors. 本页及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    days_a_year: int = field(description="Owed in a calendar year, by the rules. 每年应训天数", metadata=P0)


@strawberry.type
class GrowingQuestions:
    """Questions 15 and 16."""

    @root("Mature, cleared, outside the two committees; early election. 成熟后备未进“两委”、提前任用")
    def mature_outside(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> GrowingConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> read.GrowingPage:
            return read.mature_outside(world, viewer, region=region, first=page_of(first), after=after)

        return GrowingConnection.of(info.context.ask(ask, When(on_date, as_of, min_position).point()), after)

    @root("Tiers that have stood longer than the rules allow. 层次停留过久")
    def tier_stuck(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> GrowingConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> read.GrowingPage:
            return read.tier_stuck(world, viewer, region=region, first=page_of(first), after=after)

        return GrowingConnection.of(info.context.ask(ask, When(on_date, as_of, min_position).point()), after)

    @root("Admitted reserves short of this year's training days. 培训天数不足")
    def training_short(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> TrainingShortConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> training_read.TrainingShortPage:
            return training_read.training_short(
                world, viewer, region=region, first=page_of(first), after=after
            )

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return TrainingShortConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, TrainingRow.of, after),
            days_a_year=page.days_a_year,
        )
