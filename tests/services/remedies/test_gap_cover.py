"""Which people could cover the villages that lack somebody, and why the others could not."""

import itertools
from random import Random

from domain.rule_set import VillageClass
from services.pairing.problem import RANKS
from services.remedies.gap_cover import (
    COVER_POINTS,
    Candidate,
    CoverKind,
    CoverReason,
    CoverRule,
    LackingVillage,
    cover_gaps,
    reasons_for,
    rule_against,
)

NEAR = {"t0": ("t1",)}


def test_covers_are_the_best_of_all_by_class_and_then_by_points() -> None:
    for seed in range(300):
        rng = Random(seed)
        villages, people = _case(rng)
        found = cover_gaps(villages, people, NEAR)
        covered = [cover.village for cover in found.covers]
        points = sum(COVER_POINTS[reason] for cover in found.covers for reason in cover.reasons)
        ranks = {village.id: RANKS[village.village_class] for village in villages}
        value = (*(-sum(ranks[v] == rank for v in covered) for rank in range(3)), -points)
        assert value == _best(villages, people), f"seed {seed}"
        assert len({cover.person for cover in found.covers}) == len(found.covers)
        short = {bare.village: bare.missing for bare in found.bare}
        assert all(short.get(v.id, 0) + covered.count(v.id) == v.lacking for v in villages)


def test_the_order_of_the_rows_changes_nothing() -> None:
    for seed in range(50):
        rng = Random(seed)
        villages, people = _case(rng)
        mixed = cover_gaps(rng.sample(villages, len(villages)), rng.sample(people, len(people)), NEAR)
        assert mixed == cover_gaps(villages, people, NEAR)


def test_every_rule_and_every_reason_is_told() -> None:
    village = LackingVillage(
        id="v", township="t0", village_class=VillageClass.KEY, lacking=2, incumbent="boss"
    )
    people = [
        Candidate(id="boss", kind=CoverKind.MATURE_COMMITTEE_MEMBER, townships=("t0",), mature=True),
        Candidate(id="own", kind=CoverKind.RESERVE_ELSEWHERE, townships=("t0",), villages=("v",)),
        Candidate(id="no", kind=CoverKind.RESERVE_ELSEWHERE, townships=("t0",), willing=False),
        Candidate(id="far", kind=CoverKind.RESERVE_ELSEWHERE, townships=("t9",), mature=True, willing=True),
        Candidate(id="other", kind=CoverKind.NATIVE_OUTSIDE, townships=("t0",), native_of="w"),
        Candidate(id="old", kind=CoverKind.NATIVE_OUTSIDE, native_of="v", eligible=False),
        Candidate(id="new", kind=CoverKind.NATIVE_OUTSIDE, native_of="v", eligible=None),
        Candidate(id="gone", kind=CoverKind.NATIVE_OUTSIDE, native_of="v", left=True),
        Candidate(id="yes", kind=CoverKind.NATIVE_OUTSIDE, native_of="v", willing=True),
    ]
    found = cover_gaps([village], people, NEAR)
    assert [(c.person, c.reasons) for c in found.covers] == [
        ("yes", (CoverReason.NATIVE_OF_THE_VILLAGE, CoverReason.SAID_YES))
    ]
    bare = found.bare[0]
    assert (bare.missing, bare.shared_by, bare.candidates) == (1, ("v",), ("yes",))
    assert dict(bare.against) == {
        "boss": CoverRule.IS_THE_INCUMBENT,
        "own": CoverRule.IS_ALREADY_ITS_RESERVE,
        "no": CoverRule.SAID_NO,
        "old": CoverRule.MISSES_THE_TERMS,
        "new": CoverRule.TERMS_NOT_KNOWN,
        "gone": CoverRule.LEFT_A_ROSTER,
    }
    far = {
        person.id: rule_against(village, person, NEAR) for person in people if person.id in ("far", "other")
    }
    assert far == {"far": CoverRule.NOT_NEAR, "other": CoverRule.NOT_NEAR}


def test_neighbours_count_only_where_adjacency_is_given() -> None:
    village = LackingVillage(id="v", township="t0", village_class=VillageClass.KEY, lacking=2)
    people = [Candidate(id="p", kind=CoverKind.RESERVE_ELSEWHERE, townships=("t1",))]
    assert cover_gaps([village], people).covers == ()
    assert [cover.person for cover in cover_gaps([village], people, NEAR).covers] == ["p"]
    assert [(b.village, b.missing) for b in cover_gaps([village], []).bare] == [("v", 2)]


def _case(rng: Random) -> tuple[list[LackingVillage], list[Candidate]]:
    villages = [
        LackingVillage(
            id=f"v{at}",
            township=f"t{rng.randrange(3)}",
            village_class=rng.choice(list(VillageClass)),
            lacking=rng.choice((1, 1, 2)),
            incumbent=f"p{rng.randrange(6)}",
        )
        for at in range(rng.randint(1, 4))
    ]
    people = [
        Candidate(
            id=f"p{at}",
            kind=rng.choice(list(CoverKind)),
            townships=(f"t{rng.randrange(3)}",),
            villages=(f"v{rng.randrange(4)}",) if rng.random() < 0.5 else (),
            native_of=f"v{rng.randrange(4)}" if rng.random() < 0.5 else "",
            eligible=rng.choice((True, True, True, None, False)),
            mature=rng.random() < 0.5,
            spare=rng.random() < 0.5,
            willing=rng.choice((True, False, None)),
        )
        for at in range(rng.randint(0, 5))
    ]
    return villages, people


def _best(villages: list[LackingVillage], people: list[Candidate]) -> tuple[int, ...]:
    best = (0, 0, 0, 0)
    for picked in itertools.product([None, *villages], repeat=len(people)):
        value = [0, 0, 0, 0]
        for person, village in zip(people, picked, strict=True):
            if village is not None:
                if rule_against(village, person, NEAR):
                    break
                value[RANKS[village.village_class]] -= 1
                value[3] -= sum(COVER_POINTS[reason] for reason in reasons_for(village, person, NEAR))
        else:
            if all(picked.count(village) <= village.lacking for village in villages):
                best = min(best, (value[0], value[1], value[2], value[3]))
    return best
