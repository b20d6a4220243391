"""What vetting's mutations take and answer."""

from datetime import date

import strawberry
from strawberry import field

from api.commands.carrying_out import DecidedByInput, Payload
from api.commands.settling import BY, DOCUMENT, KEY, PERSON
from api.questions.person_files import PersonFile
from api.values import vetting as words
from api.values.grading import P0, P1

VILLAGE = (
    "A village's 12-digit code, or a name that only one village of the region bears. 村代码或（不重名的）村名"
)
ON = "The day of the decision; today when absent. 决定日期，不填为今天"
REASON = "In words; sealed for the person. 文字理由（加密保存）"
ITEMS = "Codes of the negative list. 负面清单项目代码"
AGENCY = "The agency's code in the rule set. 单位代码"


@strawberry.input(description="Something entered about one person for one village. 关于一条后备资格")
class AboutCandidacyInput:
    """Whose, by whom, when, on what paper."""

    person: str = field(description=PERSON)
    village: str = field(description=VILLAGE)
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    decided_on: date | None = field(description=ON, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.input(description="A decision about one person for one village. 对一条后备资格的决定")
class CandidacyInput(AboutCandidacyInput):
    """With its reason."""

    reason: str | None = field(description=REASON, default=None)


@strawberry.input(description="Evidence for one merit. 一项条件的依据")
class MeritInput:
    """R27."""

    code: str = field(description="The merit's code in the rule set. 条件代码")
    evidence: str = field(description="In words; sealed for the person. 依据（加密保存）")


@strawberry.input(description="Propose somebody for a village's reserve. 提名")
class ProposeCandidateInput(CandidacyInput):
    """R27."""

    merits: list[MeritInput] = field(description="Evidence for each of the six merits. 六项条件及依据")


@strawberry.input(description="The township's conclusion. 乡镇初审结论")
class ScreenCandidateInput(CandidacyInput):
    """R28."""

    outcome: words.Outcome = field(description="The conclusion. 结论")
    items: list[str] | None = field(description=ITEMS, default=None)


@strawberry.input(description="One agency's answer about one person. 联审单位意见")
class RecordOpinionInput(CandidacyInput):
    """`decidedBy` signs."""

    agency: str = field(description=AGENCY)
    answer: words.AgencyAnswer = field(description="What it answered. 答复")
    items: list[str] | None = field(description=ITEMS, default=None)
    second_signer: str | None = field(
        description="Beside the signer, where an item is broad. 第二签字人", default=None
    )


@strawberry.input(description="An agency's letter over a frozen list. 名单函复：其余人员无异议")
class RecordNoObjectionInput:
    """Whoever has an answer of their own keeps it."""

    agency: str = field(description=AGENCY)
    candidacies: list[strawberry.ID] = field(description="Everybody on the list. 名单上的后备资格编号")
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    decided_on: date | None = field(description=ON, default=None)
    document_number: str | None = field(description="The letter's number. 函件文号", default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.input(description="The county's conclusion. 县级联审结论")
class ConcludeJointReviewInput(CandidacyInput):
    """R28."""

    outcome: words.Outcome = field(description="The conclusion. 结论")


@strawberry.input(description="Grant an exception from the general terms. 批准放宽条件")
class GrantExceptionInput(CandidacyInput):
    """R30: `decidedBy` approves, and `reason` says why."""


@strawberry.input(description="Admit to the reserve. 批准入库")
class AdmitReserveInput(CandidacyInput):
    """R29, R30."""


@strawberry.input(description="Set a tier, with its evidence as the reason. 评定层次")
class SetTierInput(CandidacyInput):
    """R37-R43."""

    tier: words.Tier = field(description="Up or down. 层次")
    together_with: str | None = field(
        description="Who decided beside a mentor. 与导师共同评定的人员", default=None
    )


@strawberry.input(description="Record that a reserve was elected. 记录使用情况")
class RecordUseInput(CandidacyInput):
    """The lawful outcome and its document, never a vote."""

    post: words.CommitteePost = field(description="To what. 当选职务")


@strawberry.input(description="A reserve was elected secretary before the general election. 提前当选书记")
class ElectEarlyInput(CandidacyInput):
    """R39: each of the three tests with its evidence, sealed for the person."""

    role_played: str = field(description="Evidence of the part they have played. 作用发挥较好的依据")
    recognised: str = field(description="Evidence that people recognise them. 群众认可度较高的依据")
    conditions_ripe: str = field(description="Evidence that conditions are ripe. 条件成熟的依据")


@strawberry.input(description="Record that somebody left the reserve. 出库")
class ExitReserveInput(CandidacyInput):
    """With the reason in words, too."""

    why: words.ExitReason = field(description="As a code. 原因")


@strawberry.input(description="Enter a review done on paper before. 补录以往的审查")
class RecordEarlierReviewInput(CandidacyInput):
    """It holds from its own date, under old rules until it is accepted."""

    stage: words.ReviewStage = field(description="Which stage. 环节")
    outcome: words.Outcome = field(description="The conclusion. 结论")


@strawberry.input(description="Accept a review done under old rules. 认可以往的审查")
class AcceptEarlierReviewInput(CandidacyInput):
    """As good under the rules in force."""

    stage: words.ReviewStage = field(description="Which stage. 环节")


@strawberry.type(description="What a decision about a candidacy answered. 办理结果")
class CandidacyPayload(Payload):
    """With the person's file as it is now."""

    candidacy: strawberry.ID | None = field(description="Which candidacy. 后备资格编号", metadata=P0)
    decision: strawberry.ID | None = field(
        description="Ask `decision(id:)` for it; may be null where it had been decided so before. 决定编号",
        metadata=P0,
    )
    person: PersonFile | None = field(description="As it is now. 最新档案", metadata=P1)


@strawberry.type(description="What a letter over a list answered. 名单函复结果")
class RecordNoObjectionPayload(Payload):
    """How many answers it gave."""

    recorded: int = field(description="People who had no answer of their own. 记录人数", metadata=P1)
