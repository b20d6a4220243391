"""The living world, and throw-away ones of the past. Nothing here is stored: the log is the only truth."""

import gc
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import RLock
from typing import Protocol

from domain.recorded import Recorded
from projections.graph import Graph, LastingGraph
from projections.lag import Lag, lag
from projections.world import World

PAGE = 5000
AsOf = tuple[int, date, date | None]
"""(position, on_date, valid_through)."""


class Log(Protocol):
    """What is needed of the event log."""

    def read_all(self, after: int = 0, limit: int = 5000, upto: int | None = None) -> list[Recorded]: ...

    def head(self) -> int: ...


def fold_up(log: Log, world: World, upto: int | None = None) -> World:
    """Bring a world up to a position (or to the log's head), page by page."""
    collecting = gc.isenabled()
    if world.position == 0:
        gc.disable()  # a fold makes no garbage but walks all it has made, again and again
    try:
        while page := log.read_all(world.position, PAGE, upto):
            world.apply(page)
    finally:
        if collecting:
            gc.enable()
    return world


class Live:
    """The present, caught up on demand; readers and the writer take turns under one lock."""

    def __init__(
        self,
        log: Log,
        today: Callable[[], date],
        new_graph: Callable[[], Graph],
        lasting: LastingGraph | None = None,
    ) -> None:
        """`new_graph` makes every graph, but that `lasting` takes over the present's once the log is folded."""
        self._log, self._today, self._new_graph = log, today, new_graph
        self._lock = RLock()
        self._lasting = lasting
        self._world = World(today(), new_graph())
        self._past: OrderedDict[AsOf, World] = OrderedDict()
        self._kept = 4

    @contextmanager
    def now(self, min_position: int = 0) -> Iterator[World]:
        """The present world, at least at `min_position`, for as long as the block runs. Do not keep it.

        Raises: LookupError for a position that the log does not have yet.
        """
        with self._lock:
            self._catch_up()
            if self._world.position < min_position:
                raise LookupError(f"the log has no position {min_position}")
            yield self._world

    @contextmanager
    def at(
        self, position: int | None = None, on_date: date | None = None, valid_through: date | None = None
    ) -> Iterator[World]:
        """The world at a position, asked for a day, with facts through a day; the present where nothing is given.

        Raises: LookupError for a position that the log does not have.
        """
        with self._lock:
            head = self._log.head()
            if position is not None and not 0 <= position <= head:
                raise LookupError(f"the log has no position {position}")
            if position in {None, head} and valid_through is None and on_date in {None, self._today()}:
                with self.now() as world:
                    yield world
                return
            at = head if position is None else position
            yield self._thrown_away((at, on_date or self._today(), valid_through))

    def lag(self) -> Lag:
        """How far the present world is behind the log, without catching up."""
        with self._lock:
            head, known = self._log.head(), self._world.fold.annals.events
            newest = self._log.read_all(head - 1, 1) if head > self._world.position else []
            behind = newest[0].recorded_at - known[-1].recorded_at if newest and known else timedelta()
            return lag(self._world, head, behind)

    def rebuild(self) -> World:
        """The present folded again from the first event, in a world of its own beside the living one."""
        return fold_up(self._log, World(self._today(), self._new_graph()))

    def copy(self, position: int | None = None, on_date: date | None = None) -> World:
        """A world of the caller's own, to suppose something in: nobody else sees it."""
        return fold_up(self._log, World(on_date or self._today(), self._new_graph()), position)

    def forget_past(self) -> None:
        """Drop every throw-away world: one may hold what an erasure has since taken."""
        with self._lock:
            self._past.clear()

    def _catch_up(self) -> None:
        before = len(self._world.fold.record.forgotten)
        if self._lasting is None:
            fold_up(self._log, self._world)
        else:
            self._follow(self._lasting)
        self._world.advance(self._today())
        if len(self._world.fold.record.forgotten) != before:
            self._past.clear()

    def _follow(self, lasting: LastingGraph) -> None:
        """Another process may have brought the graph somewhat further: stop there once, then batches go on from it."""
        if self._world.graph is lasting:
            if self._log.head() > self._world.position:
                fold_up(self._log, self._world, lasting.reached())
                fold_up(self._log, self._world)
        else:
            fold_up(self._log, self._world)
            lasting.take_over(self._world.graph)
            self._world.graph = lasting

    def _thrown_away(self, as_of: AsOf) -> World:
        self._catch_up()
        world = self._past.pop(as_of, None)
        if world is None:
            position, on_date, valid_through = as_of
            world = fold_up(self._log, World(on_date, self._new_graph(), valid_through), position)
        self._past[as_of] = world
        while len(self._past) > self._kept:
            self._past.popitem(last=False)
        return world
