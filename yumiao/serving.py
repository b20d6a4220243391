"""`yumiao serve`: the HTTP application over one data folder, on loopback."""

import ipaddress
from pathlib import Path

import uvicorn

from api.app import make_app
from domain.refusal import Refusal
from yumiao.cli.output import note
from yumiao.office import Office

MOST_BYTES = 65_536
"""Of one WebSocket message."""


def serve_folder(data: Path, host: str, port: int, as_: str) -> None:
    """Serve until interrupted. One folder is served once; other commands work beside it.

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
        with office.live.now():
            pass  # folded before the first request
        note(
            f"GraphQL  http://{host}:{port}/graphql\n试用 explore  http://{host}:{port}/explore\n(Ctrl+C 停止 stops)"
        )
        uvicorn.run(
            make_app(office),
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            ws="websockets-sansio",
            ws_max_size=MOST_BYTES,
            timeout_graceful_shutdown=2,  # a subscription never ends by itself
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
