"""The page answers this machine alone: one address, its own name, and no other page's scripts."""

from __future__ import annotations

import socket
from typing import Any
from urllib.parse import urlsplit

from sim.ground.errors import InputError

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
"""What this machine calls itself in an address."""
REFUSED = b"This page answers to http://127.0.0.1 alone.\n"
HEADERS = [
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]


class Loopback:
    """An ASGI application that refuses requests by another name.

    A foreign page may reach this address under a name of its own (DNS rebinding), or open a web socket
    to it: `Host` tells the first, `Origin` the second.
    """

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass on what is ours."""
        if scope["type"] == "lifespan" or ours(dict(scope["headers"])):
            await self._inner(scope, receive, _guarded(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await send({"type": "http.response.start", "status": 403,
                        "headers": [(b"content-type", b"text/plain; charset=utf-8")]})  # fmt: skip
            await send({"type": "http.response.body", "body": REFUSED})


def ours(headers: dict[bytes, bytes]) -> bool:
    """Whether a request came by a name of this machine, and from no other page."""
    host = headers.get(b"host", b"").decode("latin-1")
    origin = headers.get(b"origin")
    if _name("//" + host) not in NAMES:
        return False
    return origin is None or urlsplit(origin.decode("latin-1")).netloc == host


def _name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _guarded(send: Any) -> Any:
    """Answers, with headers that keep the page out of frames of others."""

    async def sent(message: Any) -> None:
        if message["type"] == "http.response.start":
            message = message | {"headers": [*message.get("headers", []), *HEADERS]}
        await send(message)

    return sent


def listening(port: int) -> socket.socket:
    """A socket of this machine alone that listens; port 0 takes a free one. Raises `InputError`."""
    place = socket.socket()
    try:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind((HOST, port))
        place.listen()
    except OSError as error:
        place.close()
        raise InputError(f"--port: {port} cannot be had ({error.strerror}): give another") from None
    return place
