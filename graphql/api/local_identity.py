"""Whose a connection is: until there is sign-in, whoever sits at this machine, by the name they give."""

import ipaddress
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from starlette.requests import HTTPConnection

from api.context import Context
from api.http.errors import ClientError, Code
from api.ports import Office
from api.refusals import as_error
from domain.refusal import Refusal

HEADER = "yumiao-as"
LONGEST = 200


def context_for(office: Office, request: HTTPConnection) -> Context:
    """The request's context.

    The address that was asked for must be this machine's too: a web page elsewhere can let its own name point here.
    Raises: ClientError, with UNAUTHENTICATED for whoever comes from elsewhere.
    """
    client = request.client.host if request.client else ""
    if not (_is_loopback(client) and _is_loopback(request.url.hostname or "")):
        raise ClientError(
            Code.UNAUTHENTICATED,
            "There is no sign-in yet: ask from this machine itself, at 127.0.0.1 or localhost.",
            "本版本尚无登录：请在本机以 127.0.0.1 或 localhost 访问。",
        )
    said = request.headers.get(HEADER)
    return _context(office, _text(said) if said is not None else None)


def context_for_socket(office: Office, socket: HTTPConnection, payload: Mapping[str, Any]) -> Context:
    """A WebSocket's context: browsers cannot set headers there, so `connection_init` may say who asks.

    Browsers let any page open a WebSocket to this machine: a page of another origin is refused.
    Raises: ClientError.
    """
    context = context_for(office, socket)
    origin = socket.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != socket.headers.get("host"):
        raise ClientError(
            Code.UNAUTHENTICATED,
            "A page from another address may not subscribe here.",
            "其他来源的网页不能在此订阅。",
        )
    said = next((value for key, value in payload.items() if key.lower() == HEADER), None)
    return _context(office, said[:LONGEST]) if isinstance(said, str) else context


def _context(office: Office, said: str | None) -> Context:
    if said is None:
        return Context(office, office.default_viewer())
    try:
        return Context(office, office.parse_viewer(said))
    except Refusal as refusal:
        raise as_error(refusal) from refusal


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _text(header: str) -> str:
    """A header's bytes are UTF-8 here, whatever HTTP calls them, or percent-encoded; no longer than a name is."""
    try:
        text = header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        text = header
    return unquote(text)[:LONGEST]
