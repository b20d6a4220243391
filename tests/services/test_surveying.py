"""Surveys on a real folder: what is sealed with whose key, which cycle runs, and a meeting that the rules ask for."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from domain.candidacy import candidacy_of
from domain.candidacy.commands import ProposeCandidate, ScreenCandidate
from domain.candidacy.events import Outcome
from domain.classifying.decide import ClassifyVillage
from domain.classifying.events import EvidenceSource
from domain.ids import PersonId
from domain.outreach import PutOnWatchList
from domain.outreach.commands import WatchPerson
from domain.outreach.events import WatchReason
from domain.recorded import Decider, NewEvent
from domain.refusal import Refusal
from domain.rule_set import RuleSetPublished, Surveying, TalkGroup
from domain.survey import commands as wish
from domain.survey.events import Rating, SecretaryAspect, Topic, Verdict, VillageVerdict
from domain.vetting_rules import MERITS
from projections.mobilising.watched import watch_list
from services import mobilising, surveying, vetting
from services.desk import Reading
from services.settling import Decided
from services.survey_contexts import standing_of
from tests.services.offices import EAST, TODAY, UPPER, row, sheet, small_county, take
from yumiao.office import Office

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)
SECRET = "履职不力甲"
TEAM = Decided(by=Decider(name="赵某", role="county_leader"), on=MAY, document_number="组〔2026〕5号")
TOWNSHIP = Decided(by=Decider(name="钱某", role="township"), on=JUNE)


def filled(office: Office) -> PersonId:
    """A member of the upper village, which has a secretary."""
    number = "990101199901011231"
    take(
        office,
        sheet("members", row(2, UPPER, name="王某", id_number=number)),
        sheet(
            "villages", row(2, UPPER, incumbent_name="周书记", incumbent_birth="1970-01"), file="村情.xlsx"
        ),
    )
    return office.desk.identities.people_of([f"id:{number}"])[f"id:{number}"]


def opened(office: Office) -> None:
    team = wish.OpenSurvey(village=UPPER, leader="赵某", members=("孙某", "李某"))
    surveying.open_survey(office.desk, office.viewer, team, TEAM)


def refused(decide: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as found:
        decide()
    return found.value.code


def test_answers_stay_with_the_village_when_a_person_is_forgotten(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann = filled(office)
        opened(office)
        heard = wish.RecordInterview(
            village=UPPER, group=TalkGroup.GRID_LEADERS, held_on=MAY, answers={Topic.TEAM: Rating.POOR}
        )
        keyed = replace(TEAM, idempotency_key="k1")
        first = surveying.record_interview(office.desk, office.viewer, heard, keyed)
        again = surveying.record_interview(office.desk, office.viewer, heard, keyed)
        assert (again.appended.replayed, again.appended.last) == (True, first.appended.last)
        member = wish.ConsiderMember(village=UPPER, person=ann, words=SECRET)
        surveying.consider_member(office.desk, office.viewer, member, TEAM)
        interview, considered = office.log.read(f"survey:su_{UPPER}_1")[-2:]
        assert (interview.valid_at, considered.event.private.words) == (MAY, SECRET)
        assert interview.entry.decided_by == TEAM.by
        office.desk.keys.destroy(f"person:{ann}")
        interview, considered = office.log.read(f"survey:su_{UPPER}_1")[-2:]
        assert considered.event.private is None
        assert interview.event.private.answers == {Topic.TEAM: Rating.POOR}
    assert SECRET.encode() not in b"".join(f.read_bytes() for f in tmp_path.rglob("*") if f.is_file())


def test_a_class_keeps_standing_when_the_secretary_whose_evidence_it_had_is_forgotten(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        filled(office)
        claim = Reading(office.log).village(UPPER).claim_at(TODAY)
        assert claim
        assert claim.incumbent
        asked = ClassifyVillage(
            village=UPPER, criteria=("health", "complex_situation"), sources=(EvidenceSource.STAR_RATING,)
        )
        for _ in range(2):
            done = surveying.classify_village(office.desk, office.viewer, asked, TEAM)
            assert done.last == office.log.head()
        assert [r.event.sealed_for for r in office.log.read(f"village:{UPPER}")[-2:]] == [
            f"village:{UPPER}", f"person:{claim.incumbent}",
        ]  # fmt: skip
        assert standing_of(Reading(office.log), UPPER).criteria == ("complex_situation", "health")
        office.desk.keys.destroy(f"person:{claim.incumbent}")
        standing = standing_of(Reading(office.log), UPPER)
        assert standing.criteria == ("complex_situation",)
        assert standing.classified
        assert standing.classified.classification == "difficult"


def test_a_finding_on_a_secretary_needs_one_and_a_township_its_own_village(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        opened(office)
        asked = wish.RecordSecretaryFinding(village=UPPER, ratings={SecretaryAspect.RESULTS: Rating.POOR})
        assert refused(
            lambda: surveying.record_secretary_finding(office.desk, office.viewer, asked, TEAM)
        ) == ("NO_INCUMBENT")
        clerk = office.parse_viewer("li:township:990101100")
        far = wish.OpenSurvey(village=EAST, leader="赵某", members=("孙某", "李某"))
        assert refused(lambda: surveying.open_survey(office.desk, clerk, far, TEAM)) == "REGION_OUTSIDE"


def test_whom_a_survey_keeps_in_sight_is_on_the_watch_list_in_the_same_transaction(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann = filled(office)
        opened(office)
        young = WatchPerson(person=ann, village=UPPER, reasons=(WatchReason.YOUNG,))
        member = wish.ConsiderMember(village=UPPER, person=ann, watched=True)
        first = surveying.consider_member(office.desk, office.viewer, member, TEAM)
        considered, watched = office.log.read_all()[-2:]
        assert isinstance(watched.event, PutOnWatchList)
        assert (watched.stream, watched.valid_at) == (f"person:{ann}", MAY)
        assert (first.appended.first, first.appended.last) == (considered.position, watched.position)
        assert listed(office, ann) == (UPPER, ())
        mobilising.watch_person(office.desk, office.viewer, office.county, young, TEAM)
        again = replace(member, words="再谈")
        surveying.consider_member(office.desk, office.viewer, again, TEAM)
        assert listed(office, ann) == (UPPER, (WatchReason.YOUNG,))  # whoever stands on it keeps the reasons


def listed(office: Office, person: PersonId) -> tuple[str, tuple[WatchReason, ...]]:
    """The one line of the watch list."""
    with office.live.now() as world:
        (row,) = watch_list(world, office.viewer).nodes
    assert row.who.person.id == person
    return row.village.code, row.reasons


def test_where_the_rules_ask_for_it_nobody_is_screened_before_the_meeting_judged_them(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann = filled(office)
        hard(office)
        opened(office)
        found = candidacy_of(ann, UPPER)
        merits = {merit.code: "座谈" for merit in MERITS}
        leader = replace(TEAM, by=Decider(name="周某", role="county_leader"))
        vetting.propose_candidate(
            office.desk, office.viewer, ProposeCandidate(candidacy=found, merits=merits), leader
        )
        screen = ScreenCandidate(candidacy=found, outcome=Outcome.CLEAR)
        assert refused(lambda: vetting.screen_candidate(office.desk, office.viewer, screen, TOWNSHIP)) == (
            "NOT_ASSESSED"
        )
        put = wish.PutOnPreliminaryList(village=UPPER, person=ann, reason="群众基础好")
        surveying.put_on_preliminary_list(office.desk, office.viewer, put, TEAM)
        report = wish.ConcludeSurvey(village=UPPER, concluded_on=MAY)
        surveying.conclude_survey(office.desk, office.viewer, report, TEAM)
        meeting = wish.HoldAssessmentMeeting(
            village=UPPER, leader="赵某", attendees=("孙某",), held_on=JUNE, verdict=VillageVerdict.WEAK,
            people=(wish.Assessed(person=ann, verdict=Verdict.RECOMMENDED),),
        )  # fmt: skip
        surveying.hold_assessment_meeting(office.desk, office.viewer, meeting, replace(TEAM, on=JUNE))
        vetting.screen_candidate(office.desk, office.viewer, screen, TOWNSHIP)
        screened = office.log.read(f"candidacy:{found}")[-1]
        assert f"survey:su_{UPPER}_1" in dict(screened.evidence)


def hard(office: Office) -> None:
    """Publish rules under which the meeting before the screening is a wall."""
    first = office.log.read("rule_set:990101")[0]
    rules = replace(first.event.rules, surveying=Surveying(meeting_before_screening_is_hard=True))
    event = RuleSetPublished(version=2, effective_from=MAY, rules=rules)

    def decide(reading: Reading) -> list[NewEvent]:
        reading.load(["rule_set:990101"])
        return [NewEvent(stream="rule_set:990101", event=event, region_code="990101")]

    office.desk.carry_out(office.desk.entry("tests"), decide)
