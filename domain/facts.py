"""What is true of a person when ledgers disagree: settled by a person, else unanimous, else disputed.

Of the three willingness answers the later word counts, whether taken down or claimed; on one day the one taken down.

A disputed value counts as unknown everywhere and is listed; it is never guessed.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from domain.ledger import Facts, LedgerKind, Source
from domain.outreach.events import WillingTo
from domain.outreach.state import NEVER, At, as_one
from domain.person.state import DatedClaim, Person, newest_reading
from domain.values.education import RANKS, highest
from domain.values.id_number import birth_of, sex_of
from domain.values.partial_date import PartialDate

REFINING = frozenset({"birth", "joined_party"})
"""Fields whose longer text refines the shorter: '1993-05' and '1993-05-24' agree on the latter."""

NO_ANSWER = frozenset({"", "not_asked"})
"""What a ledger says of somebody whom nobody asked."""

OF_THE_ROW = frozenset(
    {"village", "village_code", "township", "tier", "role", "capacity", "linked_villages", "mentor_names"}
)
"""What a row says of its own matter (a membership, a candidacy, a mentor's area), not of the human being.

A member of one village may be a reserve of another: that is no dispute. Compared within one ledger and slot only.
"""


class Said(msgspec.Struct, frozen=True):
    """One value and a row that says so; no source: it follows from the id number."""

    value: str
    source: Source | None
    held: bool = False


class Fact(msgspec.Struct, frozen=True):
    """A field's value, or None while it is disputed; and everything that was said."""

    value: str | None
    said: tuple[Said, ...]
    settled: bool = False

    @property
    def disputed(self) -> bool:
        """Ledgers disagree and nobody has settled it."""
        return self.value is None


def in_force(people: Iterable[Person]) -> tuple[DatedClaim, ...]:
    """The claims that stand now for one human being (one record, or several merged ones).

    Of each ledger (and village, for reserves) the newest reading: by the day it holds from, then by arrival.
    """
    claims = [claim for person in people for claim in person.claims]
    if len(claims) < 2:
        return tuple(claims)
    by_ledger: dict[tuple[str, str], list[DatedClaim]] = {}
    for claim in sorted(claims, key=lambda c: (c.since, c.version)):
        by_ledger.setdefault((claim.event.source.kind, claim.event.slot), []).append(claim)
    return tuple(c for ledger in by_ledger.values() for c in newest_reading(ledger))


def resolve(
    people: Sequence[Person], id_facts: Facts, row: tuple[LedgerKind, str] | None = None
) -> Mapping[str, Fact]:
    """Every field of one human being, or with `row` what one ledger (and slot) says.

    `id_facts`: birth and sex as the id number gives them. Fields of the row's own matter come only with `row`.
    """
    said: dict[str, list[Said]] = {}
    for claim in in_force(people):
        event = claim.event
        if row and (event.source.kind, event.slot) != row:
            continue
        for field, value in (event.private.facts if event.private else {}).items():
            if value and (row or field not in OF_THE_ROW):
                said.setdefault(field, []).append(Said(value, event.source, bool(event.held)))
    for field, value in id_facts.items():
        if value:
            said.setdefault(field, []).append(Said(value, None))
    facts = {field: Fact(_unanimous(field, tuple(values)), tuple(values)) for field, values in said.items()}
    settled = _settlements(people)
    if row is None and any(person.outreach.answers for person in people):
        _hear(people, settled, facts)
    for field, (_, value) in settled.items():
        if value and (row or field not in OF_THE_ROW):
            facts[field] = Fact(value, facts[field].said if field in facts else (), settled=True)
    return facts


def settled_values(people: Iterable[Person]) -> Mapping[str, str]:
    """What named people settled, the newest per field; withdrawn ones (empty) are left out."""
    return {field: value for field, (_, value) in _settlements(people).items() if value}


def _settlements(people: Iterable[Person]) -> dict[str, tuple[At, str]]:
    newest: dict[str, tuple[At, str]] = {}
    for person in people:
        for field, s in person.settled.items():
            if field not in newest or newest[field][0] < (s.on, s.version):
                newest[field] = ((s.on, s.version), s.value)
    return newest


def _hear(people: Sequence[Person], settled: dict[str, tuple[At, str]], facts: dict[str, Fact]) -> None:
    """An answer that a named person took down stands against every claim of its day or before.

    Later claims speak alone; one that nobody was asked is no answer. An older settlement of the field has had its day.
    """
    outreach = as_one(person.outreach for person in people)
    for kind in WillingTo:
        answered, field = outreach.latest(kind), kind.field
        if answered is None or (settled.get(field, (NEVER, ""))[1] and settled[field][0] > answered.at):
            continue
        settled.pop(field, None)
        later = tuple(
            Said(value, claim.event.source)
            for claim in in_force(people)
            if claim.since > answered.at[0]
            and claim.event.private
            and (value := claim.event.private.facts.get(field, "")) not in NO_ANSWER
        )
        stands = _unanimous(field, later) if later else answered.answer.value
        facts[field] = Fact(stands, facts[field].said if field in facts else (), settled=not later)


def waits(claim: DatedClaim, settled: Mapping[str, str]) -> bool:
    """A held row waits until each field it was held for is settled."""
    event = claim.event
    settles = bool(event.held_fields) and all(field in settled for field in event.held_fields)
    return bool(event.held) and not settles


def _unanimous(field: str, said: tuple[Said, ...]) -> str | None:
    if len(said) == 1:
        return said[0].value
    values = {s.value for s in said}
    if field in REFINING:
        longest = max(values, key=lambda v: (len(v), v))
        return longest if all(longest.startswith(v) for v in values) else None
    return said[0].value if len(values) == 1 else None


def id_facts(claims: Iterable[DatedClaim], settled: Mapping[str, str]) -> Facts:
    """The id number's own voice on birth and sex; silent while the number itself is disputed."""
    numbers = {(c.event.private.facts if c.event.private else {}).get("id_number", "") for c in claims} - {""}
    if "id_number" in settled:
        numbers = {settled["id_number"]}
    number = numbers.pop() if len(numbers) == 1 else ""
    try:
        return {"birth": str(birth_of(number)), "sex": sex_of(number)} if len(number) == 18 else {}
    except ValueError:
        return {}


def education_of(facts: Mapping[str, Fact]) -> str | None:
    """The level a ledger gives, else the higher of full-time and in-service where neither is disputed."""
    if "education" in facts:
        level = facts["education"].value
        return level if level in RANKS else None
    both = [facts[f] for f in ("education_full_time", "education_in_service") if f in facts]
    return highest(*(f.value for f in both)) if all(f.value in RANKS for f in both) else None


def partial_date(text: str | None) -> PartialDate | None:
    """A stored date; a settled value in no canonical shape is as good as unknown."""
    try:
        return PartialDate.from_text(text) if text else None
    except ValueError:
        return None
