"""The graph's questions in Cypher. Each begins at keys, so that its cost follows the region and not the graph.

The beginning is pinned by a hint: while there is little data the planner finds a scan as cheap, and keeps that plan.

They must answer what the embedded index answers.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from infra.neo4j_graph.database import Database
from projections.answer import Counting
from projections.ops import Policy

_ORDER = "rank, missing, code"
_AREAS = (
    "MATCH (place:{label}) USING INDEX SEEK place:{label}(key) WHERE place.key STARTS WITH $region "
    "MATCH (place)<-[:LINKED_TO]-(m:Mentor) RETURN m"
)

LACKING = f"""
MATCH (v:Village) USING INDEX SEEK v:Village(key) WHERE v.key STARTS WITH $region AND v.counts
WITH v, CASE v.classification WHEN 'difficult' THEN 0 WHEN 'key' THEN 1 ELSE 2 END AS rank
WITH v.key AS code, rank, {{there}} - $wanted[rank] AS missing
WHERE missing < 0
WITH rank, missing, code ORDER BY {_ORDER}
WITH count(*) AS total, collect([rank, missing, code]) AS rows
RETURN total, [row IN rows WHERE row[0] > $rank OR row[0] = $rank
  AND (row[1] > $missing OR row[1] = $missing AND row[2] > $code)][..$first] AS rows
"""
THERE = {
    Counting.ON_ROSTER: "COUNT { (v)<-[:RESERVE_FOR]-() }",
    Counting.CLEARED: "COUNT { (v)<-[r:RESERVE_FOR]-() WHERE r.cleared_through >= $day }",
}
LOADS = f"""
CALL () {{ {" UNION ".join(_AREAS.format(label=label) for label in ("County", "Township", "Village"))} }}
WITH DISTINCT m
WITH m.key AS mentor, COUNT {{ MATCH (m)-[:MENTORS]->(reserve) RETURN DISTINCT reserve }} AS load
RETURN mentor, load ORDER BY load DESC, mentor
"""
HANGING = """
MATCH (v:Village) USING INDEX SEEK v:Village(key) WHERE v.key STARTS WITH $region
CALL (v) {
  MATCH (v)<-[:RESERVE_FOR]-(p) RETURN 'reserve' AS kind, p
  UNION
  MATCH (v)<-[:RESERVE_FOR]-()<-[tie:MENTORS]-(p) WHERE tie.key = v.key
  RETURN CASE tie.role WHEN 'county_sponsor' THEN 'leader' ELSE 'mentor' END AS kind, p
  UNION
  MATCH (v)<-[:LINKED_TO]-(p:Leader) RETURN 'leader' AS kind, p
  UNION
  MATCH (v)-[:PART_OF]->(:Township)<-[:LINKED_TO]-(p:Leader) RETURN 'leader' AS kind, p
}
WITH v.key AS village, kind, collect(DISTINCT p.key) AS persons
WHERE size(persons) = 1
WITH persons[0] AS person, kind, village ORDER BY village
WITH person, kind, collect(village) AS villages
WHERE size(villages) >= $least
RETURN person, kind, villages ORDER BY size(villages) DESC, person, kind
"""
TIES = """
MATCH (p:Person {key: $person}) USING INDEX SEEK p:Person(key)
MATCH (p)-[tie:TIED_TO]-(other)
RETURN other.key AS other, tie.kin AS kin, startNode(tie) = p AS outward
ORDER BY other, outward, kin
"""


class Lacking(NamedTuple):
    """(rank of the class, minus what is lacking, code): the order of the list."""

    rank: int
    missing: int
    code: str


BEFORE_ALL = Lacking(-1, 0, "")


class Hanging(NamedTuple):
    """Without this person the villages have nobody of the kind."""

    person: str
    kind: str
    villages: tuple[str, ...]


class Tie(NamedTuple):
    """`outward`: `kin` is what the other is to the person; else what the person is to the other."""

    other: str
    kin: str
    outward: bool


class GraphQuestions:
    """Questions put to one server. The day and the rules in force are the caller's."""

    def __init__(self, database: Database, policy: Policy, day: date) -> None:
        self._database, self._policy, self._day = database, policy, day

    def lacking(
        self, region: str, counting: Counting, after: Lacking = BEFORE_ALL, first: int = 50
    ) -> tuple[list[Lacking], int]:
        """A page of the villages that lack reserves, and how many there are in all (question 1)."""
        given = self.given(region, after, first)
        (found,) = self._database.rows(lacking_text(counting), **given)
        return [Lacking(*row) for row in found["rows"]], found["total"]

    def given(self, region: str, after: Lacking, first: int) -> dict[str, Any]:
        """The parameters of the question above."""
        known = {"region": region, "wanted": list(self._policy.wanted), "day": str(self._day)}
        return {**known, **after._asdict(), "first": first}

    def loads(self, region: str) -> list[tuple[str, int]]:
        """Mentors of a region with the number of their reserves, the most first (question 12)."""
        return [(row["mentor"], row["load"]) for row in self._database.rows(LOADS, region=region)]

    def hanging(self, region: str, least: int = 2) -> list[Hanging]:
        """On whom alone villages hang, as reserve, mentor or leader (question 5)."""
        rows = self._database.rows(HANGING, region=region, least=least)
        return [Hanging(row["person"], row["kind"], tuple(row["villages"])) for row in rows]

    def ties(self, person: str) -> Sequence[Tie]:
        """The recorded kin of a person (question 21)."""
        rows = self._database.rows(TIES, person=person)
        return [Tie(row["other"], row["kin"], row["outward"]) for row in rows]


def lacking_text(counting: Counting) -> str:
    """The statement of question 1 for a way of counting."""
    return LACKING.replace("{there}", THERE[counting])
