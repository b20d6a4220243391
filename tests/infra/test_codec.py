"""Sealing: one subject's key, one event's id, and reading that never raises."""

import secrets
from pathlib import Path

import msgspec
import pytest

from domain.event import Event, SealedEvent
from domain.refusal import Refusal
from infra.codec import Codec
from infra.keys import SealingKeys
from tests.infra.events import Described, Description, Noted, open_keys

EVENT_ID = "ab" * 16
WHOLE = Described(
    sealed_for="person:pe_1",
    row=31,
    private=Description(name="张三", id_number="990101199001010015", phone="19900000001"),
)


@pytest.fixture
def keys(tmp_path: Path) -> SealingKeys:
    keys = open_keys(tmp_path)
    keys.ensure(["person:pe_1", "person:pe_2"])
    return keys


@pytest.fixture
def codec(keys: SealingKeys) -> Codec:
    return Codec(keys)


def sealed(codec: Codec, event: Event, event_id: str = EVENT_ID) -> bytes:
    return codec.seal(event, codec.plain(event), event_id, secrets.token_bytes(12))


@pytest.mark.parametrize("event", [
    WHOLE, WHOLE.unsealed(), Described(sealed_for="person:pe_2", private=Description(name="")),
    Noted(text='\u0000 \\ "'),
    Described(sealed_for="person:pe_1", ledger='a"b\\c', private=Description(name="]},\u0000")),
])  # fmt: skip
def test_an_event_is_read_back_as_it_was(codec: Codec, event: Event) -> None:
    assert codec.open(event.TOPIC, sealed(codec, event), EVENT_ID) == event


def test_a_subject_whose_name_needs_escapes_is_found(codec: Codec, keys: SealingKeys) -> None:
    for name in ('odd:"quoted"', "odd:back\\slash", "村:汉字", "odd:\n"):
        keys.ensure([name])
        event = Described(sealed_for=name, private=Description(name="x"))
        assert codec.open(event.TOPIC, sealed(codec, event), EVENT_ID) == event


def test_nothing_private_is_in_the_plain_part(codec: Codec) -> None:
    state = sealed(codec, WHOLE)
    assert state.startswith(b'{"sealed_for":"person:pe_1","row":31}\x00')
    assert not any(secret in state for secret in ("张三".encode(), b"9901011990", b"1990000"))


def test_sealing_the_same_twice_gives_different_bytes(codec: Codec) -> None:
    assert sealed(codec, WHOLE) != sealed(codec, WHOLE)


def test_a_sealed_part_moved_to_another_event_or_subject_cannot_be_read(codec: Codec) -> None:
    state = sealed(codec, WHOLE)
    assert codec.open(WHOLE.TOPIC, state, "cd" * 16) is None
    assert codec.open(WHOLE.TOPIC, state.replace(b"pe_1", b"pe_2"), EVENT_ID) is None
    assert codec.open(WHOLE.TOPIC, state[:-1] + bytes([state[-1] ^ 1]), EVENT_ID) is None
    assert codec.open(WHOLE.TOPIC, state[:-40], EVENT_ID) is None


def test_after_the_key_is_gone_the_plain_part_is_read_and_the_rest_is_none(
    codec: Codec, keys: SealingKeys
) -> None:
    state = sealed(codec, WHOLE)
    keys.destroy("person:pe_1")
    assert codec.open(WHOLE.TOPIC, state, EVENT_ID) == WHOLE.unsealed()
    with pytest.raises(Refusal) as refused:
        sealed(codec, WHOLE)
    assert refused.value.code == "SUBJECT_FORGOTTEN"


def test_a_field_that_a_later_program_added_is_passed_over(codec: Codec) -> None:
    state = msgspec.json.encode({"text": "x", "of_next_year": [1, 2]})
    assert codec.open(Noted.TOPIC, state, EVENT_ID) == Noted(text="x")


def test_sealed_for_is_the_first_field_of_every_sealed_event() -> None:
    """The codec finds the subject there without decoding."""
    assert msgspec.structs.fields(SealedEvent)[0].name == "sealed_for"
    assert msgspec.structs.fields(Described)[0].name == "sealed_for"


def test_deeply_nested_bytes_do_not_raise(codec: Codec) -> None:
    assert codec.open(Noted.TOPIC, b'{"text":' + b"[" * 100_000, EVENT_ID) is None
