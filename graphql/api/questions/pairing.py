"""Who should mentor whom: the best pairing there is, with reasons, its proof, and what anything else would cost."""

from typing import Annotated

import strawberry
from strawberry import argument, field

from api.commands.carrying_out import person_meant
from api.commands.places import village_of_reserve
from api.questions import asking
from api.questions.asking import DEFAULT_PAGE, Info, When, counted, page_of, root
from api.questions.what_if import WhatIfArg, what_if_of
from api.values import enums
from api.values.answers import Answer, Edge, PageInfo, PersonRef, Region, connected, stamped
from api.values.grading import P0, P1
from api.values.pairing import (
    ExtraPlaces,
    MentorLeftOut,
    PairingGap,
    PairingLevel,
    PairTurnedDown,
    ProposedPair,
    Remark,
)
from api.values.words import code_of
from domain.grades import Viewer
from domain.rule_set import MentorRole
from projections.world import World
from services.proposing import page as read
from services.proposing.proposing import Status, Wanted


@strawberry.type(description="A page of proposed pairs, and all of the proposal beside it. 配对方案（一页）")
class ProposedPairConnection(Answer):
    """By village, person and role. A proposal changes nothing."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    counting: enums.Counting = field(description="Whom it is about. 统计口径", metadata=P0)
    remarks: list[Remark] = field(description="What is to know first. 总体说明", metadata=P0)
    demands: int = field(description="Roles that reserves need. 应配导师岗位数", metadata=P1)
    uncovered: int = field(description="Of these, without anybody. 无人可配数", metadata=P1)
    total_count: int = field(description="All pairs. 配对数", metadata=P1)
    kept: int = field(description="Of these, as today. 保持不变", metadata=P1)
    fresh: int = field(description="Of these, new. 新配", metadata=P1)
    changed: int = field(description="Of these, with another mentor than today. 调整", metadata=P1)
    covers: int = field(description="Of these, standing in for somebody away. 代岗", metadata=P1)
    waiting: int = field(
        description="Of these, without a decision: what ConfirmPairings would decide. 待确认数", metadata=P1
    )
    proved: bool = field(
        description="Nothing is better; false: the search stopped at its bound. 是否已证明最优", metadata=P0
    )
    certificate_checked: bool = field(
        description="A checker that does not know the solver found the proof sound. 证书是否核验通过",
        metadata=P0,
    )
    cost: list[PairingLevel] = field(
        description="What it is worth, level by level, the most important first. 逐级目标值", metadata=P1
    )
    gaps: list[PairingGap] = field(
        description="Who cannot be served and why, of the first hundred demands. 无法配齐的原因（前100项）",
        metadata=P1,
    )
    relief: list[ExtraPlaces] = field(
        description="The fewest extra places that cover as many as can be. 最少需增加的名额", metadata=P1
    )
    relief_message: str = field(description="In words. 说明（英文）", metadata=P1)
    relief_message_zh: str = field(description="In words. 说明", metadata=P1)
    left_out: list[MentorLeftOut] = field(
        description="Mentors who are asked for nobody, at most 100. 未参与配对的导师", metadata=P1
    )
    turned_down: list[PairTurnedDown] = field(
        description="Pairs turned down, at most 100. 未采纳的配对", metadata=P1
    )
    nodes: list[ProposedPair] = field(description="The pairs of this page. 本页配对", metadata=P1)
    edges: list[Edge[ProposedPair]] = field(description="The same with cursors. 配对及游标", metadata=P1)
    page_info: PageInfo = field(description="Where the page stands. 分页", metadata=P0)


@strawberry.type(description="What another mentor would cost. 改配其他导师的代价")
class OtherMentor(Answer):
    """Exact: the part is solved again around the pair."""

    region: Region = field(description="What was asked for. 统计范围", metadata=P0)
    code: str = field(description="CHOSEN, COSTS, or the rule against it. 结果代码", metadata=P0)
    message: str = field(description="In words. 说明（英文）", metadata=P1)
    message_zh: str = field(description="In words. 说明", metadata=P1)
    first_level: str | None = field(
        description="The first level that gets worse; null: none. 首个变差的目标", metadata=P0
    )
    levels: list[PairingLevel] = field(
        description="Level by level: `today` with the proposal, `proposed` with the other. 逐级比较：方案与改配",
        metadata=P1,
    )
    proved: bool = field(description="Neither search stopped at its bound. 是否已证明", metadata=P0)


Rebalance = Annotated[
    bool | None,
    argument(
        description="The fewest moves that leave nobody above their places; moves alone are listed. 仅作最少调整"
    ),
]


@strawberry.type
class PairingQuestions:
    """Nothing is decided here."""

    @root("Who should mentor whom: the best pairing there is. 导师配对方案")
    def propose_pairings(
        self,
        info: Info,
        region: asking.Region = None,
        counting: asking.CountingArg = None,
        rebalance: Rebalance = None,
        what_if: WhatIfArg = None,
        first: asking.First = DEFAULT_PAGE,
        after: asking.After = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> ProposedPairConnection | None:
        """One page."""
        context = info.context

        def ask(world: World, viewer: Viewer) -> read.ProposalPage:
            wanted = Wanted(
                region=region,
                counting=counted(counting),
                rebalance=bool(rebalance),
                what_if=what_if_of(context, what_if),
            )
            return read.proposal_page(world, viewer, wanted, first=page_of(first), after=after)

        page = context.ask(ask, When(on_date, as_of, min_position).point())
        return _connection(page, after)

    @root("What it would cost to take another mentor. 改配其他导师的代价")
    def other_mentor(
        self,
        info: Info,
        person: Annotated[
            str, argument(description="The reserve: an id, or a name that only one bears. 后备人选")
        ],
        role: Annotated[str, argument(description="As what: first_secretary, 驻村第一书记, … 导师身份")],
        mentor: Annotated[
            str, argument(description="The other mentor: an id, or a name that only one bears. 另选的导师")
        ],
        village: Annotated[
            str | None,
            argument(description="For which village, where there are several. 村代码或村名，仅一村时可不填"),
        ] = None,
        region: asking.Region = None,
        counting: asking.CountingArg = None,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> OtherMentor | None:
        """Level by level."""
        context = info.context

        def ask(world: World, viewer: Viewer) -> read.OtherMentor:
            who, other = person_meant(context, person, "person"), person_meant(context, mentor, "mentor")
            return read.other_mentor_page(
                world,
                viewer,
                Wanted(region=region, counting=counted(counting)),
                who,
                village_of_reserve(context, who, village, "village"),
                MentorRole(code_of("role", "role", role) or ""),
                other,
            )

        found = context.ask(ask, When(on_date, as_of, min_position).point())
        return OtherMentor(
            **stamped(found.stamp),
            region=Region.of(found.region),
            code=found.code,
            message=found.message,
            message_zh=found.message_zh,
            first_level=found.first_level.upper() or None,
            levels=[PairingLevel.of(level) for level in found.levels],
            proved=found.proved,
        )


def _connection(page: read.ProposalPage, after: str | None) -> ProposedPairConnection:
    return ProposedPairConnection(
        **stamped(page.stamp),
        region=Region.of(page.region),
        counting=enums.Counting[page.counting.name],
        remarks=[Remark.of(remark) for remark in page.remarks],
        demands=page.demands,
        uncovered=page.uncovered,
        kept=page.by_status[Status.KEPT],
        fresh=page.by_status[Status.NEW],
        changed=page.by_status[Status.CHANGED],
        covers=page.by_status[Status.COVER],
        waiting=page.waiting,
        proved=page.proved,
        certificate_checked=page.checked,
        cost=[PairingLevel.of(level) for level in page.cost],
        gaps=[PairingGap.of(gap) for gap in page.gaps],
        relief=[ExtraPlaces(mentor=PersonRef.of(one.mentor), places=one.places) for one in page.relief],
        relief_message=page.relief_message,
        relief_message_zh=page.relief_message_zh,
        left_out=[
            MentorLeftOut(
                mentor=PersonRef.of(one.mentor),
                code=one.code,
                message=one.message,
                message_zh=one.message_zh,
            )
            for one in page.left_out
        ],
        turned_down=[PairTurnedDown.of(one) for one in page.turned_down],
        **connected(page, ProposedPair.of, after),
    )
