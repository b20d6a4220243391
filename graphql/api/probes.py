"""For whoever runs the server: does it live, is it ready, what does it do. No name and no value of a person."""

import logging
from time import perf_counter

from fastapi import APIRouter
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.ports import Health, Office
from services.desk import Appending

log = logging.getLogger("yumiao.probes")
MOST_LAG_SECONDS = 30.0
"""Further behind, answers are too old to be relied on."""


def unready(health: Health) -> list[str]:
    """Why requests should go elsewhere; empty when they need not."""
    reasons = list(health.trouble)
    if not health.keys_readable and not health.trouble:
        reasons.append("the key store cannot be read 密钥库无法读取")
    if health.lag_seconds > MOST_LAG_SECONDS:
        reasons.append(
            f"answers are {health.lag_events} events behind the log 答案落后日志 {health.lag_events} 条"
        )
    return reasons


class Meters:
    """What /metrics shows, in a registry of its own: two applications in one process do not meet."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "yumiao_graphql_requests", "GraphQL requests by status", ["status"], registry=self._registry
        )
        self.seconds = Histogram(
            "yumiao_graphql_seconds",
            "Seconds from the request to its answer",
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
            registry=self._registry,
        )
        self._appends = Histogram(
            "yumiao_append_seconds",
            "Seconds to append a command to the log, durably",
            buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5, 30),
            registry=self._registry,
        )
        self._commands = Counter(
            "yumiao_commands",
            "Attempts to append by what became of them: recorded, replayed, conflict, refused",
            ["became"],
            registry=self._registry,
        )
        self._gauges = {
            name: Gauge(f"yumiao_{name}", what, registry=self._registry)
            for name, what in (
                ("position", "The last event that answers know of"),
                ("log_head", "The last event in the log"),
                ("lag_events", "Events in the log that answers do not know of yet"),
                ("lag_seconds", "How long the oldest of them has waited"),
                ("parked_events", "Events that could not be read and wait for repair"),
                ("fold_progress", "Share of the log that answers know of; below 1 while they are built anew"),
                ("ready", "1 while /readyz says so"),
                ("keys_readable", "1 while the key store can be read"),
            )
        }

    def text(self) -> bytes:
        """In the format that Prometheus reads."""
        health = self._office.health()
        for name, value in (
            ("position", health.position),
            ("log_head", health.head),
            ("lag_events", health.lag_events),
            ("lag_seconds", health.lag_seconds),
            ("parked_events", health.parked_events),
            ("fold_progress", health.position / health.head if health.head else 1.0),
            ("ready", not unready(health)),
            ("keys_readable", health.keys_readable),
        ):
            self._gauges[name].set(float(value))
        return generate_latest(self._registry)

    def count(self, appending: Appending) -> None:
        """Take notice of an attempt to append."""
        self._commands.labels(appending.became).inc()
        self._appends.observe(appending.seconds)


def probe_router(office: Office, meters: Meters) -> APIRouter:
    """/livez, /readyz, /metrics. The first waits for nothing; the others run in a worker thread."""
    router = APIRouter(include_in_schema=False)
    told: list[str] = []

    @router.get("/livez")
    async def live() -> Response:
        return JSONResponse({"live": True})

    @router.get("/readyz")
    def ready() -> Response:
        health = office.health()
        reasons = unready(health)
        if reasons != told:
            told[:] = reasons
            log.warning("not ready" if reasons else "ready again", extra={"seen": {"reasons": reasons}})
        body = {
            "ready": not reasons,
            "reasons": reasons,
            "position": str(health.position),
            "lag": {"events": health.lag_events, "seconds": health.lag_seconds},
            "parkedEvents": health.parked_events,
            "keysReadable": health.keys_readable,
        }
        return JSONResponse(body, status_code=503 if reasons else 200)

    @router.get("/metrics")
    def metrics() -> Response:
        return Response(meters.text(), media_type=CONTENT_TYPE_LATEST)

    return router


class Measuring:
    """ASGI middleware: counts and times the requests of one path."""

    def __init__(self, app: ASGIApp, meters: Meters, path: str = "/graphql") -> None:
        self._app, self._meters, self._path = app, meters, path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http" or scope["path"] != self._path:
            await self._app(scope, receive, send)
            return
        status, since = "none", perf_counter()

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            self._meters.requests.labels(status).inc()
            self._meters.seconds.observe(perf_counter() - since)
