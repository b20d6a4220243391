"""What can happen to a person's record."""

from typing import ClassVar, TypeAlias

from domain.event import Event, Private, SealedEvent, topic
from domain.ids import ImportId, PersonId, RequestId
from domain.kinship.events import TieEvent
from domain.ledger import Facts, LedgerKind, Source
from domain.outreach.events import OutreachEvent


class ClaimPrivate(Private, frozen=True, kw_only=True):
    """Everything the row says of the person, as canonical strings by field."""

    facts: Facts = {}


@topic
class PersonClaimed(SealedEvent, frozen=True, kw_only=True):
    """A ledger's row about a person.

    `slot` tells a ledger's several rows about one person apart: the village for reserves, else empty.
    `held`: the codes of the problems for which the row waits for a person's decision, and the fields to settle.
    """

    TOPIC: ClassVar[str] = "person.claimed.v1"
    person: PersonId
    source: Source
    slot: str = ""
    held: tuple[str, ...] = ()
    held_fields: tuple[str, ...] = ()
    private: ClaimPrivate | None = None


@topic
class ClaimWithdrawn(Event, frozen=True, kw_only=True):
    """The import that brought claims about this person was taken back."""

    TOPIC: ClassVar[str] = "person.claim_withdrawn.v1"
    person: PersonId
    import_id: ImportId


@topic
class MissingFromLedger(Event, frozen=True, kw_only=True):
    """A newer reading of the same sheet no longer has this person. Nobody is removed for that."""

    TOPIC: ClassVar[str] = "person.missing_from_ledger.v1"
    person: PersonId
    kind: LedgerKind
    slot: str = ""
    import_id: ImportId


class SettlementPrivate(Private, frozen=True, kw_only=True):
    """The value that a named person found right, and why."""

    value: str = ""
    reason: str = ""


@topic
class FactSettled(SealedEvent, frozen=True, kw_only=True):
    """A named person settled a field. An empty value takes an earlier settlement back."""

    TOPIC: ClassVar[str] = "person.fact_settled.v1"
    person: PersonId
    field: str
    private: SettlementPrivate | None = None


@topic
class PeopleMerged(Event, frozen=True, kw_only=True):
    """A named person found that two records are one person. Written on both streams; reversible."""

    TOPIC: ClassVar[str] = "person.people_merged.v1"
    person: PersonId
    other: PersonId


@topic
class PeopleSeparated(Event, frozen=True, kw_only=True):
    """A merge was taken back. Written on both streams."""

    TOPIC: ClassVar[str] = "person.people_separated.v1"
    person: PersonId
    other: PersonId


@topic
class PeopleKeptApart(Event, frozen=True, kw_only=True):
    """A named person found that two like records are two people: no longer suggested. Written on both streams."""

    TOPIC: ClassVar[str] = "person.people_kept_apart.v1"
    person: PersonId
    other: PersonId


class ErasurePrivate(Private, frozen=True, kw_only=True):
    """Why forgetting was asked for, in words."""

    reason: str = ""


@topic
class ErasureRequested(SealedEvent, frozen=True, kw_only=True):
    """Someone asked that a person be forgotten. A second person must approve."""

    TOPIC: ClassVar[str] = "erasure.requested.v1"
    person: PersonId
    request: RequestId
    basis: str
    private: ErasurePrivate | None = None


@topic
class ErasureApproved(Event, frozen=True, kw_only=True):
    """A second person approved the request."""

    TOPIC: ClassVar[str] = "erasure.approved.v1"
    person: PersonId
    request: RequestId


@topic
class SubjectForgotten(Event, frozen=True, kw_only=True):
    """The subject's key is to be destroyed now and after every restore."""

    TOPIC: ClassVar[str] = "erasure.subject_forgotten.v1"
    subject: str
    person: PersonId


PersonEvent: TypeAlias = (
    PersonClaimed
    | ClaimWithdrawn
    | MissingFromLedger
    | FactSettled
    | PeopleMerged
    | PeopleSeparated
    | PeopleKeptApart
    | ErasureRequested
    | ErasureApproved
    | SubjectForgotten
    | OutreachEvent
    | TieEvent
)
