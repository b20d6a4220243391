"""The same answers by deliberately naive means: what every fast answer must equal."""

from projections.oracle.graph_scan import GraphScan
from projections.oracle.recount import Recount

__all__ = ["GraphScan", "Recount"]
