"""A Dask cluster of processes that are killed, stopped and started again, as machines are."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from tests.support.paths import python_path
from tests.support.simulated import COUNTED

__all__ = ["MACHINE", "Machines"]

ROOT = Path(__file__).parents[2]

MACHINE = "TESTED_MACHINE"
"""The variable of the environment that tells a worker its number."""


class Machines:
    """A scheduler and workers; a context manager. What ends is started again after a moment.

    Args:
        folder: for their files; `tries` in it has a file a try of each simulated submission.
        workers: how many.
        threads: of each.
        simulated: whether they only seem to grade.
        options: more of `dask worker`'s.
        environment: of scheduler and workers, besides this process's.
        gpus: so many workers, the first ones, announce a GPU.
        protocol: that they speak: tcp or tls.
    """

    def __init__(
        self,
        folder: Path,
        workers: int,
        *,
        threads: int = 1,
        simulated: bool = True,
        options: tuple[str, ...] = (),
        environment: Mapping[str, str] | None = None,
        gpus: int = 0,
        protocol: str = "tcp",
    ) -> None:
        self.folder, self.tries = folder, folder / "tries"
        self.tries.mkdir(parents=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"{protocol}://127.0.0.1:{free.getsockname()[1]}"
        self._protocol, self._gpus = protocol, gpus
        preload = ("--preload", "tests.support.simulated") if simulated else ()
        self._command = (
            *("distributed.cli.dask_worker", self.address, "--no-nanny", "--no-dashboard"),
            *("--nthreads", str(threads), "--local-directory", str(folder), *preload, *options),
        )
        self._environment = {
            **os.environ,
            **(environment or {}),
            COUNTED: str(self.tries),
            "PYTHONPATH": python_path(),
        }
        self.scheduler = self._scheduler()
        self.workers = [self._worker(number) for number in range(workers)]
        self._ended = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> Machines:
        self._wait_for_scheduler()
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._keeper.join()
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def kill(self, number: int, how: int = signal.SIGKILL) -> None:
        """Send a worker a signal."""
        self.workers[number].send_signal(how)

    def restart_scheduler(self) -> None:
        """Kill the scheduler, and start another at its address."""
        self.scheduler.kill()
        self.scheduler.wait()
        self.scheduler = self._scheduler()

    def _wait_for_scheduler(self) -> None:
        host, _, port = self.address.partition("://")[2].partition(":")
        while self.scheduler.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection((host, int(port))):
                return
            time.sleep(0.1)

    def times_tried(self) -> dict[str, int]:
        """Count how often each simulated submission was tried, by its digest."""
        found: dict[str, int] = {}
        for path in self.tries.iterdir():
            digest = path.name.partition("-")[0]
            found[digest] = found.get(digest, 0) + 1
        return found

    def _scheduler(self) -> subprocess.Popen[bytes]:
        port = self.address.rpartition(":")[2]
        return self._run(
            *("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port),
            *("--no-dashboard", "--protocol", self._protocol),
        )

    def _worker(self, number: int) -> subprocess.Popen[bytes]:
        gpu = ("--resources", "GPU=1") if number < self._gpus else ()
        return self._run(*self._command, *gpu, machine=number)

    def _run(
        self, module: str, *arguments: str, machine: int | None = None
    ) -> subprocess.Popen[bytes]:
        with (self.folder / f"{module}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**self._environment, MACHINE: str(machine)},
                cwd=self.folder,
            )

    def _keep(self) -> None:
        while not self._ended.wait(0.2):
            for number, process in enumerate(self.workers):
                if process.poll() is not None:
                    self.workers[number] = self._worker(number)
