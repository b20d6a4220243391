"""Incumbents who cannot or will not stand again and have no ready successor (question 6).

Ages count on the day that the gate names, else on the village's election date. What is not known is a class of its own.
"""

from collections import Counter
from datetime import date
from enum import StrEnum

import msgspec

from domain.candidacy.events import Tier
from domain.grades import Viewer
from domain.rule_set import CandidacyGate, Post, PostGate, VillageClass
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import Group, Human
from projections.index import VillageEntry
from projections.mobilising.answers import OFFICE, WILLING, LastWord, last_word
from projections.ops import CLASSES
from projections.reviews import what_counts
from projections.scope import person_ref, region_of, region_ref, stamp, village_ref
from projections.structure import at_least, at_most
from projections.world import World

QUESTION = "incumbentsLeaving"


class Leaving(StrEnum):
    """LEAVING: over the gate, or said no (for health too). NOT_ASKED: nobody asked. UNKNOWN: the gate or the answer."""

    LEAVING = "LEAVING"
    NOT_ASKED = "NOT_ASKED"
    UNKNOWN = "UNKNOWN"


class Why(StrEnum):
    """What of it is so, or not known. That a no has health behind it is told by a file within a case alone."""

    OVER_GATE = "OVER_GATE"
    NOT_WILLING = "NOT_WILLING"
    BIRTH_UNKNOWN = "BIRTH_UNKNOWN"
    """Unknown, disputed, or a birth month that straddles the gate."""
    EDUCATION_UNKNOWN = "EDUCATION_UNKNOWN"
    ELECTION_UNKNOWN = "ELECTION_UNKNOWN"
    ANSWER_DISPUTED = "ANSWER_DISPUTED"


class IncumbentRow(msgspec.Struct, frozen=True, kw_only=True):
    """One village without a successor who is cleared, mature and willing."""

    village: VillageRef
    classification: VillageClass
    incumbent: PersonRef
    standing: Leaving
    why: tuple[Why, ...]
    age_low: int | None
    age_high: int | None
    """On the day on which the gate counts."""
    counted_on: date | None
    election_on: date | None
    days_left: int | None
    answer: str | None
    answered_on: date | None
    taken_down: bool
    """By a named person; False: by a ledger, or nobody."""
    on_roster: int
    cleared: int
    mature: int
    """Of the cleared, those whose decided tier is mature: not all of them willing."""


class IncumbentsPage(msgspec.Struct, frozen=True, kw_only=True):
    """By standing, class, election date (unknown last), then code."""

    stamp: Stamp
    region: RegionRef
    nodes: tuple[IncumbentRow, ...]
    total: int
    leaving: int
    not_asked: int
    unknown: int
    has_next: bool
    cursors: tuple[str, ...]

    @property
    def end_cursor(self) -> str | None:
        """Where the next page goes on."""
        return self.cursors[-1] if self.cursors else None


class Found(msgspec.Struct, frozen=True):
    """A village of the answer before anybody looks at it; `key` is its place."""

    key: str
    village: str
    human: Human
    standing: Leaving
    why: tuple[Why, ...]
    word: LastWord | None


def incumbents_leaving(
    world: World,
    viewer: Viewer,
    *,
    region: str | None = None,
    standing: Leaving | None = None,
    first: int = 50,
    after: str | None = None,
) -> IncumbentsPage:
    """A page of a region's villages; O(its incumbents) once, kept for the next page.

    Raises: REGION_OUTSIDE, REGION_UNKNOWN, REGION_MALFORMED, PAGE_SIZE, CURSOR_FOREIGN, ROLE_MAY_NOT.
    """
    code, size = region_of(world, viewer, region), page_size(first)
    start = read_cursor(QUESTION, (code, str(standing)), after)
    everything = world.kept((QUESTION, code), lambda: _all(world, code))
    found = [row for row in everything if standing in (None, row.standing)]
    page = [row for row in found if row.key > start][: size + 1]
    counts = Counter(row.standing for row in everything)
    return IncumbentsPage(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        nodes=tuple(_row(world, viewer, row) for row in page[:size]),
        total=len(found),
        leaving=counts[Leaving.LEAVING],
        not_asked=counts[Leaving.NOT_ASKED],
        unknown=counts[Leaving.UNKNOWN],
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, (code, str(standing)), row.key) for row in page[:size]),
    )


def _all(world: World, region: str) -> list[Found]:
    rows = []
    for person in world.fold.group(Group.INCUMBENT, region):
        human = world.fold.humans[person]
        for village in human.serves:
            entry = world.index.villages.get(village)
            if entry and entry.counts and village.startswith(region) and not _has_successor(world, entry):
                row = _found(world, human, entry)
                rows += [row] if row else []
    return sorted(rows, key=lambda row: row.key)


def _found(world: World, human: Human, entry: VillageEntry) -> Found | None:
    """None for whoever may stand and has not said no."""
    word = last_word(human, OFFICE)
    why = _gate(world, human, entry.code)
    if word and word.value == "no":
        why = (*why, Why.NOT_WILLING)
    if word and word.value is None:
        why = (*why, Why.ANSWER_DISPUTED)
    if Why.OVER_GATE in why or Why.NOT_WILLING in why:
        standing = Leaving.LEAVING
    elif word is None:
        standing = Leaving.NOT_ASKED
    elif why:
        standing = Leaving.UNKNOWN
    else:
        return None
    elects = world.election_date(entry.code)
    order = list(Leaving).index(standing)
    key = f"{order}{entry.rank}{elects or date.max}{entry.code}"
    return Found(key, entry.code, human, standing, tuple(w for w in Why if w in why), word)


def _gate(world: World, human: Human, village: str) -> tuple[Why, ...]:
    """Whether the gate for a secretary who stands again shuts the person out; what is not known is said."""
    gate = world.rules.candidacy_gate if world.rules else CandidacyGate()
    post = gate.posts.get(Post.SECRETARY, PostGate())
    day, least = gate.day(world.election_date(village)), post.education_min(continuing=True)
    young = at_most(human, post.age_max(continuing=True), day) if day else None
    schooled = at_least(human, least) if least else True
    if young is False or schooled is False:
        return (Why.OVER_GATE,)
    unknown = {
        Why.ELECTION_UNKNOWN: day is None,
        Why.BIRTH_UNKNOWN: day is not None and young is None,
        Why.EDUCATION_UNKNOWN: schooled is None,
    }
    return tuple(why for why, so in unknown.items() if so)


def _has_successor(world: World, entry: VillageEntry) -> bool:
    """Somebody cleared, mature by decision, and willing."""
    return any(
        through
        and through >= world.on_date
        and _is_mature(world, person, entry.code)
        and _willing(world, person)
        for person, through in entry.roster.items()
    )


def _is_mature(world: World, person: str, village: str) -> bool:
    candidate = world.fold.humans[person].candidates[village]  # type: ignore[index]
    return what_counts(candidate.decisions, world.fold.record.rule_sets).tier is Tier.MATURE


def _willing(world: World, person: str) -> bool:
    word = last_word(world.fold.humans[person], OFFICE)  # type: ignore[index]
    return word is not None and word.value in WILLING


def _row(world: World, viewer: Viewer, found: Found) -> IncumbentRow:
    entry, human, word = world.index.villages[found.village], found.human, found.word
    elects = world.election_date(found.village)
    gate = world.rules.candidacy_gate if world.rules else CandidacyGate()
    day = gate.day(elects)
    ages = human.birth.age_at(day) if human.birth and day and viewer.sees("birth") else (None, None)
    cleared = [who for who, through in entry.roster.items() if through and through >= world.on_date]
    shown = bool(word and viewer.sees(word.kind.field))
    return IncumbentRow(
        village=village_ref(world, found.village),
        classification=CLASSES[entry.rank],
        incumbent=person_ref(viewer, human),
        standing=found.standing,
        why=found.why,
        age_low=ages[0],
        age_high=ages[1],
        counted_on=day,
        election_on=elects,
        days_left=(elects - world.on_date).days if elects else None,
        answer=word.value if word and shown else None,
        answered_on=word.on if word and shown and word.on > date.min else None,
        taken_down=bool(word and word.taken_down),
        on_roster=len(entry.roster),
        cleared=len(cleared),
        mature=sum(1 for who in cleared if _is_mature(world, who, found.village)),
    )
