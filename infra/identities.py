"""Which person an identity mark belongs to: keyed hashes only, in a table that can be erased.

Someone with a copy of the table and a list of all id numbers still learns nothing without the hashing secret,
which the master key wraps.
"""

import hmac
import secrets
from collections.abc import Iterable, Mapping

from domain.ids import PersonId
from infra.key_tables import Store
from infra.keystore import KEY_BYTES

SECRET = "mark_secret"  # noqa: S105 - the secret's name, not the secret


class KeyedIdentities:
    """The port Identities over one key store. Threads and processes may share the file."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._secret = self._kept_secret()

    def people_of(self, marks: Iterable[str]) -> dict[str, PersonId]:
        """The known people among these marks."""
        by_hash = {self._hash(mark): mark for mark in marks}
        found = self.store.patiently(lambda: self._known(by_hash))
        return {by_hash[hash_]: PersonId(person) for hash_, person in found.items()}

    def reserve(self, wishes: Mapping[str, PersonId]) -> dict[str, PersonId]:
        """Bind each mark to its person unless it is bound already; answers whom each mark belongs to now."""
        by_hash = {self._hash(mark): mark for mark in wishes}
        found = self.store.patiently(lambda: self._bound({h: wishes[mark] for h, mark in by_hash.items()}))
        return {by_hash[hash_]: PersonId(person) for hash_, person in found.items()}

    def forget(self, person: PersonId) -> None:
        """Erase every mark of a person."""
        self.store.patiently(lambda: self._drop(person))
        self.store.patiently(self.store.scrub)

    def keyed_hash(self, content: bytes) -> str:
        """A hash that nobody can guess the content from without this store's secret."""
        return hmac.digest(self._secret, content, "sha256").hex()

    def _known(self, hashes: Iterable[str]) -> dict[str, str]:
        with self.store.reading() as tables:
            return tables.people_of(hashes)

    def _bound(self, people: Mapping[str, PersonId]) -> dict[str, str]:
        with self.store.writing() as tables:
            tables.add_marks(people.items())
            return tables.people_of(people)

    def _drop(self, person: PersonId) -> None:
        with self.store.writing() as tables:
            tables.drop_marks([person])

    def _hash(self, mark: str) -> str:
        return self.keyed_hash(mark.encode())

    def _kept_secret(self) -> bytes:
        with self.store.writing() as tables:
            box = tables.kept(SECRET)
            if box is None:
                box = self.store.wrap(secrets.token_bytes(KEY_BYTES), SECRET)
                tables.keep(SECRET, box)
        return self.store.unwrap(box, SECRET)
