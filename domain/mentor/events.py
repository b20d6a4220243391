"""What can happen to a mentor. What was decided of them is sealed with their own key."""

from datetime import date
from typing import ClassVar, TypeAlias

from domain.event import Event, Private, SealedEvent, topic
from domain.ids import CandidacyId, PersonId, TownshipCode, VillageCode
from domain.rule_set import MentorRole


class RegistrationPrivate(Private, frozen=True, kw_only=True):
    """What was decided. Neither township nor villages: the whole county. `capacity` None: the rules' own number."""

    roles: tuple[MentorRole, ...] = ()
    township: TownshipCode | None = None
    villages: tuple[VillageCode, ...] = ()
    capacity: int | None = None


@topic
class MentorRegistered(SealedEvent, frozen=True, kw_only=True):
    """A named person decided that somebody is a mentor: all of it, whatever was decided before."""

    TOPIC: ClassVar[str] = "mentor.registered.v1"
    person: PersonId
    private: RegistrationPrivate | None = None


class AbsencePrivate(Private, frozen=True, kw_only=True):
    """Both days inclusive. Without `until`: until further notice; without `away_from`: no absence after all."""

    away_from: date | None = None
    until: date | None = None


@topic
class MentorAbsenceSet(SealedEvent, frozen=True, kw_only=True):
    """From when to when a mentor is away; replaces what was said before."""

    TOPIC: ClassVar[str] = "mentor.absence_set.v1"
    person: PersonId
    private: AbsencePrivate | None = None


@topic
class ReserveTakenOn(Event, frozen=True, kw_only=True):
    """The mentor's own side of a pairing, so that two decisions at once about one mentor meet on one stream."""

    TOPIC: ClassVar[str] = "mentor.reserve_taken_on.v1"
    pairing: CandidacyId
    reserve: PersonId


@topic
class ReserveGivenUp(Event, frozen=True, kw_only=True):
    """The mentor's own side of a release."""

    TOPIC: ClassVar[str] = "mentor.reserve_given_up.v1"
    pairing: CandidacyId


MentorEvent: TypeAlias = MentorRegistered | MentorAbsenceSet | ReserveTakenOn | ReserveGivenUp
