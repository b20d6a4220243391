"""From a ledger's row to an admission, step by step, as a county's clerk enters it."""

from datetime import date
from typing import Any

from domain.candidacy import candidacy_of
from domain.candidacy import commands as wish
from domain.candidacy.events import Answer, Outcome
from domain.ids import CandidacyId, PersonId, VillageCode
from domain.recorded import Decider
from domain.vetting_rules import VettingRules
from services import vetting
from services.settling import Decided
from tests.services.offices import UPPER, row, sheet, take
from yumiao.office import Office

MERITS = {merit.code: "座谈会记录" for merit in VettingRules().merits}
PEOPLE = {
    "PROPOSER": Decider(name="提名人", role="survey_team"),
    "TOWNSHIP": Decider(name="初审人", role="township"),
    "AGENCY": Decider(name="签字人", role="review_agency"),
    "REVIEWER": Decider(name="复核人", role="county_leader"),
    "COUNTY": Decider(name="县里人", role="county_department"),
}
FACTS = {"name": "安娜", "birth": "1990-05", "sex": "female", "education": "bachelor"}


def by(who: str, month: int, day: int, **more: Any) -> Decided:
    """Decided by one of PEOPLE on a day of 2026."""
    given: dict[str, Any] = {"document_number": "联审〔2026〕1号", **more}
    return Decided(by=PEOPLE[who], on=date(2026, month, day), **given)


def known(office: Office, village: VillageCode = UPPER, **facts: str) -> CandidacyId:
    """Somebody whom the member ledger names, and the candidacy that they would have."""
    take(office, sheet("members", row(2, village, **{**FACTS, **facts})))
    found = next(r.event.person for r in reversed(office.log.read_all()) if r.topic == "person.claimed.v1")
    return candidacy_of(PersonId(found), village)


def proposed(office: Office, found: CandidacyId) -> CandidacyId:
    wished = wish.ProposeCandidate(candidacy=found, merits=MERITS)
    vetting.propose_candidate(office.desk, office.viewer, wished, by("PROPOSER", 3, 1))
    return found


def reviewed(office: Office, found: CandidacyId) -> CandidacyId:
    """Proposed, screened, every agency without objection, concluded clear."""
    desk, viewer = office.desk, office.viewer
    proposed(office, found)
    clear = wish.ScreenCandidate(candidacy=found, outcome=Outcome.CLEAR)
    vetting.screen_candidate(desk, viewer, clear, by("TOWNSHIP", 3, 5))
    for agency in VettingRules().asked_agencies():
        said = wish.RecordOpinion(candidacy=found, agency=agency, answer=Answer.CLEAR)
        vetting.record_opinion(desk, viewer, said, by("AGENCY", 3, 10))
    concluded = wish.ConcludeJointReview(candidacy=found, outcome=Outcome.CLEAR)
    vetting.conclude_joint_review(desk, viewer, concluded, by("COUNTY", 3, 20))
    return found


def admitted(office: Office, found: CandidacyId) -> CandidacyId:
    """All the way."""
    reviewed(office, found)
    vetting.admit_reserve(office.desk, office.viewer, wish.AdmitReserve(candidacy=found), by("COUNTY", 4, 1))
    return found
