"""Due process: one mutation a step, named like its command. An objection's content is not asked for."""

from typing import Annotated

import strawberry
from strawberry import argument, field

from api.commands.vetting import decide
from api.commands.vetting_shapes import AGENCY, AboutCandidacyInput, CandidacyInput, CandidacyPayload
from api.questions.asking import Info, command
from api.values import due_process as words
from domain.candidacy.due_process import commands as wish
from domain.candidacy.due_process.events import Origin, Settlement
from domain.objection.decide import DecideObjection, LodgeObjection
from domain.objection.events import Channel, Verdict
from services import due_process


@strawberry.input(description="A step about an adverse finding. 不利意见的程序步骤")
class FindingInput(CandidacyInput):
    """The last finding of that origin."""

    origin: words.FindingOrigin = field(description="What it came from. 来源")
    agency: str | None = field(description=AGENCY, default=None)

    @property
    def which(self) -> tuple[Origin, str]:
        """As the domain takes it."""
        return Origin[self.origin.name], (self.agency or "").strip()


@strawberry.input(description="The person was informed of a finding. 告知本人")
class InformSubjectInput(FindingInput):
    """With the paper."""

    withheld: bool = field(
        description="They were not, by law; the reason names the law. 依法不予告知（理由写明依据）",
        default=False,
    )


@strawberry.input(description="The person's statement was heard. 听取陈述申辩")
class HearStatementInput(FindingInput):
    """With the record's number."""

    declined: bool = field(description="They chose to make none. 本人放弃陈述", default=False)


@strawberry.input(description="Settle a finding, with reasons. 处理不利意见")
class SettleFindingInput(FindingInput):
    """By a named person."""

    settlement: words.FindingSettlement = field(description="How. 处理")


@strawberry.input(description="The person was given the decision. 答复本人")
class AnswerFindingInput(FindingInput):
    """With the right of appeal."""

    appeal_to: str | None = field(description="Who hears an appeal. 申诉受理单位", default=None)


@strawberry.input(description="Receive an objection; what it says is not entered. 受理异议（不录入内容）")
class LodgeObjectionInput(AboutCandidacyInput):
    """`decidedBy` received it, on `decidedOn`."""

    channel: words.ObjectionChannel = field(description="How it came in. 提出方式")


@strawberry.input(description="Answer an objection, with reasons. 复核答复异议")
class DecideObjectionInput(CandidacyInput):
    """By somebody who decided no stage."""

    verdict: words.ObjectionVerdict = field(description="How. 复核结果")
    number: int | None = field(description="Where several are open. 异议序号（多件时填写）", default=None)


@strawberry.type
class DueProcessCommands:
    """The engine lists what is due; people take the steps."""

    @command("The person was informed of an adverse finding. 告知本人")
    def inform_subject(
        self, info: Info, input: Annotated[InformSubjectInput, argument(description="Which. 告知内容")]
    ) -> CandidacyPayload | None:
        """First."""
        origin, agency = input.which
        return decide(
            info.context,
            input,
            due_process.inform_subject,
            lambda found, reason: wish.InformSubject(
                candidacy=found, reason=reason, origin=origin, agency=agency, withheld=input.withheld
            ),
        )

    @command("The person's statement was heard. 听取陈述申辩")
    def hear_statement(
        self, info: Info, input: Annotated[HearStatementInput, argument(description="Which. 陈述情况")]
    ) -> CandidacyPayload | None:
        """Second."""
        origin, agency = input.which
        return decide(
            info.context,
            input,
            due_process.hear_statement,
            lambda found, reason: wish.HearStatement(
                candidacy=found, reason=reason, origin=origin, agency=agency, declined=input.declined
            ),
        )

    @command("Uphold a finding, find it cured or withdraw it. 处理不利意见")
    def settle_finding(
        self, info: Info, input: Annotated[SettleFindingInput, argument(description="Which. 处理内容")]
    ) -> CandidacyPayload | None:
        """Third."""
        (origin, agency), settlement = input.which, Settlement[input.settlement.name]
        return decide(
            info.context,
            input,
            due_process.settle_finding,
            lambda found, reason: wish.SettleFinding(
                candidacy=found, reason=reason, origin=origin, agency=agency, settlement=settlement
            ),
        )

    @command("The person was given the decision on a finding. 答复本人")
    def answer_finding(
        self, info: Info, input: Annotated[AnswerFindingInput, argument(description="Which. 答复内容")]
    ) -> CandidacyPayload | None:
        """Last."""
        origin, agency = input.which
        return decide(
            info.context,
            input,
            due_process.answer_finding,
            lambda found, reason: wish.AnswerFinding(
                candidacy=found, reason=reason, origin=origin, agency=agency, appeal_to=input.appeal_to or ""
            ),
        )

    @command("Receive an objection of the person. 受理异议")
    def lodge_objection(
        self, info: Info, input: Annotated[LodgeObjectionInput, argument(description="Whose. 异议")]
    ) -> CandidacyPayload | None:
        """Never a finding."""
        channel = Channel[input.channel.name]
        return decide(
            info.context,
            input,
            due_process.lodge_objection,
            lambda found, _: LodgeObjection(candidacy=found, channel=channel),
        )

    @command("Answer an objection. 复核答复异议")
    def decide_objection(
        self, info: Info, input: Annotated[DecideObjectionInput, argument(description="Which. 复核内容")]
    ) -> CandidacyPayload | None:
        """Upheld, rejected or answered."""
        verdict = Verdict[input.verdict.name]
        return decide(
            info.context,
            input,
            due_process.decide_objection,
            lambda found, reason: DecideObjection(
                candidacy=found, reason=reason, verdict=verdict, number=input.number
            ),
        )
