"""A village's class and plan, its survey and the meeting that judges it. One mutation per command, named like it."""

from collections.abc import Callable, Mapping
from typing import Annotated, TypeVar

import strawberry
from strawberry import argument

from api.commands.carrying_out import decided, done, person_meant, refused, tried
from api.commands.places import villages_meant
from api.commands.surveying_shapes import (
    ClassifyVillageInput,
    CloseVillagePlanInput,
    ConcludeSurveyInput,
    ConsiderMemberInput,
    DeclareGroupAbsentInput,
    HoldAssessmentMeetingInput,
    OfVillageInput,
    OpenSurveyInput,
    PlanForVillageInput,
    PreliminaryListInput,
    RecordInterviewInput,
    RecordSecretaryFindingInput,
    RecordVillageFindingInput,
    SurveyPayload,
    VillagePayload,
)
from api.context import Context, PointInTime
from api.http.errors import ClientError
from api.questions.asking import Info, command
from api.questions.survey_files import SurveyFile, read_survey
from api.questions.village_files import VillageFile, read_village
from api.values.mentoring import Finding
from api.values.words import code_of
from domain.classifying.decide import ClassifyVillage, CloseVillagePlan, PlanForVillage
from domain.classifying.events import EvidenceSource, PlanEnd, Route
from domain.grades import Viewer
from domain.ids import VillageCode
from domain.rule_set import TalkGroup, VillageClass
from domain.survey import commands as wish
from domain.survey.events import MemberAspect, Rating, SecretaryAspect, Topic, Verdict, VillageVerdict
from domain.values.village_words import CRITERIA
from services import surveying
from services.desk import Desk
from services.ports import Appended
from services.settling import Decided
from services.surveying import Surveyed

Asked = TypeVar("Asked")
Aspect = TypeVar("Aspect", Topic, SecretaryAspect, MemberAspect)
InVillage = Callable[[VillageCode], Asked]


def _by(input: OfVillageInput) -> Decided:
    return decided(input.decided_by, input.document_number, input.idempotency_key, input.decided_on)


def _village(context: Context, input: OfVillageInput) -> VillageCode:
    return villages_meant(context, [input.village], "village")[0]


def _of_village(
    context: Context,
    input: OfVillageInput,
    use_case: Callable[[Desk, Viewer, Asked, Decided], Appended],
    asked: InVillage[Asked],
) -> VillagePayload:
    """Which village, one use case, the village afterwards."""

    def carry_out() -> tuple[Appended, VillageCode]:
        village = _village(context, input)
        return use_case(context.office.desk, context.viewer, asked(village), _by(input)), village

    answer, errors = tried(carry_out)
    if answer is None:
        return VillagePayload(**refused(errors), village=None)
    appended, village = answer
    outcome = done(appended.last, replayed=appended.replayed)
    return VillagePayload(**outcome, village=_village_after(context, village, outcome["position"]))


def _of_survey(
    context: Context,
    input: OfVillageInput,
    use_case: Callable[[Desk, Viewer, Asked, Decided], Surveyed],
    asked: InVillage[Asked],
) -> SurveyPayload:
    """Which village, one use case, its survey afterwards."""

    def carry_out() -> tuple[Surveyed, VillageCode]:
        village = _village(context, input)
        return use_case(context.office.desk, context.viewer, asked(village), _by(input)), village

    answer, errors = tried(carry_out)
    if answer is None:
        return SurveyPayload(**refused(errors), survey=None, findings=[])
    surveyed, village = answer
    outcome = done(surveyed.appended.last, replayed=surveyed.appended.replayed)
    return SurveyPayload(
        **outcome,
        survey=_survey_after(context, village, outcome["position"]),
        findings=[Finding.of(finding) for finding in surveyed.findings],
    )


def _village_after(context: Context, village: str, position: str | None) -> VillageFile | None:
    try:
        return read_village(context, village, PointInTime(min_position=position))
    except ClientError:
        return None


def _survey_after(context: Context, village: str, position: str | None) -> SurveyFile | None:
    try:
        return read_survey(context, village, PointInTime(min_position=position))
    except ClientError:
        return None


def _ratings(aspects: type[Aspect], input: object) -> Mapping[Aspect, Rating]:
    """The ratings given; each aspect is a field of the input."""
    given = {aspect: getattr(input, aspect.value) for aspect in aspects}
    return {
        aspect: Rating(code_of("survey_rating", aspect.value, text) or "")
        for aspect, text in given.items()
        if text
    }


def _group(text: str) -> TalkGroup:
    return TalkGroup(code_of("talk_group", "group", text) or "")


@strawberry.type
class SurveyingCommands:
    """By whoever may enter data for the village."""

    @command("Decide a village's class from evidence. 村的分类")
    def classify_village(
        self, info: Info, input: Annotated[ClassifyVillageInput, argument(description="What. 分类内容")]
    ) -> VillagePayload | None:
        """R14-R17; wins over a ledger's from its day on."""

        def asked(village: VillageCode) -> ClassifyVillage:
            return ClassifyVillage(
                village=village,
                criteria=tuple(CRITERIA.read(text) or text for text in input.criteria or ()),
                sources=tuple(
                    EvidenceSource(code_of("evidence_source", "sources", text) or "")
                    for text in input.sources or ()
                ),
                classification=VillageClass[input.classification.name] if input.classification else None,
                reason=input.reason or "",
            )

        return _of_village(info.context, input, surveying.classify_village, asked)

    @command("Plan for a difficult or key village. 制定预案")
    def plan_for_village(
        self, info: Info, input: Annotated[PlanForVillageInput, argument(description="What. 预案内容")]
    ) -> VillagePayload | None:
        """R17; the plan before is replaced."""
        context = info.context

        def asked(village: VillageCode) -> PlanForVillage:
            return PlanForVillage(
                village=village,
                route=Route(code_of("plan_route", "route", input.route) or ""),
                measure=input.measure,
                owner=input.owner,
                due=input.due,
                person=person_meant(context, input.person, "person") if input.person else None,
            )

        return _of_village(context, input, surveying.plan_for_village, asked)

    @command("End the plan of a village. 预案办结")
    def close_village_plan(
        self, info: Info, input: Annotated[CloseVillagePlanInput, argument(description="How. 办结内容")]
    ) -> VillagePayload | None:
        """A village that still needs one is shown again."""

        def asked(village: VillageCode) -> CloseVillagePlan:
            end = PlanEnd(code_of("plan_end", "end", input.end) or "")
            return CloseVillagePlan(village=village, end=end, words=input.words or "")

        return _of_village(info.context, input, surveying.close_village_plan, asked)

    @command("Open the survey of a village. 启动摸排")
    def open_survey(
        self, info: Info, input: Annotated[OpenSurveyInput, argument(description="Who goes. 工作组")]
    ) -> SurveyPayload | None:
        """R20."""

        def asked(village: VillageCode) -> wish.OpenSurvey:
            return wish.OpenSurvey(village=village, leader=input.leader, members=tuple(input.members or ()))

        return _of_survey(info.context, input, surveying.open_survey, asked)

    @command("Enter an interview; never the interviewee's name. 录入个别谈话")
    def record_interview(
        self, info: Info, input: Annotated[RecordInterviewInput, argument(description="What. 谈话内容")]
    ) -> SurveyPayload | None:
        """R21."""
        context = info.context

        def asked(village: VillageCode) -> wish.RecordInterview:
            return wish.RecordInterview(
                village=village,
                group=_group(input.group),
                held_on=input.held_on or input.decided_on or context.office.desk.clock.today(),
                answers=_ratings(Topic, input),
                number=input.number,
            )

        return _of_survey(context, input, surveying.record_interview, asked)

    @command("Say that the village has nobody of a group. 登记本村无此类人员")
    def declare_group_absent(
        self, info: Info, input: Annotated[DeclareGroupAbsentInput, argument(description="Which. 类别")]
    ) -> SurveyPayload | None:
        """With a reason."""

        def asked(village: VillageCode) -> wish.DeclareGroupAbsent:
            return wish.DeclareGroupAbsent(village=village, group=_group(input.group), reason=input.reason)

        return _of_survey(info.context, input, surveying.declare_group_absent, asked)

    @command("Enter what was found of the village. 录入村情")
    def record_village_finding(
        self, info: Info, input: Annotated[RecordVillageFindingInput, argument(description="What. 村情")]
    ) -> SurveyPayload | None:
        """R22."""

        def asked(village: VillageCode) -> wish.RecordVillageFinding:
            return wish.RecordVillageFinding(
                village=village, ratings=_ratings(Topic, input), words=input.words or ""
            )

        return _of_survey(info.context, input, surveying.record_village_finding, asked)

    @command("Enter what was found of the present secretary. 录入现任书记情况")
    def record_secretary_finding(
        self, info: Info, input: Annotated[RecordSecretaryFindingInput, argument(description="What. 情况")]
    ) -> SurveyPayload | None:
        """R23."""

        def asked(village: VillageCode) -> wish.RecordSecretaryFinding:
            return wish.RecordSecretaryFinding(
                village=village, ratings=_ratings(SecretaryAspect, input), words=input.words or ""
            )

        return _of_survey(info.context, input, surveying.record_secretary_finding, asked)

    @command("Go through one Party member. 逐个分析党员")
    def consider_member(
        self, info: Info, input: Annotated[ConsiderMemberInput, argument(description="Whom. 党员情况")]
    ) -> SurveyPayload | None:
        """R18, R24."""
        context = info.context

        def asked(village: VillageCode) -> wish.ConsiderMember:
            return wish.ConsiderMember(
                village=village,
                person=person_meant(context, input.person, "person"),
                ratings=_ratings(MemberAspect, input),
                words=input.words or "",
                watched=input.watched,
            )

        return _of_survey(context, input, surveying.consider_member, asked)

    @command("Put somebody on the preliminary list. 列入初步意向名单")
    def put_on_preliminary_list(
        self, info: Info, input: Annotated[PreliminaryListInput, argument(description="Whom. 人选")]
    ) -> SurveyPayload | None:
        """R25."""
        context = info.context

        def asked(village: VillageCode) -> wish.PutOnPreliminaryList:
            person = person_meant(context, input.person, "person")
            return wish.PutOnPreliminaryList(village=village, person=person, reason=input.reason)

        return _of_survey(context, input, surveying.put_on_preliminary_list, asked)

    @command("Take somebody off the preliminary list. 移出初步意向名单")
    def take_off_preliminary_list(
        self, info: Info, input: Annotated[PreliminaryListInput, argument(description="Whom. 人选")]
    ) -> SurveyPayload | None:
        """With a reason."""
        context = info.context

        def asked(village: VillageCode) -> wish.TakeOffPreliminaryList:
            person = person_meant(context, input.person, "person")
            return wish.TakeOffPreliminaryList(village=village, person=person, reason=input.reason)

        return _of_survey(context, input, surveying.take_off_preliminary_list, asked)

    @command("Conclude the survey: its report is done. 形成摸排报告")
    def conclude_survey(
        self, info: Info, input: Annotated[ConcludeSurveyInput, argument(description="When. 报告")]
    ) -> SurveyPayload | None:
        """What it lacks is shown."""
        context = info.context

        def asked(village: VillageCode) -> wish.ConcludeSurvey:
            on = input.concluded_on or input.decided_on or context.office.desk.clock.today()
            return wish.ConcludeSurvey(village=village, concluded_on=on)

        return _of_survey(context, input, surveying.conclude_survey, asked)

    @command("Enter the assessment meeting about one village. 录入研判会")
    def hold_assessment_meeting(
        self, info: Info, input: Annotated[HoldAssessmentMeetingInput, argument(description="What. 研判内容")]
    ) -> SurveyPayload | None:
        """R26."""
        context = info.context

        def asked(village: VillageCode) -> wish.HoldAssessmentMeeting:
            return wish.HoldAssessmentMeeting(
                village=village,
                leader=input.leader,
                attendees=tuple(input.attendees or ()),
                held_on=input.held_on or input.decided_on or context.office.desk.clock.today(),
                verdict=VillageVerdict(code_of("village_verdict", "verdict", input.verdict) or ""),
                people=tuple(
                    wish.Assessed(
                        person=person_meant(context, one.person, "people"),
                        verdict=Verdict(code_of("survey_verdict", "people", one.verdict) or ""),
                        words=one.words or "",
                    )
                    for one in input.people or ()
                ),
                words=input.words or "",
            )

        return _of_survey(context, input, surveying.hold_assessment_meeting, asked)
