"""Excellent but unwilling (question 14): who was contacted how, what they said, what comes next, and who owns it.

A channel's success is a yes within the rules' days, counted over contacts whose days are over or that were won; it is
shown from the rules' number of such contacts on, and never per official.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from domain.grades import Viewer
from domain.outreach import WillingTo
from domain.outreach.events import Channel, Willingness
from domain.outreach.state import Attempt
from domain.rule_set import Outreach as OutreachRules
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Group, Human
from projections.people import villages_of
from projections.scope import person_ref, region_of, region_ref, stamp, visible
from projections.world import World

QUESTION = "excellentUnwilling"
WORDS = "outreach_words"
"""The graded field that stands for what a contact brought, in words."""


class OutreachRow(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is contacted, or should be. `due`: the next step's day has come, and nobody went since."""

    person: PersonRef
    villages: tuple[VillageRef, ...]
    unwilling_to: tuple[WillingTo, ...]
    marked_on: date | None
    contacts: int
    refusals: int
    """Since they last answered anything but no."""
    stopped: bool
    last_on: date | None
    last_channel: str | None
    last_answer: str | None
    next_step: str | None
    next_on: date | None
    owner: str | None
    due: bool
    never: bool
    """Nobody has contacted them."""


class ChannelRate(msgspec.Struct, frozen=True, kw_only=True):
    """`settled`: won, or their days are over. `won` None: too few to say."""

    channel: Channel
    contacts: int
    settled: int
    won: int | None


class UnwillingPage(msgspec.Struct, frozen=True, kw_only=True):
    """Whose next step is due first, then by its day, those without one, those who are left alone; then by id."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[OutreachRow, ...]
    total: int
    due: int
    never: int
    stopped: int
    rates: tuple[ChannelRate, ...]
    success_days: int
    shown_from: int
    has_next: bool
    cursors: tuple[str, ...]

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


def excellent_unwilling(
    world: World, viewer: Viewer, *, region: str | None = None, first: int = 50, after: str | None = None
) -> UnwillingPage:
    """A page of a region's people whom a named person marked and who said no; O(marked and contacted people).

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code, size = region_of(world, viewer, region), page_size(first)
    start = read_cursor(QUESTION, (code,), after)
    found = _found(world, viewer, code)
    rows = [row for _, row in found]
    page = [pair for pair in found if pair[0] > start][: size + 1]
    rules = rules_of(world)
    return UnwillingPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(row for _, row in page[:size]),
        total=len(found),
        due=sum(row.due for row in rows),
        never=sum(row.never for row in rows),
        stopped=sum(row.stopped for row in rows),
        rates=_rates(world, code, rules),
        success_days=rules.success_days,
        shown_from=rules.rate_shown_from,
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code,), key) for key, _ in page[:size]),
    )


def rules_of(world: World) -> OutreachRules:
    """What the rules of the day say of outreach; the defaults before there are any."""
    return world.rules.outreach if world.rules else OutreachRules()


def unwilling_to(human: Human) -> tuple[WillingTo, ...]:
    """The questions whose latest word is no."""
    return tuple(kind for kind in WillingTo if human.value(kind.field) == Willingness.NO)


def outreach_due(world: World, viewer: Viewer, region: str, until: date) -> list[OutreachRow]:
    """Everybody of a region whose next step falls on a day up to then, earliest first, then by id. O(contacted)."""
    rows = [
        outreach_row(world, viewer, world.fold.humans[person])
        for person in world.fold.group(Group.CONTACTED, region)
    ]
    open_ = [(row.next_on, row) for row in rows if row.next_on and row.next_on <= until and not row.stopped]
    return [row for _, row in sorted(open_, key=lambda pair: (pair[0], pair[1].person.id))]


def outreach_row(world: World, viewer: Viewer, human: Human) -> OutreachRow:
    """A person's outreach as this viewer may see it. Whoever is left alone has no next step."""
    outreach, last = human.outreach, human.outreach.last
    stopped = outreach.stopped_on(rules_of(world).refusals_stop) is not None
    step = last.said if last and not stopped else None
    sees = viewer.sees(WORDS)
    return OutreachRow(
        person=person_ref(viewer, human),
        villages=villages_of(world, viewer, human),
        unwilling_to=tuple(kind for kind in unwilling_to(human) if viewer.sees(kind.field)),
        marked_on=outreach.mark.at[0] if outreach.mark and outreach.excellent else None,
        contacts=len(outreach.attempts),
        refusals=len(outreach.refusals()),
        stopped=stopped,
        last_on=last.at[0] if last else None,
        last_channel=last.said.channel.value if last and sees else None,
        last_answer=last.said.answer.value if last and sees else None,
        next_step=step.next_step.value if step and step.next_step and sees else None,
        next_on=step.next_on if step else None,
        owner=step.owner or None if step and sees else None,
        due=bool(step and step.next_on and step.next_on <= world.on_date),
        never=last is None,
    )


def _found(world: World, viewer: Viewer, region: str) -> list[tuple[str, OutreachRow]]:
    rows = []
    for person in world.fold.group(Group.EXCELLENT, region):
        human = world.fold.humans[person]
        if unwilling_to(human) and visible(world, viewer, human):
            row = outreach_row(world, viewer, human)
            rows.append((f"{int(row.stopped)}{row.next_on or date.max}{person}", row))
    return sorted(rows, key=lambda pair: pair[0])


def _rates(world: World, region: str, rules: OutreachRules) -> tuple[ChannelRate, ...]:
    humans = [world.fold.humans[person] for person in world.fold.group(Group.CONTACTED, region)]
    made = [(human, attempt) for human in humans for attempt in human.outreach.attempts]
    return tuple(
        _rate(channel, [pair for pair in made if pair[1].said.channel is channel], rules, world.on_date)
        for channel in Channel
    )


def _rate(
    channel: Channel, made: Iterable[tuple[Human, Attempt]], rules: OutreachRules, on: date
) -> ChannelRate:
    pairs = [(h, a) for h, a in made if a.at[0] <= on]
    won = sum(human.outreach.won(attempt, rules.success_days) for human, attempt in pairs)
    settled = sum(
        human.outreach.won(attempt, rules.success_days) or (on - attempt.at[0]).days > rules.success_days
        for human, attempt in pairs
    )
    enough = settled >= rules.rate_shown_from
    return ChannelRate(channel=channel, contacts=len(pairs), settled=settled, won=won if enough else None)
