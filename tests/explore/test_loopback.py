"""The page answers to the names of this machine alone, and to no script of another page."""

import asyncio
import socket

import pytest

from sim.explore.loopback import Loopback, listening, ours
from sim.ground.errors import InputError

HOST = b"127.0.0.1:8050"


@pytest.mark.parametrize(("host", "origin", "answered"), [
    (HOST, None, True), (b"localhost:8050", None, True), (HOST, b"http://127.0.0.1:8050", True),
    (b"localhost:8050", b"http://localhost:8050", True),
    (b"rebound.example:8050", None, False), (b"127.0.0.1.example", None, False), (b"", None, False),
    (b"127.0.0.1@evil.example", None, False), (b"[::1", None, False), (b"192.168.0.2:8050", None, False),
    (HOST, b"http://evil.example", False), (HOST, b"null", False),
    (HOST, b"http://127.0.0.1:9999", False),
    (HOST, b"https://127.0.0.1:8050.evil.example", False),
])  # fmt: skip
def test_who_is_answered(host, origin, answered):
    headers = {b"host": host} | ({b"origin": origin} if origin is not None else {})
    assert ours(headers) is answered


def asked(kind, host):
    """What is sent where the application behind answers everything with 200."""
    sent = []

    async def inner(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    asyncio.run(Loopback(inner)({"type": kind, "headers": [(b"host", host)]}, None, send))
    return sent


def test_others_are_refused_before_the_page_hears_of_them():
    (answer,) = asked("http", HOST)
    assert answer["status"] == 200
    assert (b"content-security-policy", b"frame-ancestors 'none'") in answer["headers"]
    assert asked("http", b"evil.example")[0]["status"] == 403
    assert asked("websocket", b"evil.example")[0]["type"] == "websocket.close"


def test_it_listens_on_this_machine_alone_and_says_so_of_a_port_that_is_taken():
    with listening(0) as place, socket.socket() as other:
        name, port = place.getsockname()
        assert name == "127.0.0.1"
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(InputError, match=f"--port: {other.getsockname()[1]} cannot be had"):
            listening(other.getsockname()[1])
