"""Training: a course with its list of people, and trial posts."""

from datetime import date
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
    village_meant,
)
from api.commands.settling import BY, DOCUMENT, KEY, PERSON
from api.commands.vetting_shapes import ON, VILLAGE
from api.questions.asking import Info, command
from domain.training.decide import AssignTrialPost, HoldTraining
from services import training
from services.ports import Appended


@strawberry.input(description="Somebody who was there. 到课人员")
class AttendedInput:
    """And on how many days."""

    person: str = field(description=PERSON)
    days: int = field(description="Of the course. 到课天数")


@strawberry.input(description="A course that was held. 培训")
class HoldTrainingInput:
    """One transaction over the whole list."""

    title: str = field(description="Its name. 课程名称")
    held_on: date = field(description="Its first day. 开始日期")
    days: int = field(description="How long it was. 天数")
    attended: list[AttendedInput] = field(description="Who was there. 到课名单")
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    decided_on: date | None = field(description=ON, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.input(description="A post on trial. 跟班锻炼")
class AssignTrialPostInput:
    """R43."""

    person: str = field(description=PERSON)
    village: str = field(description=VILLAGE)
    post: str = field(description="What they do there; sealed for the person. 岗位（加密保存）")
    since: date = field(description="Its first day. 开始日期")
    until: date | None = field(description="Its last day. 结束日期", default=None)
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    decided_on: date | None = field(description=ON, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.type(description="What entering a course answered. 培训录入结果")
class HoldTrainingPayload(Payload):
    """Nothing more."""


@strawberry.type(description="What giving a trial post answered. 跟班锻炼录入结果")
class AssignTrialPostPayload(Payload):
    """Nothing more."""


@strawberry.type
class TrainingCommands:
    """By whoever may enter data for each person's place."""

    @command("Enter a course with everybody who was there. 录入培训")
    def hold_training(
        self, info: Info, input: Annotated[HoldTrainingInput, argument(description="What. 培训内容")]
    ) -> HoldTrainingPayload | None:
        """Whole or not at all."""
        context = info.context
        by = decided(input.decided_by, input.document_number, input.idempotency_key, input.decided_on)

        def carry_out() -> Appended:
            there = {person_meant(context, one.person, "attended"): one.days for one in input.attended}
            wish = HoldTraining(title=input.title, held_on=input.held_on, days=input.days, attended=there)
            return training.hold_training(context.office.desk, context.viewer, wish, by)

        answer, errors = tried(carry_out)
        if answer is None:
            return HoldTrainingPayload(**refused(errors))
        return HoldTrainingPayload(**done(answer.last, replayed=answer.replayed))

    @command("Give a person a post on trial. 安排跟班锻炼")
    def assign_trial_post(
        self, info: Info, input: Annotated[AssignTrialPostInput, argument(description="What. 锻炼内容")]
    ) -> AssignTrialPostPayload | None:
        """At a village of one's region."""
        context = info.context
        by = decided(input.decided_by, input.document_number, input.idempotency_key, input.decided_on)

        def carry_out() -> Appended:
            wish = AssignTrialPost(
                person=person_meant(context, input.person, "person"),
                village=village_meant(context, input.village),
                post=input.post,
                since=input.since,
                until=input.until,
            )
            return training.assign_trial_post(context.office.desk, context.viewer, wish, by)

        answer, errors = tried(carry_out)
        if answer is None:
            return AssignTrialPostPayload(**refused(errors))
        return AssignTrialPostPayload(**done(answer.last, replayed=answer.replayed))
