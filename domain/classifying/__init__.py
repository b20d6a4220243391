"""What named people decide of a village: its class from evidence, and the plan for a difficult or key one.

On the village's own stream, beside what ledgers claim. A decided class wins over a ledger's from its day on.
"""

from domain.classifying.state import Standing, evolve

__all__ = ["Standing", "evolve"]
