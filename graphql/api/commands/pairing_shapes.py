"""What confirming a proposal and turning a pair down take and answer."""

from datetime import date
from enum import Enum

import strawberry
from strawberry import enum_value as word
from strawberry import field

from api.commands.carrying_out import DecidedByInput, Payload
from api.commands.mentoring_shapes import MENTOR, ON, VILLAGE, OfTwoInput
from api.commands.settling import BY, DOCUMENT, KEY, PERSON
from api.questions.mentors import MentorLoad
from api.questions.person_files import PersonFile
from api.values import enums
from api.values.answers import PersonRef, VillageRef
from api.values.grading import P0, P1
from api.values.words import Term, term
from services.proposing import page as read


@strawberry.enum(description="What to do when some pairs no longer hold. 部分配对不成立时")
class IfMoved(Enum):
    """See services.confirming.IfMoved."""

    REFUSE_ALL = word("REFUSE_ALL", description="Nothing is done. 全部不办理")
    CARRY_OUT_THE_REST = word("CARRY_OUT_THE_REST", description="The others are decided. 其余照办")


@strawberry.input(description="One proposed pair. 一对拟定的配对")
class ProposedPairInput:
    """As `proposePairings` answered it."""

    person: str = field(description=PERSON)
    mentor: str = field(description=MENTOR)
    role: str = field(description="As what: village_link_leader, 包村领导, first_secretary, … 导师身份")
    village: str | None = field(description=VILLAGE, default=None)
    replaces: str | None = field(
        description="Whose pairing in that role ends with it. 同时解除的原导师", default=None
    )


@strawberry.input(description="Decide proposed pairs, all or some. 确认配对方案")
class ConfirmPairingsInput:
    """Without `pairs`: all of the proposal that was made at `position` and waits for a decision."""

    position: str = field(description="The `position` of the proposal. 方案的 position")
    pairs: list[ProposedPairInput] | None = field(
        description="Which; absent: the whole proposal of the arguments below. 逐对确认，不填为整个方案",
        default=None,
    )
    region: str | None = field(description="Of the proposal. 方案的区划代码", default=None)
    counting: enums.Counting | None = field(description="Of the proposal. 方案的口径", default=None)
    rebalance: bool | None = field(description="Of the proposal. 是否为最少调整方案", default=None)
    on_date: date | None = field(
        description="Of the proposal; today when absent. 方案的统计日期", default=None
    )
    if_moved: IfMoved | None = field(
        description="When some pairs no longer hold; REFUSE_ALL when absent. 部分不成立时如何处理",
        default=None,
    )
    since: date | None = field(
        description="Since when; the day of the paper when absent. 结对起始日", default=None
    )
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    decided_on: date | None = field(description=ON, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.input(description="Turn a proposed pair down. 否决一对拟定的配对")
class RejectPairingInput(OfTwoInput):
    """Not proposed again until the village's class or the mentor's roles, area or capacity change."""

    reason: str = field(description="Why, in words; sealed with the reserve's key. 理由", default="")


@strawberry.type(description="What became of one pair. 一对配对的办理情况")
class PairOutcome:
    """`code` empty: confirmed."""

    person: PersonRef | None = field(description="Who. 后备人选", metadata=P1)
    village: VillageRef = field(description="For which village. 村", metadata=P0)
    role: Term | None = field(description="As what. 导师身份", metadata=P1)
    mentor: PersonRef | None = field(description="Which mentor. 导师", metadata=P1)
    holds: bool = field(description="Nothing stands against it. 是否成立", metadata=P1)
    code: str | None = field(description="Why it does not hold. 原因代码", metadata=P0)
    message: str | None = field(description="In words. 说明（英文）", metadata=P1)
    message_zh: str | None = field(description="In words. 说明", metadata=P1)

    @classmethod
    def of(cls, row: read.PairOutcome) -> "PairOutcome":
        """The same, for clients."""
        return cls(
            person=PersonRef.of(row.person) if row.person else None,
            village=VillageRef.of(row.village),
            role=term("role", row.told.role),
            mentor=PersonRef.of(row.mentor) if row.mentor else None,
            holds=not row.told.code,
            code=row.told.code or None,
            message=row.told.message or None,
            message_zh=row.told.message_zh or None,
        )


@strawberry.type(description="What confirming answered. 确认结果")
class ConfirmPairingsPayload(Payload):
    """Pair by pair, also where nothing was done."""

    confirmed: int = field(description="How many stand now by decision. 已确认对数", metadata=P1)
    moved: bool = field(
        description="Something was recorded since the proposal was made. 方案生成后数据是否有变动",
        metadata=P0,
    )
    pairs: list[PairOutcome] = field(description="Each pair, in the order asked. 逐对情况", metadata=P1)


@strawberry.type(description="What turning a pair down answered. 否决结果")
class RejectPairingPayload(Payload):
    """With both."""

    person: PersonFile | None = field(description="The reserve as they are now. 后备最新档案", metadata=P1)
    mentor: MentorLoad | None = field(description="The mentor as they are now. 导师最新情况", metadata=P1)
