"""Mentoring by decision. One mutation per command, named like it."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, NamedTuple

import strawberry
from strawberry import argument

from api.commands.carrying_out import (
    Outcome,
    decided,
    done,
    file_after,
    person_meant,
    refused,
    tried,
)
from api.commands.mentoring_shapes import (
    AssignMentorInput,
    AssignMentorPayload,
    HoldTalkInput,
    HoldTalkPayload,
    OfTwoInput,
    RegisterMentorInput,
    RegisterMentorPayload,
    ReleaseMentorInput,
    ReleaseMentorPayload,
    SetMentorAbsenceInput,
    SetMentorAbsencePayload,
)
from api.commands.places import township_meant, village_of_reserve, villages_meant
from api.context import Context, PointInTime
from api.questions.asking import Info, command
from api.questions.mentors import MentorLoad
from api.questions.person_files import PersonFile
from api.values.mentoring import Finding
from api.values.words import code_of
from domain.candidacy import candidacy_of
from domain.grades import Viewer
from domain.ids import PersonId, VillageCode
from domain.mentor.decide import RegisterMentor, SetMentorAbsence
from domain.mentorship.assigning import AssignMentor
from domain.mentorship.events import ReleaseReason, TalkChannel, TalkMeasure, TalkPrivate, TalkProblem
from domain.mentorship.talking import HoldTalk, ReleaseMentor
from domain.rule_set import MentorRole
from projections.mentor_loads import load_of
from projections.world import World
from services import mentoring
from services.ports import Appended
from services.settling import Decided


class Two(NamedTuple):
    """Whom a command about a pairing means."""

    person: PersonId
    mentor: PersonId
    village: VillageCode


def two_meant(context: Context, input: OfTwoInput) -> Two:
    """Whom and which village a client means.

    Raises: PERSON_UNKNOWN, PERSON_AMBIGUOUS, PLACE_UNKNOWN, PLACE_AMBIGUOUS.
    """
    person = person_meant(context, input.person, "person")
    mentor = person_meant(context, input.mentor, "mentor")
    return Two(person, mentor, village_of_reserve(context, person, input.village, "village"))


def _by(input: OfTwoInput | RegisterMentorInput | SetMentorAbsenceInput) -> Decided:
    return decided(input.decided_by, input.document_number, input.idempotency_key, input.decided_on)


def _day(context: Context, given: date | None, input: OfTwoInput) -> date:
    return given or input.decided_on or context.office.desk.clock.today()


def _load_after(context: Context, mentor: PersonId, position: str | None) -> MentorLoad | None:
    def ask(world: World, viewer: Viewer) -> MentorLoad | None:
        row = load_of(world, viewer, mentor)
        return MentorLoad.of(row) if row else None

    return context.put(ask, PointInTime(min_position=position))


def both_after(
    context: Context, carry_out: Callable[[], tuple[Appended, Two]]
) -> tuple[Outcome, PersonFile | None, MentorLoad | None]:
    """Carry out a command about a pairing; both sides afterwards."""
    answer, errors = tried(carry_out)
    if answer is None:
        return refused(errors), None, None
    appended, two = answer
    outcome = done(appended.last, replayed=appended.replayed)
    at = outcome["position"]
    return outcome, file_after(context, two.person, at), _load_after(context, two.mentor, at)


def _mentor_after(
    context: Context, carry_out: Callable[[], tuple[Appended, PersonId]]
) -> tuple[Outcome, MentorLoad | None]:
    """Carry out a command about one mentor; the mentor afterwards."""
    answer, errors = tried(carry_out)
    if answer is None:
        return refused(errors), None
    appended, mentor = answer
    outcome = done(appended.last, replayed=appended.replayed)
    return outcome, _load_after(context, mentor, outcome["position"])


@strawberry.type
class MentoringCommands:
    """By whoever may enter data for the village and the mentor."""

    @command("Pair a mentor with a reserve. 结对帮带")
    def assign_mentor(
        self, info: Info, input: Annotated[AssignMentorInput, argument(description="Who and whom. 结对内容")]
    ) -> AssignMentorPayload | None:
        """Over capacity is a finding, or a refusal where the county's rules say so."""
        context, findings = info.context, list[Finding]()

        def carry_out() -> tuple[Appended, Two]:
            two = two_meant(context, input)
            wish = AssignMentor(
                candidacy=candidacy_of(two.person, two.village),
                **two._asdict(),
                role=MentorRole(code_of("role", "role", input.role) or ""),
                since=_day(context, input.since, input),
            )
            found = mentoring.assign_mentor(context.office.desk, context.viewer, wish, _by(input))
            findings.extend(Finding.of(finding) for finding in found.findings)
            return found.appended, two

        outcome, person, mentor = both_after(context, carry_out)
        return AssignMentorPayload(**outcome, person=person, mentor=mentor, findings=findings)

    @command("Enter a talk that a mentor and a reserve held. 登记谈心谈话")
    def hold_talk(
        self, info: Info, input: Annotated[HoldTalkInput, argument(description="The talk. 谈话内容")]
    ) -> HoldTalkPayload | None:
        """The clock of the next one starts on its day."""
        context = info.context

        def carry_out() -> tuple[Appended, Two]:
            two = two_meant(context, input)
            wish = HoldTalk(
                candidacy=candidacy_of(two.person, two.village),
                **two._asdict(),
                held_on=_day(context, input.held_on, input),
                channel=TalkChannel(code_of("talk_channel", "channel", input.channel) or ""),
                next_on=input.next_on,
                about=TalkPrivate(
                    problem=TalkProblem(code_of("talk_problem", "problem", input.problem) or ""),
                    measure=TalkMeasure(code_of("talk_measure", "measure", input.measure) or ""),
                    problem_words=input.problem_words or "",
                    measure_words=input.measure_words or "",
                    said=input.said_words or "",
                ),
            )
            return mentoring.hold_talk(context.office.desk, context.viewer, wish, _by(input)), two

        outcome, person, mentor = both_after(context, carry_out)
        return HoldTalkPayload(**outcome, person=person, mentor=mentor)

    @command("End a pairing, for a reason. 解除结对")
    def release_mentor(
        self, info: Info, input: Annotated[ReleaseMentorInput, argument(description="Which. 解除内容")]
    ) -> ReleaseMentorPayload | None:
        """The ledger's name of that mentor no longer counts either."""
        context = info.context

        def carry_out() -> tuple[Appended, Two]:
            two = two_meant(context, input)
            wish = ReleaseMentor(
                candidacy=candidacy_of(two.person, two.village),
                **two._asdict(),
                released_on=_day(context, input.released_on, input),
                reason=ReleaseReason(code_of("release_reason", "reason", input.reason) or ""),
                words=input.words or "",
            )
            return mentoring.release_mentor(context.office.desk, context.viewer, wish, _by(input)), two

        outcome, person, mentor = both_after(context, carry_out)
        return ReleaseMentorPayload(**outcome, person=person, mentor=mentor)

    @command("Open a mentor, or decide anew what they are. 登记导师")
    def register_mentor(
        self, info: Info, input: Annotated[RegisterMentorInput, argument(description="Whom. 登记内容")]
    ) -> RegisterMentorPayload | None:
        """What the mentors ledger says no longer counts."""
        context = info.context

        def carry_out() -> tuple[Appended, PersonId]:
            person = person_meant(context, input.mentor, "mentor")
            wish = RegisterMentor(
                person=person,
                roles=tuple(MentorRole(code_of("role", "roles", role) or "") for role in input.roles),
                township=township_meant(context, input.township, "township"),
                villages=villages_meant(context, input.villages or (), "villages"),
                capacity=input.capacity,
            )
            office = context.office
            done_ = mentoring.register_mentor(office.desk, context.viewer, office.county, wish, _by(input))
            return done_, person

        outcome, mentor = _mentor_after(context, carry_out)
        return RegisterMentorPayload(**outcome, mentor=mentor)

    @command("Say from when to when a mentor is away. 登记导师缺岗")
    def set_mentor_absence(
        self, info: Info, input: Annotated[SetMentorAbsenceInput, argument(description="Who. 缺岗内容")]
    ) -> SetMentorAbsencePayload | None:
        """Their load stays, and the missing cover is flagged."""
        context = info.context

        def carry_out() -> tuple[Appended, PersonId]:
            person = person_meant(context, input.mentor, "mentor")
            wish = SetMentorAbsence(person=person, away_from=input.away_from, until=input.until)
            office = context.office
            done_ = mentoring.set_mentor_absence(office.desk, context.viewer, office.county, wish, _by(input))
            return done_, person

        outcome, mentor = _mentor_after(context, carry_out)
        return SetMentorAbsencePayload(**outcome, mentor=mentor)
