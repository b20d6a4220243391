"""Bodies larger than a request of this API can be are refused at the door, before anything reads them."""

import orjson
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.errors import ClientError, Code


class BodyLimit:
    """ASGI middleware: 413 by the announced length, or as soon as more than `most_bytes` have come in.

    A body without an announced length is cut off as if the client had hung up, and whatever the application
    answers to that is replaced: this does not depend on how the application treats errors.
    """

    def __init__(self, app: ASGIApp, most_bytes: int = 100_000) -> None:
        self._app = app
        self._most = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _announced(scope) > self._most:
            await self._refuse(send)
        else:
            await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        seen, started, too_large = 0, False, False

        async def count() -> Message:
            nonlocal seen, too_large
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._most:
                too_large = True
                return {"type": "http.disconnect"}
            return message

        async def watch(message: Message) -> None:
            nonlocal started
            if not too_large or started:
                started = True
                await send(message)

        try:
            await self._app(scope, count, watch)
        except ClientDisconnect:
            if not too_large or started:
                raise
        if too_large and not started:
            await self._refuse(send)

    async def _refuse(self, send: Send) -> None:
        told = ClientError(
            Code.PAYLOAD_TOO_LARGE,
            f"The request body is larger than {self._most} bytes. Send it in smaller parts.",
            f"请求体超过 {self._most} 字节，请分几次发送。",
            limit=self._most,
        )
        body = orjson.dumps({"errors": [told.formatted]})
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _announced(scope: Scope) -> int:
    """The largest Content-Length, 0 if there is none or it is not a number (the server refuses that itself)."""
    values = [value for name, value in scope["headers"] if name == b"content-length"]
    return max((int(value) for value in values if value.isdigit()), default=0)
