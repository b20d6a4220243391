"""Persons on whom alone villages hang: against removing each person and counting what falls apart."""

from random import Random

import networkx as nx

from domain.rule_set import VillageClass
from services.remedies.single_points import Link, LinkKind, single_points


def _case(rng: Random) -> tuple[dict[str, VillageClass], list[Link]]:
    villages = {f"v{at}": rng.choice(list(VillageClass)) for at in range(rng.randint(1, 8))}
    links = [
        Link(f"p{rng.randrange(6)}", village, rng.choice(list(LinkKind)))
        for village in villages
        for _ in range(rng.randint(0, 3))
    ]
    return villages, links


def test_cut_points_and_bridges_are_those_of_networkx() -> None:
    for seed in range(300):
        villages, links = _case(Random(seed))
        graph: nx.Graph[str] = nx.Graph((link.person, link.village) for link in links)
        found = single_points(villages, links, least=1)
        bridges = {tuple(sorted(edge)) for edge in nx.bridges(graph)}
        assert {tuple(sorted(edge)) for edge in found.bridges} == bridges, f"seed {seed}"
        expected = {}
        for person in {link.person for link in links}:
            part = graph.subgraph(nx.node_connected_component(graph, person)).copy()
            part.remove_node(person)
            sides = [sum(n.startswith("v") for n in side) for side in nx.connected_components(part)]
            if lost := sum(sides) - max(sides):
                expected[person] = lost
        assert {cut.person: len(cut.villages) for cut in found.cut_points} == expected, f"seed {seed}"


def test_only_links_are_those_whose_leaving_leaves_a_village_without_the_kind() -> None:
    for seed in range(200):
        villages, links = _case(Random(seed))
        for least in (1, 2):
            expected = {}
            for person in {link.person for link in links}:
                for kind in LinkKind:
                    before = {link.village for link in links if link.kind is kind}
                    after = {link.village for link in links if link.kind is kind and link.person != person}
                    if len(before - after) >= least:
                        expected[person, kind] = tuple(sorted(before - after))
            found = single_points(villages, links, least=least)
            assert {(o.person, o.kind): o.villages for o in found.only_links} == expected, f"seed {seed}"


def test_most_villages_come_first_and_the_cheapest_second_link_is_named() -> None:
    difficult, ordinary = VillageClass.DIFFICULT, VillageClass.ORDINARY
    villages = {"a": ordinary, "b": ordinary, "c": difficult, "d": ordinary, "e": ordinary}
    mentor = LinkKind.MENTOR
    links = [Link("x", "a", mentor), Link("x", "b", mentor), Link("y", "c", mentor), Link("y", "d", mentor)]
    offers = [Link("z", "c", mentor, 200), Link("w", "c", mentor, 400), Link("y", "c", mentor, 900)]
    found = single_points(villages, links, offers)
    assert [only.person for only in found.only_links] == ["y", "x"]
    assert found.only_links[0].second_links == {"c": Link("w", "c", mentor, 400)}
    assert found.only_links[1].second_links == {}


def test_no_links_hang_nothing() -> None:
    found = single_points({"a": VillageClass.KEY}, [])
    assert (found.only_links, found.cut_points, found.bridges) == ((), (), ())
