"""A proposal as its reader may see it: names for ids, a page of pairs, who goes without and why, what it is worth."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

import msgspec

from domain.grades import Viewer
from domain.ids import PersonId, VillageCode
from domain.mentorship.assigning import AssignMentor
from domain.mentorship.confirming import ProposedPair
from domain.rule_set import MentorRole, VillageClass
from projections.answer import Counting, PersonRef, RegionRef, Stamp, VillageRef
from projections.cursors import page_size, read_cursor, write_cursor
from projections.fold import TieSource
from projections.scope import person_ref, region_ref, stamp, village_ref, visible
from projections.world import World
from services.confirming import PairTold
from services.pairing.alternatives import LEVEL_WORDS, LEVELS, Alternative
from services.pairing.problem import Order, Reason
from services.pairing.proposal import Objective, Remark
from services.proposing.proposing import PairRow, Proposed, Status, Wanted, other_mentor, propose_for
from services.proposing.words import Gap, named

QUESTION = "proposePairings"
MOST_LISTED = 100


class PairLine(msgspec.Struct, frozen=True, kw_only=True):
    """A proposed pair. `load_today`, `load_then`, `places`: of the mentor, everybody counted."""

    candidacy: str
    reserve: PersonRef
    village: VillageRef
    village_class: VillageClass
    role: MentorRole
    mentor: PersonRef
    status: Status
    source: TieSource | None
    replaces: PersonRef | None
    releases: bool
    waits: bool
    reasons: tuple[Reason, ...]
    load_today: int


class GapLine(msgspec.Struct, frozen=True, kw_only=True):
    """Who goes without, for one reason, in words."""

    gap: Gap
    reserves: tuple[PersonRef, ...]
    mentors: tuple[PersonRef, ...]
    message: str
    message_zh: str


class LevelCost(msgspec.Struct, frozen=True, kw_only=True):
    """One level, the most important first. Exact: a whole number or a fraction."""

    code: str
    label: str
    label_zh: str
    today: Fraction | int
    proposed: Fraction | int


class ReliefLine(msgspec.Struct, frozen=True, kw_only=True):
    """Extra places, by mentor."""

    mentor: PersonRef
    places: int


class LeftOutLine(msgspec.Struct, frozen=True, kw_only=True):
    """A mentor who is asked for nobody."""

    mentor: PersonRef
    code: str
    message: str
    message_zh: str


class TurnedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A pair turned down. `changed`: facts that have changed since, so that it may be proposed again."""

    reserve: PersonRef
    village: VillageRef
    mentor: PersonRef
    words: str | None
    changed: tuple[str, ...]


class ProposalPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of pairs, by village, person and role; everything else of the whole proposal."""

    stamp: Stamp
    region: RegionRef
    counting: Counting
    nodes: tuple[PairLine, ...]
    total: int
    has_next: bool
    cursors: tuple[str, ...]
    by_status: Mapping[Status, int]
    waiting: int
    demands: int
    uncovered: int
    gaps: tuple[GapLine, ...]
    gaps_total: int
    relief: tuple[ReliefLine, ...]
    relief_message: str
    relief_message_zh: str
    cost: tuple[LevelCost, ...]
    proved: bool
    checked: bool
    remarks: tuple[Remark, ...]
    left_out: tuple[LeftOutLine, ...]
    turned_down: tuple[TurnedLine, ...]


class OtherMentor(msgspec.Struct, frozen=True, kw_only=True):
    """What taking another mentor would cost. `levels` empty where a rule stands against it, or it is the chosen one."""

    stamp: Stamp
    region: RegionRef
    code: str
    levels: tuple[LevelCost, ...]
    first_level: str
    proved: bool
    message: str
    message_zh: str


def proposal_page(
    world: World, viewer: Viewer, wanted: Wanted, *, first: int = 50, after: str | None = None
) -> ProposalPage:
    """A page of a proposal.

    Raises: what `propose_for` raises, PAGE_SIZE, CURSOR_FOREIGN.
    """
    size = page_size(first)
    found = propose_for(world, viewer, wanted)
    arguments = (found.region, wanted)
    start = read_cursor(QUESTION, arguments, after)
    page = [row for row in found.rows if row.key > start][: size + 1]
    tell = Teller(world, viewer, found)
    relieved = found.relief
    return ProposalPage(
        stamp=stamp(world, found.region),
        region=region_ref(world, found.region),
        counting=wanted.counting,
        nodes=tuple(tell.pair(row) for row in page[:size]),
        total=len(found.rows),
        has_next=len(page) > size,
        cursors=tuple(write_cursor(QUESTION, arguments, row.key) for row in page[:size]),
        by_status={status: sum(row.status is status for row in found.rows) for status in Status},
        waiting=sum(row.waits for row in found.rows),
        demands=sum(len(reserve.roles) for reserve in found.proposal.problem.reserves),
        uncovered=len(found.proposal.uncovered),
        gaps=tuple(tell.gap(gap) for gap in found.gaps[:MOST_LISTED]),
        gaps_total=len(found.gaps),
        relief=tuple(
            ReliefLine(mentor=tell.person(mentor), places=n) for mentor, n in relieved.extra.items()
        ),
        relief_message=tell.words(relieved.message),
        relief_message_zh=tell.words(relieved.message_zh),
        cost=_costs(found.proposal.problem.policy.order, found.today, found.proposal.objective),
        proved=found.proposal.is_proved,
        checked=not found.doubts,
        remarks=found.remarks,
        left_out=tuple(
            LeftOutLine(
                mentor=tell.person(one.mentor),
                code=one.code,
                message=tell.words(f"{one.mentor} {one.message}."),
                message_zh=tell.words(f"{one.mentor}{one.message_zh}。"),
            )
            for one in found.posed.left_out[:MOST_LISTED]
        ),
        turned_down=tuple(tell.turned_down())[:MOST_LISTED],
    )


def other_mentor_page(
    world: World,
    viewer: Viewer,
    wanted: Wanted,
    person: PersonId,
    village: VillageCode,
    role: MentorRole,
    mentor: PersonId,
) -> OtherMentor:
    """What it would cost to take another mentor. Raises: what `other_mentor` raises."""
    found = propose_for(world, viewer, wanted)
    other: Alternative = other_mentor(world, viewer, wanted, person, village, role, mentor)
    tell = Teller(world, viewer, found)
    both = other.before is not None and other.after is not None
    order = found.proposal.problem.policy.order
    return OtherMentor(
        stamp=stamp(world, found.region),
        region=region_ref(world, found.region),
        code=other.code,
        levels=_costs(order, other.before, other.after) if both and other.before and other.after else (),
        first_level=other.first_level,
        proved=other.is_proved,
        message=tell.words(other.message),
        message_zh=tell.words(other.message_zh),
    )


class PairOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one pair of a command. `person`, `mentor` None: not for this reader, or forgotten since."""

    person: PersonRef | None
    village: VillageRef
    told: PairTold
    mentor: PersonRef | None


def outcomes(world: World, viewer: Viewer, pairs: Iterable[PairTold]) -> tuple[PairOutcome, ...]:
    """The pairs of a command, in its order."""

    def ref(person: PersonId) -> PersonRef | None:
        human = world.human(person)
        return person_ref(viewer, human) if human and visible(world, viewer, human) else None

    return tuple(
        PairOutcome(
            person=ref(told.person),
            village=village_ref(world, told.village),
            told=told,
            mentor=ref(told.mentor),
        )
        for told in pairs
    )


def to_confirm(world: World, viewer: Viewer, wanted: Wanted, since: date) -> tuple[ProposedPair, ...]:
    """All of a proposal that waits for a decision. Raises: what `propose_for` raises."""
    return tuple(
        ProposedPair(
            pairing=AssignMentor(
                candidacy=row.reserve,
                person=row.person,
                village=row.village,
                mentor=row.mentor,
                role=row.role,
                since=since,
            ),
            replaces=row.releases,
        )
        for row in propose_for(world, viewer, wanted).rows
        if row.waits
    )


class Teller:
    """Ids as people and places, for one reader."""

    def __init__(self, world: World, viewer: Viewer, found: Proposed) -> None:
        self._world, self._viewer, self._found = world, viewer, found
        self._person = {one.id: one.person for one in found.posed.scene.in_need}
        everybody = {*self._person.values(), *(one.id for one in found.posed.scene.asked)}
        self.names: dict[str, str] = {p: self.person(p).name or p for p in sorted(everybody)}
        self.names.update((key, self.names[p]) for key, p in self._person.items())

    def person(self, person: str) -> PersonRef:
        """A mentor or a reserve."""
        return person_ref(self._viewer, self._world.fold.humans[PersonId(person)])

    def words(self, text: str) -> str:
        """A sentence of the engine with names in it."""
        return named(text, self.names)

    def pair(self, row: PairRow) -> PairLine:
        """A proposed pair."""
        return PairLine(
            candidacy=row.reserve,
            reserve=self.person(row.person),
            village=village_ref(self._world, row.village),
            village_class=row.village_class,
            role=row.role,
            mentor=self.person(row.mentor),
            status=row.status,
            source=row.source,
            replaces=self.person(row.replaces) if row.replaces else None,
            releases=row.releases is not None,
            waits=row.waits,
            reasons=row.reasons,
            load_today=self._found.posed.loads.get(row.mentor, 0),
        )

    def gap(self, gap: Gap) -> GapLine:
        """Who goes without and why."""
        people = dict.fromkeys(self._person[key] for key in gap.reserves)  # type: ignore[index]
        return GapLine(
            gap=gap,
            reserves=tuple(self.person(p) for p in list(people)[:MOST_LISTED]),
            mentors=tuple(self.person(m) for m in gap.mentors[:MOST_LISTED]),
            message=self.words(gap.message),
            message_zh=self.words(gap.message_zh),
        )

    def turned_down(self) -> Iterator[TurnedLine]:
        """Pairs turned down, lapsed ones too."""
        for turned in self._found.posed.scene.turned_down:
            yield TurnedLine(
                reserve=self.person(turned.person),
                village=village_ref(self._world, turned.village),
                mentor=self.person(turned.mentor),
                words=turned.words if self._viewer.sees("talk_words") else None,
                changed=turned.changed,
            )


def _costs(order: Order, today: Objective, proposed: Objective) -> tuple[LevelCost, ...]:
    return tuple(
        LevelCost(
            code=level.upper(),
            label=LEVEL_WORDS[level][0],
            label_zh=LEVEL_WORDS[level][1],
            today=getattr(today, level),
            proposed=getattr(proposed, level),
        )
        for level in LEVELS[order]
    )
