"""A marking page that is served, as a program talks to it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Any

__all__ = ["Served"]


@dataclass(frozen=True)
class Served:
    """A server: its process, where it listens, and its token."""

    process: BaseProcess
    port: int
    token: str

    @property
    def address(self) -> str:
        """What it printed."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def ask(
        self, path: str, method: str = "GET", body: Any = None, **headers: str
    ) -> tuple[int, Any]:
        """Send a request as the page does; returns the status and what came, decoded.

        Args:
            path: below the address.
            method: of HTTP.
            body: sent as JSON.
            headers: others than the page's; an underscore stands for a hyphen, empty leaves one
                out.
        """
        named = {"x-marking-token": self.token, "content-type": "application/json"}
        named |= {key.replace("_", "-"): value for key, value in headers.items()}
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/{path}",
            None if body is None else json.dumps(body).encode(),
            {key: value for key, value in named.items() if value},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, _decoded(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, _decoded(error.read())

    def mark(self, number: int, by: str, seen: int = 0, **wanted: Any) -> tuple[int, Any]:
        """Give an answer a mark, by somebody who has seen a version of it."""
        nothing = {"items": [], "adjustment": 0, "comment": "", "done": True}
        body = {"marker": by, "version": seen, **nothing, **wanted}
        return self.ask(f"api/answers/{number}", "PUT", body)


def _decoded(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode()
