"""A restore of older keys never brings an erased person back: what the log has forgotten is forgotten again."""

from collections.abc import Iterable

from domain.ids import PersonId, key_of
from services.ports import Identities, Keys


def forget_again(subjects: Iterable[str], keys: Keys, identities: Identities) -> tuple[str, ...]:
    """Destroy the keys and marks of forgotten subjects that have one again; answers whose."""
    again = tuple(subject for subject in subjects if not keys.is_destroyed(subject))
    for subject in again:
        keys.destroy(subject)
        if subject.startswith("person:"):
            identities.forget(PersonId(key_of(subject)))
    return again
