"""Exactly one mentor, or nobody: the nearest by village, then township, then county."""

from itertools import permutations

import pytest

from domain.rule_set import MentorLimits
from projections.fold import NameIs
from projections.mentor_loads import LoadStatus, mentor_loads
from projections.person_file import person_file
from tests.example_rules import RULES
from tests.given import COUNTY_VIEWER, NORTH, NORTH_VIEWER, SOUTH, Given, village
from tests.projections.worlds import world_of

A, B, C = village(NORTH, 0), village(NORTH, 1), village(SOUTH, 0)


def meant(given: Given, who: str = "pe_1") -> list[tuple[str | None, NameIs, str | None]]:
    (candidacy,) = person_file(world_of(given), COUNTY_VIEWER, who).candidacies
    return [(m.name, m.outcome, m.mentor.id if m.mentor else None) for m in candidacy.mentors]


def test_a_mentor_of_the_village_goes_before_one_of_the_township_and_the_county() -> None:
    given = Given().county()
    given.reserve("pe_1", A, mentor_names="李雷")
    assert meant(given) == [("李雷", NameIs.NOBODY, None)]
    given.mentor("pe_s", "李雷", C)
    assert meant(given) == [("李雷", NameIs.RESOLVED, "pe_s")]
    given.mentor("pe_t", "李雷", township=NORTH)
    assert meant(given) == [("李雷", NameIs.RESOLVED, "pe_t")]
    given.mentor("pe_b", "李雷", B)
    assert meant(given) == [("李雷", NameIs.SEVERAL, None)]
    given.mentor("pe_a", "李雷", A, C)
    assert meant(given) == [("李雷", NameIs.RESOLVED, "pe_a")]
    given.mentor("pe_a2", "李雷", A, C)
    assert meant(given) == [("李雷", NameIs.SEVERAL, None)]
    given.merges("pe_a", "pe_a2")
    assert meant(given) == [("李雷", NameIs.RESOLVED, "pe_a")]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_files_may_come_in_any_order(order: tuple[int, ...]) -> None:
    given = Given().county()
    files = (
        lambda: given.reserve("pe_1", A, mentor_names="李雷、韩梅"),
        lambda: given.mentor("pe_2", "李雷", A),
        lambda: given.mentor("pe_3", "韩梅", B),
    )
    for number in order:
        files[number]()
    assert [m for _, _, m in meant(given)] == ["pe_2", "pe_3"]


def test_pairings_follow_a_mentor_who_leaves_comes_back_and_is_forgotten() -> None:
    given = Given().county()
    given.reserve("pe_1", A, mentor_names="李雷")
    given.mentor("pe_2", "李雷", A, import_id="im_2")
    world = world_of(given)

    def load() -> list[tuple[str, int]]:
        world.apply(given.events)
        return [(n.mentor.id, n.load) for n in mentor_loads(world, COUNTY_VIEWER).nodes]

    assert load() == [("pe_2", 1)]
    given.undo("im_2")
    assert load() == []
    assert mentor_loads(world, COUNTY_VIEWER).unresolved_total == 1
    given.mentor("pe_2", "李雷", A, import_id="im_3")
    given.mentor("pe_3", "李雷", A, import_id="im_3")
    assert load() == [("pe_2", 0), ("pe_3", 0)]
    given.forgets("pe_3")
    assert load() == [("pe_2", 1)]


def test_two_rows_that_name_different_mentors_are_not_guessed_between() -> None:
    given = Given().county()
    given.mentor("pe_2", "李雷", A)
    given.mentor("pe_3", "韩梅", A)
    given.reserve("pe_1", A, mentor_names="李雷")
    given.says("reserves", "pe_1", slot=A, village=A, mentor_names="韩梅", row=3)  # type: ignore[arg-type]
    assert meant(given) == [("李雷", NameIs.DISPUTED, None), ("韩梅", NameIs.DISPUTED, None)]
    given.settles("pe_1", "mentor_names", "韩梅")
    assert meant(given) == [("韩梅", NameIs.RESOLVED, "pe_3")]


def test_nobody_mentors_themselves() -> None:
    given = Given().county()
    given.reserve("pe_1", A, name="李雷", mentor_names="李雷")
    given.mentor("pe_1", "李雷", A)
    assert meant(given) == [("李雷", NameIs.NOBODY, None)]


def test_loads_count_distinct_reserves_on_the_roster_against_the_limits() -> None:
    given = Given().county()
    limits = MentorLimits(warn_over=1, alarm_over=2, capacity=9)
    given.rules(
        RULES.__class__(**{f: getattr(RULES, f) for f in RULES.__struct_fields__} | {"mentors": limits}), 2
    )
    given.mentor("pe_m", "李雷", A, capacity="2")
    given.mentor("pe_i", "闲人", B)

    def row(who: str) -> tuple[int, int, bool, LoadStatus]:
        found = {str(n.mentor.id): n for n in mentor_loads(world_of(given), COUNTY_VIEWER).nodes}[who]
        return (found.load, found.capacity, found.capacity_stated, found.status)

    assert row("pe_i") == (0, 9, False, LoadStatus.OK)
    given.reserve("pe_1", A, mentor_names="李雷")
    given.reserve("pe_1", C, mentor_names="李雷")
    assert row("pe_m") == (1, 2, True, LoadStatus.OK)
    assert row("pe_i")[3] is LoadStatus.OK
    given.reserve("pe_2", A, mentor_names="李雷")
    assert row("pe_m")[3] is LoadStatus.WARN
    given.reserve("pe_4", A, held=("X",), held_fields=("birth",), mentor_names="李雷")
    assert row("pe_m")[0] == 2
    given.reserve("pe_3", A, mentor_names="李雷")
    assert row("pe_m") == (3, 2, True, LoadStatus.ALARM)
    given.reserve("pe_5", B)
    assert row("pe_i")[3] is LoadStatus.IDLE


def test_names_that_mean_nobody_are_listed_with_their_village() -> None:
    given = Given().county()
    given.reserve("pe_1", A, name="王芳", mentor_names="某人")
    given.reserve("pe_2", C, mentor_names="某人")
    page = mentor_loads(world_of(given), NORTH_VIEWER)
    (unresolved,) = page.unresolved
    assert (unresolved.village.code, unresolved.reserve.name, unresolved.name) == (A, "王芳", "某人")
    assert page.unresolved_total == 1
    assert page.unmentored == 1
