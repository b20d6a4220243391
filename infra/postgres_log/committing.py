"""Group commit: while one thread's transaction is on its way to the disk, the others' commands gather for the next.

One thread leads: it takes all that has gathered into one transaction, wakes those whose commands were in it, and
hands the lead to the first that came since. A single writer waits for nobody.
"""

from collections.abc import Callable, Sequence
from threading import Event, Lock

from domain.refusal import Refusal
from infra.command import COMMAND_BYTES
from infra.postgres.words import server_refusal
from infra.postgres_log.append import Answer, Wish

OWN = {"TEXT_UNSTORABLE"}
"""Refusals that are one command's, whoever stands beside it."""
MOST = 64
"""Commands in one transaction: more gain nothing and make each wait longer."""


class _Place:
    """One thread's wish in the queue, and what came of it."""

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self.bytes = sum(map(len, wish.command.states))
        self.woken = Event()
        self.leads = False
        self.answer: Answer | None = None
        self.error: Exception | None = None

    @property
    def names(self) -> set[str]:
        """What no two commands of one transaction may share."""
        entry = self.wish.command.entry
        return {
            f"id {entry.command_id}",
            *([f"key {entry.idempotency_key}"] if entry.idempotency_key else ()),
        }


class Committer:
    """The queue of one log in one process."""

    def __init__(
        self, write: Callable[[Sequence[Wish]], list[Answer]], server: str, busy_seconds: float
    ) -> None:
        self._write, self._server, self._busy_seconds = write, server, busy_seconds
        self._queue: list[_Place] = []
        self._guard, self._led = Lock(), False

    def commit(self, wish: Wish) -> Answer:
        """Write it, alone or with others. Raises: what writing raises, SERVER_BUSY."""
        place = _Place(wish)
        with self._guard:
            self._queue.append(place)
            place.leads = not self._led
            self._led = True
        if not place.leads and not place.woken.wait(self._busy_seconds):
            self._leave(place)
            place.woken.wait()  # it is being written just now
        if place.leads:
            try:
                self._lead()
            finally:
                self._hand_over()
        if place.answer is None:
            raise place.error or RuntimeError("a command was neither written nor refused")
        return place.answer

    def _hand_over(self) -> None:
        with self._guard:
            self._led = bool(self._queue)
            if self._queue:
                self._queue[0].leads = True
                self._queue[0].woken.set()

    def _leave(self, place: _Place) -> None:
        with self._guard:
            if place in self._queue and not place.leads:
                self._queue.remove(place)
                raise server_refusal("SERVER_BUSY", self._server, seconds=f"{self._busy_seconds:g}")

    def _lead(self) -> None:
        places = self._gathered()
        try:
            answers = self._write([place.wish for place in places])
        except Refusal as refusal:
            if refusal.code in OWN:
                self._one_by_one(places, refusal)
            else:  # the server's: it holds for all of them
                for place in places:
                    place.error = refusal
        except Exception as error:  # noqa: BLE001 - handed to the thread whose command it was
            self._one_by_one(places, error)
        except BaseException:
            with self._guard:  # this thread was interrupted; the others' threads go on
                self._queue[:0] = places[1:]
            raise
        else:
            for place, answer in zip(places, answers, strict=True):
                place.answer = answer
        for place in places:
            place.woken.set()

    def _one_by_one(self, places: Sequence[_Place], error: Exception) -> None:
        """One command that cannot be stored must not take its neighbours with it."""
        if len(places) == 1:
            places[0].error = error
            return
        for place in places:
            try:
                (place.answer,) = self._write([place.wish])
            except Exception as own:  # noqa: BLE001 - handed to the thread whose command it was
                place.error = own

    def _gathered(self) -> list[_Place]:
        """The first in the queue, and those after it that go with it."""
        with self._guard:
            taken = [self._queue[0]]
            names, total = set(taken[0].names), taken[0].bytes
            for place in self._queue[1:MOST]:
                total += place.bytes
                if total > COMMAND_BYTES:
                    break
                if names.isdisjoint(place.names):
                    names |= place.names
                    taken.append(place)
            self._queue = [place for place in self._queue if place not in taken]
            return taken
