"""The demo county tells its story: the same each time, with gaps, loads, quotas and mistakes to be found."""

from collections import Counter
from pathlib import Path

import pytest

from tests.ledgers.corpus import write_demo_case
from tests.ledgers.truth import Case
from yumiao.demo import make_ledgers
from yumiao.demo.identity import check_digit
from yumiao.demo.people import LEVELS, RosterEntry
from yumiao.demo.population import MEMBERS, MENTORS, TALENTS, TOWNS, VILLAGES, Population, invent_demo


@pytest.fixture(scope="module")
def people() -> Population:
    return invent_demo()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return write_demo_case(tmp_path_factory.mktemp("demo"))


def shares(entries: list[RosterEntry]) -> tuple[float, float, float]:
    """Women, up to 35 with junior college, up to 35 with bachelor; counted to the end of 2026."""
    young = [one.person for one in entries if 2026 - one.person.born.year <= 35]
    college = [one for one in young if LEVELS.index(one.highest) >= LEVELS.index("junior_college")]
    bachelor = [one for one in college if LEVELS.index(one.highest) >= LEVELS.index("bachelor")]
    women = [one for one in entries if one.person.sex == "女"]
    return len(women) / len(entries), len(college) / len(entries), len(bachelor) / len(entries)


def test_its_ledgers_are_always_the_same(tmp_path: Path, case: Case) -> None:
    files = make_ledgers(tmp_path)
    assert len(files) == 5
    for path in sorted(tmp_path.iterdir()):
        assert path.read_bytes() == (case.folder / path.name).read_bytes()


def test_it_has_the_people_it_promises(people: Population) -> None:
    assert len(people.county.villages) == VILLAGES == len(people.incumbents)
    assert (len(people.members), len(people.talents), len(people.mentors)) == (MEMBERS, TALENTS, MENTORS)
    assert len(people.roster) == 45
    assert all(check_digit(one.id_number[:17]) == one.id_number[17] for one in people.members)
    assert len({one.id_number for one in people.members}) == MEMBERS


def test_some_difficult_and_key_villages_have_nobody_and_some_have(people: Population) -> None:
    covered = {entry.village.code for entry in people.roster}
    hard = [one for one in people.incumbents if one.classification != "ordinary"]
    for classification in ("difficult", "key"):
        empty = [
            one for one in hard if one.classification == classification and one.village.code not in covered
        ]
        assert 2 <= len(empty) < sum(1 for one in hard if one.classification == classification)


def test_township_quotas_are_met_here_and_missed_there(people: Population) -> None:
    met = {}
    for town in TOWNS:
        women, college, bachelor = shares([one for one in people.roster if one.village.township.name == town])
        met[town] = (women >= 0.15, college >= 0.3, bachelor >= 0.1)
    assert met == {
        TOWNS[0]: (True, True, True),
        TOWNS[1]: (False, True, False),
        TOWNS[2]: (False, True, True),
        TOWNS[3]: (True, False, False),
        TOWNS[4]: (True, True, True),
        TOWNS[5]: (True, True, True),
    }


def test_one_mentor_carries_too_many_and_others_nobody(people: Population) -> None:
    loads = Counter(name for entry in people.roster for name in entry.mentors)
    assert [load for load in loads.values() if load > 5] == [8]
    assert any(mentor.villages and mentor.name not in loads for mentor in people.mentors)
    assert set(loads) <= {mentor.name for mentor in people.mentors}


def test_some_people_stand_in_two_ledgers_and_some_facts_are_disputed(people: Population, case: Case) -> None:
    members = {one.id_number for one in people.members}
    assert 4 <= sum(1 for one in people.roster if one.person.id_number not in members) < 10
    assert sum(1 for one in people.talents if one.id_number in members) == 9
    reserves = next(sheet for sheet in case.sheets if sheet.kind == "reserves")
    assert sum(1 for one in reserves.problems if one.code == "SAME_PERSON_DISAGREES") == 3


def test_between_two_and_five_rows_in_a_hundred_are_wrong(case: Case) -> None:
    rows = sum(sheet.rows for sheet in case.sheets)
    wrong = {(one.sheet, one.file, one.row) for one in case.problems if one.is_certain}
    assert 0.02 < len(wrong) / rows < 0.05
