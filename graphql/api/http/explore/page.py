"""The explorer's page and its files.

The page's content security policy allows this origin only, so the browser itself keeps it from asking anyone else.
Tabs are not stored: variables hold names and id numbers, and those never rest outside the log.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import orjson
from fastapi import APIRouter, HTTPException, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from api.http.explore.sample import SampleOperation

STATIC = Path(__file__).parent / "static"
FILES: Mapping[str, str] = MappingProxyType(
    {
        "explore.css": "text/css",
        "explore.js": "text/javascript",
        "graphiql.min.css": "text/css",
        "graphiql.min.js": "text/javascript",
        "LICENSES.txt": "text/plain",
        "react-dom.production.min.js": "text/javascript",
        "react.production.min.js": "text/javascript",
    }
)

# 'unsafe-inline' for styles: CodeMirror lays out text with style attributes. The fonts lie inside the style sheet.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src data:; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_DEFAULT_QUERY = """# 在这里写查询，按 Ctrl+Enter 执行；左侧书本图标是接口文档。
# Write a query and press Ctrl+Enter. The book on the left lists all fields.
{ __typename }
"""


def explore_router(
    operations: Sequence[SampleOperation], *, path: str = "/explore", endpoint: str = "/graphql"
) -> APIRouter:
    """The page at `path`, tabs in the order given, asking `endpoint`; its files lie below `path`."""
    router = APIRouter(include_in_schema=False)

    async def page(request: Request) -> HTMLResponse:
        root = str(request.scope.get("root_path", "")).rstrip("/")
        return HTMLResponse(_html(operations, f"{root}{path}", f"{root}{endpoint}"), headers=_HEADERS)

    async def file(name: str) -> Response:
        if name not in FILES:
            raise HTTPException(404)
        headers = {"cache-control": "max-age=86400", "x-content-type-options": "nosniff"}
        return FileResponse(STATIC / name, media_type=FILES[name], headers=headers)

    router.add_api_route(path, page, methods=["GET"], response_model=None)
    router.add_api_route(f"{path}/static/{{name}}", file, methods=["GET"], response_model=None)
    return router


def _html(operations: Sequence[SampleOperation], path: str, endpoint: str) -> str:
    tabs = [{"text": item.text, "variables": dict(item.variables) or None} for item in operations]
    page = {"endpoint": endpoint, "operations": tabs, "defaultQuery": _DEFAULT_QUERY}
    static = f"{path}/static"
    return f"""<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>育苗 Yumiao · GraphQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{static}/graphiql.min.css">
<link rel="stylesheet" href="{static}/explore.css">
</head>
<body>
<div id="explore"><noscript>此页面需要 JavaScript。This page needs JavaScript.</noscript></div>
<script type="application/json" id="page">{_embedded(page)}</script>
<script src="{static}/react.production.min.js"></script>
<script src="{static}/react-dom.production.min.js"></script>
<script src="{static}/graphiql.min.js"></script>
<script src="{static}/explore.js"></script>
</body>
</html>
"""


def _embedded(value: object) -> str:
    """JSON that cannot end the script element it stands in."""
    return orjson.dumps(value).decode().replace("<", "\\u003c")
