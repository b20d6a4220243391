"""Through every path: lists, files, history, search, suggestions, graph, cursors."""

from typing import Any

import msgspec
import pytest
from hypothesis import given as holds_for
from hypothesis import settings

from domain.grades import Role, Viewer
from domain.ids import RegionCode
from domain.refusal import Refusal
from projections.answers import all_answers
from projections.coverage import coverage, villages_lacking_reserves
from projections.history import history
from projections.mentor_loads import mentor_loads
from projections.neighbourhood import around
from projections.people import PeopleFilter, people
from projections.person_file import person_file
from projections.scope import visible
from projections.search import search
from projections.structure import structure
from projections.suggestions import suggestions
from projections.village_file import village_file
from tests.given import COUNTY, COUNTY_VIEWER, NORTH, NORTH_VIEWER, SOUTH, SOUTH_VIEWER, Given, village
from tests.projections.scripts import PEOPLE, Step, played, scripts
from tests.projections.worlds import world_of

A, B = village(NORTH, 0), village(SOUTH, 0)


def mixed() -> Given:
    """北 has 王芳 with a mentor of 南; 南 has 孙南, and a namesake of 王芳."""
    given = Given().county()
    given.imported("im_1")
    given.member("pe_n", A, name="王芳", birth="1993-05")
    given.reserve("pe_n2", A, name="北人", mentor_names="导师南")
    given.mentor("pe_m", "导师南", B)
    given.member("pe_s", B, name="孙南", birth="1990-01")
    given.says("talents", "pe_t", native_village=B, name="王芳", birth="1993-05")  # type: ignore[arg-type]
    given.calls(B, "key", "pe_s", reason="age")
    return given


def refusal(ask: Any, *args: Any, **how: Any) -> str:
    with pytest.raises(Refusal) as caught:
        ask(*args, **how)
    return caught.value.code


@settings(max_examples=80)
@holds_for(script=scripts)
def test_no_answer_to_a_township_carries_the_id_of_anybody_elsewhere(script: list[Step]) -> None:
    history_ = played(script)
    world = world_of(history_)
    answers = msgspec.json.encode(list(all_answers(world, NORTH_VIEWER))).decode()
    hidden = {
        r
        for human in world.fold.humans.values()
        if not visible(world, NORTH_VIEWER, human)
        for r in human.records
    }
    assert not {person for person in hidden if f'"{person}"' in answers}
    for person in hidden:
        assert refusal(person_file, world, NORTH_VIEWER, person) == "PERSON_UNKNOWN"
        assert refusal(history, world, NORTH_VIEWER, person) == "SUBJECT_UNKNOWN"
        assert refusal(around, world, NORTH_VIEWER, person) == "PERSON_UNKNOWN"
        assert search(world, NORTH_VIEWER, person).people == ()


@settings(max_examples=40)
@holds_for(script=scripts)
def test_whoever_is_visible_belongs_there_by_a_ledger(script: list[Step]) -> None:
    world = world_of(played(script))
    listed = {row.person.id for row in people(world, NORTH_VIEWER, first=100).nodes}
    everybody = people(world, COUNTY_VIEWER, first=100)
    assert listed == {human.id for human in world.fold.humans.values() if visible(world, NORTH_VIEWER, human)}
    assert {row.person.id for row in everybody.nodes} == set(world.fold.humans)
    assert set(world.fold.humans) <= set(PEOPLE)


@pytest.mark.parametrize(
    "ask", [villages_lacking_reserves, coverage, structure, mentor_loads, people, suggestions]
)
def test_a_region_outside_unknown_or_malformed_is_refused(ask: Any) -> None:
    world = world_of(mixed())
    assert refusal(ask, world, NORTH_VIEWER, region=SOUTH) == "REGION_OUTSIDE"
    assert refusal(ask, world, NORTH_VIEWER, region=COUNTY) == "REGION_OUTSIDE"
    assert refusal(ask, world, COUNTY_VIEWER, region="110101") == "REGION_OUTSIDE"
    assert refusal(ask, world, COUNTY_VIEWER, region="990101999") == "REGION_UNKNOWN"
    for malformed in ("", "9", "99010", "99010110020", "9901011002001", "北乡", "９９"):
        assert refusal(ask, world, COUNTY_VIEWER, region=malformed) == "REGION_MALFORMED"
    assert ask(world, NORTH_VIEWER).region.code == NORTH
    assert ask(world, COUNTY_VIEWER, region="99").region.code == "99"


@pytest.mark.parametrize("ask", [villages_lacking_reserves, mentor_loads, people, suggestions])
def test_pages_have_1_to_100_rows_and_cursors_stay_with_their_question(ask: Any) -> None:
    world = world_of(mixed())
    for size in (0, -1, 101):
        assert refusal(ask, world, COUNTY_VIEWER, first=size) == "PAGE_SIZE"
    other = people(world, COUNTY_VIEWER, first=1, wanted=PeopleFilter(sex=None, age_to=99)).end_cursor
    theirs = villages_lacking_reserves(world, COUNTY_VIEWER, first=1, region=SOUTH).end_cursor
    for foreign in ("", "x", "AAAA", "!!", "北", theirs, other or theirs):
        assert refusal(ask, world, COUNTY_VIEWER, after=foreign, first=5) == "CURSOR_FOREIGN"


def test_a_mentor_of_another_township_shows_as_the_name_on_the_own_roster_and_nothing_else() -> None:
    world = world_of(mixed())
    (line,) = person_file(world, NORTH_VIEWER, "pe_n2").candidacies
    (named,) = line.mentors
    assert (named.name, named.mentor) == ("导师南", None)
    assert mentor_loads(world, NORTH_VIEWER).total == 0
    (row,) = mentor_loads(world, SOUTH_VIEWER).nodes
    assert (row.load, row.reserves) == (1, ())


def test_of_somebody_shared_only_what_happened_here_is_told_and_drawn() -> None:
    given = Given().county()
    given.member("pe_1", A, name="王芳")
    given.reserve("pe_1", B, mentor_names="李雷")
    given.mentor("pe_2", "李雷", A, B)
    world = world_of(given)
    assert [line.topic for line in history(world, NORTH_VIEWER, "pe_1").nodes] == ["person.claimed.v1"]
    assert history(world, COUNTY_VIEWER, "pe_1").total == 3
    drawn = {e.edge.kind.value for e in around(world, NORTH_VIEWER, "pe_1", depth=3).edges}
    assert "MENTORS" not in drawn
    assert "MENTORS" in {e.edge.kind.value for e in around(world, COUNTY_VIEWER, "pe_1").edges}
    file = person_file(world, NORTH_VIEWER, "pe_1")
    assert (file.candidacies, file.candidacies_elsewhere) == ((), 1)


def test_nobody_elsewhere_is_suggested_found_or_counted() -> None:
    world = world_of(mixed())
    assert suggestions(world, COUNTY_VIEWER).total == 1
    assert suggestions(world, NORTH_VIEWER).total == 0
    assert search(world, NORTH_VIEWER, "sunnan").people_total == 0
    assert search(world, NORTH_VIEWER, B).villages_total == 0
    assert search(world, SOUTH_VIEWER, "sunnan").people_total == 1
    assert people(world, NORTH_VIEWER).total == 2


def test_sensitive_fields_need_a_grade_and_a_case_and_are_named_for_the_record() -> None:
    given = mixed()
    given.member("pe_i", A, name="有号", id_number="990101199305240028", phone="13900000000", secret="x")
    world = world_of(given)

    def shown(viewer: Viewer) -> dict[str, str | None]:
        return {line.field: line.value for line in person_file(world, viewer, "pe_i").facts}

    with_case = msgspec.structs.replace(NORTH_VIEWER, case="案1")
    assert shown(NORTH_VIEWER)["id_number"] is None
    assert shown(NORTH_VIEWER)["phone"] == "13900000000"
    assert shown(with_case)["id_number"] == "990101199305240028"
    assert shown(with_case)["secret"] is None
    assert person_file(world, with_case, "pe_i").sensitive_fields == ("id_number",)
    assert person_file(world, NORTH_VIEWER, "pe_i").sensitive_fields == ()
    mentor = Viewer(name="导师", role=Role.MENTOR, region=RegionCode(NORTH), case="案1")
    assert shown(mentor)["phone"] is None
    reason = {line.field: line.value for line in village_file(world, SOUTH_VIEWER, B).facts}
    assert reason == {"classification": "key", "classification_reason": None}


def test_an_id_number_is_searched_only_by_whoever_may_see_it_and_the_search_is_to_be_recorded() -> None:
    given = mixed()
    given.member("pe_i", A, name="有号", id_number="990101199305240028")
    world = world_of(given)
    assert search(world, Viewer(name="审计", role=Role.AUDITOR, region=COUNTY), "0028").people == ()
    found = search(world, COUNTY_VIEWER, "0028")
    assert [(p.person.id, p.by) for p in found.people] == [("pe_i", "id_number")]
    assert found.sensitive_fields == ("id_number",)


def test_an_operator_reads_nothing() -> None:
    operator = Viewer(name="机房", role=Role.OPERATOR, region=COUNTY)
    world = world_of(mixed())
    for ask, args in (
        (coverage, ()), (people, ()), (search, ("王",)), (history, ("pe_n",)), (person_file, ("pe_n",)),
        (around, ("pe_n",)), (village_file, (A,)),
    ):  # fmt: skip
        assert refusal(ask, world, operator, *args) == "ROLE_MAY_NOT"
