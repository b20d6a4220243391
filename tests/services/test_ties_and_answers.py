"""Ties keep kin from deciding; answers and contacts by their own records, whatever was merged."""

from datetime import date

import pytest

from domain.candidacy import candidacy_of
from domain.candidacy.commands import ProposeCandidate, ScreenCandidate
from domain.candidacy.events import Outcome
from domain.ids import PersonId, VillageCode
from domain.kinship import Kin, KnownFrom
from domain.kinship.decide import RecordTie, WithdrawTie
from domain.outreach import WillingTo
from domain.outreach.commands import RecordOutreach, RecordWillingness
from domain.outreach.events import Channel, OutreachAnswer, OutreachPrivate, Willingness
from domain.person.commands import MergePeople
from domain.recorded import Decider
from domain.refusal import Refusal
from domain.vetting_rules import Merit
from services import mobilising, recording_ties, settling, vetting
from services.desk import Desk
from services.settling import BY_THE_ACCOUNT, Decided
from tests.api.offices import office_of
from tests.given import COUNTY, COUNTY_VIEWER, NORTH, Given, village

A = village(NORTH, 0)
ANN, LI, OLD = PersonId("pe_1"), PersonId("pe_2"), PersonId("pe_3")


@pytest.fixture
def desk() -> Desk:
    given = Given().county()
    given.reserve("pe_1", A, name="安娜")
    given.member("pe_2", A, name="李雷")
    given.member("pe_3", A, name="李雷（原名）")
    return office_of(given).desk


def propose(desk: Desk, by: str) -> None:
    merits = {merit.code: "座谈" for merit in _merits(desk)}
    wish = ProposeCandidate(candidacy=candidacy_of(ANN, VillageCode(A)), merits=merits, reason="群众公认")
    decided = Decided(by=Decider(name=by, role="township"), on=date(2026, 6, 1), document_number="1号")
    vetting.propose_candidate(desk, COUNTY_VIEWER, wish, decided)


def _merits(desk: Desk) -> tuple[Merit, ...]:
    return desk.log.read(f"rule_set:{COUNTY}")[-1].event.rules.vetting.merits  # type: ignore[no-any-return]


def tie(desk: Desk, other: PersonId = LI) -> None:
    wish = RecordTie(person=ANN, other=other, kind=Kin.SIBLING, known_from=KnownFrom.DECLARED)
    recording_ties.record_tie(desk, COUNTY_VIEWER, COUNTY, wish, BY_THE_ACCOUNT)


def test_nobody_decides_about_their_recorded_kin_and_a_surname_is_no_tie(desk: Desk) -> None:
    propose(desk, "李四")
    tie(desk)
    screen = ScreenCandidate(
        candidacy=candidacy_of(ANN, VillageCode(A)), outcome=Outcome.CLEAR, reason="已核"
    )
    decided = Decided(by=Decider(name="李雷", role="township"), on=date(2026, 6, 2), document_number="2号")
    with pytest.raises(Refusal) as found:
        vetting.screen_candidate(desk, COUNTY_VIEWER, screen, decided)
    assert found.value.code == "DECIDER_IS_KIN"


def test_the_kins_record_is_part_of_what_the_decision_rested_on(desk: Desk) -> None:
    tie(desk)
    with pytest.raises(Refusal) as found:
        propose(desk, "李雷")
    assert found.value.code == "DECIDER_IS_KIN"
    propose(desk, "李四")
    (event,) = [r for r in desk.log.read(f"candidacy:{candidacy_of(ANN, VillageCode(A))}") if r.evidence][-1:]
    assert {"person:pe_1", "person:pe_2"} <= {stream for stream, _ in event.evidence}


def test_a_tie_reaches_every_record_of_the_kin_and_is_taken_back_by_any(desk: Desk) -> None:
    tie(desk)
    settling.merge_people(desk, COUNTY_VIEWER, MergePeople(person=LI, other=OLD), BY_THE_ACCOUNT)
    with pytest.raises(Refusal) as found:
        propose(desk, "李雷（原名）")
    assert found.value.code == "DECIDER_IS_KIN"
    wish = WithdrawTie(person=OLD, other=ANN, words="登记有误")
    recording_ties.withdraw_tie(desk, COUNTY_VIEWER, COUNTY, wish, BY_THE_ACCOUNT)
    propose(desk, "李雷（原名）")


def test_refusals_of_merged_records_add_up_and_the_same_command_again_answers_the_same(desk: Desk) -> None:
    settling.merge_people(desk, COUNTY_VIEWER, MergePeople(person=LI, other=OLD), BY_THE_ACCOUNT)
    for who, on in ((LI, date(2026, 6, 1)), (OLD, date(2026, 6, 8))):
        for key in ("", f"k{who}", f"k{who}"):
            mobilising.record_outreach(
                desk, COUNTY_VIEWER, COUNTY, contact(who, on), Decided(idempotency_key=key)
            )
    made = [r for s in (LI, OLD) for r in desk.log.read(f"person:{s}") if "outreach" in r.topic]
    assert [r.valid_at for r in made] == [date(2026, 6, 1), date(2026, 6, 8)]
    with pytest.raises(Refusal) as found:
        mobilising.record_outreach(desk, COUNTY_VIEWER, COUNTY, contact(LI, date(2026, 6, 9)), BY_THE_ACCOUNT)
    assert found.value.code == "OUTREACH_STOPPED"
    yes = RecordWillingness(
        person=LI, kind=WillingTo.SERVE, answer=Willingness.UNDECIDED, answered_on=date(2026, 6, 9)
    )
    mobilising.record_willingness(desk, COUNTY_VIEWER, COUNTY, yes, BY_THE_ACCOUNT)
    mobilising.record_outreach(desk, COUNTY_VIEWER, COUNTY, contact(LI, date(2026, 6, 10)), BY_THE_ACCOUNT)


def contact(who: PersonId, on: date) -> RecordOutreach:
    about = OutreachPrivate(channel=Channel.PHONE, answer=OutreachAnswer.NO)
    return RecordOutreach(person=who, kind=WillingTo.SERVE, made_on=on, about=about)
