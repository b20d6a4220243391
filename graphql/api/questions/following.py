"""The one subscription: what happens in a region, as it happens."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated

import strawberry
from anyio import to_thread
from strawberry import argument, field

from api.context import NOW, Context, PointInTime
from api.questions import asking
from api.questions.asking import Info, subscription
from api.questions.histories import HistoryLine
from api.values.answers import Region
from api.values.grading import P0, P1
from domain.grades import Viewer
from projections import following as read
from projections.world import World

POLL_SECONDS = 0.2

After = Annotated[
    str | None,
    argument(
        description="Tell what came behind this `position`, then go on; only what is new when absent. "
        "从该 position 之后开始，不填则只接收新记录"
    ),
]


@strawberry.type(description="An event of a region. 区域内的一条记录")
class RegionEvent:
    """In words, as histories tell it."""

    position: str = field(description="Send it as `after` to go on behind it. 日志位置", metadata=P0)
    region: Region = field(description="The place that it belongs to. 所属区划", metadata=P0)
    stream: str = field(description="Kind and id of what it is about. 对象", metadata=P0)
    line: HistoryLine = field(description="What happened. 记录", metadata=P1)

    @classmethod
    def of(cls, found: read.RegionLine) -> "RegionEvent":
        """The same, for clients."""
        return cls(
            position=str(found.line.position),
            region=Region.of(found.region),
            stream=found.stream,
            line=HistoryLine.of(found.line),
        )


@strawberry.type(description="What is told as it happens, over graphql-transport-ws. 订阅")
class Subscription:
    """Asked of the log a few times a second: nothing is missed and nothing told twice, across reconnections too."""

    @subscription("What happens in a region. 区域内新发生的事项")
    async def events(
        self, info: Info, region: asking.Region = None, after: After = None
    ) -> AsyncIterator[RegionEvent]:
        """Raises: ClientError for a region or a position that cannot be followed."""
        context = info.context
        seen, found = await _look(context, region, PointInTime(min_position=after), after)
        while True:
            for line in found:
                yield RegionEvent.of(line)
            if not found:
                await asyncio.sleep(POLL_SECONDS)
            if context.office.desk.log.head() > seen:
                seen, found = await _look(context, region, NOW, str(seen))
            else:
                found = ()


async def _look(
    context: Context, region: str | None, point: PointInTime, after: str | None
) -> tuple[int, tuple[read.RegionLine, ...]]:
    def ask(world: World, viewer: Viewer) -> read.Followed:
        start = world.position if after is None else int(after)
        return read.followed(world, viewer, region=region, after=start)

    found = await to_thread.run_sync(partial(context.ask, ask, point))
    return found.position, found.lines
