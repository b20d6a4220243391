"""An event ⇄ the bytes that the log stores: plain JSON, then the private part under its subject's own key.

    state = JSON of the event without `private` [ 0x00  nonce (12 bytes)  AES-256-GCM of the private part's JSON ]

JSON never holds a raw 0x00, so the first one ends the plain part. The event's id is authenticated with the
ciphertext, so a sealed part cannot be moved to another event. Reading never raises: an unknown topic and an
unreadable row answer None, a destroyed key answers the event with `private` None.
"""

from collections.abc import Iterable
from typing import Any, Protocol, cast

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.event import EVENT_TYPES, Event, SealedEvent
from infra.refusals import refusal

NONCE_BYTES = 12
SEAL = b"\x00"
SEALED_FOR = b'{"sealed_for":"'
"""How the plain part of every sealed event begins: `sealed_for` is the first field of SealedEvent."""


class Ciphers(Protocol):
    """The part of the key store that the codec needs."""

    def ensure(self, subjects: Iterable[str]) -> None:
        """Make the keys that are missing; destroyed ones stay so."""
        ...

    def cipher(self, subject: str) -> AESGCM | None:
        """What opens and seals for one subject; None when there is no key (any more)."""
        ...

    def refresh(self) -> None:
        """Take notice of keys that another process made or destroyed."""
        ...


class Codec:
    """Encodes and decodes events; one decoder per allowed topic, made when it is first needed."""

    def __init__(self, keys: Ciphers) -> None:
        self.keys = keys
        self._encoder = msgspec.json.Encoder()
        self._decoders: dict[str, msgspec.json.Decoder[Event]] = {}

    def plain(self, event: Event) -> bytes:
        """The part that everybody may read: the same event always gives the same bytes."""
        return self._encoder.encode(event.unsealed() if isinstance(event, SealedEvent) else event)

    def seal(self, event: Event, plain: bytes, event_id: str, nonce: bytes) -> bytes:
        """The bytes to store. `nonce` must never be used twice under one key.

        Raises: SUBJECT_FORGOTTEN.
        """
        private = getattr(event, "private", None) if isinstance(event, SealedEvent) else None
        if private is None:
            return plain
        cipher = self.keys.cipher(cast(SealedEvent, event).sealed_for)
        if cipher is None:
            raise refusal("SUBJECT_FORGOTTEN")
        return plain + SEAL + nonce + cipher.encrypt(nonce, self._encoder.encode(private), event_id.encode())

    def open(self, topic: str, state: bytes, event_id: str) -> Event | None:
        """The stored event, or None when it cannot be read."""
        decoder = self._decoders.get(topic)
        if decoder is None:
            event_type = EVENT_TYPES.get(topic)
            if event_type is None:
                return None
            decoder = self._decoders[topic] = cast(Any, msgspec.json.Decoder(event_type))
        cut = state.find(SEAL)
        try:
            if cut < 0:
                return decoder.decode(state)
            plain = state[:cut]
            cipher = self.keys.cipher(_subject(plain))
            if cipher is None:
                return decoder.decode(plain)
            box = cut + 1 + NONCE_BYTES
            private = cipher.decrypt(state[cut + 1 : box], state[box:], event_id.encode())
            return decoder.decode(plain[:-1] + b',"private":' + private + b"}")
        except (msgspec.MsgspecError, InvalidTag, ValueError, RecursionError):
            return None


def plain_part(state: bytes) -> bytes:
    """What of a stored state is readable without any key."""
    return state.partition(SEAL)[0]


def sealed_for(event: Event) -> str | None:
    """The subject whose key an event needs, or None when it has nothing to seal."""
    if isinstance(event, SealedEvent) and getattr(event, "private", None) is not None:
        return event.sealed_for
    return None


def _subject(plain: bytes) -> str:
    if plain.startswith(SEALED_FOR):
        name = plain[len(SEALED_FOR) : plain.index(b'"', len(SEALED_FOR))]
        if b"\\" not in name:
            return name.decode()
    return msgspec.json.decode(plain, type=_SealedFor).sealed_for


class _SealedFor(msgspec.Struct):
    sealed_for: str
