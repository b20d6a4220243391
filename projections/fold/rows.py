"""What ledgers say of somebody as a reserve or a mentor: the row's own matter, resolved row by row."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from domain.candidacy import Candidacy, candidacy_of
from domain.candidacy.events import Tier
from domain.candidacy.validity import cleared_through
from domain.facts import resolve, waits
from domain.ids import CandidacyId, PersonId, VillageCode
from domain.ledger import Facts, LedgerKind
from domain.mentor.state import Mentor
from domain.person.events import PersonClaimed
from domain.person.state import DatedClaim, Person
from domain.rule_set import MentorRole, RuleSetPublished

NAMES_MARK = "、"


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One person's standing for one village. `cleared_through`: a ledger never clears anybody.

    `decisions`: what named people decided, of each merged record that has a candidacy for the village.
    """

    id: CandidacyId
    village: VillageCode
    since: date | None
    listed: bool
    waits: bool
    """A held row about it waits for a person's decision."""
    own_village: bool
    """Its incumbent: never its own reserve."""
    mentor_names: tuple[str, ...]
    mentor_names_disputed: bool
    tier: str | None
    decisions: tuple[Candidacy, ...] = ()
    cleared_through: date | None = None

    @property
    def on_roster(self) -> bool:
        """Known from a ledger and not held, or proposed; neither over nor the incumbent of the same village."""
        named = any(c.proposed or c.admitted for c in self.decisions)
        known = named or (self.listed and not self.waits)
        return known and not self.own_village and not any(c.over for c in self.decisions)

    @property
    def admitted_on(self) -> date | None:
        """The first admission that stands, over all merged records; None: nobody admitted them."""
        return min((c.admitted.on for c in self.decisions if c.admitted), default=None)

    @property
    def decided_tier(self) -> tuple[Tier, date] | None:
        """The tier that a named person set last, and the day; of one day's, the first record's."""
        known = [(c.tier, c.tier_set.on) for c in self.decisions if c.tier and c.tier_set]
        return max(known, key=lambda tier: tier[1], default=None)

    @property
    def counted_tier(self) -> str | None:
        """As decided, else as a ledger claims."""
        return self.decided_tier[0] if self.decided_tier else self.tier


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody as a mentor: as decided, else as a mentors' ledger says.

    No `villages` means the township, neither the county. `role` is the ledger's own word, `roles` those they hold.
    """

    names: frozenset[str]
    role: str | None
    roles: tuple[MentorRole, ...]
    decided: bool
    capacity: int | None
    township: str | None
    villages: tuple[str, ...]
    since: date


def said(event: PersonClaimed) -> Facts:
    """A claim's facts; none once its subject has been forgotten."""
    return event.private.facts if event.private else {}


def row_of(
    people: list[Person], claims: list[DatedClaim], settled: Mapping[str, str]
) -> Mapping[str, str | None]:
    """What one ledger says, the row's own matter included; disputed fields are None."""
    if not claims:
        return {}
    if len(claims) == 1:
        return {**said(claims[0].event), **settled}
    event = claims[0].event
    return {f: fact.value for f, fact in resolve(people, {}, (event.source.kind, event.slot)).items()}


def area_of(
    people: list[Person],
    claims: list[DatedClaim],
    settled: Mapping[str, str],
    mentor: Mentor,
    name: str | None,
) -> Area | None:
    """What was decided of somebody as a mentor, else the mentors' ledger's row; None where neither speaks."""
    decided = mentor.registered
    if not claims and decided is None:
        return None
    row = row_of(people, claims, settled)
    said_capacity = row.get("capacity") or ""
    capacity = int(said_capacity) if said_capacity.isascii() and said_capacity.isdigit() else None
    names = {said(c.event).get("name", "") for c in claims} | {name if name and not claims else ""}
    role = row.get("role")
    if decided is None or mentor.registered_at is None:
        return Area(
            names=frozenset(names - {""}),
            role=role,
            roles=(MentorRole(role),) if role in set(MentorRole) else (),
            decided=False,
            capacity=capacity,
            township=row.get("township"),
            villages=tuple(sorted(set((row.get("linked_villages") or "").split()))),
            since=max(c.since for c in claims),
        )
    return Area(
        names=frozenset(names - {""}),
        role=decided.roles[0] if decided.roles else None,
        roles=decided.roles,
        decided=True,
        capacity=capacity if decided.capacity is None else decided.capacity,
        township=decided.township,
        villages=decided.villages,
        since=mentor.registered_at[0],
    )


def candidates_of(
    people: list[Person],
    claims: tuple[DatedClaim, ...],
    listings: Mapping[PersonId, Mapping[VillageCode, Candidacy]],
    settled: Mapping[str, str],
    serves: tuple[VillageCode, ...],
    rule_sets: Sequence[RuleSetPublished],
) -> dict[str, Candidate]:
    """By village, in order of code."""
    rows: dict[str, list[DatedClaim]] = {}
    for claim in claims:
        if claim.event.source.kind == LedgerKind.RESERVES:
            rows.setdefault(claim.event.slot, []).append(claim)
    known: dict[str, list[tuple[bool, PersonId, Candidacy]]] = {}
    for person, listing in listings.items():
        for code, candidacy in listing.items():
            if candidacy.known:
                known.setdefault(code, []).append((candidacy.decided, person, candidacy))
    found = {}
    for village in sorted({*rows, *known} - {""}):
        mine = rows.get(village, [])
        row = row_of(people, mine, settled)
        disputed = "mentor_names" in row and row["mentor_names"] is None
        values = (
            [said(c.event).get("mentor_names", "") for c in mine]
            if disputed
            else [row.get("mentor_names") or ""]
        )
        whose = sorted(known.get(village, ()), key=lambda k: k[:2])
        found[village] = Candidate(
            id=candidacy_of(whose[-1][1] if whose else mine[0].event.person, VillageCode(village)),
            village=VillageCode(village),
            since=max((c.since for c in mine), default=None),
            listed=any(candidacy.listed_by for _, _, candidacy in whose),
            waits=any(waits(c, settled) for c in mine),
            own_village=village in serves,
            mentor_names=tuple(dict.fromkeys(n for value in values for n in value.split(NAMES_MARK) if n)),
            mentor_names_disputed=disputed,
            tier=row.get("tier"),
            decisions=tuple(candidacy for decided, _, candidacy in whose if decided),
            cleared_through=cleared_through((candidacy for _, _, candidacy in whose), rule_sets),
        )
    return found
