"""Willingness, outreach, the watch list and ties. One mutation per command, named like it."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument

from api.commands import mobilising_shapes as shapes
from api.commands.carrying_out import Outcome, decided, done, file_after, person_meant, refused, tried
from api.commands.places import villages_meant
from api.context import Context
from api.questions.asking import Info, command
from api.questions.person_files import PersonFile
from api.values.words import WORDINGS, code_of
from domain.ids import PersonId, VillageCode
from domain.kinship import Kin, KnownFrom
from domain.kinship.decide import RecordTie, WithdrawTie
from domain.outreach import WillingTo
from domain.outreach import commands as wish
from domain.outreach.events import (
    Channel,
    OutreachAnswer,
    OutreachPrivate,
    Reason,
    WatchReason,
    Willingness,
)
from services import mobilising, recording_ties
from services.ports import Appended
from services.settling import Decided


def _by(input: shapes.OfPersonInput) -> Decided:
    return decided(input.decided_by, input.document_number, input.idempotency_key, input.decided_on)


def _day(context: Context, given: date | None, input: shapes.OfPersonInput) -> date:
    return given or input.decided_on or context.office.desk.clock.today()


def _kind(text: str) -> WillingTo:
    return WillingTo(code_of("willing_to", "kind", text) or "")


def _channel(argument_: str, text: str | None) -> Channel | None:
    return Channel(code_of("outreach_channel", argument_, text) or "") if text else None


def _village(context: Context, text: str | None) -> VillageCode | None:
    return villages_meant(context, [text], "village")[0] if text else None


def _answered(answer: str, reason: str | None) -> tuple[Willingness, Reason | None]:
    """`health` and the like are a no with its reason; that nobody was asked is no answer."""
    if given := WORDINGS["willingness_reason"].read(answer):
        return Willingness.NO, Reason(given)
    code = code_of("willingness_answer", "answer", answer)
    why = code_of("willingness_reason", "reason", reason) if reason else None
    return Willingness(code or ""), Reason(why) if why else None


def _one_after(
    context: Context, name: str, carry_out: Callable[[PersonId], Appended]
) -> tuple[Outcome, PersonFile | None]:
    """Carry out a command about one person; their file afterwards."""

    def both() -> tuple[Appended, PersonId]:
        person = person_meant(context, name, "person")
        return carry_out(person), person

    answer, errors = tried(both)
    if answer is None:
        return refused(errors), None
    appended, person = answer
    outcome = done(appended.last, replayed=appended.replayed)
    return outcome, file_after(context, person, outcome["position"])


def _two_after(
    context: Context, names: tuple[str, str], carry_out: Callable[[PersonId, PersonId], Appended]
) -> tuple[Outcome, PersonFile | None, PersonFile | None]:
    """The same about two people."""

    def both() -> tuple[Appended, PersonId, PersonId]:
        one = person_meant(context, names[0], "person")
        other = person_meant(context, names[1], "other")
        return carry_out(one, other), one, other

    answer, errors = tried(both)
    if answer is None:
        return refused(errors), None, None
    appended, one, other = answer
    outcome = done(appended.last, replayed=appended.replayed)
    at = outcome["position"]
    return outcome, file_after(context, one, at), file_after(context, other, at)


@strawberry.type
class MobilisingCommands:
    """By whoever may enter data for the person's place."""

    @command("Take down what somebody answered. 登记意愿答复")
    def record_willingness(
        self,
        info: Info,
        input: Annotated[shapes.RecordWillingnessInput, argument(description="Who and what. 答复内容")],
    ) -> shapes.RecordWillingnessPayload | None:
        """Beside what ledgers claim, the later word counts."""
        context, office = info.context, info.context.office

        def carry_out(person: PersonId) -> Appended:
            answer, reason = _answered(input.answer, input.reason)
            asked = wish.RecordWillingness(
                person=person,
                kind=_kind(input.kind),
                answer=answer,
                reason=reason,
                answered_on=_day(context, input.answered_on, input),
                channel=_channel("channel", input.channel),
                village=_village(context, input.village),
            )
            return mobilising.record_willingness(
                office.desk, context.viewer, office.county, asked, _by(input)
            )

        outcome, person = _one_after(context, input.person, carry_out)
        return shapes.RecordWillingnessPayload(**outcome, person=person)

    @command("Mark somebody as excellent. 标注优秀人选")
    def mark_excellent(
        self, info: Info, input: Annotated[shapes.MarkExcellentInput, argument(description="Whom. 标注内容")]
    ) -> shapes.MarkExcellentPayload | None:
        """Worth winning where they are unwilling."""
        context, office = info.context, info.context.office

        def carry_out(person: PersonId) -> Appended:
            asked = wish.MarkExcellent(person=person, words=input.words)
            return mobilising.mark_excellent(office.desk, context.viewer, office.county, asked, _by(input))

        outcome, person = _one_after(context, input.person, carry_out)
        return shapes.MarkExcellentPayload(**outcome, person=person)

    @command("Take the mark as excellent back. 撤回优秀人选标注")
    def withdraw_excellent_mark(
        self,
        info: Info,
        input: Annotated[shapes.WithdrawExcellentMarkInput, argument(description="Whose. 撤回内容")],
    ) -> shapes.WithdrawExcellentMarkPayload | None:
        """They are no longer in the list of those to be won."""
        context, office = info.context, info.context.office

        def carry_out(person: PersonId) -> Appended:
            asked = wish.WithdrawExcellentMark(person=person, words=input.words)
            return mobilising.withdraw_excellent_mark(
                office.desk, context.viewer, office.county, asked, _by(input)
            )

        outcome, person = _one_after(context, input.person, carry_out)
        return shapes.WithdrawExcellentMarkPayload(**outcome, person=person)

    @command("Enter a contact with somebody to be won. 登记联系动员")
    def record_outreach(
        self,
        info: Info,
        input: Annotated[shapes.RecordOutreachInput, argument(description="The contact. 联系内容")],
    ) -> shapes.RecordOutreachPayload | None:
        """Two refusals, by the rules, end it."""
        context, office = info.context, info.context.office

        def carry_out(person: PersonId) -> Appended:
            about = OutreachPrivate(
                channel=Channel(code_of("outreach_channel", "channel", input.channel) or ""),
                answer=OutreachAnswer(code_of("outreach_answer", "answer", input.answer) or ""),
                next_step=_channel("nextStep", input.next_step),
                next_on=input.next_on,
                owner=(input.owner or "").strip(),
                words=input.words or "",
            )
            asked = wish.RecordOutreach(
                person=person,
                kind=_kind(input.kind),
                made_on=_day(context, input.made_on, input),
                about=about,
            )
            return mobilising.record_outreach(office.desk, context.viewer, office.county, asked, _by(input))

        outcome, person = _one_after(context, input.person, carry_out)
        return shapes.RecordOutreachPayload(**outcome, person=person)

    @command("Put somebody on a village's watch list. 列入关注名单")
    def watch_person(
        self, info: Info, input: Annotated[shapes.WatchPersonInput, argument(description="Whom. 关注内容")]
    ) -> shapes.WatchPersonPayload | None:
        """A promising member or native; not a reserve."""
        context, office = info.context, info.context.office

        def carry_out(person: PersonId) -> Appended:
            reasons = (code_of("watch_reason", "reasons", reason) for reason in input.reasons or ())
            asked = wish.WatchPerson(
                person=person,
                village=villages_meant(context, [input.village], "village")[0],
                reasons=tuple(sorted({WatchReason(reason or "") for reason in reasons})),
                words=input.words or "",
            )
            return mobilising.watch_person(office.desk, context.viewer, office.county, asked, _by(input))

        outcome, person = _one_after(context, input.person, carry_out)
        return shapes.WatchPersonPayload(**outcome, person=person)

    @command("Take somebody off a village's watch list. 移出关注名单")
    def stop_watching(
        self, info: Info, input: Annotated[shapes.StopWatchingInput, argument(description="Whom. 移出内容")]
    ) -> shapes.StopWatchingPayload | None:
        """For that village."""
        context, office = info.context, info.context.office

        def carry_out(person: PersonId) -> Appended:
            village = villages_meant(context, [input.village], "village")[0]
            asked = wish.StopWatching(person=person, village=village, words=input.words or "")
            return mobilising.stop_watching(office.desk, context.viewer, office.county, asked, _by(input))

        outcome, person = _one_after(context, input.person, carry_out)
        return shapes.StopWatchingPayload(**outcome, person=person)

    @command("Record that two people are kin. 登记亲属关系")
    def record_tie(
        self, info: Info, input: Annotated[shapes.RecordTieInput, argument(description="Which two. 关系内容")]
    ) -> shapes.RecordTiePayload | None:
        """Whoever decides about a person is tested against it."""
        context, office = info.context, info.context.office

        def carry_out(person: PersonId, other: PersonId) -> Appended:
            asked = RecordTie(
                person=person,
                other=other,
                kind=Kin(code_of("kin", "kind", input.kind) or ""),
                known_from=KnownFrom(code_of("tie_source", "source", input.source) or ""),
                words=input.words or "",
            )
            return recording_ties.record_tie(office.desk, context.viewer, office.county, asked, _by(input))

        outcome, person, other = _two_after(context, (input.person, input.other), carry_out)
        return shapes.RecordTiePayload(**outcome, person=person, other=other)

    @command("Take a tie back. 撤回亲属关系")
    def withdraw_tie(
        self,
        info: Info,
        input: Annotated[shapes.WithdrawTieInput, argument(description="Which two. 撤回内容")],
    ) -> shapes.WithdrawTiePayload | None:
        """It stays in the history."""
        context, office = info.context, info.context.office

        def carry_out(person: PersonId, other: PersonId) -> Appended:
            asked = WithdrawTie(person=person, other=other, words=input.words or "")
            return recording_ties.withdraw_tie(office.desk, context.viewer, office.county, asked, _by(input))

        outcome, person, other = _two_after(context, (input.person, input.other), carry_out)
        return shapes.WithdrawTiePayload(**outcome, person=person, other=other)
