"""Settling what ledgers leave open. One mutation per command, named like it."""

from collections.abc import Callable
from typing import Annotated, TypeAlias

import strawberry
from strawberry import argument, field

from api.commands.carrying_out import (
    DecidedByInput,
    Outcome,
    Payload,
    decided,
    done,
    file_after,
    person_meant,
    refused,
    tried,
)
from api.context import Context
from api.questions.asking import Info, command
from api.questions.person_files import PersonFile
from api.values.grading import P1
from api.values.words import field_code
from domain.grades import Viewer
from domain.ids import PersonId
from domain.person.commands import KeepPeopleApart, MergePeople, SeparatePeople, SettleFact
from services import settling
from services.desk import Desk
from services.ports import Appended
from services.reading_values import canonical
from services.settling import Decided

PERSON = "An id, or a name that only one person of the region bears. 人员编号或（不重名的）姓名"
KEY = "The same key with the same input is carried out once. 幂等键"
DOCUMENT = "The paper behind it. 文号"
BY = "Who decided; the account itself when absent. 决定人，不填为录入人"


@strawberry.input(description="Which value of a person is right, and why. 认定一项内容")
class SettleFactInput:
    """An empty value takes an earlier settlement back."""

    person: str = field(description=PERSON)
    field: str = strawberry.field(
        description="Which field: its code or its name (birth, 出生年月). 字段代码或名称"
    )
    value: str = strawberry.field(
        description="As a ledger would write it (1990-05, 大专); empty takes a settlement back. 取值，留空为撤回认定"
    )
    reason: str = strawberry.field(description="For example: the archive, volume and page. 依据")
    decided_by: DecidedByInput | None = strawberry.field(description=BY, default=None)
    document_number: str | None = strawberry.field(description=DOCUMENT, default=None)
    idempotency_key: str | None = strawberry.field(description=KEY, default=None)


@strawberry.input(description="Two records that are, or were taken for, one person. 两条记录")
class TwoPeopleInput:
    """The order does not matter."""

    person: str = field(description=PERSON)
    other: str = field(description=PERSON)
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.input(description="Two records are one person. 合并两条记录")
class MergePeopleInput(TwoPeopleInput):
    """Reversible."""


@strawberry.input(description="Take a merge back. 拆分已合并的记录")
class SeparatePeopleInput(TwoPeopleInput):
    """Both records are as before."""


@strawberry.input(description="Two like records are two people. 认定不是同一人")
class KeepPeopleApartInput(TwoPeopleInput):
    """They are no longer suggested."""


@strawberry.type(description="What settling a value answered. 认定结果")
class SettleFactPayload(Payload):
    """With the file as it is now."""

    person: PersonFile | None = field(description="As it is now. 最新档案", metadata=P1)


@strawberry.type(description="What merging answered. 合并结果")
class MergePeoplePayload(Payload):
    """With the one file of both."""

    person: PersonFile | None = field(description="The one file of both. 合并后的档案", metadata=P1)


@strawberry.type(description="What separating answered. 拆分结果")
class SeparatePeoplePayload(Payload):
    """With both files."""

    person: PersonFile | None = field(description="The first. 甲", metadata=P1)
    other: PersonFile | None = field(description="The second. 乙", metadata=P1)


@strawberry.type(description="What keeping apart answered. 认定不是同一人的结果")
class KeepPeopleApartPayload(Payload):
    """With both files."""

    person: PersonFile | None = field(description="The first. 甲", metadata=P1)
    other: PersonFile | None = field(description="The second. 乙", metadata=P1)


Pair: TypeAlias = tuple[PersonId, PersonId]
OfTwo: TypeAlias = Callable[[Desk, Viewer, Pair, Decided], Appended]


def _merge(desk: Desk, viewer: Viewer, pair: Pair, by: Decided) -> Appended:
    return settling.merge_people(desk, viewer, MergePeople(person=pair[0], other=pair[1]), by)


def _separate(desk: Desk, viewer: Viewer, pair: Pair, by: Decided) -> Appended:
    return settling.separate_people(desk, viewer, SeparatePeople(person=pair[0], other=pair[1]), by)


def _keep_apart(desk: Desk, viewer: Viewer, pair: Pair, by: Decided) -> Appended:
    return settling.keep_people_apart(desk, viewer, KeepPeopleApart(person=pair[0], other=pair[1]), by)


def _of_two(
    context: Context, input: TwoPeopleInput, carry_out: OfTwo
) -> tuple[Outcome, PersonFile | None, PersonFile | None]:
    """Carry out a command about two people; both files afterwards."""
    by = decided(input.decided_by, input.document_number, input.idempotency_key)

    def both() -> tuple[Appended, Pair]:
        pair = (person_meant(context, input.person, "person"), person_meant(context, input.other, "other"))
        return carry_out(context.office.desk, context.viewer, pair, by), pair

    answer, errors = tried(both)
    if answer is None:
        return refused(errors), None, None
    appended, (person, other) = answer
    outcome = done(appended.last, replayed=appended.replayed)
    at = outcome["position"]
    return outcome, file_after(context, person, at), file_after(context, other, at)


@strawberry.type
class SettlingCommands:
    """By whoever may enter data for the person's place."""

    @command("Say which value of a person is right, and why. 认定一项内容")
    def settle_fact(
        self, info: Info, input: Annotated[SettleFactInput, argument(description="What to settle. 认定内容")]
    ) -> SettleFactPayload | None:
        """Takes a name or an id, a value in any of the words that ledgers use."""
        context = info.context
        desk = context.office.desk
        by = decided(input.decided_by, input.document_number, input.idempotency_key)

        def carry_out() -> tuple[Appended, PersonId]:
            person = person_meant(context, input.person, "person")
            name = field_code(input.field)
            value = canonical(name, input.value, desk.clock.today())
            wish = SettleFact(person=person, field=name, value=value, reason=input.reason)
            return settling.settle_fact(desk, context.viewer, wish, by), person

        answer, errors = tried(carry_out)
        if answer is None:
            return SettleFactPayload(**refused(errors), person=None)
        appended, person = answer
        outcome = done(appended.last, replayed=appended.replayed)
        return SettleFactPayload(**outcome, person=file_after(context, person, outcome["position"]))

    @command("Two records are one person; reversible. 合并两条记录")
    def merge_people(
        self, info: Info, input: Annotated[MergePeopleInput, argument(description="Which two. 两条记录")]
    ) -> MergePeoplePayload | None:
        """Nothing is lost."""
        outcome, person, _ = _of_two(info.context, input, _merge)
        return MergePeoplePayload(**outcome, person=person)

    @command("Take a merge back. 拆分已合并的记录")
    def separate_people(
        self, info: Info, input: Annotated[SeparatePeopleInput, argument(description="Which two. 两条记录")]
    ) -> SeparatePeoplePayload | None:
        """Both records are as before."""
        outcome, person, other = _of_two(info.context, input, _separate)
        return SeparatePeoplePayload(**outcome, person=person, other=other)

    @command("Two like records are two people: no longer suggest them. 认定不是同一人")
    def keep_people_apart(
        self, info: Info, input: Annotated[KeepPeopleApartInput, argument(description="Which two. 两条记录")]
    ) -> KeepPeopleApartPayload | None:
        """Merging them later is still possible."""
        outcome, person, other = _of_two(info.context, input, _keep_apart)
        return KeepPeopleApartPayload(**outcome, person=person, other=other)
