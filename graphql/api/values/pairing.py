"""A proposed pairing as clients read it: pairs, who goes without and why, what it is worth."""

from enum import Enum

import strawberry
from strawberry import enum_value as word
from strawberry import field

from api.values import enums
from api.values.answers import PersonRef, VillageRef
from api.values.grading import P0, P1, P2
from api.values.mentoring import PairingSource
from api.values.words import Term, term
from domain.mentorship.rejecting import GROUNDS
from services.pairing import proposal
from services.pairing.problem import REASON_WORDS, Reason
from services.proposing import page as read


@strawberry.enum(description="What a proposed pair is against today. 与现状相比")
class PairStatus(Enum):
    """See services.proposing.Status."""

    KEPT = word("KEPT", description="The two are paired today. 保持不变")
    NEW = word("NEW", description="Nobody has the role today. 新配")
    CHANGED = word("CHANGED", description="Another mentor has it today and would be released. 调整")
    COVER = word("COVER", description="Whoever has it is away; their pairing stays. 代岗（原导师缺岗）")


@strawberry.type(description="A pair that is proposed. 建议的配对")
class ProposedPair:
    """Reasons belong to the pair; nobody has points of their own."""

    candidacy: strawberry.ID = field(description="Of the reserve and the village. 后备资格编号", metadata=P0)
    reserve: PersonRef = field(description="Who needs a mentor. 后备人选", metadata=P1)
    village: VillageRef = field(description="For which village. 村", metadata=P0)
    classification: enums.Classification = field(description="Its class. 村类别", metadata=P1)
    role: Term | None = field(description="As what. 导师身份", metadata=P1)
    mentor: PersonRef = field(description="Who is proposed. 建议导师", metadata=P1)
    status: PairStatus = field(description="Against today. 与现状相比", metadata=P1)
    source: PairingSource | None = field(
        description="What a kept pair rests on: only a decided one needs no decision. 现有配对的依据",
        metadata=P1,
    )
    replaces: PersonRef | None = field(
        description="Whom the mentor takes over from or stands in for. 原导师", metadata=P1
    )
    releases: bool = field(
        description="Confirming ends the pairing of `replaces`: send it as `replaces`. 确认时是否解除原结对",
        metadata=P1,
    )
    waits: bool = field(description="A decision is still wanted. 是否待确认", metadata=P1)
    reasons: list[Term] = field(description="What speaks for the pair. 配对理由", metadata=P1)
    load_today: int = field(description="Reserves the mentor has today. 导师现带人数", metadata=P1)

    @classmethod
    def of(cls, row: read.PairLine) -> "ProposedPair":
        """The same, for clients."""
        return cls(
            candidacy=strawberry.ID(row.candidacy),
            reserve=PersonRef.of(row.reserve),
            village=VillageRef.of(row.village),
            classification=enums.Classification[row.village_class.name],
            role=term("role", row.role),
            mentor=PersonRef.of(row.mentor),
            status=PairStatus[row.status.name],
            source=PairingSource[row.source.name] if row.source else None,
            replaces=PersonRef.of(row.replaces) if row.replaces else None,
            releases=row.releases,
            waits=row.waits,
            reasons=[reason_term(reason) for reason in row.reasons],
            load_today=row.load_today,
        )


def reason_term(reason: Reason) -> Term:
    """A reason with its words."""
    label, label_zh = REASON_WORDS[reason]
    return Term(code=reason, label=label, label_zh=label_zh)


@strawberry.type(description="Reserves who cannot all be served, and why. 无法全部配齐的情况")
class PairingGap:
    """Proved: no other choice of pairs serves more of them."""

    code: str = field(
        description="SHARED_MENTORS, NOBODY_MAY_BE_ASKED or NOT_SEARCHED. 原因代码", metadata=P0
    )
    role: Term | None = field(description="As what; null where several. 导师身份", metadata=P1)
    reserves: list[PersonRef] = field(description="Whom it is about, at most 100. 涉及人员", metadata=P1)
    mentors: list[PersonRef] = field(description="Who could be asked, at most 100. 可选导师", metadata=P1)
    places: int = field(description="Places that these mentors have. 名额", metadata=P1)
    short_by: int = field(description="How many go without. 缺额", metadata=P1)
    message: str = field(description="In words. 说明（英文）", metadata=P1)
    message_zh: str = field(description="In words. 说明", metadata=P1)

    @classmethod
    def of(cls, row: read.GapLine) -> "PairingGap":
        """The same, for clients."""
        return cls(
            code=row.gap.code,
            role=term("role", row.gap.role),
            reserves=[PersonRef.of(one) for one in row.reserves],
            mentors=[PersonRef.of(one) for one in row.mentors],
            places=row.gap.places,
            short_by=row.gap.short_by,
            message=row.message,
            message_zh=row.message_zh,
        )


@strawberry.type(description="What one level of the order is worth. 某一级目标的取值")
class PairingLevel:
    """A number or a fraction, exact, as text."""

    code: str = field(description="Which. 目标代码", metadata=P0)
    label: str = field(description="In English. 英文", metadata=P0)
    label_zh: str = field(description="In Chinese. 中文", metadata=P0)
    today: str = field(description="Of the pairs that stand. 现状", metadata=P1)
    proposed: str = field(description="Of the proposal. 方案", metadata=P1)

    @classmethod
    def of(cls, row: read.LevelCost) -> "PairingLevel":
        """The same, for clients."""
        return cls(
            code=row.code,
            label=row.label,
            label_zh=row.label_zh,
            today=str(row.today),
            proposed=str(row.proposed),
        )


@strawberry.type(description="Extra places that would help. 建议增加的名额")
class ExtraPlaces:
    """Of one mentor."""

    mentor: PersonRef = field(description="Whose. 导师", metadata=P1)
    places: int = field(description="How many more. 增加名额", metadata=P1)


@strawberry.type(description="A mentor who is asked for nobody. 未参与配对的导师")
class MentorLeftOut:
    """Until what is wrong is corrected."""

    mentor: PersonRef = field(description="Who. 导师", metadata=P1)
    code: str = field(description="Why. 原因代码", metadata=P0)
    message: str = field(description="In words. 说明（英文）", metadata=P1)
    message_zh: str = field(description="In words. 说明", metadata=P1)


@strawberry.type(description="A pair that was turned down. 未采纳的配对")
class PairTurnedDown:
    """Not proposed again while nothing it rested on has changed."""

    reserve: PersonRef = field(description="Who. 后备人选", metadata=P1)
    village: VillageRef = field(description="For which village. 村", metadata=P0)
    mentor: PersonRef = field(description="Who was turned down. 导师", metadata=P1)
    reason: str | None = field(description="Why; null where masked. 理由", metadata=P2)
    remembered: bool = field(description="Still kept from being proposed. 是否仍不再建议", metadata=P1)
    changed: list[Term] = field(description="What has changed since. 此后变化的情况", metadata=P1)

    @classmethod
    def of(cls, row: read.TurnedLine) -> "PairTurnedDown":
        """The same, for clients."""
        changed = [Term(code=f, label=GROUNDS[f][0], label_zh=GROUNDS[f][1]) for f in row.changed]
        return cls(
            reserve=PersonRef.of(row.reserve),
            village=VillageRef.of(row.village),
            mentor=PersonRef.of(row.mentor),
            reason=row.words,
            remembered=not changed,
            changed=changed,
        )


@strawberry.type(description="Something to know of an answer as a whole. 总体说明")
class Remark:
    """Why it is empty, or not proved."""

    code: str = field(description="Stable. 代码", metadata=P0)
    message: str = field(description="In words. 说明（英文）", metadata=P0)
    message_zh: str = field(description="In words. 说明", metadata=P0)

    @classmethod
    def of(cls, remark: proposal.Remark) -> "Remark":
        """The same, for clients."""
        return cls(code=remark.code, message=remark.message, message_zh=remark.message_zh)
