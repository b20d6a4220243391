"""A tie carries ids and its kind; what was said of it in words is sealed for each of the two apart."""

from enum import StrEnum
from typing import ClassVar, TypeAlias

from domain.event import Private, SealedEvent, topic
from domain.ids import PersonId


class Kin(StrEnum):
    """What the other is to the person."""

    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    UNCLE_OR_AUNT = "uncle_or_aunt"
    NEPHEW_OR_NIECE = "nephew_or_niece"
    COUSIN = "cousin"
    IN_LAW = "in_law"
    OTHER = "other"


class KnownFrom(StrEnum):
    """Where it is known from."""

    DECLARED = "declared"
    ARCHIVE = "archive"
    HOUSEHOLD_REGISTER = "household_register"
    SURVEY = "survey"
    OTHER = "other"


class TiePrivate(Private, frozen=True, kw_only=True):
    """What was said of it, in words."""

    words: str = ""


@topic
class TieRecorded(SealedEvent, frozen=True, kw_only=True):
    """`other` is `kind` to `person`; the other's stream has it the other way round."""

    TOPIC: ClassVar[str] = "person.tie_recorded.v1"
    person: PersonId
    other: PersonId
    kind: Kin
    known_from: KnownFrom
    private: TiePrivate | None = None


@topic
class TieWithdrawn(SealedEvent, frozen=True, kw_only=True):
    """There is no tie after all, or it has ended. Written on both streams."""

    TOPIC: ClassVar[str] = "person.tie_withdrawn.v1"
    person: PersonId
    other: PersonId
    private: TiePrivate | None = None


TieEvent: TypeAlias = TieRecorded | TieWithdrawn

REVERSED = {
    Kin.PARENT: Kin.CHILD,
    Kin.CHILD: Kin.PARENT,
    Kin.GRANDPARENT: Kin.GRANDCHILD,
    Kin.GRANDCHILD: Kin.GRANDPARENT,
    Kin.UNCLE_OR_AUNT: Kin.NEPHEW_OR_NIECE,
    Kin.NEPHEW_OR_NIECE: Kin.UNCLE_OR_AUNT,
}
"""What the person is to the other; whatever is not here is the same from both sides."""
