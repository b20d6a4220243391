"""Subscriptions over one WebSocket: the protocol graphql-transport-ws, with the errors of the rest of this door.

Written from the protocol (github.com/enisdenjo/graphql-ws, PROTOCOL.md) rather than on Strawberry's handler, which
sends every exception's own message to the client. Queries and mutations have HTTP.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import aclosing, suppress
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.http.errors import ClientError, QuietSchema, masked, public_errors, response_body

PROTOCOL = "graphql-transport-ws"
MOST_SUBSCRIPTIONS = 10
"""On one connection."""
MOST_CONNECTIONS = 100
INIT_SECONDS = 10.0

ContextOf = Callable[[WebSocket, Mapping[str, Any]], object]
"""The context of a connection, from its `connection_init` payload. A ClientError refuses the connection."""


class Closing(Exception):  # noqa: N818 - how a connection ends, by the protocol's own codes
    """The client broke the protocol."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class Subscribing:
    """Serves connections of one schema: `add_websocket_route("/graphql", Subscribing(schema, ...).serve)`."""

    def __init__(self, schema: QuietSchema, context_of: ContextOf) -> None:
        self._schema, self._context_of = schema, context_of
        self._open = 0

    async def serve(self, socket: WebSocket) -> None:
        """One connection, from its handshake to its end."""
        if PROTOCOL not in socket.scope.get("subprotocols", ()):
            await socket.close(4406, f"Subprotocol {PROTOCOL} is spoken here")
            return
        if self._open >= MOST_CONNECTIONS:
            await socket.close(4429, "Too many connections")
            return
        await socket.accept(PROTOCOL)
        self._open += 1
        try:
            await _Connection(socket, self._schema, self._context_of).serve()
        finally:
            self._open -= 1


class _Connection:
    def __init__(self, socket: WebSocket, schema: QuietSchema, context_of: ContextOf) -> None:
        self._socket, self._schema, self._context_of = socket, schema, context_of
        self._context: object = None
        self._running: dict[str, asyncio.Task[None]] = {}

    async def serve(self) -> None:
        try:
            await self._begin()
            while True:
                await self._take(await self._next())
        except WebSocketDisconnect:
            pass
        except Closing as closing:
            with suppress(RuntimeError, WebSocketDisconnect):
                await self._socket.close(closing.code, closing.reason)
        finally:
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _next(self) -> dict[str, Any]:
        try:
            message = orjson.loads(await self._socket.receive_text())
        except (orjson.JSONDecodeError, KeyError) as error:  # KeyError: a binary frame
            raise Closing(4400, "A message is a JSON object in a text frame") from error
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            raise Closing(4400, "A message is a JSON object with a `type`")
        return message

    async def _begin(self) -> None:
        try:
            async with asyncio.timeout(INIT_SECONDS):
                message = await self._next()
        except TimeoutError as late:
            raise Closing(4408, "Connection initialisation timeout") from late
        if message["type"] != "connection_init":
            raise Closing(4401, "Unauthorized")
        payload = message.get("payload") or {}
        if not isinstance(payload, dict):
            raise Closing(4400, "The payload of connection_init is an object")
        try:
            self._context = self._context_of(self._socket, payload)
        except ClientError as error:
            raise Closing(4403, _short(error.message)) from error
        await self._send({"type": "connection_ack"})

    async def _take(self, message: Mapping[str, Any]) -> None:
        match message:
            case {"type": "ping"}:
                await self._send({"type": "pong"})
            case {"type": "pong"}:
                pass
            case {"type": "subscribe", "id": str() as id_, "payload": {"query": str()} as payload}:
                self._subscribe(id_, payload)
            case {"type": "complete", "id": str() as id_}:
                if task := self._running.pop(id_, None):
                    task.cancel()
            case {"type": "connection_init"}:
                raise Closing(4429, "Too many initialisation requests")
            case _:
                raise Closing(4400, f"This message cannot be understood: {_short(message['type'])}")

    def _subscribe(self, id_: str, payload: Mapping[str, Any]) -> None:
        if id_ in self._running:
            raise Closing(4409, f"Subscriber for {_short(id_)} already exists")
        if len(self._running) >= MOST_SUBSCRIPTIONS:
            raise Closing(4429, "Too many subscriptions on one connection")
        self._running[id_] = asyncio.create_task(self._run(id_, payload))

    async def _run(self, id_: str, payload: Mapping[str, Any]) -> None:
        """Every result of one subscription, then `complete`; `error` where it never began."""
        try:
            refused = await self._results(id_, payload)
        except (WebSocketDisconnect, RuntimeError):  # the socket went first
            return
        except GraphQLError as error:
            refused = public_errors([error])
        except Exception as error:  # noqa: BLE001 - the edge: logged with its place, told with its id
            refused = public_errors([masked(error)])
        self._running.pop(id_, None)
        with suppress(RuntimeError, WebSocketDisconnect):
            last = (
                {"id": id_, "type": "error", "payload": refused}
                if refused
                else {"id": id_, "type": "complete"}
            )
            await self._send(last)

    async def _results(self, id_: str, payload: Mapping[str, Any]) -> object:
        variables, name = payload.get("variables"), payload.get("operationName")
        results = await self._schema.subscribe(
            payload["query"],
            variable_values=variables if isinstance(variables, dict) else None,
            context_value=self._context,
            operation_name=name if isinstance(name, str) else None,
        )
        async with aclosing(results):
            async for result in results:
                body = response_body(result)
                if "data" not in body:
                    return body["errors"]
                await self._send({"id": id_, "type": "next", "payload": body})
        return None

    async def _send(self, message: object) -> None:
        await self._socket.send_text(orjson.dumps(message).decode())


def _short(text: str) -> str:
    """A close reason holds 123 bytes."""
    return text.encode()[:100].decode(errors="ignore")
