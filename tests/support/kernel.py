"""A real kernel, as JupyterLab starts one: code goes in, messages come out, it can be stopped."""

from __future__ import annotations

import contextlib
import queue
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

__all__ = ["Kernel", "kernel"]

_PATIENCE = 120  # seconds without a message: the machine may be busy


class Kernel:
    """What a notebook does with its kernel."""

    def __init__(self, manager: KernelManager) -> None:
        self._manager, self._client = manager, manager.blocking_client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=_PATIENCE)

    def run(
        self, code: str, stop_when: Callable[[dict[str, Any]], bool] = lambda message: False
    ) -> list[dict[str, Any]]:
        """Return the messages of a cell; interrupt it, as the stop button does, at one of them."""
        asked = self._client.execute(code, store_history=True)
        seen: list[dict[str, Any]] = []
        stopped = False
        while True:
            try:
                message = self._client.get_iopub_msg(timeout=_PATIENCE)
            except queue.Empty:
                raise AssertionError("the kernel has fallen silent") from None
            if message["parent_header"].get("msg_id") != asked:
                continue
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return seen
            seen.append(message)
            if not stopped and stop_when(message):
                stopped = True
                self._manager.interrupt_kernel()

    def close(self) -> None:
        """End it."""
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)


@contextlib.contextmanager
def kernel(folder: Path) -> Iterator[Kernel]:
    """Yield a kernel of this Python that works in a folder."""
    manager = KernelManager()
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    manager._kernel_spec = KernelSpec(argv=argv, display_name="this Python", language="python")
    manager.start_kernel(cwd=str(folder))
    running = Kernel(manager)
    try:
        yield running
    finally:
        running.close()
