"""Vetting: one mutation per command, named like it. Names or codes are accepted; who typed is not who decided."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import strawberry
from strawberry import argument

from api.commands.carrying_out import (
    candidacy_meant,
    decided,
    done,
    file_after,
    refused,
    tried,
)
from api.commands.vetting_shapes import (
    AboutCandidacyInput,
    AcceptEarlierReviewInput,
    AdmitReserveInput,
    CandidacyPayload,
    ConcludeJointReviewInput,
    ElectEarlyInput,
    ExitReserveInput,
    GrantExceptionInput,
    ProposeCandidateInput,
    RecordEarlierReviewInput,
    RecordNoObjectionInput,
    RecordNoObjectionPayload,
    RecordOpinionInput,
    RecordUseInput,
    ScreenCandidateInput,
    SetTierInput,
)
from api.context import Context
from api.questions.asking import Info, command
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

W = TypeVar("W", bound=wish.Wish)
UseCase = Callable[[Desk, Viewer, W, Decided], Appended]


def decide(
    context: Context, input: AboutCandidacyInput, use_case: UseCase[W], asked: Callable[[CandidacyId, str], W]
) -> CandidacyPayload:
    """Whom it means, one use case, what it answered."""
    by = decided(input.decided_by, input.document_number, input.idempotency_key, input.decided_on)
    desk = context.office.desk

    def carry_out() -> tuple[Appended, CandidacyId]:
        found = candidacy_meant(context, input.person, input.village)
        return use_case(desk, context.viewer, asked(found, getattr(input, "reason", None) or ""), by), found

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
    streams = (f"candidacy:{found}", f"objection:{parties_of(found)[0]}")
    last = [r for events in desk.log.read_many(streams).values() for r in events[-1:]]
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
        return decide(
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
        return decide(
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
        return decide(
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
        return decide(
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
        return decide(
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
        return decide(
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
        return decide(
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
        return decide(
            info.context,
            input,
            vetting.record_use,
            lambda found, reason: wish.RecordUse(candidacy=found, reason=reason, post=post),
        )

    @command("Record an election as secretary before the general one. 提前当选书记")
    def elect_early(
        self, info: Info, input: Annotated[ElectEarlyInput, argument(description="Whose. 提前任用内容")]
    ) -> CandidacyPayload | None:
        """R39."""
        tests = {
            said.EarlyTest.ROLE_PLAYED: input.role_played,
            said.EarlyTest.RECOGNISED: input.recognised,
            said.EarlyTest.CONDITIONS_RIPE: input.conditions_ripe,
        }
        return decide(
            info.context,
            input,
            vetting.elect_early,
            lambda found, reason: wish.ElectEarly(candidacy=found, reason=reason, tests=tests),
        )

    @command("Record that somebody left the reserve. 出库")
    def exit_reserve(
        self, info: Info, input: Annotated[ExitReserveInput, argument(description="Whose. 出库内容")]
    ) -> CandidacyPayload | None:
        """With a reason."""
        why = said.ExitReason[input.why.name]
        return decide(
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
        return decide(
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
        return decide(
            info.context,
            input,
            vetting.accept_earlier_review,
            lambda found, reason: wish.AcceptEarlierReview(candidacy=found, reason=reason, stage=stage),
        )
