"""Who is on a roster, what is pending, which class counts: one situation a test."""

from datetime import date
from itertools import permutations

import pytest

from domain.ledger import LedgerKind
from domain.rule_set import VillageClass
from projections.answer import Counting
from projections.coverage import VillageCoverage, coverage, villages_lacking_reserves
from projections.village_file import village_file
from projections.world import World
from tests.given import COUNTY_VIEWER, NORTH, SOUTH, Given, pending_row, village
from tests.projections.worlds import world_of

A, B, C = village(NORTH, 0), village(NORTH, 1), village(SOUTH, 0)


@pytest.fixture
def given() -> Given:
    return Given().county()


def at(given: Given, code: str = A) -> VillageCoverage:
    return village_file(world_of(given), COUNTY_VIEWER, code).coverage


def on_roster(given: Given, code: str = A) -> int:
    return at(given, code).on_roster


def test_a_row_on_a_roster_counts_and_clears_nobody(given: Given) -> None:
    given.reserve("pe_1", A)
    assert (at(given).on_roster, at(given).cleared, at(given).short_by) == (1, 0, 1)


def test_the_same_person_listed_twice_counts_once(given: Given) -> None:
    given.reserve("pe_1", A)
    given.reserve("pe_2", A)
    assert on_roster(given) == 2
    given.merges("pe_1", "pe_2")
    assert on_roster(given) == 1
    given.separates("pe_2", "pe_1")
    assert on_roster(given) == 2


def test_an_incumbent_is_never_their_own_villages_reserve_but_may_be_anothers(given: Given) -> None:
    given.calls(A, "difficult", "pe_1")
    given.says(LedgerKind.RESERVES, "pe_2", slot=A, village=A)
    given.lists("pe_2", A)
    given.reserve("pe_1", B)
    assert (on_roster(given, A), on_roster(given, B)) == (1, 1)
    given.merges("pe_1", "pe_2")
    assert (on_roster(given, A), on_roster(given, B)) == (0, 1)
    given.calls(A, "difficult", "pe_3", import_id="im_2")
    assert on_roster(given, A) == 1


def test_a_held_row_waits_as_pending_until_its_fields_are_settled(given: Given) -> None:
    given.reserve("pe_1", A, held=("BIRTH_AGAINST_ID",), held_fields=("birth",), birth="1990-01")
    assert (at(given).on_roster, at(given).pending_rows) == (0, 1)
    given.settles("pe_1", "birth", "1990-01-05")
    assert (at(given).on_roster, at(given).pending_rows) == (1, 0)
    given.settles("pe_1", "birth", "")
    assert (at(given).on_roster, at(given).pending_rows) == (0, 1)


def test_one_waiting_row_of_two_keeps_somebody_off_the_roster(given: Given) -> None:
    given.reserve("pe_1", A, birth="1990-01")
    given.says(LedgerKind.RESERVES, "pe_1", slot=A, village=A, held=("X",), held_fields=("birth",), row=3)
    assert (at(given).on_roster, at(given).pending_rows) == (0, 1)


def test_whoever_is_listed_counts_although_the_row_is_gone(given: Given) -> None:
    given.lists("pe_1", A)
    assert on_roster(given) == 1


def test_refused_rows_that_name_a_village_are_pending_there_until_mended(given: Given) -> None:
    row = pending_row(A)
    given.refuses(LedgerKind.RESERVES, row, pending_row(None, 9))
    given.refuses(LedgerKind.MEMBERS, row)
    assert at(given).pending_rows == 2
    given.refuses(LedgerKind.MEMBERS, cleared=[row])
    assert at(given).pending_rows == 1


def test_taking_an_import_back_takes_its_people_off_the_roster(given: Given) -> None:
    given.reserve("pe_1", A, import_id="im_1")
    given.reserve("pe_2", A, import_id="im_2")
    given.undo("im_2")
    assert on_roster(given) == 1


def test_somebody_forgotten_leaves_every_count_and_is_counted_as_erased(given: Given) -> None:
    given.reserve("pe_1", A)
    given.forgets("pe_1")
    world = world_of(given.as_read_later())
    file = village_file(world, COUNTY_VIEWER, A)
    assert (file.coverage.on_roster, file.candidacies, file.stamp.erased_subjects) == (0, (), 1)
    assert village_file(world, COUNTY_VIEWER, C).stamp.erased_subjects == 0
    before = world_of(given.as_read_later()[:-2])
    assert village_file(before, COUNTY_VIEWER, A).stamp.erased_subjects == 1


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_class_is_the_latest_by_the_day_it_holds_from_in_whatever_order_files_come(
    given: Given, order: tuple[int, ...]
) -> None:
    claims = [("difficult", date(2026, 1, 1)), ("ordinary", date(2026, 3, 1)), ("key", date(2026, 5, 1))]
    for number in order:
        kind, on = claims[number]
        given.calls(A, kind, import_id=f"im_{number}", on=on)
    assert at(given).classification is VillageClass.KEY
    given.undo("im_2")
    assert at(given).classification is VillageClass.ORDINARY


def test_a_village_that_no_ledger_classifies_is_ordinary_and_says_so(given: Given) -> None:
    assert (at(given).classification, at(given).classified) == (VillageClass.ORDINARY, False)
    given.calls(A, "ordinary")
    assert at(given).classified


def test_a_community_counts_where_the_register_says_so(given: Given) -> None:
    given.register(village(NORTH, -100), "朝阳社区")
    given.register(village(NORTH, -99), "向阳社区", counts=True)
    assert coverage(world_of(given), COUNTY_VIEWER).all.villages == 7


def test_villages_come_by_class_then_what_they_lack_then_code(given: Given) -> None:
    given.calls(B, "difficult")
    given.calls(C, "key")
    given.reserve("pe_1", C)
    given.calls(village(SOUTH, 1), "key")
    page = villages_lacking_reserves(world_of(given), COUNTY_VIEWER, counting=Counting.ON_ROSTER, first=4)
    assert [node.code for node in page.nodes] == [B, village(SOUTH, 1), C, A]
    assert [node.short_by for node in page.nodes] == [2, 2, 1, 1]
    assert (page.total, page.has_next) == (6, True)


def test_a_reserve_of_two_villages_counts_in_each_and_once_in_totals(given: Given) -> None:
    given.reserve("pe_1", A)
    given.reserve("pe_1", C)
    totals = coverage(world_of(given), COUNTY_VIEWER)
    assert (totals.all.on_roster, totals.distinct_reserves, totals.reserves_of_two_villages) == (2, 1, 1)
    north = coverage(world_of(given), COUNTY_VIEWER, region=NORTH)
    assert (north.distinct_reserves, north.reserves_of_two_villages) == (1, 0)


def test_what_was_true_only_later_is_not_in_a_world_of_the_past(given: Given) -> None:
    given.calls(A, "difficult", on=date(2026, 1, 1))
    given.calls(A, "key", import_id="im_2", on=date(2026, 5, 1))

    def kind(world: World) -> VillageClass:
        return village_file(world, COUNTY_VIEWER, A).coverage.classification

    assert kind(world_of(given)) is VillageClass.KEY
    assert kind(world_of(given, valid_through=date(2026, 4, 30))) is VillageClass.DIFFICULT
