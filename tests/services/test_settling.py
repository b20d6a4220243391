"""What ledgers leave open is settled by a named person, and can be taken back."""

from pathlib import Path

import pytest

from domain.ids import PersonId
from domain.person.commands import KeepPeopleApart, MergePeople, SeparatePeople, SettleFact
from domain.recorded import Decider
from domain.refusal import Refusal
from projections.answer import Counting
from projections.coverage import coverage
from services.settling import Decided, keep_people_apart, merge_people, separate_people, settle_fact
from tests.services.offices import UPPER, WEST, bad, row, sheet, small_county, take
from yumiao.office import Office

ANN = {"name": "安娜", "id_number": "990101199001011234", "birth": "1990-01", "sex": "male"}
LIU = Decided(by=Decider(name="刘某", role="county_department"), document_number="组干〔2026〕3号")


def person_of(office: Office, mark: str = "id:990101199001011234") -> PersonId:
    return office.desk.identities.people_of([mark])[mark]


def reserves(office: Office) -> int:
    with office.live.now() as world:
        return coverage(world, office.default_viewer(), counting=Counting.ON_ROSTER).distinct_reserves


def test_settling_the_field_it_waits_for_puts_a_held_row_on_the_roster(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("reserves", row(2, UPPER, bad("SEX_AGAINST_ID", 2), **{**ANN, "sex": "female"})))
        assert reserves(office) == 0
        wish = SettleFact(person=person_of(office), field="sex", value="female", reason="户口簿")
        settle_fact(office.desk, office.viewer, wish, LIU)
        assert reserves(office) == 1
        settled = next(r for r in office.log.read_all() if r.topic == "person.fact_settled.v1")
        assert settled.entry.decided_by == LIU.by
        assert settled.entry.document_number == "组干〔2026〕3号"
        assert settled.entry.entered_by == "local"
        settle_fact(
            office.desk,
            office.viewer,
            SettleFact(person=wish.person, field="sex", value="", reason="撤回"),
            LIU,
        )
        assert reserves(office) == 0


def test_the_same_key_again_answers_the_same_and_another_request_under_it_is_refused(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("members", row(2, UPPER, **ANN)))
        keyed = Decided(idempotency_key="k1")
        wish = SettleFact(person=person_of(office), field="sex", value="female", reason="户口簿")
        first = settle_fact(office.desk, office.viewer, wish, keyed)
        again = settle_fact(office.desk, office.viewer, wish, keyed)
        assert (again.replayed, again.last, office.log.head()) == (True, first.last, first.last)
        other = SettleFact(person=wish.person, field="sex", value="male", reason="户口簿")
        with pytest.raises(Refusal) as refusal:
            settle_fact(office.desk, office.viewer, other, keyed)
        assert refusal.value.code == "IDEMPOTENCY_KEY_REUSED"


def test_a_value_needs_a_reason(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("members", row(2, UPPER, **ANN)))
        with pytest.raises(Refusal) as refusal:
            settle_fact(
                office.desk,
                office.viewer,
                SettleFact(person=person_of(office), field="sex", value="male", reason=" "),
                LIU,
            )
    assert refusal.value.code == "REASON_MISSING"


def test_two_records_merge_into_one_person_and_come_apart_again(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("reserves", row(2, UPPER, **ANN), row(3, WEST, name="安娜", birth="1990-01")))
        one, other = person_of(office), person_of(office, f"row:reserves|安娜|{WEST}|1990-01")
        assert reserves(office) == 2
        merge_people(office.desk, office.viewer, MergePeople(person=one, other=other), LIU)
        assert reserves(office) == 1
        with pytest.raises(Refusal) as refusal:
            keep_people_apart(office.desk, office.viewer, KeepPeopleApart(person=one, other=other), LIU)
        assert refusal.value.code == "MERGED"
        separate_people(office.desk, office.viewer, SeparatePeople(person=other, other=one), LIU)
        assert reserves(office) == 2


def test_a_township_settles_its_own_people_only(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("members", row(2, WEST, **ANN)))
        clerk = office.parse_viewer("wang:township:990101100")
        wish = SettleFact(person=person_of(office), field="sex", value="female", reason="户口簿")
        with pytest.raises(Refusal) as refusal:
            settle_fact(office.desk, clerk, wish, LIU)
    assert refusal.value.code == "REGION_OUTSIDE"


def test_nobody_is_merged_with_themselves_or_with_nobody(tmp_path: Path) -> None:
    with small_county(tmp_path) as office:
        take(office, sheet("members", row(2, UPPER, **ANN)))
        one = person_of(office)
        for other, code in ((one, "SAME_RECORD"), (PersonId("pe_nobody"), "PERSON_UNKNOWN")):
            with pytest.raises(Refusal) as refusal:
                merge_people(office.desk, office.viewer, MergePeople(person=one, other=other), LIU)
            assert refusal.value.code == code
