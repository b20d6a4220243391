"""The commands that bring one member from an answer to a talk with a mentor, in a village surveyed meanwhile."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from domain.candidacy import candidacy_of
from domain.candidacy import commands as vet
from domain.candidacy.events import Answer, Outcome
from domain.classifying.decide import ClassifyVillage
from domain.classifying.events import EvidenceSource
from domain.ids import PersonId, VillageCode
from domain.mentorship.assigning import AssignMentor
from domain.mentorship.events import TalkChannel, TalkPrivate
from domain.mentorship.talking import HoldTalk
from domain.outreach import WillingTo
from domain.outreach.commands import RecordWillingness
from domain.outreach.events import Willingness
from domain.recorded import Decider
from domain.rule_set import MentorRole, TalkGroup
from domain.survey.commands import OpenSurvey, RecordInterview
from domain.survey.events import Rating, Topic
from domain.vetting_rules import VettingRules
from services import mentoring, mobilising, surveying, vetting
from services.desk import Desk
from services.ports import Appended
from services.settling import Decided
from yumiao.office import Office

RULES = VettingRules()
MERITS: Mapping[str, str] = {merit.code: "座谈会记录" for merit in RULES.merits}
Step = tuple[str, Callable[[], Appended]]


def road(office: Office, code: VillageCode, who: PersonId, mentor: PersonId) -> list[Step]:
    """In the order in which they are carried out; each once."""
    return [
        *_survey(office, code),
        *_vetting(office, code, who),
        *_mentoring(office, code, who, mentor),
    ]


def _survey(office: Office, code: VillageCode) -> list[Step]:
    desk, viewer = office.desk, office.viewer
    class_ = ClassifyVillage(
        village=code, criteria=("complex_situation",), sources=(EvidenceSource.STAR_RATING,)
    )
    team = OpenSurvey(village=code, leader="队长", members=("队员甲", "队员乙"))
    said = dict.fromkeys(Topic, Rating.GOOD)
    heard = [
        RecordInterview(village=code, group=group, held_on=date(2026, 2, 5), answers=said)
        for group in TalkGroup
    ]
    by = partial(_by, code, "队长", "county_leader")
    opens, hears = surveying.open_survey, surveying.record_interview
    return [
        ("classify village", partial(surveying.classify_village, desk, viewer, class_, by("class", 2, 1))),
        ("open survey", lambda: opens(desk, viewer, team, by("team", 2, 1)).appended),
        *(
            ("record interview", lambda one=one: hears(desk, viewer, one, by(one.group, 2, 5)).appended)
            for one in heard
        ),
    ]


def _vetting(office: Office, code: VillageCode, who: PersonId) -> list[Step]:
    found = candidacy_of(who, code)
    steps: list[tuple[str, Any, Any, Decided]] = [
        ("propose", vetting.propose_candidate, vet.ProposeCandidate(candidacy=found, merits=MERITS),
         _by(code, "提名人", "survey_team", "propose", 3, 1)),
        ("screen", vetting.screen_candidate, vet.ScreenCandidate(candidacy=found, outcome=Outcome.CLEAR),
         _by(code, "初审人", "township", "screen", 3, 5)),
        *(
            ("opinion", vetting.record_opinion,
             vet.RecordOpinion(candidacy=found, agency=agency, answer=Answer.CLEAR),
             _by(code, "签字人", "review_agency", agency, 3, 10))
            for agency in RULES.asked_agencies()
        ),
        ("joint review", vetting.conclude_joint_review,
         vet.ConcludeJointReview(candidacy=found, outcome=Outcome.CLEAR),
         _by(code, "县里人", "county_department", "conclude", 3, 20)),
        ("admit", vetting.admit_reserve, vet.AdmitReserve(candidacy=found),
         _by(code, "县里人", "county_department", "admit", 4, 1)),
    ]  # fmt: skip
    willing = RecordWillingness(
        person=who, kind=WillingTo.SERVE, answer=Willingness.YES, answered_on=date(2026, 2, 20), village=code
    )
    asked = partial(mobilising.record_willingness, office.desk, office.viewer, str(office.county), willing)
    return [
        ("record willingness", partial(asked, _by(code, "队长", "survey_team", "willing", 2, 20))),
        *((kind, partial(do, office.desk, office.viewer, wish, by)) for kind, do, wish, by in steps),
    ]


def _mentoring(office: Office, code: VillageCode, who: PersonId, mentor: PersonId) -> list[Step]:
    desk: Desk = office.desk
    two: Any = {"candidacy": candidacy_of(who, code), "person": who, "village": code, "mentor": mentor}
    pair = AssignMentor(**two, role=MentorRole.VILLAGE_LINK_LEADER, since=date(2026, 4, 10))
    talk = HoldTalk(
        **two, held_on=date(2026, 5, 10), channel=TalkChannel.VISIT, about=TalkPrivate(said="想学电商")
    )
    by = partial(_by, code, "县里人", "county_department")
    assign = mentoring.assign_mentor
    return [
        ("assign mentor", lambda: assign(desk, office.viewer, pair, by("pair", 4, 10)).appended),
        ("talk held", partial(mentoring.hold_talk, desk, office.viewer, talk, by("talk", 5, 10))),
    ]


def _by(code: str, name: str, role: str, step: str, month: int, day: int) -> Decided:
    return Decided(
        by=Decider(name=name, role=role),
        on=date(2026, month, day),
        document_number="组〔2026〕1号",
        idempotency_key=f"{code} {step}",
    )
