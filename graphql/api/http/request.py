"""Reading a GraphQL request from HTTP. Whatever does not fit is refused in one sentence that says what to send."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request

from api.http.errors import ClientError, Code

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
PREFLIGHT_HEADERS = ("x-graphql-preflight", "apollo-require-preflight")
"""A page of another site cannot add any of these without asking first (CORS), so it cannot use a user's session."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One request as sent, its parts known to be of the right JSON types."""

    query: str
    variables: dict[str, Any] | None
    operation_name: str | None
    extensions: dict[str, Any] | None


def preferred_media_type(accept: str | None) -> str | None:
    """The media type to answer in, or None if the client takes neither.

    `*/*` and no header at all mean plain JSON: those are clients older than the GraphQL media type.
    """
    if not accept or not accept.strip():
        return JSON
    ranges = _ranges(accept)
    json = next((ranges[name] for name in (JSON, "application/*", "*/*") if name in ranges), 0.0)
    graphql = ranges.get(GRAPHQL_RESPONSE, 0.0)
    if graphql > 0 and (graphql > json or (graphql == json and JSON in ranges) or JSON not in ranges):
        return GRAPHQL_RESPONSE
    return JSON if json > 0 else None


def _ranges(accept: str) -> dict[str, float]:
    """Quality by media range; a quality that is no number counts as 0, other parameters are ignored."""
    ranges: dict[str, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if name:
            ranges[name] = max(quality, ranges.get(name, 0.0))
    return ranges


async def read_request(request: Request, explorer: str) -> Incoming:
    """The request in a GET's address or a POST's body.

    Raises: ClientError, whose code gives the status.
    """
    if request.method == "GET":
        return _from_fields(_from_address(request, explorer))
    _check_content_type(request)
    try:
        body = await request.body()
    except ClientDisconnect as gone:
        raise _bad("The body ended early. Send it again.", "请求体不完整，请重新发送。") from gone
    return _from_fields(_from_json(body, "The body", "请求体"))


def _bad(message: str, message_zh: str) -> ClientError:
    return ClientError(Code.BAD_REQUEST, message, message_zh)


def _from_address(request: Request, explorer: str) -> Mapping[str, Any]:
    if "query" not in request.query_params:
        at = f" People find the explorer at {explorer}." if explorer else ""
        at_zh = f"浏览器请打开 {explorer}。" if explorer else ""
        raise _bad(
            f'Send a POST with a JSON body like {{"query": "{{ __typename }}"}}.{at}',
            f'请用 POST 发送 JSON，例如 {{"query": "{{ __typename }}"}}。{at_zh}',
        )
    if not any(request.headers.get(name) for name in PREFLIGHT_HEADERS):
        raise _bad(
            "A GET must carry the header X-GraphQL-Preflight: 1, so that no other site can send it. Or use POST.",
            "GET 请求必须带请求头 X-GraphQL-Preflight: 1，以防其他网站冒用；也可以改用 POST。",
        )
    fields: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if text := fields.pop(name, None):
            fields[name] = _from_json(text.encode(), f"`{name}`", f"`{name}` ")
    return fields


def _check_content_type(request: Request) -> None:
    media, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charset = next((item[8:].strip('"') for item in parameters if item.startswith("charset=")), "utf-8")
    encoding = request.headers.get("content-encoding", "identity").lower()
    if media != JSON or charset not in {"utf-8", "utf8"} or encoding != "identity":
        raise ClientError(
            Code.UNSUPPORTED_MEDIA_TYPE,
            "Send the body as JSON in UTF-8, not compressed, with the header Content-Type: application/json.",
            "请用 UTF-8 编码的 JSON 发送，不要压缩，并带请求头 Content-Type: application/json。",
        )


def _from_json(text: bytes, what: str, what_zh: str) -> dict[str, Any]:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise _bad(
            f"{what} is not JSON (line {error.lineno}, column {error.colno}).",
            f"{what_zh}不是 JSON（第 {error.lineno} 行第 {error.colno} 列）。",
        ) from error
    if isinstance(value, list) and what == "The body":
        raise _bad(
            "Send one operation per request: a JSON object, not a list.",
            "一次请求只能有一个操作：请发 JSON 对象，不要发列表。",
        )
    if not isinstance(value, dict):
        raise _bad(f"{what} must be a JSON object.", f"{what_zh}必须是 JSON 对象。")
    return value


def _from_fields(fields: Mapping[str, Any]) -> Incoming:
    query, name = fields.get("query"), fields.get("operationName")
    variables, extensions = fields.get("variables"), fields.get("extensions")
    if not isinstance(query, str) or not query.strip():
        raise _bad("`query` must be the text of a GraphQL operation.", "`query` 必须是 GraphQL 操作的文本。")
    if not isinstance(name, str | None):
        raise _bad("`operationName` must be text or null.", "`operationName` 必须是文字或 null。")
    if not isinstance(variables, dict | None):
        raise _bad("`variables` must be a JSON object or null.", "`variables` 必须是 JSON 对象或 null。")
    if not isinstance(extensions, dict | None):
        raise _bad("`extensions` must be a JSON object or null.", "`extensions` 必须是 JSON 对象或 null。")
    return Incoming(query, variables, name or None, extensions)
