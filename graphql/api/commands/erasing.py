"""Forgetting a person: asked for by one, approved by another."""

from typing import Annotated

import strawberry
from strawberry import argument, field

from api.commands.carrying_out import (
    DecidedByInput,
    Payload,
    decided,
    done,
    person_meant,
    refused,
    tried,
)
from api.commands.settling import BY, DOCUMENT, KEY, PERSON
from api.questions.asking import Info, command
from api.values.grading import P0
from domain.ids import RequestId
from services import erasing
from services.ports import Appended


@strawberry.input(description="Ask that a person be forgotten. 申请清除个人信息")
class RequestErasureInput:
    """Nothing is forgotten until somebody else approves."""

    person: str = field(description=PERSON)
    reason: str = field(description="Why. 理由")
    basis: str = field(description="The legal basis. 法律依据")
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.input(description="Approve somebody else's request. 批准清除")
class ApproveErasureInput:
    """Cannot be taken back."""

    request: strawberry.ID = field(description="As the request answered it. 申请编号")
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.type(description="What the request answered. 申请结果")
class RequestErasurePayload(Payload):
    """With the id for the one who approves."""

    request: strawberry.ID | None = field(description="For the one who approves. 申请编号", metadata=P0)


@strawberry.type(description="What the approval answered. 批准结果")
class ApproveErasurePayload(Payload):
    """The person is gone from every answer, past ones too."""

    request: strawberry.ID | None = field(description="The one approved. 申请编号", metadata=P0)


@strawberry.type
class ErasingCommands:
    """By two people who may erase."""

    @command("Ask that a person be forgotten, on a legal basis. 申请清除个人信息")
    def request_erasure(
        self, info: Info, input: Annotated[RequestErasureInput, argument(description="Whom. 申请内容")]
    ) -> RequestErasurePayload | None:
        """Answers the request's id."""
        context = info.context
        by = decided(input.decided_by, input.document_number, input.idempotency_key)

        def carry_out() -> erasing.Requested:
            person = person_meant(context, input.person, "person")
            return erasing.ask_for_erasure(
                context.office.desk, context.viewer, person, input.reason, input.basis, by
            )

        answer, errors = tried(carry_out)
        if answer is None:
            return RequestErasurePayload(**refused(errors), request=None)
        appended = answer.appended
        outcome = done(appended.last, replayed=appended.replayed)
        return RequestErasurePayload(**outcome, request=strawberry.ID(answer.request))

    @command("Approve somebody else's request: the person is forgotten for good. 批准清除")
    def approve_erasure(
        self, info: Info, input: Annotated[ApproveErasureInput, argument(description="Which. 批准内容")]
    ) -> ApproveErasurePayload | None:
        """Destroys the person's key."""
        context = info.context
        by = decided(input.decided_by, input.document_number, input.idempotency_key)

        def carry_out() -> Appended:
            return erasing.approve_erasure(context.office.desk, context.viewer, RequestId(input.request), by)

        answer, errors = tried(carry_out)
        if answer is None:
            return ApproveErasurePayload(**refused(errors), request=None)
        context.office.live.forget_past()
        return ApproveErasurePayload(**done(answer.last, replayed=answer.replayed), request=input.request)
