"""What every event is: a frozen fact with a stable topic, and a sealed part when it speaks about a person."""

from typing import ClassVar, Self, TypeVar

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fact. Never edited: a new meaning is a new class with a new TOPIC."""

    TOPIC: ClassVar[str] = ""
    SCHEMA: ClassVar[int] = 1


class Private(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The attributes of one subject within an event: stored only as ciphertext under that subject's key."""


class SealedEvent(Event, frozen=True, kw_only=True):
    """An event with a part that one subject's key seals.

    `sealed_for` names the subject (a stream's name). A subclass declares `private: <its Private> | None = None`;
    it reads None once the subject has been forgotten.
    """

    sealed_for: str

    def unsealed(self) -> Self:
        """The same event without its sealed part, as it reads after an erasure."""
        return msgspec.structs.replace(self, private=None)


EVENT_TYPES: dict[str, type[Event]] = {}
"""Every topic that may be decoded. A stored topic outside this list is parked, never imported."""


E = TypeVar("E", bound=type[Event])


def topic(cls: E) -> E:
    """Register an event class under its TOPIC (class decorator)."""
    if not cls.TOPIC or cls.TOPIC in EVENT_TYPES:
        raise TypeError(f"{cls.__name__}: TOPIC is missing or taken: {cls.TOPIC!r}")
    EVENT_TYPES[cls.TOPIC] = cls
    return cls
