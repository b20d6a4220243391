"""What people may ask for about a person's record."""

import msgspec

from domain.ids import PersonId, RequestId
from domain.ledger import Facts, Source


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True):
    """Take a ledger's row about this person."""

    person: PersonId
    source: Source
    facts: Facts
    slot: str = ""
    held: tuple[str, ...] = ()
    held_fields: tuple[str, ...] = ()


class SettleFact(msgspec.Struct, frozen=True, kw_only=True):
    """Say which value is right, and why. An empty value takes the settlement back."""

    person: PersonId
    field: str
    value: str
    reason: str


class MergePeople(msgspec.Struct, frozen=True, kw_only=True):
    """Two records are one person."""

    person: PersonId
    other: PersonId


class SeparatePeople(msgspec.Struct, frozen=True, kw_only=True):
    """Take a merge back."""

    person: PersonId
    other: PersonId


class KeepPeopleApart(msgspec.Struct, frozen=True, kw_only=True):
    """Two like records are two people."""

    person: PersonId
    other: PersonId


class RequestErasure(msgspec.Struct, frozen=True, kw_only=True):
    """Ask that a person be forgotten, on a legal basis."""

    person: PersonId
    request: RequestId
    reason: str
    basis: str


class ApproveErasure(msgspec.Struct, frozen=True, kw_only=True):
    """Approve a request made by somebody else."""

    person: PersonId
    request: RequestId
    requested_by: str
    approved_by: str
