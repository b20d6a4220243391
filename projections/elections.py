"""When a village elects, as far as the election cycle says."""

from datetime import date

from projections.world import World


def election_on(world: World, village: str) -> date | None:  # noqa: ARG001 - the cycle gives no election dates yet
    """The village's election date (E); None where nobody has set it."""
    return None
