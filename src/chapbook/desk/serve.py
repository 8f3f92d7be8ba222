"""The desk on an address: this machine's own, for the one browser that is opened with it, or that of a ward."""

from __future__ import annotations

import asyncio
import datetime
import logging
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from time import sleep

import uvicorn

from chapbook.desk.app import app, ward
from chapbook.desk.behind import has_press
from chapbook.desk.gate import Gate, Launched
from chapbook.problems.problem import Unknown
from chapbook.workers.workers import Do, apart, directly

# How often the clock is looked at, in seconds; and how much longer than its screens the desk waits, so that one which
# leaves by itself is answered in words.
TICK, GRACE = 5.0, 10.0

# Browsers open a handful of connections each; somebody who opens many is shown the door (503). A ward has many nurses.
MOST_AT_ONCE, MOST_OF_A_WARD = 64, 512

# After how many milliseconds whoever stops reading is given up.
PATIENCE = 30_000


def serve(
    folder: Path,
    build: Path,
    port: int,
    idle: float,
    today: Callable[[], datetime.date],
    opened: Callable[[str], None],
) -> None:
    """Serve the desk until it is locked or interrupted, or nobody used it for `idle` seconds.

    `opened` is told the address, once somebody may ask for it.

    A port of 0 is a free one. No other machine can reach it.
    """
    with _worker() as do, _ear("127.0.0.1", port) as ear:
        port, token = ear.getsockname()[1], secrets.token_urlsafe(32)
        gate = app(folder, build, port=port, token=token, today=today, idle=idle, do=do)
        server = _server(gate, MOST_AT_ONCE)
        gate.locked = partial(setattr, server, "should_exit", True)
        threading.Thread(target=_watch, args=(gate, min(idle, TICK)), daemon=True).start()
        ear.listen()
        _run(server, ear, partial(opened, f"http://127.0.0.1:{port}/?token={token}"))


def serve_ward(
    folder: Path,
    build: Path,
    ear: tuple[str, int],
    door: tuple[str, str, str],
    idle: float,
    today: Callable[[], datetime.date],
    opened: Callable[[str], None],
) -> None:
    """Serve the desk of a ward on an address and a port of this machine until it is interrupted.

    The door is the desk's address in browsers, the address of the proxy, and its header, as `SignedIn` says. A screen
    clears itself after `idle` seconds.
    """
    address, proxy, named = door
    with _worker() as do, _ear(*ear) as socket:
        gate = ward(folder, build, address=address, proxy=proxy, named=named, today=today, idle=idle, do=do)
        server = _server(gate, MOST_OF_A_WARD)
        socket.listen()
        _run(server, socket, partial(opened, address))


def _run(server: uvicorn.Server, ear: socket.socket, opened: Callable[[], None]) -> None:
    """Serve until it ends. Ctrl-C may come at once after the address, and to a loop half made: a traceback."""

    async def told() -> None:
        opened()
        await server.serve(sockets=[ear])

    with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
        runner.run(told())


def _worker() -> AbstractContextManager[Do]:
    """Who sets a packet: beside the desk and not in it, begun before any thread; nobody where nothing sets pages."""
    return apart() if has_press() else nullcontext(directly)


@contextmanager
def _ear(address: str, port: int) -> Iterator[socket.socket]:
    with socket.socket() as ear:
        ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if patience := getattr(socket, "TCP_USER_TIMEOUT", None):
            ear.setsockopt(socket.IPPROTO_TCP, patience, PATIENCE)
        try:
            ear.bind((address, port))
        except OSError as fault:
            raise Unknown(f"nobody can listen on {address}, port {port}: {fault.strerror}; name another port") from None
        yield ear


def _server(gate: Gate, most: int) -> uvicorn.Server:
    config = uvicorn.Config(
        gate,
        # Neither addresses nor what went wrong in a server's words; the gate says where, without values.
        log_config=None,
        log_level=logging.CRITICAL,
        access_log=False,
        server_header=False,
        # Who asks is whoever is connected, and nobody whom a header names.
        proxy_headers=False,
        ws="none",
        http="h11",
        loop="asyncio",
        limit_concurrency=most,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
    )
    return uvicorn.Server(config)


def _watch(gate: Launched, tick: float) -> None:
    """Lock the desk on the clock: a browser that was closed asks for nothing any more."""
    while not gate.lock_if_idle(GRACE):
        sleep(tick)
