"""The rules of surveys, each a sentence. What only falls short is a finding; see `findings`."""

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from domain.finding import Finding
from domain.refusal import Refusal
from domain.survey.commands import (
    ConcludeSurvey,
    ConsiderMember,
    DeclareGroupAbsent,
    HoldAssessmentMeeting,
    OpenSurvey,
    PutOnPreliminaryList,
    RecordInterview,
    RecordSecretaryFinding,
    SurveyContext,
    SurveyWish,
    TakeOffPreliminaryList,
)
from domain.survey.events import Topic
from domain.survey.state import Survey

W = TypeVar("W", bound=SurveyWish)
Rule: TypeAlias = Callable[[Survey, W, SurveyContext], None]


def the_village_is_in_the_register(_survey: Survey, wish: SurveyWish, seen: SurveyContext) -> None:
    """Nobody goes to a place that the county does not have."""
    if not seen.registered:
        raise Refusal(
            "VILLAGE_NOT_REGISTERED",
            f"The register has no village {wish.village}. Give a code of the county's register.",
            f"区划名册中没有 {wish.village},请填本县名册中的村代码。",
            rule="the_village_is_in_the_register",
            path=("village",),
            version=seen.version,
        )


def the_survey_is_open(survey: Survey, _wish: SurveyWish, seen: SurveyContext) -> None:
    """A team and its leader stand behind everything that a survey says."""
    if survey.opened_on is None:
        raise Refusal(
            "SURVEY_NOT_OPEN",
            "Nobody has opened a survey of this village in this cycle. Open it first (OpenSurvey).",
            "本届尚未对该村启动摸排，请先启动(OpenSurvey)。",
            rule="the_survey_is_open",
            path=("village",),
            version=seen.version,
        )


def a_concluded_survey_stays_as_it_was(survey: Survey, _wish: SurveyWish, seen: SurveyContext) -> None:
    """What is entered late is dated by its own day; what happens after the report belongs elsewhere."""
    if survey.concluded_on and seen.on > survey.concluded_on:
        raise Refusal(
            "SURVEY_CONCLUDED",
            f"The report is of {survey.concluded_on}. Late entries carry a day up to it (`decidedOn`).",
            f"摸排报告已于 {survey.concluded_on} 形成，补录事项的日期(decidedOn)不得晚于该日。",
            rule="a_concluded_survey_stays_as_it_was",
            path=("decidedOn",),
            version=seen.version,
            inputs={"concluded_on": str(survey.concluded_on), "on": str(seen.on)},
        )


def a_team_has_a_leader_and_members(_survey: Survey, wish: OpenSurvey, seen: SurveyContext) -> None:
    """R20. The leader does not count as a member; one name counts once."""
    members = {name.strip() for name in wish.members} - {"", wish.leader.strip()}
    if not wish.leader.strip() or len(members) < seen.rules.team_members_min:
        raise Refusal(
            "TEAM_TOO_SMALL",
            f"A team has a county leader and at least {seen.rules.team_members_min} members beside them.",
            f"工作组须有带队县级领导，另有成员不少于 {seen.rules.team_members_min} 人。",
            rule="a_team_has_a_leader_and_members",
            path=("members",) if wish.leader.strip() else ("leader",),
            version=seen.version,
            inputs={"members": str(len(members)), "wanted": str(seen.rules.team_members_min)},
        )


def an_interview_lies_within_the_survey(survey: Survey, wish: RecordInterview, seen: SurveyContext) -> None:
    """Neither before the team came nor after its report, nor in the future."""
    last = min(survey.concluded_on or seen.today, seen.today)
    if survey.opened_on and not survey.opened_on <= wish.held_on <= last:
        raise Refusal(
            "INTERVIEW_OUTSIDE_SURVEY",
            f"The interview is dated {wish.held_on}; this survey's lie between {survey.opened_on} and {last}.",
            f"谈话日期 {wish.held_on} 不在本次摸排期间({survey.opened_on} 至 {last})。",
            rule="an_interview_lies_within_the_survey",
            path=("heldOn",),
            version=seen.version,
            inputs={"held_on": str(wish.held_on), "from": str(survey.opened_on), "to": str(last)},
        )


def answers_are_given(_survey: Survey, wish: RecordInterview, seen: SurveyContext) -> None:
    """An interview without any coded answer says nothing; *not said* is an answer."""
    if not wish.answers:
        raise Refusal(
            "ANSWERS_MISSING",
            f"Give an answer to at least one topic: {', '.join(Topic)}; `not_said` is one.",
            "请至少填写一项谈话内容；未谈及的填“未谈及”。",
            rule="answers_are_given",
            path=("answers",),
            version=seen.version,
        )


def a_group_that_was_heard_exists(survey: Survey, wish: DeclareGroupAbsent, seen: SurveyContext) -> None:
    """Otherwise interviews would be with nobody."""
    if survey.heard[wish.group]:
        raise Refusal(
            "GROUP_WAS_HEARD",
            "Somebody of this group was heard, so it exists here.",
            "本次摸排已与该类人员谈话，不能再登记为“本村无此类人员”。",
            rule="a_group_that_was_heard_exists",
            path=("group",),
            version=seen.version,
            inputs={"interviews": str(survey.heard[wish.group])},
        )


def a_missing_group_needs_a_reason(_survey: Survey, wish: DeclareGroupAbsent, seen: SurveyContext) -> None:
    """Otherwise it would be the easy way around an interview."""
    if not wish.reason.strip():
        raise Refusal(
            "REASON_MISSING",
            "Say why the group does not exist in this village.",
            "请写明本村没有该类人员的原因。",
            rule="a_missing_group_needs_a_reason",
            path=("reason",),
            version=seen.version,
        )


def somebody_serves(_survey: Survey, _wish: RecordSecretaryFinding, seen: SurveyContext) -> None:
    """A finding on a secretary is about a person."""
    if seen.incumbent is None:
        raise Refusal(
            "NO_INCUMBENT",
            "No ledger names a secretary of this village. Import the villages ledger first.",
            "台账中没有该村现任书记，请先导入村情台账。",
            rule="somebody_serves",
            path=("village",),
            version=seen.version,
        )


def only_people_whom_the_county_knows(
    _survey: Survey,
    _wish: ConsiderMember | PutOnPreliminaryList | HoldAssessmentMeeting,
    seen: SurveyContext,
) -> None:
    """A name on paper is not yet anybody."""
    if seen.unknown:
        raise Refusal(
            "PERSON_UNKNOWN",
            "No such person. Import the ledger first, or look one up with `yumiao find TEXT`.",
            "查无此人。请先导入台账，或用 `yumiao find 姓名` 查找。",
            rule="only_people_whom_the_county_knows",
            path=("person",),
            version=seen.version,
        )


def the_incumbent_is_not_on_the_list(
    _survey: Survey, wish: PutOnPreliminaryList, seen: SurveyContext
) -> None:
    """Nobody is their own successor."""
    if wish.person == seen.incumbent:
        raise Refusal(
            "OWN_VILLAGE",
            "The incumbent secretary is not a reserve of the same village.",
            "现任书记不列入本村后备力量初步意向名单。",
            rule="the_incumbent_is_not_on_the_list",
            path=("person",),
            version=seen.version,
        )


def a_name_on_the_list_has_a_reason(
    _survey: Survey, wish: PutOnPreliminaryList | TakeOffPreliminaryList, seen: SurveyContext
) -> None:
    """Onto it and off it."""
    if not wish.reason.strip():
        raise Refusal(
            "REASON_MISSING",
            "Say why; it is sealed for the person.",
            "请写明理由（加密保存）。",
            rule="a_name_on_the_list_has_a_reason",
            path=("reason",),
            version=seen.version,
        )


def only_a_name_on_the_list_goes_off_it(
    survey: Survey, wish: TakeOffPreliminaryList, seen: SurveyContext
) -> None:
    """Nothing is left to take off otherwise."""
    if wish.person not in survey.listed:
        raise Refusal(
            "NOT_ON_LIST",
            "This person is not on the preliminary list of the village.",
            "此人不在该村初步意向名单上。",
            rule="only_a_name_on_the_list_goes_off_it",
            path=("person",),
            version=seen.version,
        )


def a_report_follows_what_it_reports(survey: Survey, wish: ConcludeSurvey, seen: SurveyContext) -> None:
    """Neither before the last interview nor in the future."""
    last = survey.last_day or wish.concluded_on
    if not last <= wish.concluded_on <= seen.today:
        raise Refusal(
            "REPORT_DATE_UNFIT",
            f"The report is dated {wish.concluded_on}; it lies between the last interview ({last}) and today.",
            f"报告日期 {wish.concluded_on} 应在最近一次谈话({last})与今天之间。",
            rule="a_report_follows_what_it_reports",
            path=("concludedOn",),
            version=seen.version,
            inputs={"concluded_on": str(wish.concluded_on), "last": str(last), "today": str(seen.today)},
        )


def a_survey_is_concluded_once(survey: Survey, _wish: ConcludeSurvey, seen: SurveyContext) -> None:
    """Its report has one date."""
    if survey.concluded_on:
        raise Refusal(
            "SURVEY_CONCLUDED",
            f"The report is of {survey.concluded_on}; a survey is concluded once.",
            f"摸排报告已于 {survey.concluded_on} 形成。",
            rule="a_survey_is_concluded_once",
            path=("concludedOn",),
            version=seen.version,
        )


def the_meeting_follows_the_report(survey: Survey, wish: HoldAssessmentMeeting, seen: SurveyContext) -> None:
    """R26: after the survey; and not in the future."""
    if survey.concluded_on is None or not survey.concluded_on <= wish.held_on <= seen.today:
        raise Refusal(
            "MEETING_BEFORE_REPORT",
            "The assessment meeting follows the report and lies not in the future. Conclude the survey first.",
            "研判会应在摸排报告形成之后召开，且不晚于今天。请先办结摸排(ConcludeSurvey)。",
            rule="the_meeting_follows_the_report",
            path=("heldOn",),
            version=seen.version,
            inputs={"held_on": str(wish.held_on), "concluded_on": str(survey.concluded_on or "")},
        )


def a_meeting_has_a_leader_and_attendees(
    _survey: Survey, wish: HoldAssessmentMeeting, seen: SurveyContext
) -> None:
    """R26: a leader alone is no meeting."""
    if not wish.leader.strip() or not any(name.strip() for name in wish.attendees):
        raise Refusal(
            "MEETING_WITHOUT_PEOPLE",
            "Say who called the meeting and who attended it.",
            "请写明研判会的主持领导和参会人员。",
            rule="a_meeting_has_a_leader_and_attendees",
            path=("attendees",) if wish.leader.strip() else ("leader",),
            version=seen.version,
        )


def only_the_list_is_judged(survey: Survey, wish: HoldAssessmentMeeting, seen: SurveyContext) -> None:
    """Whoever is to be judged comes onto the list first, with a reason."""
    others = [one.person for one in wish.people if one.person not in survey.listed]
    if others:
        raise Refusal(
            "NOT_ON_LIST",
            "The meeting judges people of the preliminary list. Put them on it first (PutOnPreliminaryList).",
            "研判对象须在初步意向名单上，请先列入名单(PutOnPreliminaryList)。",
            rule="only_the_list_is_judged",
            path=("people",),
            version=seen.version,
            people=tuple(others),
        )


def findings(survey: Survey, seen: SurveyContext, leader: str = "") -> tuple[Finding, ...]:
    """What the rules say of a survey as it stands; `leader` of a meeting: R26 wants the survey's own."""
    unheard, short, left = survey.unheard(), survey.short(seen.rules), survey.listed - survey.assessed
    lopsided = survey.is_lopsided(seen.rules)
    found = (
        (
            unheard,
            "GROUP_UNHEARD",
            "groups_are_all_heard",
            len(unheard),
            "groups exist and were not heard: hear them, or say that the village has none of them",
            "类人员未谈话：请补谈，或登记本村无此类人员",
        ),
        (
            short,
            "TALKS_SHORT",
            "each_group_is_heard_often_enough",
            len(short),
            "groups were heard less often than the rules ask for",
            "类人员谈话次数不足",
        ),
        (
            lopsided,
            "CADRES_HEARD_ABOVE_ALL",
            "cadres_are_not_heard_above_all",
            seen.rules.cadre_percent_max,
            "percent or more of the interviews were with cadres: hear villagers as well",
            "%以上的谈话对象为干部，请补谈群众",
        ),
        (
            leader and leader.strip() != survey.team.leader.strip(),
            "OTHER_LEADER",
            "the_same_leader_calls_the_meeting",
            1,
            "leader called the meeting who did not lead the survey (R26)",
            "位主持研判的领导不是带队摸排的领导",
        ),
        (
            survey.meetings and left,
            "LIST_NOT_ALL_ASSESSED",
            "everybody_on_the_list_is_judged",
            len(left),
            "people of the preliminary list were not judged yet",
            "名意向人选尚未研判",
        ),
    )
    return tuple(
        Finding(
            code=code,
            message=f"{number} {words}.",
            message_zh=f"{number} {zh}。",
            rule=rule,
            version=seen.version,
            seen={"number": number},
        )
        for applies, code, rule, number, words, zh in found
        if applies
    )
