"""Which person an identity mark belongs to: keyed hashes only, in a table that can be erased.

Someone with a copy of the table and a list of all id numbers still learns nothing without the hashing secret,
which the master key wraps.
"""

import hmac
import json
import secrets
from collections.abc import Iterable, Mapping

from domain.ids import PersonId
from infra.keystore import KEY_BYTES, KeyStore

SECRET = "mark_secret"  # noqa: S105 - the secret's name, not the secret


class KeyedIdentities:
    """The port Identities over one key store. Threads and processes may share the file."""

    def __init__(self, store: KeyStore) -> None:
        self.store = store
        self._secret = self._kept_secret()

    def people_of(self, marks: Iterable[str]) -> dict[str, PersonId]:
        """The known people among these marks."""
        by_hash = {self._hash(mark): mark for mark in marks}
        with self.store.reading() as db:
            found = db.execute(
                "SELECT hash, person FROM mark WHERE hash IN (SELECT value FROM json_each(?))",
                (json.dumps(list(by_hash)),),
            ).fetchall()
        return {by_hash[hash_]: PersonId(person) for hash_, person in found}

    def reserve(self, wishes: Mapping[str, PersonId]) -> dict[str, PersonId]:
        """Bind each mark to its person unless it is bound already; answers whom each mark belongs to now."""
        with self.store.writing() as db:
            db.executemany(
                "INSERT OR IGNORE INTO mark VALUES (?, ?)",
                [(self._hash(mark), person) for mark, person in wishes.items()],
            )
            return self.people_of(wishes)

    def forget(self, person: PersonId) -> None:
        """Erase every mark of a person."""
        with self.store.writing() as db:
            db.execute("DELETE FROM mark WHERE person = ?", (person,))
        self.store.scrub()

    def keyed_hash(self, content: bytes) -> str:
        """A hash that nobody can guess the content from without this store's secret."""
        return hmac.digest(self._secret, content, "sha256").hex()

    def _hash(self, mark: str) -> str:
        return self.keyed_hash(mark.encode())

    def _kept_secret(self) -> bytes:
        with self.store.writing() as db:
            row = db.execute("SELECT value FROM meta WHERE name = ?", (SECRET,)).fetchone()
            if row is None:
                row = (self.store.wrap(secrets.token_bytes(KEY_BYTES), SECRET),)
                db.execute("INSERT INTO meta VALUES (?, ?)", (SECRET, row[0]))
        return self.store.unwrap(row[0], SECRET)
