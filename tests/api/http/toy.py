"""A small schema with one of everything the edge must handle, and helpers that ask it."""

import asyncio
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, NewType

import httpx
import strawberry
from fastapi import FastAPI
from starlette.types import ASGIApp
from strawberry.schema.config import StrawberryConfig
from strawberry.types.scalar import ScalarDefinition

from api.http.body_limit import BodyLimit
from api.http.errors import ClientError, QuietSchema, bad_input, response_body
from api.http.explore.page import explore_router
from api.http.explore.sample import SampleOperation
from api.http.guard import Guarding
from api.http.limits import Limits
from api.http.router import SpecRouter

Json = dict[str, Any]

SECRET = "王小明 330106198001010019"
"""What must never leave the process, in an answer or in a log."""

RegionCode = NewType("RegionCode", str)


def read_region(value: object) -> str:
    if isinstance(value, str) and value.isdigit():
        return value
    raise bad_input(
        "region", "`region`: send a code of 2 to 12 digits.", "`region`：请填 2 到 12 位区划代码。"
    )


REGION = ScalarDefinition(
    name="RegionCode",
    description="A region code",
    specified_by_url=None,
    serialize=str,
    parse_value=read_region,
    parse_literal=None,
)
CONFIG = StrawberryConfig(scalar_map={RegionCode: REGION})


@strawberry.enum
class Counting(Enum):
    CLEARED = "CLEARED"
    ON_ROSTER = "ON_ROSTER"


@strawberry.type
class Village:
    code: str
    name: str

    @strawberry.field
    def neighbours(self) -> list["Village"]:
        return [Village(code=f"{self.code}{i}", name="邻村") for i in range(3)]

    @strawberry.field
    def twin(self) -> "Village":
        return self


@strawberry.type
class Trouble:
    code: str

    @strawberry.field
    def remark(self) -> str:
        raise ValueError(SECRET)


@strawberry.type
class VillageEdge:
    cursor: str
    node: Village


@strawberry.type
class VillageConnection:
    edges: list[VillageEdge]
    nodes: list[Village]
    asked: str


@strawberry.input(one_of=True)
class AsOf:
    valid_at: strawberry.Maybe[date]
    known_at: strawberry.Maybe[str]


@strawberry.input
class Plan:
    village: strawberry.ID
    wanted: int
    due_on: date
    counting: Counting = Counting.CLEARED
    notes: list[str] = strawberry.field(default_factory=list)
    by: strawberry.Maybe[str] = None


@strawberry.type(name="Query")
class Faultless:
    @strawberry.field
    def hello(self) -> str:
        return "你好"

    @strawberry.field
    def villages(
        self,
        first: int | None = None,
        last: int | None = None,
        after: str | None = None,
        region: RegionCode | None = None,
        counting: Counting = Counting.CLEARED,
        on_date: date | None = None,
        as_of: AsOf | None = None,
    ) -> VillageConnection | None:
        if after is not None and not after.startswith("c"):
            raise bad_input("after", "`after`: send an `endCursor`.", "`after`：请填 endCursor。")
        rows = [Village(code=f"{n:03}", name=f"村{n}") for n in range(first or last or 20)]
        edges = [VillageEdge(cursor=f"c{village.code}", node=village) for village in rows]
        asked = f"{region} {counting.value} {on_date} {as_of is not None}"
        return VillageConnection(edges=edges, nodes=rows, asked=asked)

    @strawberry.field
    def nodes(self, ids: list[strawberry.ID]) -> list[Village | None]:
        return [Village(code=str(i), name="村") if str(i).isdigit() else None for i in ids]


@strawberry.type
class Query(Faultless):
    @strawberry.field
    def booms(self) -> list[Trouble]:
        return [Trouble(code=str(n)) for n in range(30)]

    @strawberry.field
    def forbidden(self) -> str | None:
        raise ClientError("FORBIDDEN", "Ask the county.", "请联系县里。", role="township")

    @strawberry.field
    async def slow(self) -> str | None:
        await asyncio.sleep(30)
        return "late"

    @strawberry.field
    def nan(self) -> float | None:
        return float("nan")

    @strawberry.field
    def boom(self) -> str | None:
        raise ValueError(SECRET)


@strawberry.type
class Mutation:
    @strawberry.mutation
    def set_plan(self, plan: Plan) -> str:
        return f"{plan.village}: {plan.wanted}"


def toy_schema(limits: Limits | None = None, *, introspection: bool = True) -> QuietSchema:
    guarding = Guarding(limits or Limits(), introspection=introspection)
    return QuietSchema(Query, Mutation, extensions=[guarding], config=CONFIG)


SAMPLES = (
    SampleOperation("Hello", "query Hello { hello }"),
    SampleOperation(
        "Villages", "query Villages($first: Int) { villages(first: $first) { nodes { name } } }", {"first": 5}
    ),
)


def toy_app(schema: QuietSchema | None = None) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(SpecRouter(schema or toy_schema()))
    app.include_router(explore_router(SAMPLES))
    app.add_middleware(BodyLimit)
    return app


def sent(app: ASGIApp, method: str, url: str, *, root_path: str = "", **request: Any) -> httpx.Response:
    """One request to the application in this process."""

    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False, root_path=root_path)
        async with httpx.AsyncClient(transport=transport, base_url="http://toy") as client:
            return await client.request(method, url, **request)

    return asyncio.run(go())


def posted(
    query: str,
    variables: Mapping[str, Any] | None = None,
    *,
    app: FastAPI | None = None,
    accept: str = "application/json",
) -> httpx.Response:
    """The answer to a query sent the usual way."""
    body = {"query": query, "variables": dict(variables or {})}
    return sent(app or toy_app(), "POST", "/graphql", json=body, headers={"accept": accept})


def asked(
    query: str, variables: Mapping[str, Any] | None = None, *, schema: QuietSchema | None = None
) -> Json:
    """The body of the answer, without HTTP."""
    result = asyncio.run((schema or toy_schema()).execute(query, variable_values=dict(variables or {})))
    return response_body(result)


def the_error(body: Mapping[str, Any]) -> Json:
    """The only error of an answer."""
    (error,) = body["errors"]
    assert isinstance(error, dict)
    return error


def code_of(body: Mapping[str, Any]) -> str:
    """The code of the only error; every error has both its languages."""
    error = the_error(body)
    assert error["message"]
    assert any("\u4e00" <= sign <= "\u9fff" for sign in error["extensions"]["messageZh"])
    return str(error["extensions"]["code"])
