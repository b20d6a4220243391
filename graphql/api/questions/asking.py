"""What all questions have in common: their arguments, the thread they run in, the world they look at."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import date, datetime
from functools import partial, wraps
from typing import Annotated, Any, NamedTuple, ParamSpec, TypeAlias, TypeVar

import strawberry
from anyio import to_thread
from strawberry import argument
from strawberry.types import Info as StrawberryInfo

from api.context import Context, PointInTime
from api.values import enums
from projections.answer import Counting

Info: TypeAlias = StrawberryInfo[Context, None]
Given = ParamSpec("Given")
Found = TypeVar("Found")

DEFAULT_PAGE = 50


@strawberry.input(one_of=True, description="A point of the log. 日志中的一个时点")
class KnownAtInput:
    """Exactly one of the fields."""

    position: strawberry.Maybe[str] = strawberry.field(
        description="The `position` of an earlier answer. 先前答案给出的 position"
    )
    instant: strawberry.Maybe[datetime] = strawberry.field(
        description="What was known at this instant. 该时刻已知的情况"
    )


@strawberry.input(one_of=True, description="Which past is asked for. 询问哪个时点的情况")
class AsOfInput:
    """Exactly one of the fields; more will come."""

    known_at: strawberry.Maybe[KnownAtInput] = strawberry.field(
        description="The world as it was known then. 当时所知的情况"
    )


Region = Annotated[
    str | None,
    argument(
        description="A region's code of 2, 4, 6, 9 or 12 digits; the reader's own region when absent. "
        "区划代码，不填为本人管辖范围"
    ),
]
CountingArg = Annotated[
    enums.Counting | None, argument(name="counting", description="Whom to count. 统计口径，默认 CLEARED")
]
First = Annotated[int | None, argument(description="Rows on a page, 1 to 100. 每页行数")]
After = Annotated[str | None, argument(description="The `endCursor` of the page before. 上一页的 endCursor")]
OnDate = Annotated[
    date | None, argument(description="The day the answer is for; today when absent. 统计日期，默认今天")
]
AsOf = Annotated[AsOfInput | None, argument(description="A past to look at; now when absent. 时点，默认现在")]
MinPosition = Annotated[
    str | None,
    argument(
        description="Look at least this far: the `position` that a mutation answered. 至少读到该 position（读己之写）"
    ),
]


class When(NamedTuple):
    """The three arguments that say which world is asked, as the resolver got them."""

    on_date: date | None
    as_of: AsOfInput | None
    min_position: str | None

    def point(self) -> PointInTime:
        """The same, for the context."""
        known = self.as_of.known_at.value if self.as_of and self.as_of.known_at else None
        return PointInTime(
            on_date=self.on_date,
            position=known.position.value if known and known.position else None,
            instant=known.instant.value if known and known.instant else None,
            min_position=self.min_position,
        )


def counted(counting: enums.Counting | None) -> Counting:
    """The domain's word; CLEARED when absent."""
    return Counting[counting.name] if counting else Counting.CLEARED


def page_of(first: int | None) -> int:
    """How many rows; DEFAULT_PAGE where null was sent."""
    return DEFAULT_PAGE if first is None else first


def root(description: str) -> Callable[[Callable[Given, Found]], Any]:
    """A root field whose resolver is a plain function run in a worker thread, so that no reader waits for another."""

    def made(resolver: Callable[Given, Found]) -> Any:
        return strawberry.field(in_a_thread(resolver), description=description)

    return made


def command(description: str) -> Callable[[Callable[Given, Found]], Any]:
    """The same for a mutation, which is never left half told: its answer comes late rather than not at all."""

    def made(resolver: Callable[Given, Found]) -> Any:
        return strawberry.mutation(to_the_end(resolver), description=description)

    return made


def subscription(description: str) -> Callable[[Callable[Given, Found]], Any]:
    """A root field of the subscription type; its resolver answers one thing after the other."""

    def made(resolver: Callable[Given, Found]) -> Any:
        return strawberry.subscription(resolver, description=description)

    return made


def in_a_thread(resolver: Callable[Given, Found]) -> Callable[Given, Coroutine[Any, Any, Found]]:
    """The resolver as a coroutine; when the clock runs out, the thread is left to itself."""

    @wraps(resolver)
    async def run(*args: Given.args, **kwargs: Given.kwargs) -> Found:
        return await to_thread.run_sync(partial(resolver, *args, **kwargs), abandon_on_cancel=True)

    return run


def to_the_end(resolver: Callable[Given, Found]) -> Callable[Given, Coroutine[Any, Any, Found]]:
    """The resolver as a coroutine that answers what was done even when the clock has run out meanwhile."""

    @wraps(resolver)
    async def run(*args: Given.args, **kwargs: Given.kwargs) -> Found:
        working = asyncio.ensure_future(to_thread.run_sync(partial(resolver, *args, **kwargs)))
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            return await working

    return run
