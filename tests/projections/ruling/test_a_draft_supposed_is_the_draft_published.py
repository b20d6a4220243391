"""A what-if tells exactly what the county's questions answer once the draft is really published."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.rule_set import MentorLimits, RuleSet, VillageClass
from projections.answer import Counting
from projections.contact_due import contact_due
from projections.coverage import coverage, villages_lacking_reserves
from projections.mentor_loads import mentor_loads
from projections.oracle import Recount
from projections.oracle import recounted as by_hand
from projections.ruling.what_if import changes_of, suppose, what_if
from projections.structure import structure
from projections.world import World
from tests.example_rules import RULES
from tests.given import COUNTY_VIEWER
from tests.projections.scripts import Step, looking_elsewhere, played, scripts
from tests.projections.worlds import lived_through

DATES = [date(2026, 6, 30), date(2026, 8, 1)]


@st.composite
def drafts(draw: st.DrawFn) -> RuleSet:
    base = looking_elsewhere(draw(st.sampled_from(["items", "agencies", "months", "nothing"])))
    low = draw(st.integers(25, 45))
    return replace(
        base,
        reserves_wanted=dict.fromkeys(VillageClass, draw(st.integers(0, 3))),
        general=replace(base.general, age_max=low),
        exceptional=replace(base.exceptional, age_max=draw(st.integers(low, 50))),
        quotas=base.quotas[: draw(st.integers(0, 3))],
        mentors=MentorLimits(warn_over=0, alarm_over=draw(st.integers(0, 2)), capacity=1),
        mentoring=replace(base.mentoring, talk_every_days=draw(st.sampled_from([5, 30, 90]))),
    )


def everything(ask: Any, world: World, **how: Any) -> list[Any]:
    page = ask(world, COUNTY_VIEWER, first=100, **how)
    assert not page.has_next
    return list(page.nodes)


@settings(max_examples=100)
@given(script=scripts, draft=drafts(), on=st.sampled_from(DATES), counting=st.sampled_from(Counting))
def test_what_is_told_is_what_is_then_seen(
    script: list[Step], draft: RuleSet, on: date, counting: Counting
) -> None:
    history = played(script)
    before, supposed = lived_through(history, on), lived_through(history, on)
    suppose(supposed, draft)
    found = what_if(before, supposed, COUNTY_VIEWER, counting=counting)
    history.rules(draft, version=len(history.events) + 1000, effective_from=on)
    after, told = lived_through(history, on), Recount(history.as_read_later(), on)

    short = [
        {row.code: row.short_by for row in everything(villages_lacking_reserves, world, counting=counting)}
        for world in (before, after)
    ]
    differ = {code for code in {*short[0], *short[1]} if short[0].get(code) != short[1].get(code)}
    assert differ == {v.village.code for v in found.villages if v.short_before != v.short_after}
    assert found.coverage_after.all == coverage(after, COUNTY_VIEWER, counting=counting).all
    townships = [structure(world, COUNTY_VIEWER, counting=counting).townships for world in (before, after)]
    changed = {
        (one.township.code, q.code)
        for one, other in zip(*townships, strict=True)
        for q in {*one.quotas} ^ {*other.quotas}
    }
    told_quotas = {(q.township.code, one.code) for q in found.quotas for one in (q.before, q.after) if one}
    assert changed == told_quotas
    late = [{row.reserve.id for row in everything(contact_due, world)} for world in (before, after)]
    told_late = [{p.person.id for p in found.people if p.talk_late_before > p.talk_late_after},
                 {p.person.id for p in found.people if p.talk_late_after > p.talk_late_before}]  # fmt: skip
    assert told_late == [late[0] - late[1], late[1] - late[0]]
    status = [
        {row.mentor.id: row.status for row in everything(mentor_loads, world)} for world in (before, after)
    ]
    assert {m.mentor.id for m in found.mentors} == {m for m in status[0] if status[0][m] != status[1][m]}
    naive = {(code, who): states for code, who, states in by_hand.review_rows(told, "99")}
    for person in found.people:
        for review in person.reviews:
            assert naive.get((review.village.code, person.person.id), set()) == {str(s) for s in review.after}
            cleared = {soul.id for soul in told.cleared(review.village.code)}
            assert review.cleared_after is (person.person.id in cleared)


@settings(max_examples=30)
@given(script=scripts)
def test_the_rules_in_force_change_nothing(script: list[Step]) -> None:
    history = played(script)
    before, supposed = lived_through(history), lived_through(history)
    suppose(supposed, before.rules or RULES)
    found = what_if(before, supposed, COUNTY_VIEWER)
    lists = (found.rules, found.villages, found.quotas, found.mentors)
    assert lists == ((), (), (), ())
    assert not any(person.reviews or person.before != person.after for person in found.people)


def test_one_more_row_of_a_list_is_one_change_by_its_code() -> None:
    fewer = replace(RULES, quotas=RULES.quotas[1:], general=replace(RULES.general, age_max=40))
    changes = {change.key: (change.before, change.after) for change in changes_of(RULES, fewer)}
    assert changes["general.age_max"] == ("45", "40")
    assert changes["quotas.women.percent"] == ("15", "")
    assert {key.split(".")[0] for key in changes} == {"general", "quotas"}
    assert not any(key.startswith("quotas.young") for key in changes)
