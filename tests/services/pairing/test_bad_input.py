"""What makes no sense is refused with a sentence; what leaves nothing to do is an empty answer with its reason."""

from typing import Any

import msgspec
import pytest

from domain.refusal import Refusal
from domain.rule_set import MentorRole, VillageClass
from services.pairing.checking import faults_of
from services.pairing.problem import Arc, Mentor, Pair, Policy, Problem, Reason, Reserve, Tie
from services.pairing.reasons import shortages
from services.pairing.solve import propose, revise
from services.pairing.suitability import possible_arcs
from tests.services.pairing.cases import is_possible, medium, places

LINK, SPONSOR = MentorRole.VILLAGE_LINK_LEADER, MentorRole.COUNTY_SPONSOR
RESERVE = Reserve(id="r", village="v", township="t", village_class=VillageClass.KEY, roles=(LINK,))
MENTOR = Mentor(id="a", roles=(LINK,), townships=("t",), capacity=3)
FINE = Problem(reserves=(RESERVE,), mentors=(MENTOR,), arcs=(Arc("r", LINK, "a"),))


def _but(**changes: Any) -> Problem:
    return msgspec.structs.replace(FINE, **changes)


def _mentor(**changes: Any) -> Problem:
    return _but(mentors=(msgspec.structs.replace(MENTOR, **changes),))


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (_mentor(capacity=-1), "CAPACITY_NEGATIVE"),
        (_mentor(capacity=61), "CAPACITY_ABSURD"),
        (_mentor(roles=()), "ROLE_MISSING"),
        (_mentor(townships=()), "NO_TOWNSHIP"),
        (_mentor(person="r"), "OWN_MENTOR"),
        (_mentor(roles=(SPONSOR,)), "ROLE_UNKNOWN"),
        (_but(mentors=(MENTOR, MENTOR)), "LISTED_TWICE"),
        (_but(reserves=(RESERVE, RESERVE)), "LISTED_TWICE"),
        (_but(arcs=FINE.arcs * 2), "LISTED_TWICE"),
        (_but(arcs=(Arc("r", LINK, "x"),)), "NOT_LISTED"),
        (_but(arcs=(Arc("x", LINK, "a"),)), "NOT_LISTED"),
        (_but(arcs=(Arc("r", SPONSOR, "a"),)), "ROLE_UNKNOWN"),
        (_but(reserves=(msgspec.structs.replace(RESERVE, township=""),)), "NO_TOWNSHIP"),
        (_but(reserves=(msgspec.structs.replace(RESERVE, roles=(LINK, LINK)),)), "ROLE_WANTED_TWICE"),
        (_but(current=(Pair("r", LINK, "a"), Pair("r", LINK, "b"))), "ROLE_FILLED_TWICE"),
        (_but(policy=Policy(points={Reason.SAME_TOWNSHIP: -1})), "POINTS_OUT_OF_RANGE"),
        (_but(policy=Policy(most_places=0)), "MOST_PLACES_OUT_OF_RANGE"),
    ],
)
def test_nonsense_is_refused_with_a_sentence_in_both_languages(problem: Problem, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        propose(problem)
    assert refused.value.code == "PAIRING_PROBLEM_UNUSABLE"
    faults = list(faults_of(problem))
    assert code in {fault.code for fault in faults}
    assert all(fault.message.endswith(".") and fault.message_zh.endswith("。") for fault in faults)


def test_a_fine_problem_has_no_faults() -> None:
    assert list(faults_of(FINE)) == []
    assert propose(FINE).pairs == (Pair("r", LINK, "a"),)


def test_a_change_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(Refusal):
        revise(propose(FINE), msgspec.structs.replace(MENTOR, capacity=-2))


def test_an_empty_problem_has_an_empty_answer_with_its_reason() -> None:
    found = propose(Problem(reserves=(), mentors=(MENTOR,), arcs=()))
    assert (found.pairs, [remark.code for remark in found.remarks]) == ((), ["NOTHING_ASKED"])
    assert found.is_proved


def test_ties_that_leave_nothing_are_named() -> None:
    found = propose(_but(ties=(Tie("r", "a", "spouse"),)))
    assert [remark.code for remark in found.remarks] == ["NOBODY_MAY_BE_ASKED"]
    assert "a is tied to r: spouse" in shortages(found)[0].message


def test_no_places_at_all_leave_everybody_uncovered() -> None:
    assert propose(_mentor(capacity=0)).uncovered == (("r", LINK),)


def test_a_search_that_stops_at_its_bound_says_so_and_its_pairs_are_usable() -> None:
    problem = medium(2)
    found = propose(msgspec.structs.replace(problem, policy=Policy(work_bound=10)))
    assert not found.is_proved
    assert "BOUND_REACHED" in [remark.code for remark in found.remarks]
    assert is_possible((((p.reserve, p.role), p.mentor) for p in found.pairs), places(problem))
    assert len(found.pairs) > len(propose(problem).pairs) // 2
    assert {s.code for s in shortages(found)} <= {"NOT_SEARCHED", "SHARED_MENTORS", "NOBODY_MAY_BE_ASKED"}


def test_who_may_be_asked_follows_from_what_a_mentor_is_responsible_for() -> None:
    reserve = msgspec.structs.replace(RESERVE, expertise=("orchards",))
    mentors = (
        MENTOR,
        Mentor(id="b", roles=(LINK,), townships=("u",), villages=("v",), capacity=1),
        Mentor(id="c", roles=(LINK,), townships=("n",), capacity=1, expertise=("orchards",)),
        Mentor(id="d", roles=(SPONSOR,), townships=("t",), capacity=1),
        Mentor(id="e", roles=(LINK,), townships=("t",), capacity=1, person="r"),
        Mentor(id="f", roles=(LINK,), townships=("elsewhere",), capacity=1),
    )
    near = Policy(neighbours={"t": ("n",)})
    assert possible_arcs((reserve,), mentors, near) == (
        Arc("r", LINK, "a", (Reason.SAME_TOWNSHIP,)),
        Arc("r", LINK, "b", (Reason.LINKS_THE_VILLAGE,)),
        Arc("r", LINK, "c", (Reason.NEIGHBOURING_TOWNSHIP, Reason.EXPERTISE_ASKED_FOR)),
    )
    assert [arc.mentor for arc in possible_arcs((reserve,), mentors, Policy())] == ["a", "b"]
