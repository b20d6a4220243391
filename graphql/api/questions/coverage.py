"""Which villages lack reserves, and the totals behind it (question 1)."""

import strawberry
from strawberry import field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, counted, page_of, root
from api.values import enums
from api.values.answers import Answer, Edge, PageInfo, Region, connected, stamped
from api.values.enums import Classification
from api.values.grading import P0, P1
from domain.grades import Viewer
from domain.rule_set import VillageClass
from projections import coverage as read
from projections.world import World


@strawberry.type(description="A village with its counts side by side. 村的后备力量情况")
class VillageCoverage:
    """One row of a list of villages."""

    code: str = field(description="12 digits. 村代码", metadata=P0)
    name: str = field(description="Village. 村名", metadata=P0)
    township: Region = field(description="Where it lies. 所属乡镇", metadata=P0)
    classification: Classification = field(
        description="Its class; ORDINARY where no ledger gives one. 村类别（台账未注明的按一般村计）",
        metadata=P1,
    )
    classified: bool = field(description="Whether a ledger gives its class. 台账是否注明类别", metadata=P1)
    cleared: int = field(description="Distinct cleared reserves. 审查通过人数", metadata=P1)
    on_roster: int = field(description="Distinct reserves on the roster. 在册人数", metadata=P1)
    pending_rows: int = field(
        description="Imported rows naming the village that were refused or are held. 待处理的台账行数",
        metadata=P1,
    )
    wanted: int = field(description="How many the rules want for its class. 应有人数", metadata=P1)
    short_by: int = field(description="How many it lacks by the counting asked for. 缺额", metadata=P1)

    @classmethod
    def of(cls, row: read.VillageCoverage) -> "VillageCoverage":
        """The same, for clients."""
        return cls(
            code=row.code,
            name=row.name,
            township=Region.of(row.township),
            classification=classification_of(row.classification),
            classified=row.classified,
            cleared=row.cleared,
            on_roster=row.on_roster,
            pending_rows=row.pending_rows,
            wanted=row.wanted,
            short_by=row.short_by,
        )


def classification_of(kind: VillageClass) -> Classification:
    """The API's word for a class."""
    return Classification[kind.name]


@strawberry.type(description="A page of villages that lack reserves. 缺后备力量的村（一页）")
class VillageCoverageConnection(Answer):
    """By class (difficult, key, ordinary), then by what is lacking (most first), then by code."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    counting: enums.Counting = field(description="How it was counted. 统计口径", metadata=P0)
    nodes: list[VillageCoverage] = field(description="The villages of this page. 本页各村", metadata=P1)
    edges: list[Edge[VillageCoverage]] = field(description="The same with cursors. 各村及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All villages that lack reserves. 缺员村总数", metadata=P1)
    nobody_cleared_yet: bool = field(
        description="Nobody in the region is cleared yet: so it is everywhere on the first day. 尚无人审查通过",
        metadata=P1,
    )


@strawberry.type(description="Sums over villages of one class, or of all. 分类合计")
class CoverageSums:
    """Counted villages only."""

    classification: Classification | None = field(
        description="Null: all classes. 村类别，空为合计", metadata=P1
    )
    villages: int = field(description="Villages. 村数", metadata=P1)
    lacking: int = field(description="Villages that lack somebody. 缺员村数", metadata=P1)
    short_by: int = field(description="People they lack together. 缺额", metadata=P1)
    wanted: int = field(description="People the rules want. 应有人数", metadata=P1)
    on_roster: int = field(
        description="On the roster; somebody of two villages counts in both. 在册人次", metadata=P1
    )
    cleared: int = field(description="Cleared; counted likewise. 审查通过人次", metadata=P1)
    pending_rows: int = field(description="Imported rows refused or held. 待处理的台账行数", metadata=P1)

    @classmethod
    def of(cls, row: read.ClassCoverage) -> "CoverageSums":
        """The same, for clients."""
        return cls(
            classification=classification_of(row.classification) if row.classification else None,
            villages=row.villages,
            lacking=row.lacking,
            short_by=row.short_by,
            wanted=row.wanted,
            on_roster=row.on_roster,
            cleared=row.cleared,
            pending_rows=row.pending_rows,
        )


@strawberry.type(description="The totals of a region. 区域合计")
class Coverage(Answer):
    """People are counted once however many villages list them, except in the sums by village."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    counting: enums.Counting = field(description="How it was counted. 统计口径", metadata=P0)
    by_class: list[CoverageSums] = field(description="Difficult, key, ordinary. 按村类别", metadata=P1)
    all: CoverageSums = field(description="All classes together. 合计", metadata=P1)
    distinct_reserves: int = field(description="People on the roster. 在册人数", metadata=P1)
    distinct_cleared: int = field(description="People cleared. 审查通过人数", metadata=P1)
    reserves_of_two_villages: int = field(
        description="People on the roster of two or more villages. 一人多村人数", metadata=P1
    )
    nobody_cleared_yet: bool = field(
        description="Nobody in the region is cleared yet. 尚无人审查通过", metadata=P1
    )


@strawberry.type
class CoverageQuestions:
    """Question 1."""

    @root("Villages with fewer reserves than the rules want. 哪些村缺后备力量")
    def villages_lacking_reserves(
        self,
        info: Info,
        region: asking.Region = None,
        counting: asking.CountingArg = enums.Counting.CLEARED,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> VillageCoverageConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> read.LackingPage:
            return read.villages_lacking_reserves(
                world,
                viewer,
                region=region,
                counting=counted(counting),
                first=page_of(first),
                after=after,
            )

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return VillageCoverageConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            counting=enums.Counting[page.counting.name],
            **connected(page, VillageCoverage.of, after),
            nobody_cleared_yet=page.nobody_cleared_yet,
        )

    @root("How well a region is covered, in totals. 后备力量总体情况")
    def coverage(
        self,
        info: Info,
        region: asking.Region = None,
        counting: asking.CountingArg = enums.Counting.CLEARED,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> Coverage | None:
        """Sums by class and people counted once."""

        def ask(world: World, viewer: Viewer) -> read.CoverageTotals:
            return read.coverage(world, viewer, region=region, counting=counted(counting))

        found = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return Coverage(
            **stamped(found.stamp),
            region=Region.of(found.region),
            counting=enums.Counting[found.counting.name],
            by_class=[CoverageSums.of(row) for row in found.by_class],
            all=CoverageSums.of(found.all),
            distinct_reserves=found.distinct_reserves,
            distinct_cleared=found.distinct_cleared,
            reserves_of_two_villages=found.reserves_of_two_villages,
            nobody_cleared_yet=found.nobody_cleared_yet,
        )
