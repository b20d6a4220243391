"""The HTTP application over one office: GraphQL, the explorer, and what an operator watches."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse

from api.context import Context
from api.http.body_limit import BodyLimit
from api.http.explore import explore_router
from api.http.limits import Limits
from api.http.router import SpecRouter
from api.local_identity import context_for
from api.operations import samples
from api.pictures import picture_router
from api.ports import Office
from api.probes import Measuring, Meters, probe_router
from api.schema import LIMITS, make_schema


def make_app(office: Office, limits: Limits = LIMITS) -> FastAPI:
    """Every route; `/` leads to the explorer."""

    def context(request: Request) -> Context:
        return context_for(office, request)

    async def home() -> RedirectResponse:
        return RedirectResponse("/explore")

    meters = Meters(office)
    app = FastAPI(title="Yumiao 育苗", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(SpecRouter(make_schema(limits), context_getter=context))
    app.include_router(explore_router(samples()))
    app.include_router(picture_router(office))
    app.include_router(probe_router(office, meters))
    app.add_api_route("/", home, methods=["GET"], include_in_schema=False)
    app.add_middleware(BodyLimit)
    app.add_middleware(Measuring, meters=meters)
    return app
