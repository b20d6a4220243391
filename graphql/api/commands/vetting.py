"""Vetting: one mutation per command, named like it. Names or codes are accepted; who typed is not who decided."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, TypeVar

import strawberry
from strawberry import argument, field

from api.commands.carrying_out import (
    DecidedByInput,
    Payload,
    candidacy_meant,
    decided,
    done,
    file_after,
    refused,
    tried,
)
from api.commands.settling import BY, DOCUMENT, KEY, PERSON
from api.context import Context
from api.questions.asking import Info, command
from api.questions.person_files import PersonFile
from api.values import vetting as words
from api.values.grading import P0, P1
from domain.candidacy import commands as wish
from domain.candidacy import events as said
from domain.candidacy import parties_of
from domain.grades import Viewer
from domain.ids import CandidacyId
from domain.vetting_rules import Stage
from services import vetting
from services.desk import Desk
from services.ports import Appended
from services.settling import Decided

VILLAGE = (
    "A village's 12-digit code, or a name that only one village of the region bears. 村代码或（不重名的）村名"
)
ON = "The day of the decision; today when absent. 决定日期，不填为今天"
REASON = "In words; sealed for the person. 文字理由（加密保存）"
ITEMS = "Codes of the negative list. 负面清单项目代码"
AGENCY = "The agency's code in the rule set. 单位代码"

W = TypeVar("W", bound=wish.Wish)
UseCase = Callable[[Desk, Viewer, W, Decided], Appended]


@strawberry.input(description="A decision about one person for one village. 对一条后备资格的决定")
class CandidacyInput:
    """What every decision says."""

    person: str = field(description=PERSON)
    village: str = field(description=VILLAGE)
    reason: str | None = field(description=REASON, default=None)
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    decided_on: date | None = field(description=ON, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


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


def _decide(
    context: Context, input: CandidacyInput, use_case: UseCase[W], asked: Callable[[CandidacyId, str], W]
) -> CandidacyPayload:
    """Whom it means, one use case, what it answered."""
    by = decided(input.decided_by, input.document_number, input.idempotency_key, input.decided_on)
    desk = context.office.desk

    def carry_out() -> tuple[Appended, CandidacyId]:
        found = candidacy_meant(context, input.person, input.village)
        return use_case(desk, context.viewer, asked(found, input.reason or ""), by), found

    answer, errors = tried(carry_out)
    if answer is None:
        return CandidacyPayload(**refused(errors), candidacy=None, decision=None, person=None)
    appended, found = answer
    outcome = done(appended.last, replayed=appended.replayed)
    return CandidacyPayload(
        **outcome,
        candidacy=strawberry.ID(found),
        decision=_decision(desk, appended, found),
        person=file_after(context, parties_of(found)[0], outcome["position"]),
    )


def _decision(desk: Desk, appended: Appended, found: CandidacyId) -> strawberry.ID | None:
    """The event that was appended; where there was nothing new to append, the last one if nothing came since."""
    last = desk.log.read(f"candidacy:{found}")[-1:]
    mine = [r for r in last if appended.first <= r.position <= appended.last]
    return strawberry.ID(mine[0].event_id) if mine else None


def _items(items: list[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.strip() for item in items or ()))


@strawberry.type
class VettingCommands:
    """By whoever may enter the stage; the deciders are tested apart."""

    @command("Propose somebody, with evidence for each merit. 提名")
    def propose_candidate(
        self, info: Info, input: Annotated[ProposeCandidateInput, argument(description="Whom. 提名内容")]
    ) -> CandidacyPayload | None:
        """R27."""
        merits = {merit.code: merit.evidence for merit in input.merits}
        return _decide(
            info.context,
            input,
            vetting.propose_candidate,
            lambda found, reason: wish.ProposeCandidate(candidacy=found, reason=reason, merits=merits),
        )

    @command("Enter the township's conclusion. 录入乡镇初审结论")
    def screen_candidate(
        self, info: Info, input: Annotated[ScreenCandidateInput, argument(description="What. 初审内容")]
    ) -> CandidacyPayload | None:
        """R28."""
        outcome, items = said.Outcome[input.outcome.name], _items(input.items)
        return _decide(
            info.context,
            input,
            vetting.screen_candidate,
            lambda found, reason: wish.ScreenCandidate(
                candidacy=found, reason=reason, outcome=outcome, items=items
            ),
        )

    @command("Enter one agency's answer. 录入联审单位意见")
    def record_opinion(
        self, info: Info, input: Annotated[RecordOpinionInput, argument(description="What. 意见内容")]
    ) -> CandidacyPayload | None:
        """Competent agencies only."""
        return _decide(
            info.context,
            input,
            vetting.record_opinion,
            lambda found, reason: wish.RecordOpinion(
                candidacy=found,
                reason=reason,
                agency=input.agency.strip(),
                answer=said.Answer[input.answer.name],
                items=_items(input.items),
                second_signer=input.second_signer or "",
            ),
        )

    @command("Enter an agency's letter over a list: no objection. 录入名单函复")
    def record_no_objection(
        self, info: Info, input: Annotated[RecordNoObjectionInput, argument(description="What. 函复内容")]
    ) -> RecordNoObjectionPayload | None:
        """Whole or not at all."""
        context = info.context
        by = decided(input.decided_by, input.document_number, input.idempotency_key, input.decided_on)
        asked = wish.RecordNoObjection(
            agency=input.agency.strip(), candidacies=tuple(CandidacyId(c) for c in input.candidacies)
        )
        desk = context.office.desk
        answer, errors = tried(lambda: vetting.record_no_objection(desk, context.viewer, asked, by))
        if answer is None:
            return RecordNoObjectionPayload(**refused(errors), recorded=0)
        written = desk.log.read_all(answer.first - 1, answer.last - answer.first + 1)
        return RecordNoObjectionPayload(
            **done(answer.last, replayed=answer.replayed),
            recorded=sum(isinstance(r.event, said.OpinionRecorded) and r.event.by_list for r in written),
        )

    @command("Enter the county's conclusion. 录入县级联审结论")
    def conclude_joint_review(
        self, info: Info, input: Annotated[ConcludeJointReviewInput, argument(description="What. 结论内容")]
    ) -> CandidacyPayload | None:
        """R28."""
        outcome = said.Outcome[input.outcome.name]
        return _decide(
            info.context,
            input,
            vetting.conclude_joint_review,
            lambda found, reason: wish.ConcludeJointReview(candidacy=found, reason=reason, outcome=outcome),
        )

    @command("Grant an exception from the general terms. 批准放宽条件")
    def grant_exception(
        self, info: Info, input: Annotated[GrantExceptionInput, argument(description="For whom. 批准内容")]
    ) -> CandidacyPayload | None:
        """R30."""
        return _decide(
            info.context,
            input,
            vetting.grant_exception,
            lambda found, reason: wish.GrantException(candidacy=found, reason=reason),
        )

    @command("Admit somebody to the reserve. 批准入库")
    def admit_reserve(
        self, info: Info, input: Annotated[AdmitReserveInput, argument(description="Whom. 入库内容")]
    ) -> CandidacyPayload | None:
        """Both reviews clear and in force."""
        return _decide(
            info.context,
            input,
            vetting.admit_reserve,
            lambda found, reason: wish.AdmitReserve(candidacy=found, reason=reason),
        )

    @command("Set a reserve's tier. 评定层次")
    def set_tier(
        self, info: Info, input: Annotated[SetTierInput, argument(description="Whose. 评定内容")]
    ) -> CandidacyPayload | None:
        """Up or down."""
        tier = said.Tier[input.tier.name]
        return _decide(
            info.context,
            input,
            vetting.set_tier,
            lambda found, reason: wish.SetTier(
                candidacy=found, reason=reason, tier=tier, together_with=input.together_with or ""
            ),
        )

    @command("Record that a reserve was elected to a committee. 记录使用情况")
    def record_use(
        self, info: Info, input: Annotated[RecordUseInput, argument(description="Whose. 使用内容")]
    ) -> CandidacyPayload | None:
        """R38."""
        post = said.Post[input.post.name]
        return _decide(
            info.context,
            input,
            vetting.record_use,
            lambda found, reason: wish.RecordUse(candidacy=found, reason=reason, post=post),
        )

    @command("Record that somebody left the reserve. 出库")
    def exit_reserve(
        self, info: Info, input: Annotated[ExitReserveInput, argument(description="Whose. 出库内容")]
    ) -> CandidacyPayload | None:
        """With a reason."""
        why = said.ExitReason[input.why.name]
        return _decide(
            info.context,
            input,
            vetting.exit_reserve,
            lambda found, reason: wish.ExitReserve(candidacy=found, reason=reason, why=why),
        )

    @command("Enter a review done on paper before. 补录以往的审查")
    def record_earlier_review(
        self, info: Info, input: Annotated[RecordEarlierReviewInput, argument(description="What. 补录内容")]
    ) -> CandidacyPayload | None:
        """Under old rules until accepted."""
        stage, outcome = Stage[input.stage.name], said.Outcome[input.outcome.name]
        return _decide(
            info.context,
            input,
            vetting.record_earlier_review,
            lambda found, reason: wish.RecordEarlierReview(
                candidacy=found, reason=reason, stage=stage, outcome=outcome
            ),
        )

    @command("Accept a review done under old rules. 认可以往的审查")
    def accept_earlier_review(
        self, info: Info, input: Annotated[AcceptEarlierReviewInput, argument(description="Which. 认可内容")]
    ) -> CandidacyPayload | None:
        """By a named person, with a reason."""
        stage = Stage[input.stage.name]
        return _decide(
            info.context,
            input,
            vetting.accept_earlier_review,
            lambda found, reason: wish.AcceptEarlierReview(candidacy=found, reason=reason, stage=stage),
        )
