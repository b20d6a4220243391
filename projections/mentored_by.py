"""The mentors that a reserve has, as a viewer may see them: by decision, or by a ledger's name."""

from datetime import date

import msgspec

from domain.grades import Viewer
from projections.answer import PersonRef
from projections.fold import Human, MentorTie, TieSource
from projections.scope import person_ref, visible
from projections.world import World


class MentoredBy(msgspec.Struct, frozen=True, kw_only=True):
    """`mentor` None: not for this viewer. `role` None: the ledger does not tell which."""

    mentor: PersonRef | None
    role: str | None
    since: date | None
    source: TieSource
    away: bool
    """On the day of the answer."""


def mentors_of(world: World, viewer: Viewer, human: Human, village: str) -> tuple[MentoredBy, ...]:
    """By id of the mentor."""
    ties = world.fold.ties.get(human.id, {}).get(village, ())
    return tuple(_line(world, viewer, tie) for tie in ties)


def _line(world: World, viewer: Viewer, tie: MentorTie) -> MentoredBy:
    mentor = world.fold.humans[tie.mentor]
    return MentoredBy(
        mentor=person_ref(viewer, mentor) if visible(world, viewer, mentor) else None,
        role=tie.role,
        since=tie.since,
        source=tie.source,
        away=mentor.mentor.is_away(world.on_date),
    )
