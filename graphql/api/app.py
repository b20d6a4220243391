"""The HTTP application over one office: GraphQL, the explorer, and what an operator watches."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.websockets import WebSocket

from api.context import Context
from api.following_requests import FollowingRequests, tell_command
from api.http.body_limit import BodyLimit
from api.http.explore.page import explore_router
from api.http.limits import Limits
from api.http.router import SpecRouter
from api.http.subscribing import Subscribing
from api.local_identity import context_for, context_for_socket
from api.operations import samples
from api.pictures import picture_router
from api.ports import Office
from api.probes import Measuring, Meters, probe_router
from api.schema import LIMITS, make_schema


def make_app(office: Office, limits: Limits = LIMITS) -> FastAPI:
    """Every route; `/` leads to the explorer."""

    def context(request: Request) -> Context:
        return context_for(office, request)

    def socket_context(socket: WebSocket, payload: Mapping[str, Any]) -> Context:
        return context_for_socket(office, socket, payload)

    async def home() -> RedirectResponse:
        return RedirectResponse("/explore")

    meters = Meters(office)
    app = FastAPI(title="Yumiao 育苗", docs_url=None, redoc_url=None, openapi_url=None)
    schema = make_schema(limits)
    app.include_router(SpecRouter(schema, context_getter=context))
    app.router.add_websocket_route("/graphql", Subscribing(schema, socket_context).serve)
    app.include_router(explore_router(samples()))
    app.include_router(picture_router(office))
    app.include_router(probe_router(office, meters))
    app.add_api_route("/", home, methods=["GET"], include_in_schema=False)
    app.add_middleware(BodyLimit)
    app.add_middleware(Measuring, meters=meters)
    app.add_middleware(FollowingRequests)
    office.desk.watches += [meters.count, tell_command]
    return app
