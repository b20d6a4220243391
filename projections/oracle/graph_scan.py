"""Answers by walking a networkx graph from end to end, the way a first implementation would. Slow on purpose."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from projections.answer import Counting
from projections.ops import CLASSES, RANK, EdgeKind, Label, NodeKey, PersonRole, Policy, policy_on

if TYPE_CHECKING:
    import networkx as nx

Lacks = tuple[int, int, str]
"""(rank of the class, minus what is lacking, code): the order of the list."""


class GraphScan:
    """One day's answers from a graph alone."""

    def __init__(self, graph: "nx.MultiDiGraph[NodeKey]", policies: tuple[Policy, ...], day: date) -> None:
        self.graph, self.policy, self.day = graph, policy_on(policies, day), day

    def lacking(self, region: str, counting: Counting) -> list[Lacks]:
        """Every village of a region that lacks reserves, in order."""
        found = []
        for node in self.villages(region):
            rank = RANK[self.props(node)["classification"]]
            short = self.policy.wanted[rank] - len(self.roster(node, counting))
            if short > 0:
                found.append((rank, -short, node.key))
        return sorted(found)

    def totals(self, region: str) -> dict[str, Any]:
        """The figures of `coverage` that do not depend on the way of counting."""
        villages = self.villages(region)
        by_class = []
        for kind in CLASSES:
            mine = [v for v in villages if self.props(v)["classification"] == kind.value]
            by_class.append(
                {
                    "villages": len(mine),
                    "wanted": self.policy.wanted[RANK[kind]] * len(mine),
                    "on_roster": sum(len(self.roster(v, Counting.ON_ROSTER)) for v in mine),
                    "cleared": sum(len(self.roster(v, Counting.CLEARED)) for v in mine),
                    "pending_rows": sum(self.props(v)["pending_rows"] for v in mine),
                }
            )
        people = [p for v in villages for p in self.roster(v, Counting.ON_ROSTER)]
        return {
            "by_class": by_class,
            "distinct_reserves": len(set(people)),
            "distinct_cleared": len({p for v in villages for p in self.roster(v, Counting.CLEARED)}),
            "reserves_of_two_villages": sum(1 for p in set(people) if people.count(p) > 1),
        }

    def mentors(self, region: str) -> list[tuple[int, str]]:
        """(minus the load, id) of every mentor of a region, in order."""
        found = []
        for node, attributes in self.graph.nodes(data=True):
            if node.label is Label.PERSON and PersonRole.MENTOR in attributes["put"].roles:
                areas = [
                    e
                    for _, e, (kind, _) in self.graph.out_edges(node, keys=True)
                    if kind is EdgeKind.LINKED_TO
                ]
                if any(area.key.startswith(region) for area in areas):
                    found.append((-len(self.mentees(node)), node.key))
        return sorted(found)

    def mentees(self, mentor: NodeKey) -> set[NodeKey]:
        """Distinct reserves of a mentor."""
        return {
            end for _, end, (kind, _) in self.graph.out_edges(mentor, keys=True) if kind is EdgeKind.MENTORS
        }

    def late(self, region: str) -> list[tuple[date, str]]:
        """(days count from, id) of every reserve of a region whose talk is late, in order."""
        found = []
        for node in self.graph.nodes:
            admitted = [
                (village.key, attributes["put"].props["admitted_on"])
                for _, village, (kind, _), attributes in self.graph.out_edges(node, keys=True, data=True)
                if kind is EdgeKind.RESERVE_FOR and attributes["put"].props["admitted_on"]
            ]
            pairs = [
                (key, attributes["put"].props)
                for _, _, (kind, key), attributes in self.graph.in_edges(node, keys=True, data=True)
                if kind is EdgeKind.MENTORS and attributes["put"].props["source"] == "decided"
            ]
            if any(village.startswith(region) for village, _ in [*admitted, *pairs]):
                began = [day for _, day in admitted] or [props["since"] for _, props in pairs]
                days = [min(began), self.props(node)["last_talk"] or ""]
                since = date.fromisoformat(max(days))
                if since + timedelta(days=self.policy.talk_every_days) < self.day:
                    found.append((since, node.key))
        return sorted(found)

    def unmentored(self, region: str) -> int:
        """Candidacies of a region without any mentor."""
        alone = 0
        for start, end, (kind, _) in self.graph.edges(keys=True):
            if kind is EdgeKind.RESERVE_FOR and end.key.startswith(region):
                pairings = (key for _, _, key in self.graph.in_edges(start, keys=True))
                alone += (EdgeKind.MENTORS, end.key) not in set(pairings)
        return alone

    def villages(self, region: str) -> list[NodeKey]:
        """Counted villages of a region, by asking every node."""
        return [
            node
            for node, attributes in self.graph.nodes(data=True)
            if node.label is Label.VILLAGE
            and node.key.startswith(region)
            and attributes["put"].props["counts"]
        ]

    def roster(self, village: NodeKey, counting: Counting) -> set[NodeKey]:
        """The people on a village's roster, or only those cleared on the day."""
        found = set()
        for start, _, (kind, _), attributes in self.graph.in_edges(village, keys=True, data=True):
            if kind is EdgeKind.RESERVE_FOR:
                through = attributes["put"].props["cleared_through"]
                if counting is Counting.ON_ROSTER or (through and through >= str(self.day)):
                    found.add(start)
        return found

    def props(self, node: NodeKey) -> Any:
        """A node's properties."""
        return self.graph.nodes[node]["put"].props
