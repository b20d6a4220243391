"""Whom a change of the cycle's days makes worth another look."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument, field

from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, page_of, root
from api.questions.electing.cycle import ElectionDateInput
from api.questions.structure import QuotaStatus
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
from domain.election_cycle.state import Days
from domain.grades import Viewer
from domain.ids import RegionCode
from projections.electing import rechecks as rechecks_read
from projections.world import World


@strawberry.type(description="Somebody to look at again. 需复核的人员")
class Recheck:
    """A finding, never an exit."""

    candidacy: strawberry.ID = field(description="Which candidacy. 后备资格编号", metadata=P0)
    person: PersonRef = field(description="Who. 人员", metadata=P1)
    village: VillageRef = field(description="For which village. 村", metadata=P1)
    before: Classes = field(description="As last looked at. 上次审查时的类别", metadata=P1)
    now: Classes = field(description="By the other days. 变更后的类别", metadata=P1)
    gate_before: bool | None = field(
        description="Passed the gate for secretary; null: not known. 变更前可否参选书记（不明为空）",
        metadata=P1,
    )
    gate_now: bool | None = field(
        description="Passes it now; null: not known. 变更后可否参选书记", metadata=P1
    )

    @classmethod
    def of(cls, row: rechecks_read.Recheck) -> "Recheck":
        """The same, for clients."""
        return cls(
            candidacy=strawberry.ID(row.candidacy),
            person=PersonRef.of(row.person),
            village=VillageRef.of(row.village),
            before=Classes.of(row.before),
            now=Classes.of(row.now),
            gate_before=row.gate_before,
            gate_now=row.gate_now,
        )


@strawberry.type(description="A township's quota under the other reference date. 乡镇结构变化")
class TownshipShift:
    """Counted on the roster."""

    township: Region = field(description="Which. 乡镇", metadata=P0)
    code: str = field(description="Of the quota. 结构要求代码", metadata=P0)
    label_zh: str = field(description="Of the quota, in Chinese. 结构要求", metadata=P0)
    reserves: int = field(description="Counted. 在册人数", metadata=P1)
    present_before: int = field(description="In the class before. 变更前人数", metadata=P1)
    present_now: int = field(description="In the class now. 变更后人数", metadata=P1)
    status_before: QuotaStatus = field(description="Before. 变更前", metadata=P1)
    status_now: QuotaStatus = field(description="Now. 变更后", metadata=P1)

    @classmethod
    def of(cls, row: rechecks_read.TownshipShift) -> "TownshipShift":
        """The same, for clients."""
        return cls(
            township=Region.of(row.township),
            code=row.code,
            label_zh=row.label_zh,
            reserves=row.reserves,
            present_before=row.present_before,
            present_now=row.present_now,
            status_before=QuotaStatus[row.status_before.name],
            status_now=QuotaStatus[row.status_now.name],
        )


@strawberry.type(description="People to look at again after a change of days. 日程变更后需复核的人员（一页）")
class RecheckConnection(Answer):
    """By village, then person."""

    region: Region = field(description="What was asked for. 范围", metadata=P0)
    nodes: list[Recheck] = field(description="This page. 本页", metadata=P1)
    edges: list[Edge[Recheck]] = field(description="The same with cursors. 本页及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)
    total_count: int = field(description="All of them. 总数", metadata=P1)
    townships: list[TownshipShift] = field(description="Whose structure differs. 结构变化的乡镇", metadata=P1)

    @classmethod
    def of(cls, found: rechecks_read.Rechecks, after: str | None) -> "RecheckConnection":
        """The same, for clients."""
        page = found.page
        return cls(
            **stamped(found.stamp),
            region=Region.of(found.region),
            **connected(page, Recheck.of, after),
            townships=[TownshipShift.of(row) for row in found.townships],
        )


@strawberry.type
class RecheckQuestions:
    """After a change, and before one."""

    @root("Whom the changes of the cycle's days make worth another look. 日程变更后需复核的人员")
    def rechecks(
        self,
        info: Info,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> RecheckConnection | None:
        """Until they are reviewed again."""

        def ask(world: World, viewer: Viewer) -> rechecks_read.Rechecks:
            return rechecks_read.rechecks(world, viewer, region=region, first=page_of(first), after=after)

        found = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return RecheckConnection.of(found, after)

    @root("Whom other days would concern; decides nothing. 若变更日程会影响哪些人")
    def election_cycle_what_if(
        self,
        info: Info,
        reference_date: Annotated[
            date | None, argument(description="Another reference date. 年龄基准日")
        ] = None,
        election_dates: Annotated[
            list[ElectionDateInput] | None, argument(description="Other election dates. 选举日")
        ] = None,
        region: asking.Region = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> RecheckConnection | None:
        """The preview of a change."""

        def ask(world: World, viewer: Viewer) -> rechecks_read.Rechecks:
            stand = world.cycle.days
            named = {RegionCode(d.region): d.on for d in election_dates or ()}
            days = Days(reference_date or stand.reference_date, {**stand.election_dates, **named})
            return rechecks_read.supposed_rechecks(
                world, viewer, days, region=region, first=page_of(first), after=after
            )

        found = info.context.ask(ask, When(on_date, as_of, min_position).point())
        return RecheckConnection.of(found, after)
