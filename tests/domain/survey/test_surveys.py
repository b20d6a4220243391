"""A survey by its rules: given what happened, when somebody asks for a step, then events or a refusal."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.ids import PersonId, SurveyId, VillageCode
from domain.refusal import Refusal
from domain.rule_set import Surveying, TalkGroup
from domain.survey import Survey, evolve
from domain.survey import commands as wish
from domain.survey import decide as surveys
from domain.survey.commands import Assessed, SurveyContext
from domain.survey.events import MemberAspect, Rating, SurveyEvent, Topic, Verdict, VillageVerdict
from domain.survey.rules import findings

VILLAGE = VillageCode("990101100200")
MAY, JUNE, TODAY = date(2026, 5, 4), date(2026, 6, 1), date(2026, 6, 30)
ANNA, BEN = PersonId("pe_1"), PersonId("pe_2")
SEEN = SurveyContext(
    survey=SurveyId("su_990101100200_1"), cycle=1, rules=Surveying(), version=1, today=TODAY, on=JUNE,
    registered=True, incumbent=BEN,
)  # fmt: skip
TEAM = wish.OpenSurvey(village=VILLAGE, leader="赵县长", members=("钱一", "孙二"))
GOOD = {Topic.TEAM: Rating.GOOD}


def played(survey: Survey, events: Sequence[SurveyEvent]) -> Survey:
    for event in events:
        survey = evolve(survey, event)
    return survey


def opened(on: date = MAY) -> Survey:
    return played(Survey(), surveys.open_survey(Survey(), TEAM, replace(SEEN, on=on)))


def hear(group: str, on: date = JUNE, **more: Any) -> wish.RecordInterview:
    return wish.RecordInterview(
        **{"village": VILLAGE, "group": TalkGroup(group), "held_on": on, "answers": GOOD, **more}
    )


def heard(survey: Survey, *groups: str) -> Survey:
    for group in groups:
        survey = played(survey, surveys.record_interview(survey, hear(group), SEEN))
    return survey


def refused(step: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as found:
        step()
    assert found.value.rule
    return found.value.code


def codes(survey: Survey, leader: str = "") -> set[str]:
    return {finding.code for finding in findings(survey, SEEN, leader)}


def test_nothing_happens_before_a_team_is_there() -> None:
    assert (
        refused(lambda: surveys.record_interview(Survey(), hear("grid_leaders"), SEEN)) == "SURVEY_NOT_OPEN"
    )
    alone = replace(TEAM, members=("钱一", "钱一", "赵县长"))
    assert refused(lambda: surveys.open_survey(Survey(), alone, SEEN)) == "TEAM_TOO_SMALL"
    assert refused(lambda: surveys.open_survey(Survey(), TEAM, replace(SEEN, registered=False))) == (
        "VILLAGE_NOT_REGISTERED"
    )


def test_the_same_team_again_changes_nothing_and_another_one_replaces_it() -> None:
    survey = opened()
    assert surveys.open_survey(survey, TEAM, SEEN) == ()
    other = played(survey, surveys.open_survey(survey, replace(TEAM, leader="周县长"), SEEN))
    assert (other.team.leader, other.opened_on) == ("周县长", MAY)


def test_an_interview_under_the_same_number_is_the_same_interview() -> None:
    survey = heard(opened(), "grid_leaders", "grid_leaders")
    assert survey.heard[TalkGroup.GRID_LEADERS] == 2
    assert surveys.record_interview(survey, hear("grid_leaders", number=2), SEEN) == ()
    other = played(survey, surveys.record_interview(survey, hear("team_heads", number=2), SEEN))
    assert (other.heard[TalkGroup.GRID_LEADERS], other.heard[TalkGroup.TEAM_HEADS]) == (1, 1)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"on": date(2026, 5, 3)}, "INTERVIEW_OUTSIDE_SURVEY"),
        ({"on": date(2026, 7, 1)}, "INTERVIEW_OUTSIDE_SURVEY"),
        ({"answers": {}}, "ANSWERS_MISSING"),
    ],
)
def test_an_interview_lies_within_the_survey_and_says_something(changed: dict[str, Any], code: str) -> None:
    assert refused(lambda: surveys.record_interview(opened(), hear("team_heads", **changed), SEEN)) == code


def test_a_group_does_not_exist_with_a_reason_and_only_while_nobody_of_it_was_heard() -> None:
    absent = wish.DeclareGroupAbsent(village=VILLAGE, group=TalkGroup.GRID_LEADERS, reason="未设网格")
    assert refused(lambda: surveys.declare_absent(opened(), replace(absent, reason=" "), SEEN)) == (
        "REASON_MISSING"
    )
    survey = played(opened(), surveys.declare_absent(opened(), absent, SEEN))
    assert TalkGroup.GRID_LEADERS not in survey.unheard()
    assert surveys.declare_absent(survey, absent, SEEN) == ()
    later = heard(survey, "grid_leaders")
    assert later.absent == frozenset()
    assert refused(lambda: surveys.declare_absent(later, absent, SEEN)) == "GROUP_WAS_HEARD"


@given(st.lists(st.sampled_from(TalkGroup), max_size=30), st.integers(0, 100))
def test_cadres_above_all_is_a_share_of_the_interviews_exactly_so_much_included(
    groups: list[TalkGroup], percent: int
) -> None:
    rules = Surveying(cadre_percent_max=percent)
    survey = heard(opened(), *groups)
    cadres = [group for group in groups if group in rules.cadre_groups]
    share = len(cadres) / len(groups) if groups else None
    assert survey.is_lopsided(rules) == (share is not None and round(share * 10**9) >= percent * 10**7)
    assert set(survey.unheard()) == set(TalkGroup) - set(groups)


def test_the_list_needs_a_known_person_and_a_reason_and_never_has_the_incumbent() -> None:
    survey = opened()
    put = wish.PutOnPreliminaryList(village=VILLAGE, person=ANNA, reason="带富能力强")
    assert refused(lambda: surveys.put_on_list(survey, put, replace(SEEN, unknown=frozenset({ANNA})))) == (
        "PERSON_UNKNOWN"
    )
    assert refused(lambda: surveys.put_on_list(survey, replace(put, reason=""), SEEN)) == "REASON_MISSING"
    assert refused(lambda: surveys.put_on_list(survey, replace(put, person=BEN), SEEN)) == "OWN_VILLAGE"
    listed = played(survey, surveys.put_on_list(survey, put, SEEN))
    assert surveys.put_on_list(listed, put, SEEN) == ()
    off = wish.TakeOffPreliminaryList(village=VILLAGE, person=ANNA, reason="本人不愿")
    assert refused(lambda: surveys.take_off_list(survey, off, SEEN)) == "NOT_ON_LIST"
    assert played(listed, surveys.take_off_list(listed, off, SEEN)).listed == frozenset()


def test_what_is_said_of_a_person_is_sealed_for_that_person_and_the_rest_for_the_village() -> None:
    survey = opened()
    member = wish.ConsiderMember(village=VILLAGE, person=ANNA, ratings={MemberAspect.ABILITY: Rating.GOOD})
    (considered,) = surveys.consider(survey, member, SEEN)
    (secretary,) = surveys.find_secretary(
        survey, wish.RecordSecretaryFinding(village=VILLAGE, ratings={}, words="履职一般"), SEEN
    )
    (interview,) = surveys.record_interview(survey, hear("grid_leaders"), SEEN)
    sealed = [getattr(event, "sealed_for", "") for event in (considered, secretary, interview)]
    assert sealed == [f"person:{ANNA}", f"person:{BEN}", f"village:{VILLAGE}"]
    assert surveys.consider(played(survey, [considered]), member, SEEN) == ()
    nobody = replace(SEEN, incumbent=None)
    asked = wish.RecordSecretaryFinding(village=VILLAGE, ratings={})
    assert refused(lambda: surveys.find_secretary(survey, asked, nobody)) == "NO_INCUMBENT"


def test_a_report_closes_the_survey_for_what_happens_later_not_for_what_is_entered_late() -> None:
    survey = heard(opened(), "grid_leaders")
    report = wish.ConcludeSurvey(village=VILLAGE, concluded_on=JUNE)
    early = replace(report, concluded_on=MAY)
    assert refused(lambda: surveys.conclude(survey, early, SEEN)) == "REPORT_DATE_UNFIT"
    done = played(survey, surveys.conclude(survey, report, SEEN))
    assert surveys.conclude(done, report, SEEN) == ()
    assert heard(done, "team_heads").heard[TalkGroup.TEAM_HEADS] == 1
    later = replace(SEEN, on=TODAY)
    asked = wish.RecordVillageFinding(village=VILLAGE, ratings=GOOD)
    assert refused(lambda: surveys.find_village(done, asked, later)) == "SURVEY_CONCLUDED"
    assert refused(lambda: surveys.record_interview(done, hear("team_heads", TODAY), later)) == (
        "INTERVIEW_OUTSIDE_SURVEY"
    )


def test_a_meeting_follows_the_report_judges_the_list_alone_and_shows_what_is_left() -> None:
    survey = heard(opened(), "grid_leaders")
    put = wish.PutOnPreliminaryList(village=VILLAGE, person=ANNA, reason="带富能力强")
    survey = played(survey, surveys.put_on_list(survey, put, SEEN))
    meeting = wish.HoldAssessmentMeeting(
        village=VILLAGE, leader="赵县长", attendees=("钱一",), held_on=TODAY, verdict=VillageVerdict.WEAK,
        people=(Assessed(person=ANNA, verdict=Verdict.RECOMMENDED),),
    )  # fmt: skip
    assert refused(lambda: surveys.hold_meeting(survey, meeting, SEEN)) == "MEETING_BEFORE_REPORT"
    report = wish.ConcludeSurvey(village=VILLAGE, concluded_on=JUNE)
    done = played(survey, surveys.conclude(survey, report, SEEN))
    others = replace(meeting, people=(Assessed(person=BEN, verdict=Verdict.WATCHED),))
    assert refused(lambda: surveys.hold_meeting(done, others, SEEN)) == "NOT_ON_LIST"
    assert refused(lambda: surveys.hold_meeting(done, replace(meeting, attendees=()), SEEN)) == (
        "MEETING_WITHOUT_PEOPLE"
    )
    before = played(done, surveys.hold_meeting(done, replace(meeting, people=()), SEEN))
    assert codes(before, "周县长") >= {"OTHER_LEADER", "LIST_NOT_ALL_ASSESSED", "GROUP_UNHEARD"}
    judged = played(done, surveys.hold_meeting(done, meeting, SEEN))
    assert surveys.hold_meeting(judged, meeting, SEEN) == ()
    assert codes(judged, "赵县长") == {"GROUP_UNHEARD", "TALKS_SHORT"}
