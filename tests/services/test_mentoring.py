"""Mentoring by decision on a real folder: who decided, under which rules, on what evidence; nothing half-done."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from domain.candidacy import candidacy_of
from domain.ids import PersonId, VillageCode
from domain.mentor.decide import RegisterMentor, SetMentorAbsence
from domain.mentorship.assigning import AssignMentor
from domain.mentorship.events import ReleaseReason, TalkChannel, TalkHeld, TalkPrivate
from domain.mentorship.talking import HoldTalk, ReleaseMentor
from domain.person.commands import MergePeople
from domain.recorded import Decider, NewEvent, Recorded
from domain.refusal import Refusal
from domain.rule_set import Mentoring, MentorRole, RuleSetPublished
from services.desk import Reading
from services.mentor_contexts import mentoring_of, mentorship_of
from services.mentoring import (
    Assigned,
    assign_mentor,
    hold_talk,
    register_mentor,
    release_mentor,
    set_mentor_absence,
)
from services.settling import Decided, merge_people
from tests.services.offices import LOWER, TODAY, UPPER, WEST, row, sheet, small_county, take
from yumiao.office import Office

LINK, FIRST = MentorRole.VILLAGE_LINK_LEADER, MentorRole.FIRST_SECRETARY
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
LIU = Decided(by=Decider(name="刘某", role="county_department"), on=JUNE, document_number="组干〔2026〕3号")
COUNTY = "990101"


def number(n: int) -> str:
    return f"99010119900101123{n}"


def who(office: Office, n: int) -> PersonId:
    return office.desk.identities.people_of([f"id:{number(n)}"])[f"id:{number(n)}"]


def filled(office: Office) -> tuple[PersonId, PersonId, PersonId]:
    """Two reserves of the upper village, and a mentor whom the ledger calls the leader in charge of it."""
    take(
        office,
        sheet(
            "reserves",
            row(2, UPPER, name="安娜", id_number=number(1)),
            row(3, UPPER, name="苏珊", id_number=number(2)),
        ),
        sheet(
            "mentors",
            row(2, UPPER, name="梅姐", id_number=number(3), role="village_link_leader", linked_villages=UPPER),
            file="导师.xlsx",
        ),
    )  # fmt: skip
    return who(office, 1), who(office, 2), who(office, 3)


def pair(
    office: Office, reserve: PersonId, mentor: PersonId, *, as_: str = "", by: Decided = LIU, **changed: Any
) -> Assigned:
    village = changed.pop("village", UPPER)
    given = {
        "candidacy": candidacy_of(reserve, village), "person": reserve, "village": village, "mentor": mentor,
        "role": LINK, "since": MAY, **changed,
    }  # fmt: skip
    viewer = office.parse_viewer(as_) if as_ else office.viewer
    return assign_mentor(office.desk, viewer, AssignMentor(**given), by)


def talk(reserve: PersonId, mentor: PersonId, on: date, village: VillageCode = UPPER) -> HoldTalk:
    return HoldTalk(
        candidacy=candidacy_of(reserve, village), person=reserve, village=village, mentor=mentor,
        held_on=on, channel=TalkChannel.VISIT, about=TalkPrivate(said="想学电商"),
    )  # fmt: skip


def release(reserve: PersonId, mentor: PersonId, on: date = TODAY) -> ReleaseMentor:
    return ReleaseMentor(
        candidacy=candidacy_of(reserve, UPPER), person=reserve, village=UPPER, mentor=mentor,
        released_on=on, reason=ReleaseReason.MENTOR_MOVED,
    )  # fmt: skip


def refused(decide: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as found:
        decide()
    return found.value.code


def hard(office: Office, capacity: int) -> None:
    """Publish rules under which the capacity is a wall."""
    first: Recorded = office.log.read(f"rule_set:{COUNTY}")[0]
    rules = replace(
        first.event.rules,
        mentoring=Mentoring(capacity_is_hard=True),
        mentors=replace(first.event.rules.mentors, capacity=capacity),
    )
    event = RuleSetPublished(version=2, effective_from=MAY, rules=rules)

    def decide(reading: Reading) -> list[NewEvent]:
        reading.load([f"rule_set:{COUNTY}"])
        return [NewEvent(stream=f"rule_set:{COUNTY}", event=event, region_code=COUNTY)]

    office.desk.carry_out(office.desk.entry("tests"), decide)


def test_a_pairing_says_who_decided_when_on_which_paper_under_which_rules_seeing_what(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann, _, mei = filled(office)
        done = pair(office, ann, mei)
        stored = office.log.read(f"mentorship:{candidacy_of(ann, UPPER)}")[0]
        assert (stored.position, stored.valid_at) == (done.appended.first, MAY)
        entry = stored.entry
        assert (entry.entered_by, entry.decided_by, entry.decided_on) == ("local", LIU.by, JUNE)
        assert (entry.document_number, entry.rule_set_version) == ("组干〔2026〕3号", 1)
        seen = {stream for stream, _ in stored.evidence}
        assert {f"person:{ann}", f"person:{mei}", f"mentor:{mei}", f"rule_set:{COUNTY}"} <= seen
        assert mentoring_of(Reading(office.log), mei).mentor.load == 1


def test_the_same_again_changes_nothing_with_and_without_a_key(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann, _, mei = filled(office)
        keyed = replace(LIU, idempotency_key="k1")
        first = pair(office, ann, mei, by=keyed)
        again = pair(office, ann, mei, by=keyed)
        assert (again.appended.replayed, again.appended.last) == (True, first.appended.last)
        assert pair(office, ann, mei).appended.last == first.appended.last
        assert refused(lambda: pair(office, ann, mei, by=keyed, role=FIRST)) == "IDEMPOTENCY_KEY_REUSED"
        for _ in range(2):
            hold_talk(office.desk, office.viewer, talk(ann, mei, JUNE), LIU)
            release_mentor(office.desk, office.viewer, release(ann, mei), LIU)
        assert office.log.head() == first.appended.last + 3


def test_words_of_a_talk_are_sealed_with_the_reserves_key(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann, _, mei = filled(office)
        pair(office, ann, mei)
        hold_talk(office.desk, office.viewer, talk(ann, mei, JUNE), LIU)
        held = office.log.read(f"mentorship:{candidacy_of(ann, UPPER)}")[-1].event
        assert isinstance(held, TalkHeld)
        assert held.private
        assert held.private.said == "想学电商"
        office.desk.keys.destroy(f"person:{ann}")
        gone = office.log.read(f"mentorship:{candidacy_of(ann, UPPER)}")[-1].event
        assert (gone.private, gone.held_on) == (None, JUNE)
    assert "想学电商".encode() not in b"".join(f.read_bytes() for f in tmp_path.rglob("*") if f.is_file())


def test_a_role_that_the_ledger_does_not_give_is_held_once_it_is_decided(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann, _, mei = filled(office)
        assert refused(lambda: pair(office, ann, mei, role=FIRST)) == "ROLE_NOT_HELD"
        wish = RegisterMentor(person=mei, roles=(FIRST,), villages=(UPPER,))
        register_mentor(office.desk, office.viewer, COUNTY, wish, LIU)
        pair(office, ann, mei, role=FIRST)
        assert refused(lambda: pair(office, who(office, 2), mei)) == "ROLE_NOT_HELD"


def test_an_absent_mentor_is_not_paired_until_they_are_back(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann, _, mei = filled(office)
        absence = SetMentorAbsence(person=mei, away_from=MAY, until=TODAY)
        set_mentor_absence(office.desk, office.viewer, COUNTY, absence, LIU)
        assert refused(lambda: pair(office, ann, mei)) == "MENTOR_ABSENT"
        set_mentor_absence(office.desk, office.viewer, COUNTY, SetMentorAbsence(person=mei), LIU)
        pair(office, ann, mei)


def test_over_capacity_is_shown_where_the_rules_are_soft(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann, sue, mei = filled(office)
        wish = RegisterMentor(person=mei, roles=(LINK,), villages=(UPPER,), capacity=1)
        register_mentor(office.desk, office.viewer, COUNTY, wish, LIU)
        assert pair(office, ann, mei).findings == ()
        keyed = replace(LIU, idempotency_key="k2")
        for _ in range(2):
            (finding,) = pair(office, sue, mei, by=keyed).findings
            assert (finding.code, dict(finding.seen)) == ("OVER_CAPACITY", {"load": 2, "capacity": 1})


def test_two_who_decide_at_once_about_a_full_mentor_are_both_told_what_happened(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann, sue, mei = filled(office)
        hard(office, 1)
        appending = office.desk.log.append
        others: list[Assigned] = []

        def interrupted(*given: Any) -> Any:
            office.desk.log.append = appending  # type: ignore[method-assign]
            others.append(pair(office, sue, mei))
            return appending(*given)

        office.desk.log.append = interrupted  # type: ignore[method-assign,assignment]
        assert refused(lambda: pair(office, ann, mei)) == "MENTOR_FULL"
        assert [done.findings for done in others] == [()]
        assert mentorship_of(Reading(office.log), candidacy_of(ann, UPPER)).pairings == ()


def test_the_rules_of_the_decisions_day_decide(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann, sue, mei = filled(office)
        hard(office, 0)
        earlier = replace(LIU, on=date(2026, 4, 30))
        pair(office, ann, mei, by=earlier)
        assert office.log.read_all(office.log.head() - 1)[0].entry.rule_set_version == 1
        assert refused(lambda: pair(office, sue, mei)) == "MENTOR_FULL"
        assert refused(lambda: pair(office, sue, mei, by=replace(LIU, on=date(1999, 1, 1)))) == (
            "NO_RULES_IN_FORCE"
        )
        assert refused(lambda: pair(office, sue, mei, by=replace(LIU, on=date(2026, 7, 1)))) == (
            "DECIDED_IN_FUTURE"
        )


def test_merged_records_are_one_mentor_and_one_reserve(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann, sue, mei = filled(office)
        pair(office, ann, mei)
        merge_people(office.desk, office.viewer, MergePeople(person=ann, other=sue), LIU)
        assert refused(lambda: pair(office, sue, mei, role=FIRST)) == "ROLE_NOT_HELD"
        assert pair(office, sue, mei).appended.last == office.log.head()
        hold_talk(office.desk, office.viewer, talk(sue, mei, JUNE), LIU)
        assert mentorship_of(Reading(office.log), candidacy_of(ann, UPPER)).last_talk == JUNE
        merge_people(office.desk, office.viewer, MergePeople(person=sue, other=mei), LIU)
        assert refused(lambda: pair(office, sue, mei, since=JUNE)) == "MENTORS_THEMSELVES"


def test_taking_an_import_back_names_the_pairings_that_relied_on_it(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann, _, mei = filled(office)
        pair(office, ann, mei)
        set_mentor_absence(
            office.desk, office.viewer, COUNTY, SetMentorAbsence(person=mei, away_from=TODAY), LIU
        )
        undone = office.undo(office.log.read(f"person:{mei}")[0].entry.import_id)
        assert [r.topic for r in undone.relied] == ["mentorship.mentor_assigned.v1", "mentor.absence_set.v1"]
        assert refused(lambda: pair(office, who(office, 2), mei)) == "NOT_ON_ROSTER"


def test_nobody_is_paired_for_a_village_that_does_not_list_them_or_with_nobody(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann, _, mei = filled(office)
        head = office.log.head()
        assert refused(lambda: pair(office, ann, mei, village=LOWER)) == "NOT_ON_ROSTER"
        assert refused(lambda: pair(office, ann, PersonId("pe_nobody"))) == "MENTOR_UNKNOWN"
        assert refused(lambda: hold_talk(office.desk, office.viewer, talk(ann, mei, JUNE), LIU)) == (
            "NOT_MENTORING"
        )
        assert refused(lambda: release_mentor(office.desk, office.viewer, release(ann, mei), LIU)) == (
            "NOT_MENTORING"
        )
        assert office.log.head() == head


def test_a_township_pairs_its_own_and_opens_mentors_of_its_own(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        ann, _, mei = filled(office)
        river, stone = "wang:township:990101101", "li:township:990101100"
        assert refused(lambda: pair(office, ann, mei, as_=river)) == "REGION_OUTSIDE"
        assert refused(lambda: pair(office, ann, mei, as_="审计:auditor")) == "ROLE_MAY_NOT"
        pair(office, ann, mei, as_=stone)
        for area, code in (((), "REGION_OUTSIDE"), ((WEST,), "REGION_OUTSIDE"), ((UPPER,), "")):
            wish = RegisterMentor(person=mei, roles=(LINK,), villages=area)
            viewer = office.parse_viewer(stone)
            if code:
                assert (
                    refused(lambda w=wish, v=viewer: register_mentor(office.desk, v, COUNTY, w, LIU))  # type: ignore[misc]
                    == code
                )
            else:
                register_mentor(office.desk, viewer, COUNTY, wish, LIU)
        both = RegisterMentor(person=mei, roles=(LINK,), villages=(UPPER, WEST))
        register_mentor(office.desk, office.viewer, COUNTY, both, LIU)
        clerk = office.parse_viewer(stone)
        mine = RegisterMentor(person=mei, roles=(LINK,), villages=(UPPER,))
        assert refused(lambda: register_mentor(office.desk, clerk, COUNTY, mine, LIU)) == "REGION_OUTSIDE"
        unknown = RegisterMentor(person=mei, roles=(LINK,), villages=(VillageCode("990101100299"),))
        assert refused(lambda: register_mentor(office.desk, office.viewer, COUNTY, unknown, LIU)) == (
            "AREA_UNKNOWN"
        )
