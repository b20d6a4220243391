"""Which graph the present is kept in: this process, or the Neo4j that the settings name."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from domain.refusal import Refusal
from projections.graph import Graph
from yumiao.settings import Settings

if TYPE_CHECKING:  # the embedded engine starts without the server's driver
    from infra.neo4j_graph import LastingGraph


def named_graph(county: str, fold: Callable[[int], Graph], head: Callable[[], int]) -> "LastingGraph | None":
    """The graph of the Neo4j that YUMIAO_GRAPH names; None where it names none.

    Raises: SERVER_PARTS_MISSING, and what opening the graph raises.
    """
    settings = Settings()
    if not settings.graph:
        return None
    try:
        from infra.neo4j_graph import Database, LastingGraph, Neo4jGraph
    except ImportError as error:
        raise Refusal(
            "SERVER_PARTS_MISSING",
            "The Neo4j driver is not installed. Install Yumiao with its extra: pip install 'yumiao[server]'.",
            "未安装 Neo4j 驱动。请安装附加组件：pip install 'yumiao[server]'。",
        ) from error
    password = settings.secret("graph_password") or ""
    database = Database(settings.graph, user=settings.graph_user, password=password)
    try:
        return LastingGraph(Neo4jGraph(database, county), fold, head)
    except Refusal:
        database.close()
        raise
