"""Who could cover the villages that lack reserves (question 7)."""

from enum import Enum
from typing import Annotated

import strawberry
from strawberry import argument, field
from strawberry import enum_value as word

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, counted, page_of, root
from api.questions.coverage import VillageCoverage
from api.questions.people import TermsMet
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
from services.remedies.answers import gap_cover as read
from services.remedies.words import COVER_WORDS


@strawberry.enum(description="Where a cover comes from. 来源")
class CoverKind(Enum):
    """See services.remedies.gap_cover.CoverKind."""

    RESERVE_ELSEWHERE = word("RESERVE_ELSEWHERE", description="Reserve of another village. 其他村后备")
    NATIVE_OUTSIDE = word("NATIVE_OUTSIDE", description="Native who lives elsewhere. 在外乡贤")
    MATURE_COMMITTEE_MEMBER = word(
        "MATURE_COMMITTEE_MEMBER", description="Mature member of a committee. 成熟型两委成员"
    )


@strawberry.type(description="A person to look at for a village; nobody is appointed by it. 可供了解的人选")
class ProposedCover:
    """One person covers one village."""

    person: PersonRef = field(description="Who. 人选", metadata=P1)
    kind: CoverKind = field(description="Where they come from. 来源", metadata=P1)
    villages: list[VillageRef] = field(
        description="Where they are a reserve or serve now. 现为哪村后备或在哪村任职", metadata=P1
    )
    reasons: list[Term] = field(description="What speaks for it. 理由", metadata=P1)
    terms: TermsMet | None = field(description="The stricter terms certainly met. 符合的条件", metadata=P1)


@strawberry.type(description="Somebody near, and why not. 邻近但不宜的人员")
class RefusedCover:
    """The first rule that applies."""

    person: PersonRef = field(description="Who. 人员", metadata=P1)
    rule: Term = field(description="What speaks against. 原因", metadata=P1)


@strawberry.type(description="A lacking village with its best cover. 缺后备的村及可补人选")
class VillageCover(VillageCoverage):
    """The village's counts, then what could be done."""

    covers: list[ProposedCover] = field(description="People to look at. 可供了解的人选", metadata=P1)
    uncovered: int = field(description="People it stays short of. 仍缺人数", metadata=P1)
    message: str = field(description="What became of it and what to do. 说明（英文）", metadata=P1)
    message_zh: str = field(description="The same in Chinese. 说明", metadata=P1)
    shared_by: list[VillageRef] = field(
        description="These villages want more of `candidates` than there are. 争同一批人选的村", metadata=P1
    )
    candidates: list[PersonRef] = field(description="Whom they all want. 这一批人选", metadata=P1)
    against: list[RefusedCover] = field(
        description="For a village that stays short: everybody near whom a rule speaks against. 邻近但不宜的人员",
        metadata=P1,
    )

    @classmethod
    def of_cover(cls, row: read.CoverRow) -> "VillageCover":
        """The same, for clients."""
        return cls(
            **vars(VillageCoverage.of(row.village)),
            covers=[
                ProposedCover(
                    person=PersonRef.of(cover.person),
                    kind=CoverKind[cover.kind.name],
                    villages=[VillageRef.of(village) for village in cover.villages],
                    reasons=[term_of(reason, COVER_WORDS) for reason in cover.reasons],
                    terms=TermsMet[cover.terms.name] if cover.terms else None,
                )
                for cover in row.covers
            ],
            uncovered=row.uncovered,
            message=row.message,
            message_zh=row.message_zh,
            shared_by=[VillageRef.of(village) for village in row.shared_by],
            candidates=[PersonRef.of(person) for person in row.candidates],
            against=[
                RefusedCover(person=PersonRef.of(one.person), rule=term_of(one.rule, COVER_WORDS))
                for one in row.against
            ],
        )


@strawberry.type(description="A page of lacking villages with their covers. 缺口补位（一页）")
class GapCoverConnection(Answer):
    """As many villages as possible covered, the difficult first; then the most reasons."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    counting: enums.Counting = field(description="How it was counted. 统计口径", metadata=P0)
    nodes: list[VillageCover] = field(description="The villages of this page. 本页各村", metadata=P1)
    edges: list[Edge[VillageCover]] = field(description="The same with cursors. 各村及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All villages that lack reserves. 缺员村总数", metadata=P1)
    short_by: int = field(description="People they lack together. 缺额合计", metadata=P1)
    covered: int = field(description="Of these, people who could be found. 可补人数", metadata=P1)
    uncovered: int = field(description="People nobody was found for. 仍缺人数", metadata=P1)


Neighbours = Annotated[
    list[str] | None,
    argument(
        description="Townships that adjoin, as `990101100-990101101`; without any, only the own township is near. "
        "相邻乡镇，如 990101100-990101101；不填则只在本乡镇内"
    ),
]


@strawberry.type
class GapCoverQuestions:
    """Question 7."""

    @root("Who could cover the villages that lack reserves: people to look at. 缺后备的村可从哪里补")
    def gap_cover(
        self,
        info: Info,
        region: asking.Region = None,
        counting: asking.CountingArg = enums.Counting.CLEARED,
        neighbours: Neighbours = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> GapCoverConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> read.GapCoverPage:
            return read.gap_cover(
                world,
                viewer,
                region=region,
                counting=counted(counting),
                neighbours=neighbours or (),
                first=page_of(first),
                after=after,
            )

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return GapCoverConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            counting=enums.Counting[page.counting.name],
            **connected(page, VillageCover.of_cover, after),
            short_by=page.short_by,
            covered=page.covered,
            uncovered=page.uncovered,
        )
