"""One line a request and one a command, by a correlation id. No name, no value, no free text of a client."""

import logging
import re
from secrets import token_hex
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.correlation import current
from services.desk import Appending

log = logging.getLogger("yumiao.requests")
HEADER = b"x-request-id"
GIVEN = re.compile(rb"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What is taken over from a client's header, a trace id or a UUID: anything else could be a name or an id number."""


class FollowingRequests:
    """ASGI middleware: gives every request an id, tells it in the answer and in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        name = _given(scope) or token_hex(8)
        before, since, status = current.set(name), perf_counter(), 0

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (HEADER, name.encode())]
            await send(message)

        try:
            await self._app(scope, receive, told)
        finally:
            seen = {
                "kind": scope["type"],
                "method": scope.get("method", ""),
                "route": getattr(
                    scope.get("route"), "path", "other"
                ),  # ours; the path itself is a client's text
                "status": status,
                "ms": round((perf_counter() - since) * 1000, 1),
            }
            log.info("request", extra={"seen": seen})
            current.reset(before)


def tell_command(appending: Appending) -> None:
    """One line for what became of a command: ids, positions and codes."""
    seen = {
        "command": appending.entry.command_id,
        "became": appending.became,
        "events": appending.events,
        "ms": round(appending.seconds * 1000, 1),
    }
    if appending.appended:
        seen |= {"first": appending.appended.first, "last": appending.appended.last}
    if appending.refusal:
        seen |= {"code": appending.refusal.code, "said": appending.refusal.message}
    log.log(logging.WARNING if appending.refusal else logging.INFO, "command", extra={"seen": seen})


def _given(scope: Scope) -> str:
    found = next((value for name, value in scope["headers"] if name == HEADER), b"")
    return found.decode() if GIVEN.fullmatch(found) else ""
