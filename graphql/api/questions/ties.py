"""Recorded ties between those who have to do with a reserve (question 21), and the watch list."""

from datetime import date
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
from api.values.grading import P0, P1, P2
from api.values.words import Term, terms
from domain.grades import Viewer
from projections.mobilising import ties as ties_read
from projections.mobilising import watched as watched_read
from projections.world import World


@strawberry.enum(description="What somebody has to do with a village's reserve. 角色")
class TiePart(Enum):
    """See projections.mobilising.ties.Part."""

    AS_RESERVE = word("AS_RESERVE", description="On its roster. 在册后备")
    AS_INCUMBENT = word("AS_INCUMBENT", description="Its secretary. 现任书记")
    AS_MENTOR = word("AS_MENTOR", description="Mentors a reserve of it. 帮带导师")
    AS_DECIDER = word(
        "AS_DECIDER",
        description="Somebody of that name proposed, screened, concluded or admitted. 同名决定人",
    )


@strawberry.type(description="A part with its village. 角色及所在村")
class PartIn:
    """Within the region asked for."""

    village: VillageRef = field(description="Where. 村", metadata=P0)
    part: TiePart = field(description="As what. 角色", metadata=P2)

    @classmethod
    def of(cls, line: ties_read.PartLine) -> "PartIn":
        """The same, for clients."""
        return cls(village=VillageRef.of(line.village), part=TiePart[line.part.name])


@strawberry.type(description="A recorded tie between two who both have a part. 亲属关系提示")
class TieRow:
    """Shown, so that a named person looks at it; it decides nothing."""

    person: PersonRef = field(description="One. 甲", metadata=P2)
    other: PersonRef | None = field(
        description="The other; null where not for the reader. 乙（无权查看时为空）", metadata=P2
    )
    kind: Term = field(description="What the other is to the one. 乙是甲的", metadata=P2)
    known_from: Term = field(description="Where it is known from. 来源", metadata=P2)
    since: date = field(description="Recorded as of. 登记日期", metadata=P2)
    parts: list[PartIn] = field(description="Of the one. 甲的角色", metadata=P2)
    other_parts: list[PartIn] = field(description="Of the other. 乙的角色", metadata=P2)
    same_matter: list[VillageRef] = field(
        description="Villages where both have a part in one candidacy. 涉及同一事项的村", metadata=P2
    )

    @classmethod
    def of(cls, row: ties_read.TieRow) -> "TieRow":
        """The same, for clients."""
        return cls(
            person=PersonRef.of(row.person),
            other=PersonRef.of(row.other) if row.other else None,
            kind=(terms("kin", row.kind) or [])[0],
            known_from=(terms("tie_source", row.known_from) or [])[0],
            since=row.since,
            parts=[PartIn.of(line) for line in row.parts],
            other_parts=[PartIn.of(line) for line in row.other_parts],
            same_matter=[VillageRef.of(village) for village in row.same_matter],
        )


@strawberry.type(description="A page of recorded ties. 亲属关系（一页）")
class RecordedTiesConnection(Answer):
    """Those of one matter first, then by the two ids."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    nodes: list[TieRow] = field(description="The ties of this page. 本页关系", metadata=P2)
    edges: list[Edge[TieRow]] = field(description="The same with cursors. 关系及游标", metadata=P2)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P2)
    same_matter: int = field(description="Of these, in one matter. 涉及同一事项数", metadata=P2)


@strawberry.type(description="An entry of the watch list. 关注对象")
class WatchRow:
    """Not a reserve."""

    village: VillageRef = field(description="For which village. 村", metadata=P0)
    who: PersonRow = field(description="As in a list. 人员", metadata=P1)
    since: date = field(description="Since when. 列入日期", metadata=P1)
    reasons: list[Term] = field(description="Why. 关注原因", metadata=P1)

    @classmethod
    def of(cls, row: watched_read.WatchRow) -> "WatchRow":
        """The same, for clients."""
        return cls(
            village=VillageRef.of(row.village),
            who=PersonRow.of(row.who),
            since=row.since,
            reasons=terms("watch_reason", " ".join(row.reasons)) or [] if row.reasons else [],
        )


@strawberry.type(description="A page of the watch list. 关注名单（一页）")
class WatchListConnection(Answer):
    """By village, then id."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    nodes: list[WatchRow] = field(description="The entries of this page. 本页人员", metadata=P1)
    edges: list[Edge[WatchRow]] = field(description="The same with cursors. 人员及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)


@strawberry.type
class TieQuestions:
    """Question 21 and the watch list."""

    @root("Recorded ties between reserves, secretaries, mentors and deciders. 亲属关系提示")
    def recorded_ties(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> RecordedTiesConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> ties_read.TiesPage:
            return ties_read.recorded_ties(world, viewer, region=region, first=page_of(first), after=after)

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return RecordedTiesConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, TieRow.of, after),
            same_matter=page.same_matter,
        )

    @root("The watch list: promising people who are no reserves. 关注名单")
    def watch_list(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> WatchListConnection | None:
        """One page."""

        def ask(world: World, viewer: Viewer) -> watched_read.WatchPage:
            return watched_read.watch_list(world, viewer, region=region, first=page_of(first), after=after)

        page = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return WatchListConnection(
            **stamped(page.stamp),
            region=Region.of(page.region),
            **connected(page, WatchRow.of, after),
        )
