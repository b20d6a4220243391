"""The embedded graph keeps the promises of the port."""

import pytest

from infra.networkx_graph import NetworkxGraph
from tests.infra.graph_suite import GraphSuite, MakeGraph


class TestNetworkx(GraphSuite):
    @pytest.fixture
    def make_graph(self) -> MakeGraph:
        graph = NetworkxGraph()
        return lambda: graph
