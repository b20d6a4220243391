"""No event clears anybody yet; the operations do, and the index keeps the days on which a clearance ends."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.rule_set import VillageClass
from infra.networkx_graph import NetworkxGraph
from projections.answer import Counting
from projections.index import Index
from projections.ops import (
    DropEdge,
    EdgeKey,
    EdgeKind,
    Op,
    Policy,
    Props,
    PutEdge,
    PutNode,
    PutPolicies,
    SetDay,
    person,
    place,
)
from projections.oracle import GraphScan
from tests.given import NORTH, SOUTH, TODAY, village

VILLAGES = [village(NORTH, 0), village(NORTH, 1), village(SOUTH, 0), village(SOUTH, 1)]
PEOPLE = ["pe_1", "pe_2", "pe_3"]
DAYS = [TODAY + timedelta(days=n) for n in (-40, -1, 0, 1, 30)]
POLICIES = (
    Policy(date(2026, 1, 1), 1, (2, 1, 1), 3, 5, 5),
    Policy(TODAY + timedelta(days=10), 2, (3, 2, 1), 3, 5, 5),
)


def put_village(code: str, kind: VillageClass) -> PutNode:
    props: Props = {
        "name": code,
        "counts": True,
        "classification": kind.value,
        "classified": True,
        "pending_rows": 0,
    }
    return PutNode(place(code), props)


def put_candidacy(who: str, code: str, through: date | None) -> PutEdge:
    edge = EdgeKey(EdgeKind.RESERVE_FOR, person(who), place(code))
    return PutEdge(edge, {"since": None, "cleared_through": str(through) if through else None})


def drop_candidacy(who: str, code: str) -> DropEdge:
    return DropEdge(EdgeKey(EdgeKind.RESERVE_FOR, person(who), place(code)))


START: list[Op] = [
    PutPolicies(POLICIES),
    *(put_village(code, VillageClass.ORDINARY) for code in VILLAGES),
    *(
        PutNode(person(who), {"sex": None, "birth": None, "education": None, "capacity": None})
        for who in PEOPLE
    ),
]
ops = st.one_of(
    st.builds(
        put_candidacy, st.sampled_from(PEOPLE), st.sampled_from(VILLAGES), st.sampled_from([None, *DAYS])
    ),
    st.builds(drop_candidacy, st.sampled_from(PEOPLE), st.sampled_from(VILLAGES)),
    st.builds(put_village, st.sampled_from(VILLAGES), st.sampled_from(list(VillageClass))),
    st.builds(SetDay, st.sampled_from(DAYS)),
)


@settings(max_examples=300)
@given(batches=st.lists(st.lists(ops, max_size=5), max_size=8))
def test_whatever_the_day_the_counters_equal_a_scan(batches: list[list[Op]]) -> None:
    index, graph = Index(TODAY), NetworkxGraph()
    for at, batch in enumerate([START, *batches]):
        index.apply(batch)
        graph.apply(batch, at, at + 1)
        scan = GraphScan(graph.export(), index.policies, index.day)
        for counting in Counting:
            for region in ("99", NORTH, VILLAGES[0]):
                entries, _ = index.lacking(region, counting, "", 99)
                found = [(e.rank, -e.short_by(counting), e.code) for e in entries]
                assert found == scan.lacking(region, counting)
                assert index.tally(region).lacking_total(counting) == len(found)
        totals, tally = scan.totals("99"), index.tally("99")
        assert tally.distinct_cleared == totals["distinct_cleared"]
        assert tally.of_two == totals["reserves_of_two_villages"]
        assert sum(tally.cleared) == sum(row["cleared"] for row in totals["by_class"])


def test_a_clearance_counts_on_its_last_day_and_not_after() -> None:
    index = Index(TODAY)
    index.apply([*START, put_candidacy("pe_1", VILLAGES[0], TODAY)])
    assert index.tally(NORTH).distinct_cleared == 1
    assert index.due() == [(TODAY + timedelta(days=1), VILLAGES[0], "pe_1")]
    index.apply([SetDay(TODAY + timedelta(days=1))])
    assert index.tally(NORTH).distinct_cleared == 0
    assert index.tally(NORTH).distinct == 1
    assert index.due() == []


def test_a_rule_set_takes_effect_on_its_day_without_any_event() -> None:
    index = Index(TODAY)
    index.apply([*START, put_village(VILLAGES[0], VillageClass.DIFFICULT)])
    assert index.villages[VILLAGES[0]].wanted == 2
    index.apply([SetDay(TODAY + timedelta(days=10))])
    assert index.villages[VILLAGES[0]].wanted == 3
