"""`yumiao serve`: the HTTP application over one data folder, on loopback."""

import ipaddress
import os
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from api.app import make_app
from domain.refusal import Refusal
from yumiao.cli.output import note
from yumiao.logs import log_as_json
from yumiao.office import Office

MOST_BYTES = 65_536
"""Of one WebSocket message."""


def serve_folder(data: Path, host: str, port: int, as_: str, workers: int = 1) -> None:
    """Serve until interrupted. One folder is served once; other commands work beside it.

    Each of several workers folds the log for itself, from the same settings.

    Raises: HOST_OPEN for an address that others can reach, FOLDER_SERVED.
    """
    if not _is_loopback(host):
        raise Refusal(
            "HOST_OPEN",
            f"{host} can be reached by others, and there is no sign-in yet. Use 127.0.0.1 and a tunnel of your own.",
            f"{host} 可被他人访问，而本版本尚无登录。请使用 127.0.0.1。",
            path=("host",),
        )
    with Office.open(data, as_) as office, office.folder.lease():
        log_as_json()
        note(
            f"GraphQL  http://{host}:{port}/graphql\n试用 explore  http://{host}:{port}/explore\n(Ctrl+C 停止 stops)"
        )
        os.environ["YUMIAO_DATA"] = str(data)  # each worker opens it for itself
        uvicorn.run(
            "yumiao.asgi:app" if workers > 1 else _folded(office),
            workers=workers,
            log_config=None,
            host=host,
            port=port,
            access_log=False,
            ws="websockets-sansio",
            ws_max_size=MOST_BYTES,
            timeout_graceful_shutdown=2,  # a subscription never ends by itself
        )


def _folded(office: Office) -> FastAPI:
    """The application, once the log is folded: the first request does not wait for it."""
    with office.live.now():
        return make_app(office)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
