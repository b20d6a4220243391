"""What every answer says of itself, and how it refers to places, people and rows of ledgers."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, Protocol, TypedDict, TypeVar

import strawberry
from strawberry import field

from api.values.enums import LedgerKind
from api.values.grading import P0, P1
from projections import answer

Row = TypeVar("Row")
Seen_co = TypeVar("Seen_co", covariant=True)


@strawberry.interface(description="As of when an answer is. 答案所依据的时点")
class Answer:
    """An answer is a function of `position` and `onDate`."""

    on_date: date = field(description="The day the answer is given for. 统计日期", metadata=P0)
    position: str = field(
        description="How far into the log the answer looks; opaque, larger is later. 日志位置（不解析）",
        metadata=P0,
    )
    erased_subjects: int = field(
        description="People of the region who were forgotten by law and are in no count. 已依法清除的人数",
        metadata=P0,
    )
    parked_events: int = field(
        description="Events that could not be read and wait for repair. 无法读取、待修复的事件数", metadata=P0
    )


class Stamped(TypedDict):
    """The fields of `Answer`: `SomeAnswer(**stamped(page.stamp), …)`."""

    on_date: date
    position: str
    erased_subjects: int
    parked_events: int


def stamped(stamp: answer.Stamp) -> Stamped:
    """A read model's stamp as the fields of an answer."""
    return Stamped(
        on_date=stamp.on_date,
        position=str(stamp.position),
        erased_subjects=stamp.erased_subjects,
        parked_events=stamp.parked_events,
    )


@strawberry.interface(description="A thing with an id of its own. 有独立编号的对象")
class Node:
    """What `node` finds again."""

    id: strawberry.ID = field(description="Opaque and stable. 编号（不解析、不变）", metadata=P0)


@strawberry.type(description="A region of 2 to 9 digits. 区划")
class Region:
    """County, township; a province or a city has no name here."""

    code: str = field(description="2, 4, 6 or 9 digits. 区划代码", metadata=P0)
    name: str = field(description="As the register has it; empty where it has none. 名称", metadata=P0)

    @classmethod
    def of(cls, ref: answer.RegionRef) -> "Region":
        """The same, for clients."""
        return cls(code=ref.code, name=ref.name)


@strawberry.type(description="A village or community. 村（社区）")
class VillageRef:
    """A reference only; its file is `villageFile(code:)`."""

    code: str = field(description="12 digits. 村代码", metadata=P0)
    name: str = field(description="As the register has it; empty where it has none. 村名", metadata=P0)
    township: Region = field(description="Where it lies. 所属乡镇", metadata=P0)

    @classmethod
    def of(cls, ref: answer.VillageRef) -> "VillageRef":
        """The same, for clients."""
        return cls(code=ref.code, name=ref.name, township=Region.of(ref.township))


@strawberry.type(description="A person. 人员")
class PersonRef:
    """A reference only; the file is `personFile(id:)`."""

    id: strawberry.ID = field(description="Opaque and stable. 人员编号", metadata=P0)
    name: str | None = field(
        description="Null where unknown, disputed or not for the reader. 姓名（未知、有争议或无权查看时为空）",
        metadata=P1,
    )

    @classmethod
    def of(cls, ref: answer.PersonRef) -> "PersonRef":
        """The same, for clients."""
        return cls(id=strawberry.ID(ref.id), name=ref.name)


@strawberry.type(description="The row of a ledger that said something. 出处")
class Origin:
    """Where a person finds it again."""

    import_id: strawberry.ID = field(description="The import. 导入批次", metadata=P0)
    kind: LedgerKind = field(description="Which ledger. 台账种类", metadata=P0)
    file: str = field(description="The file's name. 文件名", metadata=P1)
    sheet: str = field(description="The sheet's name. 工作表", metadata=P1)
    row: int = field(description="The row as Excel numbers it. 行号", metadata=P0)
    dated: date | None = field(description="The day the ledger gives for itself. 台账日期", metadata=P0)
    position: str = field(description="The event that recorded it. 日志位置", metadata=P0)

    @classmethod
    def of(cls, origin: answer.Origin) -> "Origin":
        """The same, for clients."""
        return cls(
            import_id=strawberry.ID(origin.import_id),
            kind=LedgerKind[origin.kind.name],
            file=origin.file,
            sheet=origin.sheet,
            row=origin.row,
            dated=origin.dated,
            position=str(origin.position),
        )


@strawberry.type(description="Where a page stands. 分页")
class PageInfo:
    """As Relay has it; pages go forward only."""

    has_next_page: bool = field(description="Whether more rows follow. 是否还有下一页", metadata=P0)
    has_previous_page: bool = field(description="Whether rows went before. 是否有上一页", metadata=P0)
    start_cursor: str | None = field(description="Cursor of the first row. 首行游标", metadata=P0)
    end_cursor: str | None = field(description="Send it as `after` for the next page. 末行游标", metadata=P0)


@strawberry.type(description="A row with its cursor. 行与游标")
class Edge(Generic[Row]):
    """As Relay has it."""

    cursor: str = field(description="Send it as `after` to go on behind this row. 游标", metadata=P0)
    node: Row = field(description="The row. 行", metadata=P0)


class PageFound(Protocol[Seen_co]):
    """A page as a read model answers it."""

    @property
    def nodes(self) -> Sequence[Seen_co]:
        """The rows of this page."""

    @property
    def cursors(self) -> Sequence[str]:
        """One a row."""

    @property
    def has_next(self) -> bool:
        """Whether more rows follow."""

    @property
    def total(self) -> int:
        """All rows, on every page."""


class Connected(TypedDict, Generic[Row]):
    """What every connection has: `SomeConnection(**connected(page, Row.of, after), …)`."""

    nodes: list[Row]
    edges: list[Edge[Row]]
    page_info: PageInfo
    total_count: int


def connected(
    page: PageFound[Seen_co], row_of: Callable[[Seen_co], Row], after: str | None
) -> Connected[Row]:
    """A read model's page as the fields of a connection; `after` is the cursor that it was asked for with."""
    rows = [row_of(row) for row in page.nodes]
    return Connected(
        nodes=rows,
        edges=[Edge(cursor=cursor, node=row) for cursor, row in zip(page.cursors, rows, strict=True)],
        page_info=PageInfo(
            has_next_page=page.has_next,
            has_previous_page=after is not None,
            start_cursor=page.cursors[0] if page.cursors else None,
            end_cursor=page.cursors[-1] if page.cursors else None,
        ),
        total_count=page.total,
    )
