"""From proposal to decision: pairs confirmed by a named person, whole or some of them; and a pair turned down.

One command is one transaction. What no longer holds is told pair by pair, and nothing is carried out unless the rest
was asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

import msgspec

from domain.classifying.state import class_in_force
from domain.event import Event
from domain.grades import Viewer
from domain.ids import PersonId, VillageCode
from domain.mentor import state as mentors
from domain.mentor.events import ReserveGivenUp, ReserveTakenOn
from domain.mentor.state import Mentor
from domain.mentorship import confirming, rejecting
from domain.mentorship import state as mentorships
from domain.mentorship.confirming import ConfirmingContext, ProposedPair
from domain.mentorship.events import MentorAssigned, MentorReleased
from domain.mentorship.rejecting import RejectingContext, RejectPairing, changed_since, grounds_of
from domain.mentorship.state import Mentorship
from domain.recorded import NewEvent
from domain.refusal import Refusal
from domain.rule_set import MentorRole, VillageClass
from services.desk import Desk, Reading
from services.mentor_contexts import (
    Mentoring,
    assigning_context,
    candidacy_meant,
    is_on_roster,
    mentoring_of,
    records_of,
    rules_on,
)
from services.mentoring import about_two, assigned, decision_entry, may_pair, released
from services.ports import Appended
from services.settling import Decided
from services.survey_contexts import standing_of

E = TypeVar("E", bound=Event)
MOST_PAIRS = 1_000
"""A command stays below what one transaction may hold."""


class IfMoved(StrEnum):
    """What to do with the other pairs when some no longer hold."""

    REFUSE_ALL = "REFUSE_ALL"
    CARRY_OUT_THE_REST = "CARRY_OUT_THE_REST"


class PairTold(msgspec.Struct, frozen=True, kw_only=True):
    """One pair of a command. `code` empty: confirmed; else why it no longer holds."""

    person: PersonId
    village: VillageCode
    role: MentorRole
    mentor: PersonId
    code: str = ""
    message: str = ""
    message_zh: str = ""
    rule: str = ""


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """What became of each pair, in the order asked. `moved`: something was recorded since the proposal was made."""

    appended: Appended
    pairs: tuple[PairTold, ...]
    moved: bool


class _Told(msgspec.Struct):
    """What the last attempt said; kept in the receipt."""

    pairs: tuple[PairTold, ...] = ()
    moved: bool = False


def confirm_pairings(
    desk: Desk,
    viewer: Viewer,
    pairs: Sequence[ProposedPair],
    proposed_at: int,
    if_moved: IfMoved,
    decided: Decided,
) -> Confirmed:
    """Make ordinary pairings of proposed ones, each replaced mentor released with it.

    Raises: NOTHING_TO_CONFIRM, TOO_MANY_PAIRS, PAIRINGS_NO_LONGER_HOLD (each pair in `seen["pairs"]`), and what
    entering a decision raises.
    """
    _must_be_a_list(pairs)
    entry = decision_entry(desk, viewer, decided, pairs[0].pairing.village[:6])
    on, told = entry.decided_on or desk.clock.today(), _Told()

    def decide(reading: Reading) -> Sequence[NewEvent]:
        reading.load(_streams(pairs))
        for pair in pairs:
            _may_confirm(reading, viewer, pair)
        round_ = _Round(reading, desk.clock.today(), on)
        events, failed = round_.carried_out(pairs)
        told.pairs = tuple(_told(pair, failed.get(at)) for at, pair in enumerate(pairs))
        told.moved = desk.log.head() > proposed_at
        if failed and (if_moved is IfMoved.REFUSE_ALL or len(failed) == len(pairs)):
            raise _no_longer(told, len(failed))
        return events

    request = [
        "ConfirmPairings",
        pairs,
        proposed_at,
        if_moved,
        decided.by,
        decided.on,
        decided.document_number,
    ]
    appended = desk.carry_out(entry, decide, request, lambda: msgspec.msgpack.encode(told))
    if appended.replayed and appended.receipt:
        told = msgspec.msgpack.decode(appended.receipt.body, type=_Told)
    return Confirmed(appended=appended, pairs=told.pairs, moved=told.moved)


def reject_pairing(desk: Desk, viewer: Viewer, wish: RejectPairing, decided: Decided) -> Appended:
    """Turn a proposed pair down: it is not proposed again until a fact it rested on has changed."""
    entry = decision_entry(desk, viewer, decided, wish.village[:6])
    on = entry.decided_on or desk.clock.today()

    def decide(reading: Reading) -> Sequence[NewEvent]:
        may_pair(reading, viewer, wish.village, wish.mentor)
        mine, theirs = records_of(reading, wish.person), mentoring_of(reading, wish.mentor)
        candidacy, mentorship = candidacy_meant(reading, mine, wish.village, theirs.records)
        seen = RejectingContext(
            on_roster=is_on_roster(reading, mine, wish.village, desk.clock.today()),
            mentor_known=theirs.known,
            mentor_records=theirs.records,
            grounds=_grounds(reading, wish.village, wish.mentor, theirs),
            version=rules_on(reading, wish.village[:6], on).version,
        )
        order = msgspec.structs.replace(wish, candidacy=candidacy)
        return [about_two(event, on) for event in rejecting.reject(mentorship, order, seen)]

    request = [type(wish).__name__, wish, decided.by, decided.on, decided.document_number]
    return desk.carry_out(entry, decide, request)


class _Round:
    """One command's pairs together: each sees what those before it would change."""

    def __init__(self, reading: Reading, today: date, on: date) -> None:
        self._reading, self._today, self._on = reading, today, on
        self._mentorships: dict[tuple[PersonId, VillageCode], Mentorship] = {}
        self._mentors: dict[PersonId, Mentor] = {}

    def carried_out(self, pairs: Sequence[ProposedPair]) -> tuple[list[NewEvent], dict[int, Refusal]]:
        """Releases first, so that two mentors may swap; a pair that fails takes its release with it, and all the others
        are decided again without it.
        """
        failed: dict[int, Refusal] = {}
        while True:
            self._mentorships.clear()
            self._mentors.clear()
            standing = [(at, pair) for at, pair in enumerate(pairs) if at not in failed]
            events: list[NewEvent] = []
            found: dict[int, Refusal] = {}
            for step in (self._let_go, self._confirm):
                for at, pair in standing:
                    if at not in found:
                        try:
                            events += step(pair)
                        except Refusal as refusal:
                            found[at] = refusal
            if not found:
                return events, failed
            failed |= found

    def _let_go(self, pair: ProposedPair) -> Iterator[NewEvent]:
        wish, mentorship, seen = self._seen(pair)
        for event in confirming.let_go(mentorship, wish, seen):
            self._evolve(wish, event)
            self._give_up(event)
            yield from self._with_evidence(wish, seen, released(event))

    def _confirm(self, pair: ProposedPair) -> Iterator[NewEvent]:
        wish, mentorship, seen = self._seen(pair)
        for event in confirming.confirm(mentorship, wish, seen):
            self._evolve(wish, event)
            self._take_on(event)
            yield from self._with_evidence(wish, seen, assigned(event))

    def _seen(self, pair: ProposedPair) -> tuple[ProposedPair, Mentorship, ConfirmingContext]:
        wish = pair.pairing
        seen = assigning_context(self._reading, wish.person, wish.village, wish.mentor, self._today, self._on)
        candidacy, stored = candidacy_meant(
            self._reading, seen.reserve_records, wish.village, seen.mentor_records
        )
        mentorship = self._mentorships.get((min(seen.reserve_records), wish.village), stored)
        mentor = self._mentors.get(min(seen.mentor_records), seen.mentor)
        others = len(set(mentor.reserves.values()) - seen.reserve_records)
        theirs = mentoring_of(self._reading, wish.mentor)
        return (
            msgspec.structs.replace(pair, pairing=msgspec.structs.replace(wish, candidacy=candidacy)),
            mentorship,
            ConfirmingContext(
                assigning=msgspec.structs.replace(seen, mentor=mentor, others=others),
                replaced_records=records_of(self._reading, pair.replaces) if pair.replaces else frozenset(),
                away=frozenset(p.mentor for p in mentorship.current if self._is_away(p.mentor)),
                is_rejected=self._is_rejected(mentorship, wish.village, theirs),
            ),
        )

    def _is_away(self, mentor: PersonId) -> bool:
        """Somebody forgotten is away for good."""
        found = mentoring_of(self._reading, mentor)
        return not found.known or found.mentor.is_away(self._on)

    def _is_rejected(self, mentorship: Mentorship, village: VillageCode, theirs: Mentoring) -> bool:
        mine = (r for r in mentorship.rejections if r.mentor in theirs.records)
        return any(not changed_since(r, _grounds(self._reading, village, r.mentor, theirs)) for r in mine)

    def _evolve(self, wish: ProposedPair, event: MentorAssigned | MentorReleased) -> None:
        person, village = wish.pairing.person, wish.pairing.village
        key = min(records_of(self._reading, person)), village
        stored = self._mentorships.get(key)
        if stored is None:
            _, stored = candidacy_meant(
                self._reading, records_of(self._reading, person), village, frozenset({event.mentor})
            )
        self._mentorships[key] = mentorships.evolve(stored, event)

    def _take_on(self, event: MentorAssigned) -> None:
        self._change(event.mentor, ReserveTakenOn(pairing=event.candidacy, reserve=event.person))

    def _give_up(self, event: MentorReleased) -> None:
        self._change(event.mentor, ReserveGivenUp(pairing=event.candidacy))

    def _change(self, mentor: PersonId, event: ReserveTakenOn | ReserveGivenUp) -> None:
        found = mentoring_of(self._reading, mentor)
        key = min(found.records)
        self._mentors[key] = mentors.evolve(self._mentors.get(key, found.mentor), event, self._on, 0)

    def _with_evidence(
        self, wish: ProposedPair, seen: ConfirmingContext, events: Iterable[NewEvent]
    ) -> Iterator[NewEvent]:
        """Each decision carries what it rested on, so that a list of hundreds stays reloadable pair by pair."""
        pairing = wish.pairing
        mine, theirs = seen.assigning.reserve_records, seen.assigning.mentor_records | seen.replaced_records
        rested_on = {
            f"village:{pairing.village}",
            f"rule_set:{pairing.village[:6]}",
            f"mentorship:{pairing.candidacy}",
            f"candidacy:{pairing.candidacy}",
            *(f"person:{record}" for record in mine | theirs),
            *(f"mentor:{record}" for record in theirs),
        }
        versions = self._reading.versions()
        evidence = tuple(sorted((s, v) for s, v in versions.items() if s in rested_on))
        for event in events:
            yield msgspec.structs.replace(event, evidence=evidence)


def village_class_of(reading: Reading, village: VillageCode) -> VillageClass:
    """The decided class, else by the newest claim; ordinary where nobody said."""
    claim = reading.village(village).claim_at(date.max)
    said = claim.facts.get("classification", "") if claim else ""
    return class_in_force(standing_of(reading, village), said)[0]


def _grounds(reading: Reading, village: VillageCode, mentor: PersonId, theirs: Mentoring) -> dict[str, str]:
    found = grounds_of(
        village, mentor, village_class_of(reading, village), theirs.holds, theirs.area, theirs.capacity
    )
    return dict(found)


def _must_be_a_list(pairs: Sequence[ProposedPair]) -> None:
    if not pairs:
        raise Refusal(
            "NOTHING_TO_CONFIRM",
            "No pair waits for a decision: name the pairs, or ask for a proposal that has new ones.",
            "没有待确认的配对：请指明配对，或先生成含新配对的方案。",
            path=("pairs",),
        )
    if len(pairs) > MOST_PAIRS:
        raise Refusal(
            "TOO_MANY_PAIRS",
            f"{len(pairs)} pairs are more than one command takes ({MOST_PAIRS}). Confirm township by township.",
            f"一次最多确认 {MOST_PAIRS} 对，现有 {len(pairs)} 对，请按乡镇分批确认。",
            path=("pairs",),
        )


def _may_confirm(reading: Reading, viewer: Viewer, pair: ProposedPair) -> None:
    may_pair(reading, viewer, pair.pairing.village, pair.pairing.mentor)
    if pair.replaces:
        may_pair(reading, viewer, pair.pairing.village, pair.replaces)


def _streams(pairs: Iterable[ProposedPair]) -> Iterator[str]:
    """What nearly all of them need, in one read."""
    for pair in pairs:
        for person in (pair.pairing.person, pair.pairing.mentor, *filter(None, (pair.replaces,))):
            yield f"person:{person}"
            yield f"mentor:{person}"
        yield f"mentorship:{pair.pairing.candidacy}"
        yield f"candidacy:{pair.pairing.candidacy}"
        yield f"village:{pair.pairing.village}"


def _told(pair: ProposedPair, refusal: Refusal | None) -> PairTold:
    wish = pair.pairing
    found = PairTold(person=wish.person, village=wish.village, role=wish.role, mentor=wish.mentor)
    if refusal is None:
        return found
    return msgspec.structs.replace(
        found,
        code=refusal.code,
        message=refusal.message,
        message_zh=refusal.message_zh,
        rule=refusal.rule,
    )


def _no_longer(told: _Told, failed: int) -> Refusal:
    whole = len(told.pairs)
    return Refusal(
        "PAIRINGS_NO_LONGER_HOLD",
        f"{failed} of {whole} pairs do not hold; nothing was done. Look at each in `pairs`, propose again, or ask "
        "to carry out the rest (ifMoved: CARRY_OUT_THE_REST).",
        f"{whole} 对中有 {failed} 对不成立，本次未做任何改动。请逐对查看 pairs，重新生成方案，"
        "或选择办理其余各对（ifMoved：CARRY_OUT_THE_REST）。",
        rule="a_list_is_carried_out_whole_or_by_choice",
        path=("pairs",),
        pairs=told.pairs,
        moved=told.moved,
    )
