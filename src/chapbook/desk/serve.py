"""The desk on this machine's own address, for the one browser that is opened with it."""

from __future__ import annotations

import datetime
import logging
import secrets
import socket
import threading
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from time import sleep

import uvicorn

from chapbook.desk.app import app
from chapbook.desk.gate import Gate
from chapbook.desk.library import has_press
from chapbook.workers.workers import apart, directly

# How often the clock is looked at, in seconds; and how much longer than its screens the desk waits, so that one which
# leaves by itself is answered in words.
TICK, GRACE = 5.0, 10.0

# Browsers open a handful of connections each; somebody who opens many is shown the door (503).
MOST_AT_ONCE = 64


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
    # Begun before any thread: a packet is set beside the desk, not in it.
    with apart() if has_press() else nullcontext(directly) as do, socket.socket() as ear:
        ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        ear.bind(("127.0.0.1", port))
        port, token = ear.getsockname()[1], secrets.token_urlsafe(32)
        gate = app(folder, build, port=port, token=token, today=today, idle=idle, do=do)
        config = uvicorn.Config(
            gate,
            # Neither addresses nor what went wrong in a server's words; the gate says where, without values.
            log_config=None,
            log_level=logging.CRITICAL,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            http="h11",
            loop="asyncio",
            limit_concurrency=MOST_AT_ONCE,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=5,
        )
        server = uvicorn.Server(config)
        gate.locked = partial(setattr, server, "should_exit", True)
        threading.Thread(target=_watch, args=(gate, min(idle, TICK)), daemon=True).start()
        ear.listen()
        opened(f"http://127.0.0.1:{port}/?token={token}")
        server.run(sockets=[ear])


def _watch(gate: Gate, tick: float) -> None:
    """Lock the desk on the clock: a browser that was closed asks for nothing any more."""
    while not gate.lock_if_idle(GRACE):
        sleep(tick)
