"""Serves the marking page, on this machine only."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from torchgrade.errors import AuthorError
from torchgrade.marking.app import app
from torchgrade.marking.desk import Desk

__all__ = ["PORT", "serve", "token_of"]

PORT = 8642
_HOST = "127.0.0.1"
_TOKEN = ".marks-token"


def token_of(out: Path) -> str:
    """Return the token of a run's page: a secret in a file that only its owner reads.

    It stays the same, so that an open page continues to work after the server is restarted.
    """
    path = out / _TOKEN
    try:
        found = path.read_text("ascii").strip()
        if len(found) >= 32:
            return found
    except (OSError, UnicodeDecodeError):
        pass
    path.unlink(missing_ok=True)
    made = secrets.token_urlsafe(32)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(made)
    return made


def serve(desk: Desk, token: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve a desk until Ctrl-C or SIGTERM.

    Args:
        desk: what the page shows.
        token: the token that markers need.
        port: the port; 0: any free one.
        ready: called with the page's address once it is served.

    Raises:
        AuthorError: the port is taken.
    """
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((_HOST, port))
        except OSError:
            raise AuthorError(
                f"port {port} is taken, by another page perhaps: --port 0 takes one that is free"
            ) from None
        listening.listen()
        ready(f"http://{_HOST}:{listening.getsockname()[1]}/?token={token}")
        config = uvicorn.Config(
            app(desk, token),
            log_level="error",
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=5,
        )
        # uvicorn shuts down, and then raises the signal again.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
