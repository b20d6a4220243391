"""Whose an HTTP request is: until there is sign-in, whoever sits at this machine, by the name they give."""

import ipaddress
from urllib.parse import unquote

from starlette.requests import Request

from api.context import Context
from api.http.errors import ClientError, Code
from api.ports import Office
from api.refusals import as_error
from domain.refusal import Refusal

HEADER = "yumiao-as"
LONGEST = 200


def context_for(office: Office, request: Request) -> Context:
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
    if said is None:
        return Context(office, office.default_viewer())
    try:
        return Context(office, office.parse_viewer(_text(said)))
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
