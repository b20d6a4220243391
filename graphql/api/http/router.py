"""GraphQL over HTTP: one endpoint, by the specification's draft, where every answer has a body that explains it.

Written from the specification rather than on top of Strawberry's router, which answers 200 to everything, in plain
text to some mistakes and with 500 to a body like `null`. Subscriptions have a door of their own (subscribing.py).
"""

import hashlib
from collections.abc import Callable, Coroutine, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import orjson
from fastapi import APIRouter, Depends, HTTPException
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from strawberry.types.graphql import OperationType

from api.http.errors import (
    ClientError,
    Code,
    QuietSchema,
    Translate,
    masked,
    public_errors,
    response_body,
    told_as_it_is,
)
from api.http.request import GRAPHQL_RESPONSE, JSON, preferred_media_type, read_request

STATUS: Mapping[str, int] = MappingProxyType(
    {
        Code.UNAUTHENTICATED: 401,
        Code.FORBIDDEN: 403,
        Code.METHOD_NOT_ALLOWED: 405,
        Code.NOT_ACCEPTABLE: 406,
        Code.PAYLOAD_TOO_LARGE: 413,
        Code.UNSUPPORTED_MEDIA_TYPE: 415,
        Code.RATE_LIMITED: 429,
        Code.INTERNAL_SERVER_ERROR: 500,
        Code.TIMEOUT: 503,
    }
)
"""HTTP status of a request that was not executed, by the code of its first error; 400 for all others."""

_CODE_OF_STATUS = {status: code for code, status in STATUS.items()}
_HEADERS = {"vary": "Accept", "cache-control": "no-store", "x-content-type-options": "nosniff"}
_OTHER_METHODS = ("DELETE", "HEAD", "OPTIONS", "PATCH", "PUT", "TRACE")


def no_context() -> None:
    """The context of a schema that needs none."""
    return


class SpecRouter(APIRouter):
    """The endpoint as a FastAPI router: `app.include_router(SpecRouter(schema, context_getter=...))`.

    `context_getter` is a FastAPI dependency; what it returns is `info.context`. A ClientError that it raises is
    told to the client. `explorer` is only named, in the answer to a browser that opens the endpoint.
    """

    def __init__(
        self,
        schema: QuietSchema,
        *,
        path: str = "/graphql",
        context_getter: Callable[..., object] = no_context,
        explorer: str = "/explore",
        translate: Translate = told_as_it_is,
    ) -> None:
        super().__init__(route_class=CodedRoute, include_in_schema=False)

        async def answer(request: Request, context: object = Depends(context_getter)) -> Response:
            return await _answer(schema, request, context, explorer=explorer, translate=translate)

        self.add_api_route(path, answer, methods=["GET", "POST"], response_model=None)
        self.add_api_route(path, _refuse_method, methods=list(_OTHER_METHODS), response_model=None)


class CodedRoute(APIRoute):
    """A route where whatever goes wrong, in a dependency too, becomes a coded JSON body."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler inside one that knows what to say."""
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            media_type = preferred_media_type(request.headers.get("accept"))
            if media_type is None:
                return _refusal(_not_acceptable(), JSON)
            try:
                return await handle(request)
            except ClientError as error:
                return _refusal(error, media_type)
            except HTTPException as error:
                return _refusal(_from_http(error.status_code), media_type, error.status_code, error.headers)
            except RequestValidationError as error:
                return _refusal(_bad_headers(error), media_type)
            except Exception as error:  # noqa: BLE001 - the edge: logged with its place, told with its id
                return _refusal(masked(error), media_type)

        return told


async def _answer(
    schema: QuietSchema, request: Request, context: object, *, explorer: str, translate: Translate
) -> Response:
    incoming = await read_request(request, explorer)
    allowed = (
        {OperationType.QUERY} if request.method == "GET" else {OperationType.QUERY, OperationType.MUTATION}
    )
    result = await schema.execute(
        incoming.query,
        variable_values=incoming.variables,
        context_value=context,
        operation_name=incoming.operation_name,
        allowed_operation_types=allowed,
        operation_extensions=incoming.extensions,
    )
    document = hashlib.sha256(incoming.query.encode()).hexdigest()[:16]
    body = response_body(result, document=document, translate=translate)
    media_type = preferred_media_type(request.headers.get("accept")) or JSON
    return _respond(body, media_type, _status(body, media_type))


def _status(body: Mapping[str, Any], media_type: str) -> int:
    """Plain JSON answers 200 to every well-formed request, as its old clients expect; the GraphQL type does not."""
    if "data" in body:
        return 200
    status = STATUS.get(body["errors"][0]["extensions"]["code"], 400)
    return status if media_type == GRAPHQL_RESPONSE or status == STATUS[Code.METHOD_NOT_ALLOWED] else 200


def _respond(
    body: object, media_type: str, status: int, headers: Mapping[str, str] | None = None
) -> Response:
    try:
        content = orjson.dumps(body)
    except TypeError as error:  # a scalar let something through that JSON has no form for
        status = 500
        content = orjson.dumps({"errors": public_errors([masked(error)])})
    allow = {"allow": "GET, POST"} if status == STATUS[Code.METHOD_NOT_ALLOWED] else {}
    return Response(
        content,
        status_code=status,
        media_type=f"{media_type}; charset=utf-8",
        headers={**_HEADERS, **allow, **(headers or {})},
    )


def _refusal(
    error: ClientError, media_type: str, status: int | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer to a request that never became an operation: the status says so in both media types."""
    code = str((error.extensions or {}).get("code"))
    return _respond({"errors": public_errors([error])}, media_type, status or STATUS.get(code, 400), headers)


async def _refuse_method() -> Response:
    raise ClientError(
        Code.METHOD_NOT_ALLOWED,
        "Send queries and mutations with POST, or queries with GET.",
        "请用 POST 发送查询和变更，或用 GET 发送查询。",
    )


def _not_acceptable() -> ClientError:
    return ClientError(
        Code.NOT_ACCEPTABLE,
        f"Answers come as {GRAPHQL_RESPONSE} or {JSON}: name one of them in Accept.",
        f"只能以 {GRAPHQL_RESPONSE} 或 {JSON} 回答，请在 Accept 里写其中之一。",
    )


def _from_http(status: int) -> ClientError:
    code = _CODE_OF_STATUS.get(status, Code.BAD_REQUEST if status < 500 else Code.INTERNAL_SERVER_ERROR)
    return ClientError(code, f"The request was refused (HTTP {status}).", f"请求被拒绝（HTTP {status}）。")


def _bad_headers(error: RequestValidationError) -> ClientError:
    """What a parameter of the context getter did not like; `loc` holds our own names, the rest may hold values."""
    places: Sequence[str] = sorted({".".join(str(step) for step in item["loc"]) for item in error.errors()})
    named = ", ".join(places)
    return ClientError(
        Code.BAD_REQUEST,
        f"These parts of the request cannot be used: {named}.",
        f"请求的这些部分无法使用：{named}。",
    )
