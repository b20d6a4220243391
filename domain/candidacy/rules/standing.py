"""Whether a candidacy stands where a step may be taken: known, on its way, admitted, not over."""

from domain.candidacy.commands import ElectEarly, SetTier, Wish
from domain.candidacy.events import EarlyTest
from domain.candidacy.seen import Seen, refuse
from domain.candidacy.state import Candidacy

TESTS_ZH = {
    EarlyTest.ROLE_PLAYED: "作用发挥较好",
    EarlyTest.RECOGNISED: "群众认可度较高",
    EarlyTest.CONDITIONS_RIPE: "条件成熟",
}


def the_village_is_in_the_register(_: Candidacy, __: Wish, seen: Seen) -> None:
    """A candidacy is for a village of the county."""
    if not seen.village_known:
        refuse(
            "the_village_is_in_the_register",
            seen,
            "VILLAGE_UNKNOWN",
            "The register has no such village.",
            "区划名册中没有该村。",
            cure="Give a village's 12-digit code.",
            cure_zh="请填写12位村代码。",
            path=("village",),
        )


def it_is_on_its_way(candidacy: Candidacy, _: Wish, seen: Seen) -> None:
    """Reviews and opinions are about somebody whom a named person proposed or who was admitted."""
    if candidacy.over or not (candidacy.proposed or candidacy.admitted):
        refuse(
            "it_is_on_its_way",
            seen,
            "NOT_PROPOSED",
            "This candidacy is over: it was refused, or the person has left the reserve."
            if candidacy.over
            else "Nobody has proposed this person for the village.",
            "该后备资格已终止（未通过审查或已出库）。" if candidacy.over else "此人未被提名为该村后备力量。",
            cure="Propose them first.",
            cure_zh="请先提名。",
            path=("candidacy",),
        )


def the_incumbent_is_never_its_own_reserve(_: Candidacy, __: Wish, seen: Seen) -> None:
    """Another village's may be."""
    if seen.own_village:
        refuse(
            "the_incumbent_is_never_its_own_reserve",
            seen,
            "OWN_VILLAGE",
            "This person is the village's present secretary.",
            "此人是该村现任书记。",
            cure="Propose them for another village.",
            cure_zh="可提名为其他村的后备力量。",
            path=("candidacy",),
        )


def it_is_known_and_not_over(candidacy: Candidacy, _: Wish, seen: Seen) -> None:
    """Known from a ledger or proposed, and neither refused nor exited."""
    if not candidacy.standing:
        it_is_on_its_way(Candidacy(exited=candidacy.exited, reviews=candidacy.reviews), _, seen)


def nobody_is_admitted_twice(candidacy: Candidacy, _: Wish, seen: Seen) -> None:
    """Until they have left."""
    if candidacy.admitted:
        refuse(
            "nobody_is_admitted_twice",
            seen,
            "ALREADY_ADMITTED",
            f"This person was admitted on {candidacy.admitted.on}.",
            f"此人已于 {candidacy.admitted.on} 入库。",
            cure="There is nothing to do.",
            cure_zh="无需再次办理。",
            path=("candidacy",),
            admitted_on=candidacy.admitted.on,
        )


def only_a_reserve_has_a_tier(candidacy: Candidacy, _: Wish, seen: Seen) -> None:
    """A tier from a ledger is a claim."""
    if candidacy.over or not candidacy.admitted:
        refuse(
            "only_a_reserve_has_a_tier",
            seen,
            "NOT_ADMITTED",
            "This person is not in the reserve for the village.",
            "此人不在该村后备库中。",
            cure="Admit them first.",
            cure_zh="请先办理入库。",
            path=("candidacy",),
        )


def every_test_of_an_early_election_has_its_evidence(_: Candidacy, wish: ElectEarly, seen: Seen) -> None:
    """R39: a good part played, well recognised, conditions ripe."""
    lacking = [test for test in EarlyTest if not wish.tests.get(test, "").strip()]
    if lacking:
        refuse(
            "every_test_of_an_early_election_has_its_evidence",
            seen,
            "EARLY_TESTS_INCOMPLETE",
            f"Evidence is missing for {', '.join(lacking)}.",
            f"缺少依据：{'、'.join(TESTS_ZH[test] for test in lacking)}。",
            cure="Give evidence in words for each of the three tests.",
            cure_zh="请为三项条件逐一写明依据。",
            path=("tests",),
            lacking=" ".join(lacking),
        )


def a_mentor_never_decides_a_tier_alone(_: Candidacy, wish: SetTier, seen: Seen) -> None:
    """Whoever raises somebody does not mark them alone."""
    other = wish.together_with.strip()
    alone = not other or other == seen.by.name or other in seen.mentors
    if (seen.by.role == "mentor" or seen.by.name in seen.mentors) and alone:
        refuse(
            "a_mentor_never_decides_a_tier_alone",
            seen,
            "MENTOR_ALONE",
            "A mentor cannot decide a mentee's tier alone.",
            "导师不能单独评定帮带对象的层次。",
            cure="Name somebody who decided with them and is no mentor of the person (togetherWith).",
            cure_zh="请填写共同评定、且非其导师的人员（togetherWith）。",
            path=("togetherWith",),
        )
