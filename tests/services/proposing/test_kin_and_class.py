"""Recorded kin are never proposed nor confirmed; a decided class stands above the ledger's, here as everywhere."""

import pytest
from msgspec.structs import replace

from domain.candidacy import candidacy_of
from domain.grades import Role, Viewer
from domain.ids import PersonId, VillageCode
from domain.kinship import Kin, KnownFrom
from domain.kinship.decide import RecordTie, WithdrawTie
from domain.mentorship.assigning import AssignMentor
from domain.mentorship.confirming import ProposedPair
from domain.mentorship.rejecting import RejectPairing
from domain.refusal import Refusal
from domain.rule_set import VillageClass
from projections.answer import Counting
from services.confirming import IfMoved, confirm_pairings, reject_pairing, village_class_of
from services.desk import Reading
from services.mentoring import assign_mentor
from services.proposing.page import proposal_page, to_confirm
from services.proposing.proposing import Proposed, Wanted, other_mentor, propose_for
from services.proposing.what_if import WhatIf
from services.recording_ties import record_tie, withdraw_tie
from services.settling import BY_THE_ACCOUNT
from tests.api.offices import TestOffice, office_of
from tests.given import COUNTY, COUNTY_VIEWER, NORTH, TODAY, Given, village
from tests.services.proposing.small_counties import LINK, PAIRING_RULES, SPONSOR

A, B = village(NORTH, 0), village(NORTH, 1)
ANN, BEN, MEI, LI = (PersonId(f"pe_{name}") for name in ("ann", "ben", "mei", "li"))
WANTED = Wanted(counting=Counting.ON_ROSTER)
AUDITOR = Viewer(name="审计", role=Role.AUDITOR, region=COUNTY_VIEWER.region)


def two_and_two(capacity: int = 2) -> Given:
    """Ann and Ben in village A, Mei and Li both asked for either."""
    given = Given().county(2, rules=PAIRING_RULES)
    given.imported("im_1")
    for person, name in ((ANN, "安娜"), (BEN, "本"), (MEI, "梅姐"), (LI, "李哥")):
        if person in (ANN, BEN):
            given.reserve(person, A, name=name)
        else:
            given.mentor(person, name)
            given.registers(person, LINK, villages=(A,), capacity=capacity)
    return given


def proposal(office: TestOffice, viewer: Viewer = COUNTY_VIEWER, **wanted: WhatIf) -> Proposed:
    with office.live.now() as world:
        return propose_for(world, viewer, replace(WANTED, **wanted))


def mentor_of(found: Proposed, person: PersonId) -> PersonId | None:
    return next((row.mentor for row in found.all_rows if row.person == person), None)


def pair(person: PersonId, mentor: PersonId) -> AssignMentor:
    return AssignMentor(
        candidacy=candidacy_of(person, A), person=person, village=A, mentor=mentor, role=LINK, since=TODAY
    )


def tie(office: TestOffice, one: PersonId, other: PersonId) -> None:
    wish = RecordTie(person=one, other=other, kind=Kin.NEPHEW_OR_NIECE, known_from=KnownFrom.DECLARED)
    record_tie(office.desk, COUNTY_VIEWER, COUNTY, wish, BY_THE_ACCOUNT)


def test_kin_are_not_proposed_and_the_sentence_names_the_rule_to_those_who_may_see_ties() -> None:
    office = office_of(two_and_two(capacity=1))
    with office.live.now() as world:
        agreed = to_confirm(world, COUNTY_VIEWER, WANTED, TODAY)
    first = {p.pairing.person: p.pairing.mentor for p in agreed}
    tie(office, first[ANN], ANN)
    found = proposal(office)
    assert (mentor_of(found, ANN), mentor_of(found, BEN)) == (first[BEN], first[ANN])
    assert found.doubts == ()
    for viewer, said in ((COUNTY_VIEWER, "有登记在案的亲属关系"), (AUDITOR, "不宜结对，原因请询县委组织部")):
        with office.live.now() as world:
            told = other_mentor(world, viewer, WANTED, ANN, VillageCode(A), LINK, first[ANN])
        assert told.code == "TIED"
        assert said in told.message_zh
    with pytest.raises(Refusal) as refused:
        confirm_pairings(office.desk, COUNTY_VIEWER, agreed, 1, IfMoved.REFUSE_ALL, BY_THE_ACCOUNT)
    assert {p.person: p.code for p in refused.value.seen["pairs"]} == {ANN: "MENTOR_IS_KIN", BEN: ""}
    withdraw_tie(
        office.desk, COUNTY_VIEWER, COUNTY, WithdrawTie(person=ANN, other=first[ANN]), BY_THE_ACCOUNT
    )
    confirm_pairings(office.desk, COUNTY_VIEWER, agreed, 1, IfMoved.REFUSE_ALL, BY_THE_ACCOUNT)
    assert mentor_of(proposal(office), ANN) == first[ANN]


def test_kin_paired_by_name_are_found_and_another_mentor_is_proposed() -> None:
    office = office_of(two_and_two())
    tie(office, ANN, MEI)
    done = assign_mentor(office.desk, COUNTY_VIEWER, pair(ANN, MEI), BY_THE_ACCOUNT)
    assert [f.code for f in done.findings] == ["MENTOR_IS_KIN"]
    (row,) = (row for row in proposal(office).all_rows if row.person == ANN)
    assert (row.mentor, row.releases) == (LI, MEI)


def test_where_kin_alone_are_left_the_gap_says_so_and_merged_records_are_one_person() -> None:
    given = two_and_two()
    given.reserve("pe_older", B, name="安娜")
    given.ties("pe_older", MEI)
    given.ties(ANN, LI)
    assert mentor_of(proposal(office_of(given)), ANN) == MEI
    given.merges(ANN, "pe_older")
    office = office_of(given)
    with office.live.now() as world:
        page = proposal_page(world, COUNTY_VIEWER, WANTED)
    assert {ref.id for gap in page.gaps for ref in gap.reserves} == {ANN}
    for gap in page.gaps:
        assert gap.message_zh.count("亲属之间不结对帮带") == 2
        assert "pe_" not in gap.message_zh
    wish = ProposedPair(pairing=pair(ANN, MEI))
    with pytest.raises(Refusal) as refused:
        confirm_pairings(office.desk, COUNTY_VIEWER, (wish,), 1, IfMoved.REFUSE_ALL, BY_THE_ACCOUNT)
    assert [p.code for p in refused.value.seen["pairs"]] == ["MENTOR_IS_KIN"]


def test_what_if_keeps_kin_apart_in_the_merged_village_too() -> None:
    given = two_and_two()
    given.ties(ANN, MEI)
    found = proposal(office_of(given), what_if=WhatIf(villages_merge=((A, B),)))
    assert mentor_of(found, ANN) == LI
    assert mentor_of(proposal(office_of(given), what_if=WhatIf(people_withdraw=(ANN,))), BEN)


def test_the_decided_class_stands_above_the_ledgers_in_proposals_and_in_what_a_rejection_rests_on() -> None:
    given = two_and_two()
    given.calls(A, "ordinary")
    given.registers(LI, SPONSOR, villages=(A,), capacity=2)
    given.classifies(A, "difficult")
    office = office_of(given)
    assert village_class_of(Reading(office.desk.log), A) is VillageClass.DIFFICULT
    found = proposal(office)
    assert {(r.village_class, r.roles) for r in found.posed.scene.in_need} == {
        (VillageClass.DIFFICULT, (LINK, SPONSOR))
    }
    wish = RejectPairing(candidacy=candidacy_of(ANN, A), person=ANN, village=A, mentor=MEI, words="另有安排")
    reject_pairing(office.desk, COUNTY_VIEWER, wish, BY_THE_ACCOUNT)
    (turned,) = proposal(office).posed.scene.turned_down
    assert turned.changed == ()
