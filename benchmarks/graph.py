"""The graph in a Neo4j of the tests: batches against one event a transaction, and the county's question as data grows.

Real villages, invented people. Both statements of a question answer the same in the same run, and must agree.
"""

import statistics
import time
from collections.abc import Callable
from itertools import islice
from typing import Any

from benchmarks.coverage import DAY, POLICY, SCALES, operations
from infra.neo4j_graph import Database, Neo4jGraph
from infra.neo4j_graph.questions import BEFORE_ALL, GraphQuestions, lacking_text
from projections.answer import Counting
from projections.ops import Op, PutEdge
from tests.servers.neo4j import PASSWORD, Server

OPS_AN_EVENT = 3
"""A person, an edge to the village, a mentor: what one row of a roster brings."""
SINGLE_EVENTS = 300
BATCH = 6_000
EMPTY = "MATCH (n) WHERE NOT n:Projection DETACH DELETE n"
NAIVE = """
MATCH (v:Village)
CALL (v) { OPTIONAL MATCH (v)<-[r:RESERVE_FOR]-() RETURN count(r) AS there }
WITH v, there, CASE v.classification WHEN 'difficult' THEN 0 WHEN 'key' THEN 1 ELSE 2 END AS rank
WITH v, rank, there - $wanted[rank] AS missing, v.key STARTS WITH $region AS here
WHERE missing < 0 AND here
WITH rank, missing, v.key AS code ORDER BY rank, missing, code
RETURN count(*) AS total, collect([rank, missing, code])[..$first] AS rows
"""
"""As generated APIs do: reserves of every village are counted before the region is looked at."""


def run(region: str = SCALES["county"], wider: str = "3717") -> dict[str, Any]:
    """`region` is asked for, alone and within the `wider` one that it lies in."""
    server = Server()
    database = Database(server.uri, password=PASSWORD)
    try:
        graph = Neo4jGraph(database, region)
        asked = GraphQuestions(database, POLICY, DAY)
        single = _single(graph, region)
        rows = []
        batched = 0.0
        for name in (region, wider):
            database.write(lambda tx: tx.run(EMPTY).consume())
            batched, villages = _filled(graph, name)
            rows.append({"data": name, "villages": villages, **_asked(database, asked, region)})
        return {
            "events_a_second_one_a_transaction": round(single),
            "events_a_second_in_batches": round(batched),
            "ratio": round(batched / single),
            "asked_for": 40,
            "question": rows,
        }
    finally:
        database.close()
        server.close()


def _single(graph: Neo4jGraph, region: str) -> float:
    """Events a second, each in a transaction of its own."""
    ops = list(islice(operations(region, _counts()), SINGLE_EVENTS * OPS_AN_EVENT))
    started = time.perf_counter()
    for at in range(0, len(ops), OPS_AN_EVENT):
        _given(graph, ops[at : at + OPS_AN_EVENT])
    return SINGLE_EVENTS / (time.perf_counter() - started)


def _filled(graph: Neo4jGraph, region: str) -> tuple[float, int]:
    """Events a second in batches, and the number of villages."""
    counts = _counts()
    ops = list(operations(region, counts))
    started = time.perf_counter()
    for at in range(0, len(ops), BATCH):
        _given(
            graph, sorted(ops[at : at + BATCH], key=lambda op: isinstance(op, PutEdge))
        )  # as the fold does
    return len(ops) / OPS_AN_EVENT / (time.perf_counter() - started), counts["villages"]


def _given(graph: Neo4jGraph, ops: list[Op]) -> None:
    position = graph.position()
    if not graph.apply(ops, position, position + 1):
        raise RuntimeError("the graph did not take the batch")


def _counts() -> dict[str, int]:
    return {"villages": 0, "people": 0, "operations": 0}


def _asked(database: Database, asked: GraphQuestions, region: str) -> dict[str, Any]:
    counting = Counting.ON_ROSTER
    given = asked.given(region, BEFORE_ALL, 50)
    rows, total = asked.lacking(region, counting)
    (naive,) = database.rows(NAIVE, **given)
    if (naive["total"], naive["rows"]) != (total, [list(row) for row in rows]):
        raise RuntimeError("the two statements do not agree")
    ours = _median(lambda: asked.lacking(region, counting), 100)
    theirs = _median(lambda: database.rows(NAIVE, **given), 20)
    return {
        "naive_ms": round(theirs * 1e3, 1),
        "ours_ms": round(ours * 1e3, 1),
        "ratio": round(theirs / ours, 1),
        "naive_hits": _hits(database.profile(NAIVE, **given).profile),
        "our_hits": _hits(database.profile(lacking_text(counting), **given).profile),
    }


def _median(ask: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def _hits(plan: Any) -> int:
    return int(plan["args"].get("DbHits", 0)) + sum(_hits(child) for child in plan.get("children", ()))
