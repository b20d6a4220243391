"""Vetting over a real log: what is stored, under which rules, on which evidence, and by whom it may be entered."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from domain.candidacy import commands as wish
from domain.candidacy import parties_of
from domain.candidacy.events import Answer, ExitReason, OpinionRecorded, Outcome, Post, ReserveAdmitted, Tier
from domain.ids import CandidacyId
from domain.recorded import NewEvent
from domain.refusal import Refusal
from domain.rule_set import RuleSetPublished
from domain.vetting_rules import Stage
from infra.folder import DataFolder
from services import vetting
from services.desk import Desk, Reading
from services.ports import EventLog
from services.settling import Decided
from tests.services.offices import EAST, UPPER, small_county
from tests.services.roads import MERITS, PEOPLE, admitted, by, known, proposed, reviewed
from yumiao.office import Office


def publish(office: Office, version: int, effective_from: date, screening_months: int) -> None:
    first = next(r.event for r in office.log.read_all() if isinstance(r.event, RuleSetPublished))
    changed = msgspec.structs.replace(first.rules.vetting, screening_months=screening_months)
    rules = msgspec.structs.replace(first.rules, vetting=changed)
    event = RuleSetPublished(version=version, effective_from=effective_from, rules=rules)
    new = NewEvent(stream="rule_set:990101", event=event, region_code="990101")
    office.desk.carry_out(office.desk.entry("tests"), lambda r: [new] if r.events("rule_set:990101") else [])


def test_an_admission_stores_who_decided_when_on_what_paper_under_which_rules_and_on_what_it_rested(
    tmp_path: Path,
) -> None:
    with small_county(tmp_path) as office:
        publish(office, 2, date(2026, 3, 25), 24)
        found = admitted(office, known(office))
        last = office.log.read_all()[-1]
        assert isinstance(last.event, ReserveAdmitted)
        assert (last.entry.decided_by, last.entry.decided_on) == (PEOPLE["COUNTY"], date(2026, 4, 1))
        assert (last.entry.entered_by, last.entry.document_number) == ("local", "联审〔2026〕1号")
        assert (last.valid_at, last.region_code) == (date(2026, 4, 1), UPPER)
        versions = {r.topic: r.entry.rule_set_version for r in office.log.read_all()}
        assert (versions["candidacy.screened.v1"], versions["candidacy.admitted.v1"]) == (1, 2)
        assert dict(last.evidence) == {
            f"candidacy:{found}": last.version - 1,
            f"person:{parties_of(found)[0]}": 1,
            f"village:{UPPER}": 1,
            "rule_set:990101": 2,
            "election_cycle:990101": 1,
        }


def test_the_state_from_the_log_is_the_state_in_memory_after_a_restart(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        found = admitted(office, known(office))
        before = Reading(office.log).candidacy(found)
    with DataFolder(tmp_path) as folder:
        assert Reading(folder.log).candidacy(found) == before
        assert before.admitted


def test_what_is_said_of_the_person_is_sealed_and_a_deferral_is_no_plain_word(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        found = proposed(office, known(office))
        said = wish.RecordOpinion(
            candidacy=found, agency="DISCIPLINE", answer=Answer.DEFER, reason="正在核查"
        )
        vetting.record_opinion(office.desk, office.viewer, said, by("AGENCY", 3, 10))
    stored = b"".join(p.read_bytes() for p in sorted(tmp_path.rglob("log.sqlite*")))
    assert b"candidacy.opinion_recorded.v1" in stored
    for words in ("座谈会记录", "正在核查", '"defer"'):
        assert words.encode() not in stored


def test_one_letter_over_a_frozen_list_keeps_the_answers_that_stand_alone(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        desk, viewer = office.desk, office.viewer
        ids = tuple(
            proposed(office, known(office, village, name=name, birth=f"199{n}-05"))
            for n, (village, name) in enumerate([(UPPER, "安一"), (EAST, "安二"), (UPPER, "安三")])
        )
        late = wish.RecordOpinion(candidacy=ids[1], agency="COURT", answer=Answer.ADVERSE, items=("NL14",))
        vetting.record_opinion(desk, viewer, late, by("AGENCY", 3, 8))
        letter = wish.RecordNoObjection(agency="COURT", candidacies=ids)
        once = vetting.record_no_objection(desk, viewer, letter, by("AGENCY", 3, 10, idempotency_key="k"))
        assert once.last - once.first == 1
        again = vetting.record_no_objection(desk, viewer, letter, by("AGENCY", 3, 10, idempotency_key="k"))
        assert (again.replayed, again.last) == (True, once.last)
        answers = [Reading(office.log).candidacy(c).opinions["COURT"].answer for c in ids]
        assert answers == [Answer.CLEAR, Answer.ADVERSE, Answer.CLEAR]
        written = office.log.read_all(once.first - 1)
        assert all(isinstance(r.event, OpinionRecorded) and r.event.by_list for r in written)
        assert [len(r.evidence) for r in written] == [5, 5]
        head = office.log.head()
        stranger = wish.RecordNoObjection(
            agency="PETITIONS", candidacies=(ids[0], CandidacyId(f"ca_x_{UPPER}"))
        )
        with pytest.raises(Refusal) as refusal:
            vetting.record_no_objection(desk, viewer, stranger, by("AGENCY", 3, 10))
        assert (refusal.value.code, office.log.head()) == ("PERSON_UNKNOWN", head)


def test_the_same_command_answers_the_same_and_another_date_under_its_key_is_refused(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        found = reviewed(office, known(office))
        asked = wish.AdmitReserve(candidacy=found)
        first = vetting.admit_reserve(
            office.desk, office.viewer, asked, by("COUNTY", 4, 1, idempotency_key="k")
        )
        again = vetting.admit_reserve(
            office.desk, office.viewer, asked, by("COUNTY", 4, 1, idempotency_key="k")
        )
        assert (again.replayed, again.last) == (True, first.last)
        plain = vetting.admit_reserve(office.desk, office.viewer, asked, by("COUNTY", 4, 1))
        assert plain.last == first.last
        with pytest.raises(Refusal) as refusal:
            vetting.admit_reserve(office.desk, office.viewer, asked, by("COUNTY", 4, 2, idempotency_key="k"))
        assert refusal.value.code == "IDEMPOTENCY_KEY_REUSED"


def test_a_township_enters_its_own_stage_in_its_own_villages_only(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        mine, theirs = known(office), known(office, EAST, name="安二")
        clerk = office.parse_viewer("wang:township:990101100")
        asked = wish.ProposeCandidate(candidacy=theirs, merits=MERITS)
        with pytest.raises(Refusal) as refusal:
            vetting.propose_candidate(office.desk, clerk, asked, by("TOWNSHIP", 3, 1))
        assert refusal.value.code == "REGION_OUTSIDE"
        asked = wish.ProposeCandidate(candidacy=mine, merits=MERITS)
        vetting.propose_candidate(office.desk, clerk, asked, Decided())
        clear = wish.ConcludeJointReview(candidacy=mine, outcome=Outcome.CLEAR)
        with pytest.raises(Refusal) as refusal:
            vetting.conclude_joint_review(office.desk, clerk, clear, by("COUNTY", 3, 20))
        assert refusal.value.code == "ROLE_MAY_NOT"


def test_of_two_who_conclude_at_once_the_second_is_told_what_happened(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        desk, viewer = office.desk, office.viewer
        found = proposed(office, known(office))
        refused = wish.ScreenCandidate(candidacy=found, outcome=Outcome.NOT_CLEAR, reason="核查")
        clear = wish.ScreenCandidate(candidacy=found, outcome=Outcome.CLEAR)
        faster: Any = Racing(desk.log)
        racing = Desk(faster, desk.keys, desk.identities, desk.clock, desk.ids)
        faster.first = lambda: vetting.screen_candidate(desk, viewer, refused, by("TOWNSHIP", 3, 5))
        with pytest.raises(Refusal) as refusal:
            vetting.screen_candidate(racing, viewer, clear, by("TOWNSHIP", 3, 6))
        assert refusal.value.code == "NOT_PROPOSED"
        assert "refused" in refusal.value.message
        assert office.log.read_all()[-1].topic == "candidacy.screened.v1"


class Racing:
    """A log before whose next append somebody else is faster."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self.first: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def append(self, *args: Any) -> Any:
        first, self.first = self.first, None
        if first:
            first()
        return self._log.append(*args)


def test_before_there_were_rules_nothing_could_be_decided(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        asked = wish.ProposeCandidate(candidacy=known(office), merits=MERITS)
        early = Decided(by=PEOPLE["PROPOSER"], on=date(1999, 1, 1))
        with pytest.raises(Refusal) as refusal:
            vetting.propose_candidate(office.desk, office.viewer, asked, early)
        assert refusal.value.code == "RULES_MISSING"


def test_the_exceptional_earlier_reviewed_and_used_have_their_road_too(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        desk, viewer = office.desk, office.viewer
        found = proposed(office, known(office, birth="1978-05"))
        for stage, who in ((Stage.SCREENING, "TOWNSHIP"), (Stage.JOINT_REVIEW, "COUNTY")):
            paper = wish.RecordEarlierReview(candidacy=found, stage=stage, outcome=Outcome.CLEAR)
            vetting.record_earlier_review(desk, viewer, paper, by(who, 2, 1))
            accept = wish.AcceptEarlierReview(candidacy=found, stage=stage, reason="核对原件")
            vetting.accept_earlier_review(desk, viewer, accept, by("COUNTY", 3, 2))
        with pytest.raises(Refusal) as refusal:
            vetting.admit_reserve(desk, viewer, wish.AdmitReserve(candidacy=found), by("COUNTY", 4, 1))
        assert refusal.value.code == "EXCEPTION_MISSING"
        granted = wish.GrantException(candidacy=found, reason="带富能力突出")
        vetting.grant_exception(desk, viewer, granted, by("COUNTY", 3, 28))
        vetting.admit_reserve(desk, viewer, wish.AdmitReserve(candidacy=found), by("COUNTY", 4, 1))
        tier = wish.SetTier(candidacy=found, tier=Tier.PROMISING, reason="半年考核")
        vetting.set_tier(desk, viewer, tier, by("TOWNSHIP", 5, 1))
        used = wish.RecordUse(candidacy=found, post=Post.PARTY_COMMITTEE)
        vetting.record_use(desk, viewer, used, by("TOWNSHIP", 5, 2))
        left = wish.ExitReserve(candidacy=found, why=ExitReason.RAISED, reason="当选书记")
        vetting.exit_reserve(desk, viewer, left, by("COUNTY", 5, 3))
        state = Reading(office.log).candidacy(found)
        assert (state.tier, state.why, state.standing) == (Tier.PROMISING, ExitReason.RAISED, False)
