"""Finding things: by what people type, and by id."""

from typing import Annotated

import strawberry
from strawberry import argument, field

from api.context import Context, PointInTime
from api.http.errors import ClientError
from api.questions import asking
from api.questions.asking import Info, When, root
from api.questions.person_files import read_person
from api.questions.village_files import read_village
from api.refusals import as_error
from api.values.answers import Answer, Node, PersonRef, VillageRef, stamped
from api.values.grading import P0, P1
from domain.grades import Viewer
from domain.refusal import Refusal
from projections import search as read
from projections.world import World

MOST_NODES = 100
NOT_THERE = frozenset({"PERSON_UNKNOWN", "REGION_UNKNOWN", "REGION_OUTSIDE", "REGION_MALFORMED"})
"""A node that does not exist and one that is not for the reader both answer null."""


@strawberry.type(description="A person that a text means. 查到的人员")
class FoundPerson:
    """Enough to tell two of one name apart."""

    person: PersonRef = field(description="Who. 人员", metadata=P1)
    birth: str | None = field(description="As exactly as it is known. 出生年月", metadata=P1)
    villages: list[VillageRef] = field(description="Within the reader's region. 所属村", metadata=P1)
    by: str = field(description="What the text matched: name, id or id_number. 匹配依据", metadata=P1)


@strawberry.type(description="What a text means. 查找结果")
class SearchResult(Answer):
    """People by name, villages by code; the first of each."""

    people: list[FoundPerson] = field(description="By name, then id. 人员", metadata=P1)
    people_total: int = field(description="All of them. 人员总数", metadata=P1)
    villages: list[VillageRef] = field(description="By code. 村", metadata=P0)
    villages_total: int = field(description="All of them. 村总数", metadata=P0)


@strawberry.type
class FindingQuestions:
    """By text, by id."""

    @root("People and villages by name, pinyin, initials, code or id, within the reader's region. 查找")
    def search(
        self,
        info: Info,
        text: Annotated[str, argument(description="What people type. 姓名、拼音、首字母、村名、代码或编号")],
        first: Annotated[int | None, argument(description="Of each kind, 1 to 100. 每类条数")] = 20,
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> SearchResult | None:
        """Without pages: type more instead."""

        def ask(world: World, viewer: Viewer) -> read.Found:
            return read.search(world, viewer, text, first=20 if first is None else first)

        found = info.context.ask(ask, When(on_date, as_of, min_position).point())
        info.context.recorded(None, "search", info.context.viewer.region, found.sensitive_fields)
        return SearchResult(
            **stamped(found.stamp),
            people=[
                FoundPerson(
                    person=PersonRef.of(row.person),
                    birth=row.birth,
                    villages=[VillageRef.of(village) for village in row.villages],
                    by=row.by,
                )
                for row in found.people
            ],
            people_total=found.people_total,
            villages=[VillageRef.of(village) for village in found.villages],
            villages_total=found.villages_total,
        )

    @root("A person or a village by id; null where there is none for the reader. 按编号取对象")
    def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, argument(description="As an answer gave it. 编号")],
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> Node | None:
        """Sensitive fields are masked here: ask for the file within a case."""
        return find_node(info.context, id, When(on_date, as_of, min_position).point())

    @root("Several at once, in the order asked; null where there is none for the reader. 按多个编号取对象")
    def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], argument(description="At most 100. 编号，至多100个")],
        on_date: asking.OnDate = None,
        as_of: asking.AsOf = None,
        min_position: asking.MinPosition = None,
    ) -> list[Node | None] | None:
        """As many as were asked for."""
        if len(ids) > MOST_NODES:
            raise as_error(
                Refusal(
                    "TOO_MANY_IDS",
                    f"`ids`: send at most {MOST_NODES}.",
                    f"`ids`：至多 {MOST_NODES} 个。",
                    path=("ids",),
                )
            )
        point = When(on_date, as_of, min_position).point()
        return [find_node(info.context, one, point) for one in ids]


def find_node(context: Context, id: str, point: PointInTime) -> Node | None:
    """The thing of an id, its sensitive fields masked.

    Raises: ClientError for what is no id at all.
    """
    try:
        if id.startswith("vi_"):
            return read_village(context, id.removeprefix("vi_"), point)
        if id.startswith("pe_"):
            return read_person(context, id, point)
    except ClientError as error:
        if (error.extensions or {}).get("reason") in NOT_THERE:
            return None
        raise
    raise as_error(
        Refusal(
            "ID_MALFORMED",
            "`id`: send an id as an earlier answer gave it.",
            "`id`：请填先前答案给出的编号。",
            path=("id",),
        )
    )
