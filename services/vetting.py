"""Vetting: from proposal to admission and exit. Every step is a decision by a named person, entered from paper."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from domain.candidacy import Candidacy, parties_of
from domain.candidacy import commands as wish
from domain.candidacy import decide as candidacy
from domain.candidacy.events import DecidedEvent
from domain.candidacy.seen import Seen
from domain.facts import education_of, id_facts, in_force, partial_date, resolve, settled_values
from domain.grades import Action, Viewer
from domain.ids import CandidacyId, PersonId, RegionCode
from domain.ledger import LedgerKind
from domain.person.state import Person
from domain.recorded import Decider, Evidence, NewEvent
from domain.refusal import Refusal
from domain.register import VillageRegistered
from domain.survey import survey_of
from services.desk import Desk, Reading
from services.ports import Appended
from services.rights import must_be_allowed
from services.settling import Decided, entry_of
from services.survey_contexts import cycle_of, was_assessed

W = TypeVar("W", bound=wish.Wish)
Decide = Callable[[Candidacy, W, Seen], Sequence[DecidedEvent]]
NAMES_MARK = "、"


def propose_candidate(desk: Desk, viewer: Viewer, asked: wish.ProposeCandidate, decided: Decided) -> Appended:
    """R27."""
    return carry_out(desk, viewer, asked, decided, candidacy.propose, Action.ENTER)


def screen_candidate(desk: Desk, viewer: Viewer, asked: wish.ScreenCandidate, decided: Decided) -> Appended:
    """R28, the township's stage."""
    return carry_out(desk, viewer, asked, decided, candidacy.screen, Action.ENTER)


def record_opinion(desk: Desk, viewer: Viewer, asked: wish.RecordOpinion, decided: Decided) -> Appended:
    """One agency about one person."""
    return carry_out(desk, viewer, asked, decided, candidacy.give_opinion, Action.CONCLUDE)


def conclude_joint_review(
    desk: Desk, viewer: Viewer, asked: wish.ConcludeJointReview, decided: Decided
) -> Appended:
    """R28, the county's stage."""
    return carry_out(desk, viewer, asked, decided, candidacy.conclude, Action.CONCLUDE)


def grant_exception(desk: Desk, viewer: Viewer, asked: wish.GrantException, decided: Decided) -> Appended:
    """R30."""
    return carry_out(desk, viewer, asked, decided, candidacy.grant, Action.CONCLUDE)


def admit_reserve(desk: Desk, viewer: Viewer, asked: wish.AdmitReserve, decided: Decided) -> Appended:
    """Into the reserve."""
    return carry_out(desk, viewer, asked, decided, candidacy.admit, Action.CONCLUDE)


def set_tier(desk: Desk, viewer: Viewer, asked: wish.SetTier, decided: Decided) -> Appended:
    """R37-R43."""
    return carry_out(desk, viewer, asked, decided, candidacy.set_tier, Action.ENTER)


def record_use(desk: Desk, viewer: Viewer, asked: wish.RecordUse, decided: Decided) -> Appended:
    """R38."""
    return carry_out(desk, viewer, asked, decided, candidacy.record_use, Action.ENTER)


def elect_early(desk: Desk, viewer: Viewer, asked: wish.ElectEarly, decided: Decided) -> Appended:
    """R39."""
    return carry_out(desk, viewer, asked, decided, candidacy.elect_early, Action.ENTER)


def exit_reserve(desk: Desk, viewer: Viewer, asked: wish.ExitReserve, decided: Decided) -> Appended:
    """Out of the reserve."""
    return carry_out(desk, viewer, asked, decided, candidacy.leave, Action.CONCLUDE)


def record_earlier_review(
    desk: Desk, viewer: Viewer, asked: wish.RecordEarlierReview, decided: Decided
) -> Appended:
    """A review done on paper before Yumiao."""
    return carry_out(desk, viewer, asked, decided, candidacy.record_earlier, Action.CONCLUDE)


def accept_earlier_review(
    desk: Desk, viewer: Viewer, asked: wish.AcceptEarlierReview, decided: Decided
) -> Appended:
    """Good under the rules in force."""
    return carry_out(desk, viewer, asked, decided, candidacy.accept_earlier, Action.CONCLUDE)


def record_no_objection(
    desk: Desk, viewer: Viewer, asked: wish.RecordNoObjection, decided: Decided
) -> Appended:
    """One agency's letter over a frozen list: whole or not at all."""
    must_be_allowed(viewer, Action.CONCLUDE, *(parties_of(c)[1] for c in asked.candidacies))
    on = decided.on or desk.clock.today()

    def decide(reading: Reading) -> Sequence[NewEvent]:
        reading.load(f"candidacy:{c}" for c in asked.candidacies)
        reading.load(f"person:{parties_of(c)[0]}" for c in asked.candidacies)
        seen = [
            (c, reading.candidacy(c), seen_of(reading, desk, viewer, c, decided))
            for c in dict.fromkeys(asked.candidacies)
        ]
        return [_placed(reading, on, event) for event in candidacy.give_no_objection(seen, asked)]

    return desk.carry_out(entry_of(desk, viewer, decided), decide, request_of(asked, decided))


def carry_out(
    desk: Desk, viewer: Viewer, asked: W, decided: Decided, decide: Decide[W], action: Action
) -> Appended:
    """Load what the decision rests on, decide, append with exactly that as its evidence.

    Raises: Refusal of the rule that is broken, ROLE_MAY_NOT, REGION_OUTSIDE.
    """
    must_be_allowed(viewer, action, parties_of(asked.candidacy)[1])
    on = decided.on or desk.clock.today()

    def events(reading: Reading) -> Sequence[NewEvent]:
        seen = seen_of(reading, desk, viewer, asked.candidacy, decided)
        found = decide(reading.candidacy(asked.candidacy), asked, seen)
        return [_placed(reading, on, event) for event in found]

    return desk.carry_out(entry_of(desk, viewer, decided), events, request_of(asked, decided))


def request_of(asked: object, decided: Decided) -> list[object]:
    """What makes a request the same: the wish and who decided it, when, on what paper."""
    return [type(asked).__name__, asked, decided.by, decided.on, decided.document_number]


def seen_of(reading: Reading, desk: Desk, viewer: Viewer, found: CandidacyId, decided: Decided) -> Seen:
    """What a decision about a candidacy may look at, from streams alone.

    Raises: RULES_MISSING where no rules are in force on that day.
    """
    person, village = parties_of(found)
    county = RegionCode(village[:6])
    on = decided.on or desk.clock.today()
    rules = reading.rules_on(county, on)
    if rules is None:
        raise Refusal(
            "RULES_MISSING",
            f"No rules are in force on {on}. Publish a version that takes effect by then.",
            f"{on} 没有施行中的规则，请先发布在该日生效的规则。",
            path=("decidedOn",),
        )
    people = _records(reading, person)
    claims, settled = in_force(people.values()), settled_values(people.values())
    facts = resolve(list(people.values()), id_facts(claims, settled))
    birth = facts.get("birth")
    incumbent = reading.village(village).claim_at(desk.clock.today())
    rows = [c for c in claims if (c.event.source.kind, c.event.slot) == (LedgerKind.RESERVES, village)]
    return Seen(
        today=desk.clock.today(),
        on=on,
        by=decided.by or Decider(name=viewer.name, role=viewer.role),
        document=decided.document_number,
        rules=rules,
        published=reading.published(county),
        reference_date=reading.reference_date(county, on),
        person_known=bool(claims) and not people[person].forgotten,
        village_known=any(
            isinstance(r.event, VillageRegistered) for r in reading.events(f"village:{village}")
        ),
        birth=partial_date(birth.value if birth else None),
        education=education_of(facts),
        assessed=rules.rules.surveying.meeting_before_screening_is_hard
        and was_assessed(reading, village, people, on),
        own_village=bool(incumbent and incumbent.incumbent in people),
        mentors=frozenset(
            name
            for row in rows
            if row.event.private
            for name in row.event.private.facts.get("mentor_names", "").split(NAMES_MARK)
            if name
        ),
        kin=_kin(reading, people),
    )


def _kin(reading: Reading, people: Mapping[PersonId, Person]) -> frozenset[str]:
    """Every name that a ledger or a settlement gives to somebody tied to one of the records."""
    tied = {other for one in people.values() for other, tie in one.ties.items() if tie.kind}
    kin = [record for other in sorted(tied) for record in _records(reading, other).values()]
    names = {c.event.private.facts.get("name", "") for one in kin for c in one.claims if c.event.private}
    return frozenset((names | {settled_values([one]).get("name", "") for one in kin}) - {""})


def _records(reading: Reading, person: PersonId) -> Mapping[PersonId, Person]:
    """Every record that named people found to be this human being."""
    found: dict[PersonId, Person] = {}
    waiting = [person]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found[one] = reading.person(one)
            waiting += found[one].merged
    return found


def _with_kin(reading: Reading, person: PersonId) -> set[PersonId]:
    """The records of a human being and of everybody tied to them."""
    mine = _records(reading, person)
    tied = {other for one in mine.values() for other, tie in one.ties.items() if tie.kind}
    return {*mine, *(record for other in tied for record in _records(reading, other))}


def _placed(reading: Reading, on: date, event: DecidedEvent) -> NewEvent:
    """On the candidacy's stream, with what this one decision rested on."""
    person, village = parties_of(event.candidacy)
    return NewEvent(
        stream=f"candidacy:{event.candidacy}",
        event=event,
        region_code=village,
        subjects=(f"person:{person}", f"village:{village}"),
        valid_at=on,
        evidence=rested_on(reading, event.candidacy),
    )


def rested_on(reading: Reading, found: CandidacyId, *more: str) -> Evidence:
    """What a decision about one candidacy could see, of all that its command has read."""
    person, village = parties_of(found)
    streams = {
        f"candidacy:{found}",
        f"village:{village}",
        f"rule_set:{village[:6]}",
        f"election_cycle:{village[:6]}",
        f"survey:{survey_of(village, cycle_of(reading, village[:6]))}",
        *(f"person:{record}" for record in _with_kin(reading, person)),
        *more,
    }
    return tuple(sorted((s, v) for s, v in reading.versions().items() if s in streams))
