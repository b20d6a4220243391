"""The smallest set of people who could be added so that every quota of a township holds."""

import itertools
import time
from random import Random

from services.remedies.quota_remedy import Addable, Share, remedy

WOMEN, COLLEGE, BACHELOR = "WOMEN", "YOUNG_COLLEGE", "YOUNG_BACHELOR"


def _shares(*present: int) -> list[Share]:
    rows = zip(
        (WOMEN, COLLEGE, BACHELOR), ("women", "young", "graduates"), (15, 30, 10), present, strict=True
    )
    return [
        Share(code=code, label=label, label_zh=label, percent=percent, present=n)
        for code, label, percent, n in rows
    ]


def _holds(total: int, shares: list[Share], added: tuple[Addable, ...]) -> bool:
    size = total + len(added)
    return all(
        100 * (share.present + sum(share.code in person.quotas for person in added)) >= share.percent * size
        for share in shares
    )


def test_the_set_is_the_smallest_and_the_most_preferred_of_all() -> None:
    for seed in range(250):
        rng = Random(seed)
        total = rng.randint(1, 25)
        shares = _shares(*(rng.randint(0, total * p // 100 + 1) for p in (15, 30, 10)))
        people = [
            Addable(
                id=f"p{at}",
                quotas=frozenset(code for code in (WOMEN, COLLEGE, BACHELOR) if rng.random() < 0.4),
                preference=rng.randint(0, 3),
            )
            for at in range(rng.randint(0, 8))
        ]
        found = remedy(total, shares, people)
        able = [
            (len(some), sum(person.preference for person in some))
            for size in range(len(people) + 1)
            for some in itertools.combinations(people, size)
            if _holds(total, shares, some)
        ]
        if found.people is None:
            assert not able, f"seed {seed}"
            more = tuple(
                Addable(id="", quotas=frozenset(group)) for group, n in found.missing for _ in range(n)
            )
            assert remedy(total, shares, [*people, *more]).people is not None, f"seed {seed}"
            fewer = [Addable(id="", quotas=frozenset((WOMEN, COLLEGE, BACHELOR)))] * (len(more) - 1)
            assert remedy(total, shares, [*people, *fewer]).people is None, f"seed {seed}"
        else:
            chosen = tuple(person for person in people if person.id in found.people)
            assert _holds(total, shares, chosen), f"seed {seed}"
            assert (len(chosen), sum(p.preference for p in chosen)) == min(able), f"seed {seed}"


def test_adding_counts_what_each_addition_takes_the_share_of() -> None:
    """20 people, no woman: 3 would be 15 % of 20, but with 4 added 15 % of 24 is 3.6."""
    women = [Addable(id=f"w{n}", quotas=frozenset((WOMEN,))) for n in range(9)]
    found = remedy(20, _shares(0, 20, 20), women)
    assert found.people == ("w0", "w1", "w2", "w3")
    assert found.exchanges == {WOMEN: 3, COLLEGE: 0, BACHELOR: 0}


def test_without_a_remedy_the_words_prove_it_and_name_classes_only() -> None:
    people = [Addable(id="zhang", quotas=frozenset((WOMEN,)))]
    found = remedy(20, _shares(0, 20, 20), people)
    assert found.people is None
    assert found.missing == (((WOMEN,), 3),)
    assert found.message == (
        "No set of known people will do. women: all 1 who could be added make 1 of 4 wanted. "
        "Nearest: 3 more who are women."
    )
    assert "zhang" not in found.message + found.message_zh


def test_a_township_where_all_holds_needs_nobody() -> None:
    assert remedy(10, _shares(5, 5, 5), []).people == ()


def test_hundreds_of_people_are_no_burden() -> None:
    rng = Random(1)
    people = [
        Addable(
            id=f"p{at}",
            quotas=frozenset(c for c in (WOMEN, COLLEGE, BACHELOR) if rng.random() < 0.3),
            preference=at,
        )
        for at in range(300)
    ]
    started = time.process_time()
    assert remedy(100, _shares(0, 0, 0), people).people is not None
    assert remedy(4000, _shares(0, 1200, 400), people).people is None
    assert time.process_time() - started < 5
