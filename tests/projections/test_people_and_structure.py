"""Ages, terms and quotas of people of whom not everything is known."""

from datetime import date
from typing import Any

import pytest

from domain.refusal import Refusal
from projections.answer import Counting
from projections.people import PeopleFilter, Standing, TermsMet, people
from projections.structure import QuotaStatus, arithmetic, structure
from tests.given import COUNTY_VIEWER, NORTH, SOUTH, TODAY, Given, village
from tests.projections.worlds import world_of

A, C = village(NORTH, 0), village(SOUTH, 0)


def found(given: Given, on: date = TODAY, **wanted: Any) -> tuple[set[str], int]:
    page = people(world_of(given, on), COUNTY_VIEWER, wanted=PeopleFilter(**wanted))
    return {row.person.id for row in page.nodes}, page.unknown_ages


def test_an_age_that_is_not_known_well_enough_is_counted_apart() -> None:
    given = Given().county()
    given.member("pe_1", A, birth="1991-06-30")
    given.member("pe_2", A, birth="1991-07")
    given.member("pe_3", A, birth="1991-06")
    given.member("pe_4", A, birth="1991")
    given.member("pe_5", A)
    assert found(given, age_to=34) == ({"pe_2"}, 2)
    assert found(given, age_from=35) == ({"pe_1", "pe_3"}, 2)
    assert found(given, date(2027, 1, 1), age_from=35) == ({"pe_1", "pe_2", "pe_3", "pe_4"}, 1)


def test_the_id_number_is_one_more_voice_on_birth_and_sex() -> None:
    given = Given().county()
    given.member("pe_1", A, birth="1993-05", id_number="990101199305240028")
    given.member("pe_2", A, birth="1993-06", id_number="990101199305240028")
    (one, other) = people(world_of(given), COUNTY_VIEWER).nodes
    assert (one.birth, one.sex, one.disputed) == ("1993-05-24", "female", ())
    assert (other.birth, other.disputed) == (None, ("birth",))


def test_two_id_numbers_in_dispute_say_nothing_until_one_is_settled() -> None:
    given = Given().county()
    given.member("pe_1", A, id_number="990101199305240028")
    given.reserve("pe_1", A, id_number="990101199010050015")
    (row,) = people(world_of(given), COUNTY_VIEWER).nodes
    assert (row.birth, row.sex, row.disputed) == (None, None, ("id_number",))
    given.settles("pe_1", "id_number", "990101199010050015")
    (row,) = people(world_of(given), COUNTY_VIEWER).nodes
    assert (row.birth, row.sex) == ("1990-10-05", "male")


def test_terms_count_the_age_on_the_reference_date() -> None:
    given = Given().county()
    given.member("pe_1", A, birth="1980-11", education="bachelor")
    given.member("pe_2", A, birth="1980-10-01", education="bachelor")
    given.member("pe_3", A, birth="1990", education="secondary_vocational")
    given.member("pe_4", A, birth="1970", education="bachelor")
    given.member("pe_5", A, birth="1990")
    assert found(given, terms=TermsMet.GENERAL) == ({"pe_1"}, 0)
    assert found(given, terms=TermsMet.EXCEPTIONAL) == ({"pe_1", "pe_2", "pe_3"}, 0)


def test_not_yet_considered_means_no_candidacy_anywhere_waiting_rows_included() -> None:
    given = Given().county()
    given.member("pe_1", A)
    given.member("pe_2", A)
    given.member("pe_3", A)
    given.reserve("pe_2", C, held=("X",), held_fields=("birth",))
    given.reserve("pe_3", C, import_id="im_2")
    given.undo("im_2")
    assert found(given, not_yet_considered=True) == ({"pe_1", "pe_3"}, 0)


def test_standing_comes_from_the_ledgers_and_is_else_unknown() -> None:
    given = Given().county()
    given.member("pe_1", A, member_kind="full")
    given.member("pe_2", A, member_kind="probationary")
    given.member("pe_3", A, political_status="masses")
    given.member("pe_4", A)
    given.member("pe_5", A, member_kind="full")
    given.reserve("pe_5", A, member_kind="probationary")
    rows = {r.person.id: r.standing for r in people(world_of(given), COUNTY_VIEWER).nodes}
    assert list(rows.values()) == [
        Standing.FULL,
        Standing.PROBATIONARY,
        Standing.NOT_A_MEMBER,
        Standing.UNKNOWN,
        Standing.UNKNOWN,
    ]


def test_an_education_that_is_on_no_scale_is_refused_with_the_scale() -> None:
    with pytest.raises(Refusal) as caught:
        found(Given().county(), education_at_least="大专")
    assert caught.value.code == "VALUE_UNKNOWN"
    assert "junior_college" in caught.value.choices


def test_a_member_of_one_village_who_is_a_reserve_of_another_is_no_dispute() -> None:
    given = Given().county()
    given.member("pe_1", A, name="王芳")
    given.reserve("pe_1", C, name="王芳", tier="mature")
    (row,) = people(world_of(given), COUNTY_VIEWER).nodes
    assert row.disputed == ()
    assert [v.code for v in row.villages] == [A, C]


@pytest.mark.parametrize(
    ("n", "present", "percent", "answer"),
    [
        (40, 4, 15, (6, 2, 3)),  # domain.md, question 8
        (40, 6, 15, (6, 0, 0)),
        (0, 0, 15, (0, 0, 0)),
        (1, 0, 10, (1, 1, 1)),
        (7, 0, 30, (3, 3, 3)),
        (10, 1, 30, (3, 2, 3)),
        (3, 1, 100, (3, 2, None)),
    ],
)
def test_how_many_people_are_missing(n: int, present: int, percent: int, answer: Any) -> None:
    assert arithmetic(n, present, percent) == answer


def test_the_tolerance_changes_the_status_of_a_quota_that_is_only_about() -> None:
    given = Given().county()
    for number in range(10):
        sex, birth = ("female" if number < 1 else "male"), ("1995-01" if number < 2 else "1975-01")
        given.reserve(f"pe_{number}", A, sex=sex, birth=birth, education="junior_college")
    north, south = structure(world_of(given), COUNTY_VIEWER, counting=Counting.ON_ROSTER).townships
    assert north.reserves == 10
    assert [(q.code, q.present, q.status) for q in north.quotas] == [
        ("women", 1, QuotaStatus.ABOUT_MET),
        ("young_college", 2, QuotaStatus.SHORT),
        ("young_bachelor", 0, QuotaStatus.SHORT),
    ]
    assert {q.status for q in south.quotas} == {QuotaStatus.NOT_APPLICABLE}


def test_whoever_could_change_a_quota_is_named_and_not_counted() -> None:
    given = Given().county()
    given.reserve("pe_1", A, sex="female", birth="1990-10", education="bachelor")
    given.reserve("pe_2", A, sex="male", birth="1990-11", education="bachelor")
    given.reserve("pe_3", A, sex="male", birth="1991", education="bachelor", name="某")
    given.says("members", "pe_2", education="junior_college")  # type: ignore[arg-type]
    given.reserve("pe_4", A, sex="male", birth="1970")
    quotas = (
        structure(world_of(given), COUNTY_VIEWER, region=NORTH, counting=Counting.ON_ROSTER)
        .townships[0]
        .quotas
    )
    assert [(q.present, [ref.id for ref in q.could_change_it]) for q in quotas] == [
        (1, []),
        (1, ["pe_2"]),
        (1, ["pe_2"]),
    ]
    straddling = Given().county()
    straddling.reserve("pe_1", A, birth="1990", education="bachelor")
    (row,) = structure(world_of(straddling), COUNTY_VIEWER, region=A, counting=Counting.ON_ROSTER).townships
    assert [[ref.id for ref in q.could_change_it] for q in row.quotas] == [["pe_1"]] * 3
