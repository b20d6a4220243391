"""The talks that a reserve's mentors held with them, newest first: part of the growth file (一人一档)."""

from datetime import date

import msgspec

from domain.grades import Viewer
from domain.mentorship.events import TalkHeld, TalkPrivate
from projections.answer import PersonRef, VillageRef
from projections.fold import Human
from projections.scope import person_ref, village_ref, visible
from projections.world import World

WORDS = "talk_words"
"""The graded field that stands for what a talk was about, its codes included."""


class TalkLine(msgspec.Struct, frozen=True, kw_only=True):
    """`mentor` None: forgotten, or not for this viewer. `about` None: masked."""

    village: VillageRef
    mentor: PersonRef | None
    held_on: date
    channel: str
    next_on: date | None
    about: TalkPrivate | None


def talks_of(world: World, viewer: Viewer, human: Human) -> tuple[TalkLine, ...]:
    """For villages of the viewer's region, by day (newest first), then village and mentor."""
    talks = (talk for code, m in human.mentored.items() if viewer.covers(code) for talk in m.talks)
    ordered = sorted(talks, key=lambda talk: (-talk.held_on.toordinal(), talk.village, talk.mentor))
    return tuple(_line(world, viewer, talk) for talk in ordered)


def _line(world: World, viewer: Viewer, talk: TalkHeld) -> TalkLine:
    mentor = world.human(talk.mentor)
    return TalkLine(
        village=village_ref(world, talk.village),
        mentor=person_ref(viewer, mentor) if mentor and visible(world, viewer, mentor) else None,
        held_on=talk.held_on,
        channel=talk.channel,
        next_on=talk.next_on,
        about=talk.private if viewer.sees(WORDS) else None,
    )
