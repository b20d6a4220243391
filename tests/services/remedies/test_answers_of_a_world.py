"""Random histories: what a world answers, against trials of every person for every village, and against networkx."""

from collections import defaultdict
from datetime import date
from itertools import combinations
from typing import Any

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ids import PersonId
from domain.ledger import LedgerKind
from domain.rule_set import MentorRole
from domain.values.education import RANKS
from projections.answer import Counting
from projections.coverage import villages_lacking_reserves
from projections.fold import Human
from projections.ops import CLASSES, EdgeKind, Label
from projections.structure import counts_for, structure
from projections.world import World
from services.remedies.answers.gap_cover import gap_cover
from services.remedies.answers.quota_remedy import quota_remedy
from services.remedies.answers.single_points import HangsBy, hanging_on_one
from tests.given import COUNTY, COUNTY_VIEWER, NORTH, NORTH_VIEWER, SOUTH, Given, village
from tests.projections.scripts import VILLAGES, Step, played, scripts
from tests.projections.worlds import lived_through, world_of

REGIONS = [COUNTY, NORTH, SOUTH, VILLAGES[0]]
DAYS = [date(2026, 6, 30), date(2026, 8, 1)]
WEIGHTS = (10**8, 10**6, 10**4)
"""By class: more than all points of a small county together."""


def may_stand(world: World, human: Human) -> bool:
    """By age and education, under an exception at least; nothing is guessed."""
    rules = world.rules
    if rules is None or human.education is None or human.birth is None:
        return False
    oldest = human.birth.age_at(world.reference_date)[1]
    return any(
        oldest <= terms.age_max and RANKS[human.education] >= RANKS[terms.education_min]
        for terms in (rules.general, rules.exceptional)
    )


def answer_of(human: Human) -> str | None:
    asked = ("willingness_to_stand", "willingness_to_serve", "willingness_to_return")
    return next((human.value(field) for field in asked if human.value(field)), None)


def points(world: World, human: Human, code: str, *, near: bool) -> int | None:
    """What speaks for a person in a village; None where a rule speaks against. Written out once more by hand."""
    roster, serves = set(human.roster), set(human.serves)
    decisions = [c for candidate in human.candidates.values() for c in candidate.decisions]
    tiers = {
        next((c.tier for c in reversed(candidate.decisions) if c.tier), None) or candidate.tier
        for candidate in human.candidates.values()
    }
    posts = serves | {v for v, c in human.candidates.items() if any(d.used for d in c.decisions)}
    mature = "mature" in tiers
    is_member = not roster and bool(posts) and mature
    if not roster and not is_member and not human.native_of:
        return None
    if code in serves or code in roster or (not roster and any(c.over for c in decisions)):
        return None
    ends = [human.candidates[v].cleared_through for v in roster]
    cleared = any(end is not None and end >= world.on_date for end in ends)
    if answer_of(human) == "no" or not (cleared or may_stand(world, human)):
        return None
    townships = {v[:9] for v in (roster or (posts if is_member else set()))}
    native, here = human.native_of == code, code in posts and not roster
    same = code[:9] in townships
    beside = near and bool(townships) and not same
    if not (native or here or same or beside):
        return None
    others = roster and all(len(world.index.villages[v].roster) > 1 for v in roster)
    return (
        400 * native + 400 * here + 200 * same + 300 * mature
        + 100 * (answer_of(human) in ("yes", "as_arranged")) + 50 * bool(others)
    )  # fmt: skip


@settings(max_examples=120)
@given(
    script=scripts,
    on=st.sampled_from(DAYS),
    counting=st.sampled_from(Counting),
    region=st.sampled_from(REGIONS),
    near=st.booleans(),
)
def test_covers_are_the_best_that_any_assignment_could_be(
    script: list[Step], on: date, counting: Counting, region: str, near: bool
) -> None:
    world = lived_through(played(script))
    world.advance(on)
    pairs = [f"{NORTH}-{SOUTH}"] if near else []
    page = gap_cover(world, COUNTY_VIEWER, region=region, counting=counting, neighbours=pairs, first=100)
    lacking = villages_lacking_reserves(
        world, COUNTY_VIEWER, region=region, counting=counting, first=100
    ).nodes
    assert tuple(row.village for row in page.nodes) == lacking
    graph: nx.Graph[Any] = nx.Graph()
    for wanting in lacking:
        weight = WEIGHTS[CLASSES.index(wanting.classification)]
        for human in world.fold.humans.values():
            speaks = points(world, human, wanting.code, near=near)
            for nth in range(wanting.short_by if speaks is not None else 0):
                graph.add_edge((wanting.code, nth), human.id, weight=weight + (speaks or 0))
    best = sum(graph.edges[edge]["weight"] for edge in nx.max_weight_matching(graph))
    ours = 0
    for row in page.nodes:
        assert len(row.covers) + row.uncovered == row.village.short_by
        for cover in row.covers:
            human = world.fold.humans[cover.person.id]
            speaks = points(world, human, row.village.code, near=near)
            assert speaks is not None
            ours += WEIGHTS[CLASSES.index(row.village.classification)] + speaks
        for refused in row.against:
            human = world.fold.humans[refused.person.id]
            assert points(world, human, row.village.code, near=near) is None
    assert ours == best
    assert len({c.person.id for row in page.nodes for c in row.covers}) == page.covered


@settings(max_examples=120)
@given(script=scripts, on=st.sampled_from(DAYS), counting=st.sampled_from(Counting), not_asked=st.booleans())
def test_no_smaller_set_of_people_would_do(
    script: list[Step], on: date, counting: Counting, not_asked: bool
) -> None:
    world = lived_through(played(script))
    world.advance(on)
    page = quota_remedy(world, COUNTY_VIEWER, counting=counting, also_not_asked=not_asked)
    plain = structure(world, COUNTY_VIEWER, counting=counting)
    quotas = world.rules.quotas if world.rules else ()
    for row, township in zip(page.nodes, plain.townships, strict=True):
        code = row.township.code
        able = [
            human
            for human in world.fold.humans.values()
            if any(place and place.startswith(code) for place in (human.member_at, human.native_of))
            and not human.serves
            and not any(c.known for r in human.records for c in world.fold.record.listed.get(r, {}).values())
            and may_stand(world, human)
            and answer_of(human)
            in (("yes", "as_arranged", None, "not_asked") if not_asked else ("yes", "as_arranged"))
        ]
        present = {quota.code: quota.present for quota in township.quotas}
        enough = [
            {human.id for human in some}
            for size in range(len(able) + 1)
            for some in combinations(able, size)
            if all(
                100 * (present[q.code] + sum(counts_for(q, h, world.reference_date) is True for h in some))
                >= q.percent * (row.reserves + size)
                for q in quotas
            )
        ]
        assert row.addable == len(able)
        assert [need.present for need in row.quotas] == [quota.present for quota in township.quotas]
        if row.needed is None:
            assert enough == []
            assert row.nearest
        else:
            assert row.people is not None
            assert {one.person.id for one in row.people} in enough
            assert row.needed == len(row.people) == len(enough[0])


def links_by_graph(world: World, region: str) -> set[tuple[str, str, str]]:
    """(person, village, kind) from the edges of the graph alone."""
    found = set()
    for start, end, (kind, key), data in world.graph.export().edges(keys=True, data=True):
        village = key if kind is EdgeKind.MENTORS else end.key
        if kind is EdgeKind.RESERVE_FOR:
            found.add((start.key, village, "RESERVE"))
        elif kind is EdgeKind.MENTORS:
            found.add(
                (
                    start.key,
                    village,
                    "LEADER" if data["put"].props["role"] == MentorRole.COUNTY_SPONSOR else "MENTOR",
                )
            )
        elif kind is EdgeKind.LINKED_TO:
            human = world.human(PersonId(start.key))
            leads = human and human.area and "county_sponsor" in human.area.roles
            if leads and end.label is Label.VILLAGE:
                found.add((start.key, village, "LEADER"))
            elif leads and end.label is Label.TOWNSHIP:
                found |= {(start.key, v, "LEADER") for v in world.index.villages if v.startswith(end.key)}
    return {link for link in found if link[1].startswith(region)}


@settings(max_examples=120)
@given(script=scripts, on=st.sampled_from(DAYS), region=st.sampled_from(REGIONS), least=st.integers(1, 3))
def test_single_points_are_those_that_networkx_finds(
    script: list[Step], on: date, region: str, least: int
) -> None:
    world = lived_through(played(script))
    world.advance(on)
    links = links_by_graph(world, region)
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for person, code, kind in links:
        holders[code, kind].add(person)
    hanging: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (code, kind), persons in holders.items():
        if len(persons) == 1:
            hanging[min(persons), kind].add(code)
    daily: nx.Graph[str] = nx.Graph([(person, code) for person, code, kind in links if kind != "LEADER"])
    for person in {link[0] for link in links} & set(daily):
        part = daily.subgraph(nx.node_connected_component(daily, person)).copy()
        part.remove_node(person)
        sides = [sum(node[0] == "9" for node in side) for side in nx.connected_components(part)]
        hanging[person, "CUT_POINT"] = {str(n) for n in range(sum(sides) - max(sides))}
    page = hanging_on_one(world, COUNTY_VIEWER, region=region, threshold=least, first=100)
    ours = {(row.person.id, row.by.value): len(row.villages) for row in page.nodes}
    assert ours == {at: len(villages) for at, villages in hanging.items() if len(villages) >= least}
    assert page.bridges == len(list(nx.bridges(daily)))
    counts = [len(row.villages) for row in page.nodes]
    assert counts == sorted(counts, reverse=True)
    for row in page.nodes:
        for one in row.villages:
            if row.by is not HangsBy.CUT_POINT:
                assert {str(one.village.code)} <= hanging[row.person.id, row.by.value]
            if one.second:
                assert (one.second.person.id, str(one.village.code), row.by.value) not in links


def test_a_township_is_told_how_many_and_the_county_whom() -> None:
    given = Given().county()
    for number in range(4):
        given.reserve(
            f"pe_{number}", village(NORTH, 0), sex="male", birth="1993-01", education="junior_college"
        )
    woman: dict[str, Any] = {
        "sex": "female",
        "birth": "1999-01",
        "education": "bachelor",
        "willingness_to_return": "yes",
    }
    given.says(LedgerKind.TALENTS, "pe_9", native_village=village(NORTH, 1), name="王芳", **woman)
    world = world_of(given)
    county = quota_remedy(world, COUNTY_VIEWER, region=NORTH, counting=Counting.ON_ROSTER).nodes[0]
    township = quota_remedy(world, NORTH_VIEWER, counting=Counting.ON_ROSTER).nodes[0]
    assert county.people is not None
    assert [(one.person.id, one.quotas) for one in county.people] == [
        ("pe_9", ("women", "young_college", "young_bachelor"))
    ]
    assert (township.people, township.needed) == (None, 1)


def test_whom_the_reference_date_ages_out_is_named() -> None:
    given = Given().county()
    given.reserve("pe_1", village(NORTH, 0), birth="1990-08-15", education="bachelor")
    row = quota_remedy(world_of(given), NORTH_VIEWER, counting=Counting.ON_ROSTER).nodes[0]
    assert [(c.person.id, c.quota, c.counts_today, c.counts_then) for c in row.changes] == [
        ("pe_1", "young_college", True, False),
        ("pe_1", "young_bachelor", True, False),
    ]
    assert row.nearest
    assert row.needed is None
