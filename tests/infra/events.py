"""Events that only these tests know, and short ways to make them."""

import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar

from domain.event import EVENT_TYPES, Event, Private, SealedEvent
from domain.recorded import Entry, NewEvent
from infra.clock import FrozenClock
from infra.keys import SealingKeys
from infra.keystore import KeyStore
from infra.sqlite_log import SQLiteEventLog
from services.ports import Clock

MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


class Noted(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "test.noted.v1"
    text: str
    count: int = 0
    on: date | None = None


class Description(Private, frozen=True, kw_only=True):
    name: str
    id_number: str = ""
    phone: str = ""
    born: date | None = None


class Described(SealedEvent, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "test.described.v1"
    ledger: str = "members"
    row: int = 0
    private: Description | None = None


class Forgotten(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "erasure.subject_forgotten.v1"
    subject: str


TYPES: tuple[type[Event], ...] = (Noted, Described, Forgotten)


def register() -> dict[str, type[Event]]:
    """Let the codec know the tests' topics; answers what stood in their place."""
    before = {cls.TOPIC: EVENT_TYPES[cls.TOPIC] for cls in TYPES if cls.TOPIC in EVENT_TYPES}
    EVENT_TYPES.update({cls.TOPIC: cls for cls in TYPES})
    return before


def unregister(before: Mapping[str, type[Event]]) -> None:
    for cls in TYPES:
        EVENT_TYPES.pop(cls.TOPIC, None)
    EVENT_TYPES.update(before)


def entry(**changed: Any) -> Entry:
    given: dict[str, Any] = {"command_id": f"cm_{secrets.token_hex(12)}", "entered_by": "clerk"} | changed
    return Entry(**given)


def noted(stream: str, text: str = "", **more: Any) -> NewEvent:
    return NewEvent(stream=stream, event=Noted(text=text), **more)


def described(stream: str, name: str, *, row: int = 0, **private: Any) -> NewEvent:
    event = Described(sealed_for=stream, row=row, private=Description(name=name, **private))
    return NewEvent(stream=stream, event=event, subjects=(stream,))


def open_keys(folder: Path, *, create: bool = True) -> SealingKeys:
    return SealingKeys(KeyStore(folder / "keys", create=create))


def open_log(folder: Path, *, clock: Clock | None = None, create: bool = True, **more: Any) -> SQLiteEventLog:
    keys = open_keys(folder)
    return SQLiteEventLog(
        folder / "log.sqlite", keys=keys, clock=clock or FrozenClock(MOMENT), create=create, **more
    )
