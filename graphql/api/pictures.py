"""A township's picture over HTTP: `/townships/CODE.svg`, for whoever may read the township, and never kept."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.context import PointInTime
from api.http.errors import ClientError, bad_input, masked
from api.http.router import STATUS
from api.local_identity import context_for
from api.ports import Office
from domain.grades import Viewer
from projections.answer import Counting
from projections.world import World
from services.drawing.picture import picture_of
from services.drawing.township import draw_township

PATH = "/townships/{code}.svg"
NOT_FOUND = frozenset({"REGION_UNKNOWN", "TOWNSHIP_WANTED"})
HEADERS: Mapping[str, str] = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "sandbox",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "vary": "Yumiao-As",
    "x-content-type-options": "nosniff",
}
"""Names of people: nothing keeps the picture, and nothing in it runs, loads or is framed."""


def picture_router(office: Office) -> APIRouter:
    """One picture a township; `onDate` and `counting` (ON_ROSTER unless CLEARED is said) as in the questions."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    def picture(request: Request, code: str) -> Response:
        try:
            return _answer(office, request, code)
        except ClientError as error:
            return _told(error)
        except Exception as error:  # noqa: BLE001 - the edge: logged with its place, told with its id
            return _told(masked(error))

    return router


def _answer(office: Office, request: Request, code: str) -> Response:
    """Raises: ClientError."""
    context = context_for(office, request)
    counting = _counting(request.query_params.get("counting"))
    day = _day(request.query_params.get("onDate"))

    def draw(world: World, viewer: Viewer) -> str:
        return draw_township(picture_of(world, viewer, code, counting))

    svg = context.ask(draw, PointInTime(on_date=day))
    return Response(svg, media_type="image/svg+xml", headers=dict(HEADERS))


def _counting(text: str | None) -> Counting:
    if text is None:
        return Counting.ON_ROSTER
    try:
        return Counting(text)
    except ValueError as error:
        raise bad_input(
            "counting",
            f"`counting`: {' or '.join(Counting)}.",
            f"`counting`：请填 {'、'.join(Counting)} 之一。",
        ) from error


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise bad_input(
            "onDate",
            "`onDate`: a day such as 2026-06-30.",
            "`onDate`：请写日期，例如 2026-06-30。",
        ) from error


def _told(error: ClientError) -> Response:
    """The refusal in words, Chinese first; a region that is not there is a page that is not there."""
    said = error.extensions or {}
    status = 404 if said.get("reason") in NOT_FOUND else STATUS.get(str(said.get("code")), 400)
    lines = [str(said.get("messageZh", "")), error.message, *map(str, said.get("choices", ()))]
    return Response("\n".join(lines) + "\n", status, dict(HEADERS), "text/plain; charset=utf-8")
