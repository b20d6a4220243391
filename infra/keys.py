"""One data key per subject: whoever destroys the key has forgotten what was sealed with it."""

import secrets
from collections.abc import Iterable, Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infra.key_tables import Store
from infra.keystore import KEY_BYTES, fingerprint

CIPHERS_KEPT = 8192
"""Ready ciphers held in memory, at about 2.4 kB each; beyond them one is made anew, which takes 1 µs."""


class SealingKeys:
    """The port Keys and the codec's Ciphers over one key store. Threads may share it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._held = _Held()
        self._destroyed: frozenset[str] = frozenset()
        self._last_id = 0
        self._seen = -1
        self.refresh()

    def ensure(self, subjects: Iterable[str]) -> None:
        """Make and store the keys that are missing, in one transaction. Destroyed ones stay so."""
        missing = [s for s in dict.fromkeys(subjects) if s not in self._held.wrapped]
        if not missing:
            return
        self.store.patiently(lambda: self._make(missing))
        self._load()

    def destroy(self, subject: str) -> None:
        """Forget a subject's key for good, here and after any restore.

        Raises: LOG_BUSY when another process kept the old bytes in use; the key is gone by then, destroy again.
        """
        self.store.patiently(lambda: self._drop(subject))
        self._load()
        self.store.patiently(self.store.scrub)

    def destroyed(self) -> frozenset[str]:
        """Fingerprints of the subjects whose key was destroyed; their names are not kept."""
        self.refresh()
        return self._destroyed

    def is_destroyed(self, subject: str) -> bool:
        """Whether this subject's key was destroyed."""
        return fingerprint(subject) in self.destroyed()

    def cipher(self, subject: str) -> AESGCM | None:
        """What opens and seals for one subject; None when it has no key (any more)."""
        held = self._held
        cipher = held.ciphers.get(subject)
        if cipher is None:
            if subject not in held.wrapped:
                self.refresh()
                held = self._held
            key = held.keys.get(subject)
            if key is None:
                box = held.wrapped.get(subject)
                if box is None:
                    return None
                # Kept where its box came from: a destruction meanwhile has put that whole store aside.
                key = held.keys[subject] = self.store.unwrap(box, subject)
            cipher = AESGCM(key)
            if len(held.ciphers) < CIPHERS_KEPT:
                held.ciphers[subject] = cipher
        return cipher

    def refresh(self) -> None:
        """Take notice of keys that another process made or destroyed. A few µs when there are none."""
        version = self.store.patiently(self._version)
        if version != self._seen:
            self._load()
            self._seen = version

    def _version(self) -> int:
        with self.store.reading() as tables:
            return tables.version()

    def _make(self, subjects: Sequence[str]) -> None:
        with self.store.writing() as tables:
            gone = tables.destroyed()
            tables.add_keys(
                [
                    (s, self.store.wrap(secrets.token_bytes(KEY_BYTES), s))
                    for s in subjects
                    if fingerprint(s) not in gone
                ]
            )

    def _drop(self, subject: str) -> None:
        with self.store.writing() as tables:
            tables.drop_keys([subject])
            tables.add_destroyed([fingerprint(subject)])

    def _load(self) -> None:
        self.store.patiently(self._read)

    def _read(self) -> None:
        with self.store.reading() as tables:
            destroyed = tables.destroyed()
            if destroyed != self._destroyed:  # which names they were is not kept, so all are read again
                self._destroyed, self._last_id, self._held = destroyed, 0, _Held()
            for number, subject, box in tables.keys_after(self._last_id):
                self._held.wrapped[subject] = box
                self._last_id = number


class _Held:
    """What memory holds of the keys until one of them is destroyed."""

    def __init__(self) -> None:
        self.wrapped: dict[str, bytes] = {}
        self.keys: dict[str, bytes] = {}
        self.ciphers: dict[str, AESGCM] = {}
