"""A line between a page and its server that is slow, delivers out of order, and loses things."""

from __future__ import annotations

import asyncio
import contextlib
import random
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["BadLine", "bad_line"]


@dataclass
class BadLine:
    """How bad it is, for each request of the page's own; both can be changed while it is used.

    Args:
        server: the port of the server.
        slowest: the longest delay in seconds, of a request and of its answer.
        loses: the share of requests that do not arrive, and of answers.
        seed: what is drawn goes by it.
    """

    server: int
    slowest: float = 0.0
    loses: float = 0.0
    seed: int = 0
    port: int = 0

    def __post_init__(self) -> None:
        self._draw = random.Random(self.seed)

    async def begin(self) -> None:
        """Listen at a port that is free."""
        self._listening = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = self._listening.sockets[0].getsockname()[1]

    async def end(self) -> None:
        """Listen no more, and drop what is under way."""
        self._listening.close()
        under_way = asyncio.all_tasks() - {asyncio.current_task()}
        for one in under_way:
            one.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def _talk(self, reads: asyncio.StreamReader, writes: asyncio.StreamWriter) -> None:
        """Carry one request, and its answer unless that is lost; a page makes a line for each."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError), contextlib.closing(writes):
            head = await reads.readuntil(b"\r\n\r\n")
            length = head.lower().partition(b"content-length:")[2].partition(b"\r")[0]
            body = await reads.readexactly(int(length or b"0"))
            is_api = head.split(b" ", 2)[1].startswith(b"/api/")
            if await self._is_lost(is_api):
                return
            there, back = await asyncio.open_connection("127.0.0.1", self.server)
            with contextlib.closing(back):
                back.write(head.replace(b"\r\n", b"\r\nConnection: close\r\n", 1) + body)
                answer = await there.read(-1)
            if not await self._is_lost(is_api):
                writes.write(answer)
                await writes.drain()

    async def _is_lost(self, is_api: bool) -> bool:
        if not is_api:
            return False
        await asyncio.sleep(self._draw.uniform(0, self.slowest))
        return self._draw.random() < self.loses


@contextlib.contextmanager
def bad_line(line: BadLine) -> Iterator[BadLine]:
    """Have a line to a server until the block ends."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def runs(what: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(what, loop).result(30)

    try:
        runs(line.begin())
        yield line
    finally:
        runs(line.end())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
