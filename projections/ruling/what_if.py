"""What a draft rule set would change, place by place and person by person (question 25). It decides nothing.

The draft is published in a copy of the world, and the county's own questions are asked of both: nothing here counts
by itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from domain.grades import Viewer
from domain.recorded import Entry, Recorded
from domain.rule_set import RuleSet, RuleSetPublished
from projections.answer import Counting, PersonRef, RegionRef, Stamp, VillageRef
from projections.classes import Classes, classes_of
from projections.contact_due import contact_due
from projections.coverage import CoverageTotals, coverage
from projections.fold import Candidate, Human
from projections.mentor_loads import LoadStatus, mentor_loads
from projections.reviews import ReviewState, states_of
from projections.scope import people_in, person_ref, region_of, region_ref, stamp, village_ref
from projections.structure import QuotaRow, structure
from projections.world import World

LARGEST_PAGE = 100


class RuleChange(msgspec.Struct, frozen=True, kw_only=True):
    """One key of the rules; empty: it is not there."""

    key: str
    before: str
    after: str


class VillageChange(msgspec.Struct, frozen=True, kw_only=True):
    """A village that would want or lack other numbers of reserves."""

    village: VillageRef
    wanted_before: int
    wanted_after: int
    short_before: int
    short_after: int


class QuotaChange(msgspec.Struct, frozen=True, kw_only=True):
    """A quota of a township that would stand differently; None: the rules do not have it."""

    township: RegionRef
    before: QuotaRow | None
    after: QuotaRow | None


class ReviewChange(msgspec.Struct, frozen=True, kw_only=True):
    """One candidacy's reviews."""

    village: VillageRef
    before: tuple[ReviewState, ...]
    after: tuple[ReviewState, ...]
    cleared_before: bool
    cleared_after: bool


class PersonChange(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of whom something would be otherwise; the classes are None where no rules are in force."""

    person: PersonRef
    on_roster: bool
    before: Classes | None
    after: Classes | None
    reviews: tuple[ReviewChange, ...]
    talk_late_before: bool
    talk_late_after: bool


class MentorChange(msgspec.Struct, frozen=True, kw_only=True):
    """A mentor whose load would be judged otherwise."""

    mentor: PersonRef
    load: int
    before: LoadStatus
    after: LoadStatus


class WhatIf(msgspec.Struct, frozen=True, kw_only=True):
    """Only what differs; reserves before the others, then by id."""

    stamp: Stamp
    region: RegionRef
    counting: Counting
    version: int | None
    """In force on the day, with which the draft is compared."""
    rules: tuple[RuleChange, ...]
    coverage_before: CoverageTotals
    coverage_after: CoverageTotals
    villages: tuple[VillageChange, ...]
    quotas: tuple[QuotaChange, ...]
    people: tuple[PersonChange, ...]
    mentors: tuple[MentorChange, ...]

    @property
    def clearances_lost(self) -> int:
        """Candidacies that are cleared and would not be: their reviews would stand under old rules."""
        return sum(1 for p in self.people for r in p.reviews if r.cleared_before and not r.cleared_after)


def suppose(world: World, draft: RuleSet) -> None:
    """Publish a draft in a world of one's own, in force on its day."""
    published = world.fold.record.rule_sets
    event = RuleSetPublished(
        version=max((p.version for p in published), default=0) + 1, effective_from=world.on_date, rules=draft
    )
    world.apply(
        [
            Recorded(
                position=world.position + 1,
                stream=f"rule_set:{world.county}",
                version=len(published) + 1,
                topic=event.TOPIC,
                event_id="supposed",
                entry=Entry(command_id="supposed", entered_by=""),
                region_code=world.county,
                subjects=(),
                recorded_at=datetime.combine(world.on_date, datetime.min.time(), UTC),
                valid_at=world.on_date,
                event=event,
            )
        ]
    )


def what_if(
    before: World,
    after: World,
    viewer: Viewer,
    *,
    region: str | None = None,
    counting: Counting = Counting.CLEARED,
) -> WhatIf:
    """Both worlds stand at one position and day, `after` with the draft in force. O(people of the region).

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, ROLE_MAY_NOT.
    """
    code = region_of(before, viewer, region)
    return WhatIf(
        stamp=stamp(before, code),
        region=region_ref(before, code),
        counting=counting,
        version=_version(before),
        rules=tuple(changes_of(before.rules, after.rules)),
        coverage_before=coverage(before, viewer, region=code, counting=counting),
        coverage_after=coverage(after, viewer, region=code, counting=counting),
        villages=tuple(_villages(before, after, code, counting)),
        quotas=tuple(_quotas(before, after, viewer, code, counting)),
        people=tuple(_people(before, after, viewer, code)),
        mentors=tuple(_mentors(before, after, viewer, code)),
    )


def changes_of(before: RuleSet | None, after: RuleSet | None) -> Iterator[RuleChange]:
    """Key by key, in the order of the keys."""
    told, would = (_flat("", msgspec.to_builtins(rules)) if rules else {} for rules in (before, after))
    for key in sorted(told.keys() | would.keys()):
        if told.get(key) != would.get(key):
            yield RuleChange(key=key, before=told.get(key, ""), after=would.get(key, ""))


def _flat(key: str, value: Any) -> dict[str, str]:
    """Rows of a list go by their code where they have one, so that one more row is one change."""
    if isinstance(value, Mapping):
        return {
            k: v for name, one in value.items() for k, v in _flat(f"{key}.{name}".lstrip("."), one).items()
        }
    if isinstance(value, Sequence) and value and isinstance(value[0], Mapping):
        return {k: v for row in value for k, v in _flat(f"{key}.{row['code']}", row).items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return {key: ", ".join(map(str, value))}
    return {key: "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)}


def _version(world: World) -> int | None:
    return next((p.version for p in world.fold.record.rule_sets if p.rules is world.rules), None)


def _villages(before: World, after: World, region: str, counting: Counting) -> Iterator[VillageChange]:
    for code in sorted(before.index.villages):
        now, then = before.index.villages[code], after.index.villages[code]
        figures = [(e.share.wanted, e.share.short(counting)) for e in (now, then) if e.counts]
        if code.startswith(region) and figures and figures[0] != figures[1]:
            yield VillageChange(
                village=village_ref(before, code),
                wanted_before=figures[0][0],
                wanted_after=figures[1][0],
                short_before=figures[0][1],
                short_after=figures[1][1],
            )


def _quotas(
    before: World, after: World, viewer: Viewer, region: str, counting: Counting
) -> Iterator[QuotaChange]:
    both = [structure(world, viewer, region=region, counting=counting) for world in (before, after)]
    for now, then in zip(*(found.townships for found in both), strict=True):
        mine, theirs = ({quota.code: quota for quota in row.quotas} for row in (now, then))
        for code in dict.fromkeys([*mine, *theirs]):
            if mine.get(code) != theirs.get(code):
                yield QuotaChange(township=now.township, before=mine.get(code), after=theirs.get(code))


def _people(before: World, after: World, viewer: Viewer, region: str) -> list[PersonChange]:
    late = [_late(world, viewer, region) for world in (before, after)]
    found = []
    for human in people_in(before, region):
        then = after.fold.humans[human.id]
        now_classes, then_classes = (
            classes_of(world.rules, who, world.reference_date) if world.rules else None
            for world, who in ((before, human), (after, then))
        )
        row = PersonChange(
            person=person_ref(viewer, human),
            on_roster=any(c.on_roster and c.village.startswith(region) for c in human.candidates.values()),
            before=now_classes,
            after=then_classes,
            reviews=tuple(_reviews(before, after, human, then, region)),
            talk_late_before=human.id in late[0],
            talk_late_after=human.id in late[1],
        )
        talks = row.talk_late_before != row.talk_late_after
        if row.before != row.after or row.reviews or talks:
            found.append(row)
    return sorted(found, key=lambda row: (not row.on_roster, row.person.id))


def _reviews(before: World, after: World, human: Human, then: Human, region: str) -> Iterator[ReviewChange]:
    for village, candidate in sorted(human.candidates.items()):
        if village.startswith(region):
            now_, then_ = (
                (states_of(c, world.fold.record.rule_sets, world.on_date), _cleared(world, c))
                for world, c in ((before, candidate), (after, then.candidates[village]))
            )
            if now_ != then_:
                yield ReviewChange(
                    village=village_ref(before, village),
                    before=now_[0],
                    after=then_[0],
                    cleared_before=now_[1],
                    cleared_after=then_[1],
                )


def _cleared(world: World, candidate: Candidate) -> bool:
    through = candidate.cleared_through
    return candidate.on_roster and through is not None and through >= world.on_date


def _late(world: World, viewer: Viewer, region: str) -> set[str]:
    return {row.reserve.id for row in _all(contact_due, world, viewer, region)}


def _mentors(before: World, after: World, viewer: Viewer, region: str) -> Iterator[MentorChange]:
    then = {row.mentor.id: row for row in _all(mentor_loads, after, viewer, region)}
    for row in _all(mentor_loads, before, viewer, region):
        other = then[row.mentor.id]
        if row.status != other.status:
            yield MentorChange(mentor=row.mentor, load=row.load, before=row.status, after=other.status)


def _all(ask: Callable[..., Any], world: World, viewer: Viewer, region: str) -> Iterator[Any]:
    after = None
    while True:
        page = ask(world, viewer, region=region, first=LARGEST_PAGE, after=after)
        yield from page.nodes
        if not page.has_next:
            return
        after = page.end_cursor
