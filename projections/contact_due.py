"""Whose talk with a mentor is due (question 11): days since the later of admission and the last talk held, per person.

Whoever is admitted counts, with a mentor or without; before that, a decided pairing starts the clock. A name on a
roster is a claim: those whom only a ledger pairs are counted apart. A reserve of two villages has one clock.
"""

from datetime import date

import msgspec

from domain.grades import Viewer
from domain.ids import PersonId
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.index import ContactEntry
from projections.mentored_by import MentoredBy, mentors_of
from projections.scope import person_ref, region_of, region_ref, stamp, village_ref
from projections.world import World

QUESTION = "contactDue"


class ContactRow(msgspec.Struct, frozen=True, kw_only=True):
    """A reserve whose talk is due. `late`: more days than the rules allow; exactly so many is not late."""

    reserve: PersonRef
    villages: tuple[VillageRef, ...]
    """Of the viewer's region, for which they are admitted or paired."""
    mentors: tuple[MentoredBy, ...]
    no_mentor: bool
    """Neither a decision nor a ledger gives them one."""
    admitted_on: date | None
    """The first admission that stands; None: paired, not admitted."""
    since: date
    """The later of admission (before it, the first pairing) and the last talk."""
    days: int
    late: bool
    never: bool
    """No talk was ever held."""
    last_talk: date | None
    next_on: date | None
    """The day that the last talk agreed on."""
    cover_missing: bool
    """Every mentor of theirs is away on the day."""


class ContactDuePage(msgspec.Struct, frozen=True, kw_only=True):
    """The longest waiting first, then by id."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[ContactRow, ...]
    total: int
    late: int
    never: int
    has_next: bool
    cursors: tuple[str, ...]
    every_days: int
    """By the rules in force on the day."""
    reserves: int
    """Whose days count, due or not."""
    paired: int
    """Reserves with a decided pairing, due or not."""
    paired_by_ledger_only: int
    """Reserves whose mentors only a ledger names, not admitted: no talk is due until somebody decides."""

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def contact_due(
    world: World,
    viewer: Viewer,
    *,
    region: str | None = None,
    within_days: int = 0,
    first: int = 50,
    after: str | None = None,
) -> ContactDuePage:
    """A page of a region's late reserves, and with `within_days` of those who will be within so many days.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code, size = region_of(world, viewer, region), page_size(first)
    ahead = max(0, min(within_days, 366))
    start = read_cursor(QUESTION, (code, str(ahead)), after)
    every = world.index.policy.talk_every_days
    late_before = _days_before(world.on_date, every)
    entries = world.index.contacts.waiting(code, _days_before(world.on_date, every - ahead))
    page = [entry for entry in entries if entry.key > start][: size + 1]
    return ContactDuePage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(_row(world, viewer, entry, code, late_before) for entry in page[:size]),
        total=len(entries),
        late=sum(1 for entry in entries if entry.since < late_before),
        never=sum(1 for entry in entries if entry.last_talk is None),
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code, str(ahead)), entry.key) for entry in page[:size]),
        every_days=every,
        reserves=world.index.contacts.total(code),
        paired=world.index.contacts.paired(code),
        paired_by_ledger_only=world.index.contacts.unsettled(code),
    )


def _days_before(day: date, days: int) -> date:
    """Clipped to what a calendar has: any day may be asked for."""
    return date.fromordinal(min(max(day.toordinal() - days, 1), date.max.toordinal()))


def _row(world: World, viewer: Viewer, entry: ContactEntry, region: str, late_before: date) -> ContactRow:
    human = world.fold.humans[PersonId(entry.id)]
    villages = sorted(village for village in entry.villages if village.startswith(region))
    mentors = [m for village in villages for m in mentors_of(world, viewer, human, village)]
    talks = [talk for m in human.mentored.values() for talk in m.talks if talk.held_on == entry.last_talk]
    return ContactRow(
        reserve=person_ref(viewer, human),
        villages=tuple(village_ref(world, village) for village in villages),
        mentors=tuple(dict.fromkeys(mentors)),
        no_mentor=not entry.decided and not entry.named,
        admitted_on=min(entry.admitted.values(), default=None),
        since=entry.since,
        days=max(0, (world.on_date - entry.since).days),
        late=entry.since < late_before,
        never=entry.last_talk is None,
        last_talk=entry.last_talk,
        next_on=max((talk.next_on for talk in talks if talk.next_on), default=None),
        cover_missing=bool(mentors) and all(m.away for m in mentors),
    )
