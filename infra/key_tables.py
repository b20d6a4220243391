"""What is asked of a store of keys and marks, whatever engine it stands on."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

T = TypeVar("T")


class KeyTables(Protocol):
    """The tables, inside one transaction or between two."""

    def version(self) -> int:
        """Another number once another process has written."""
        ...

    def kept(self, name: str) -> bytes | None:
        """A value of the store itself: `master_check`, `mark_secret`."""
        ...

    def keep(self, name: str, value: bytes) -> None: ...

    def destroyed(self) -> frozenset[str]:
        """The fingerprints of all destroyed subjects."""
        ...

    def add_destroyed(self, fingerprints: Iterable[str]) -> None: ...

    def keys_after(self, number: int) -> Iterable[tuple[int, str, bytes]]:
        """(number, subject, wrapped key) in the order of their numbers."""
        ...

    def add_keys(self, boxes: Iterable[tuple[str, bytes]]) -> None:
        """Wrapped keys by subject; a subject that has one keeps it."""
        ...

    def drop_keys(self, subjects: Iterable[str]) -> None: ...

    def people_of(self, hashes: Iterable[str]) -> dict[str, str]: ...

    def add_marks(self, marks: Iterable[tuple[str, str]]) -> None:
        """(hash, person); a mark that belongs to somebody stays theirs."""
        ...

    def marks(self) -> Iterable[tuple[str, str]]: ...

    def drop_marks(self, people: Iterable[str]) -> None: ...


class Store(Protocol):
    """An open store with its master key. Threads may share it."""

    @property
    def master(self) -> bytes: ...

    @property
    def master_from_settings(self) -> bool: ...

    @property
    def place(self) -> str:
        """Where it is, for a sentence."""
        ...

    def reading(self) -> AbstractContextManager[KeyTables]:
        """The tables, each question for itself."""
        ...

    def writing(self) -> AbstractContextManager[KeyTables]:
        """One transaction, and no other writer beside it."""
        ...

    def patiently(self, work: Callable[[], T]) -> T:
        """Do it, again when the store was lost on the way: for work that may be done twice."""
        ...

    def wrap(self, secret: bytes, name: str) -> bytes:
        """A secret under the master key, bound to its name."""
        ...

    def unwrap(self, box: bytes, name: str) -> bytes:
        """The secret again. Raises: KEYS_WRONG."""
        ...

    def scrub(self) -> None:
        """Leave as little of what was deleted as the engine can."""
        ...

    def close(self) -> None: ...


def all_keys(tables: KeyTables) -> Iterator[tuple[str, bytes]]:
    """(subject, wrapped key) of everybody."""
    return ((subject, box) for _, subject, box in tables.keys_after(0))
