"""What if is what is, once it has happened; and gaps open exactly where somebody is missing."""

from msgspec.structs import replace

from domain.ids import PersonId
from domain.rule_set import VillageClass
from services.proposing.what_if import WhatIf
from tests.given import NORTH, TODAY, Given, village
from tests.services.pairing.cases import seeds
from tests.services.proposing.small_counties import (
    LINK,
    PAIRING_RULES,
    County,
    invented,
    told,
)
from tests.services.proposing.test_the_best_of_a_county import proposed

A, B = village(NORTH, 0), village(NORTH, 1)


def without_mentor(county: County, mentor: str) -> County:
    return county._replace(
        mentors={key: facts for key, facts in county.mentors.items() if key != mentor},
        pairs={key: who for key, who in county.pairs.items() if who != mentor},
    )


def without_reserve(county: County, person: str) -> County:
    return county._replace(
        reserves=[row for row in county.reserves if row[0] != person],
        pairs={key: who for key, who in county.pairs.items() if key[0] != person},
    )


def capped(county: County, cap: int) -> County:
    return county._replace(
        mentors={
            key: facts._replace(capacity=min(facts.capacity, cap)) for key, facts in county.mentors.items()
        }
    )


def test_what_if_answers_as_the_changed_county_itself() -> None:
    for seed in seeds(60):
        county = invented(seed)
        given = told(county)
        mentor, person = PersonId(next(iter(county.mentors))), PersonId(county.reserves[0][0])
        for what_if, after in (
            (WhatIf(mentors_leave=(mentor,)), without_mentor(county, mentor)),
            (WhatIf(people_withdraw=(person,)), without_reserve(county, person)),
            (WhatIf(cap_becomes=1), capped(county, 1)),
        ):
            asked, happened = proposed(given, what_if=what_if), proposed(told(after))
            assert asked.proposal.problem == happened.proposal.problem, f"seed {seed} {what_if}"
            assert asked.rows == happened.rows, f"seed {seed} {what_if}"


def test_nothing_is_written_and_the_next_answer_is_the_old_one() -> None:
    given = told(invented(3))
    before = len(given.events)
    first = proposed(given)
    proposed(given, what_if=WhatIf(cap_becomes=1))
    assert (proposed(given).rows, len(given.events)) == (first.rows, before)


def test_two_villages_that_merge_share_their_people_and_links_and_the_graver_class() -> None:
    given = Given().county(2, rules=PAIRING_RULES)
    given.calls(A, "difficult")
    given.reserve("pe_both", A)
    given.reserve("pe_both", B)
    given.reserve("pe_b", B)
    given.mentor("pe_m", "师", A, role="village_link_leader")
    given.pairs("pe_both", A, "pe_m", LINK)
    found = proposed(given, what_if=WhatIf(villages_merge=((A, B),)))
    assert [(r.person, r.village, r.village_class) for r in found.proposal.problem.reserves] == [
        ("pe_b", B, VillageClass.DIFFICULT),
        ("pe_both", B, VillageClass.DIFFICULT),
    ]
    assert [mentor.villages for mentor in found.proposal.problem.mentors] == [(B,)]
    (kept,) = found.proposal.problem.current
    assert kept.reserve == next(r.id for r in found.proposal.problem.reserves if r.person == "pe_both")


def pairs(given: Given) -> set[tuple[str, str, str]]:
    """Wanted roles that somebody present fills today."""
    found = proposed(given)
    here = {one.id for one in found.posed.scene.asked if not one.absent}
    return {(r, role, p.mentor) for (r, role), p in found.posed.filled.items() if p.mentor in here}


def test_a_release_and_an_absence_open_exactly_their_own_gaps() -> None:
    tried = 0
    for seed in seeds(80):
        county = invented(seed)
        present = [(key, who) for key, who in county.pairs.items() if not county.mentors[who].away]
        if not present:
            continue
        tried += 1
        (person, code, role), mentor = present[0]
        before = pairs(told(county))
        released = told(county)
        released.parts(person, code, mentor, TODAY)
        opened = before - pairs(released)
        assert [(r, who) for _, r, who in opened] == [(role, mentor)], f"seed {seed}"
        away = told(county)
        away.away(mentor, TODAY)
        assert before - pairs(away) == {pair for pair in before if pair[2] == mentor}, f"seed {seed}"
        for row in proposed(away).all_rows:
            assert row.mentor != mentor
            assert (row.replaces == mentor) == ((row.reserve, row.role, mentor) in before)
            assert row.releases != mentor, "whoever is away stays paired"
    assert tried > 20


def test_rules_that_ask_for_a_role_nobody_knows_still_answer() -> None:
    roles = dict.fromkeys(VillageClass, tuple(PAIRING_RULES.mentoring.roles[VillageClass.DIFFICULT]))
    rules = replace(PAIRING_RULES, mentoring=replace(PAIRING_RULES.mentoring, roles=roles))
    given = Given().county(1, rules=rules)
    given.reserve("pe_r", A)
    assert len(proposed(given).proposal.uncovered) == 2
