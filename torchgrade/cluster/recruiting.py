"""Prepares workers for a run, and tells people which are not used, and why."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Protocol

from torchgrade.cluster import tasks
from torchgrade.cluster.crew import Crew, Worker
from torchgrade.cluster.versions import differences, versions
from torchgrade.cluster.wire import Files, Lacks, Machine, Ready, Setup, Wants, pack
from torchgrade.errors import AuthorError

__all__ = ["Recruiting"]

_ALL_REFUSED = 5.0  # seconds to wait for another worker after all were refused
_MOST_FAILURES = 3
_TOLD = 20.0  # seconds until people are told that there are no workers yet


class _Sends(Protocol):
    def __call__(
        self, function: Callable[..., None], worker: Worker, data: bytes = b""
    ) -> None: ...


class Recruiting:
    """Asks each worker what it is, and makes it fetch the autograder and try its walls.

    Args:
        crew: all workers.
        setup: the run's setup.
        content: reads its autograder's files.
        send: makes a worker call a function.
        tell: shows a person a sentence.
        name: the cluster's name.
    """

    def __init__(
        self,
        crew: Crew,
        setup: Setup,
        content: Callable[[], Files],
        send: _Sends,
        tell: Callable[[str], None],
        name: str,
    ) -> None:
        self._crew, self._setup, self._content, self._send = crew, setup, content, send
        self._tell, self._name = tell, name
        self._refusals: dict[str, str] = {}
        self._lonely_since = time.monotonic()
        self._told = self._told_of_gpu = False
        self._without_gpu_since: float | None = None

    def ask(self, workers: Iterable[Worker]) -> None:
        """Begin with workers that are new or restarted."""
        for worker in workers:
            worker.state = "asked"
            self._send(tasks.greet, worker)

    def ask_again(self, worker: Worker, why: str) -> None:
        """Begin again with a worker that could not answer, unless it never will."""
        worker.failures += 1
        if worker.failures < _MOST_FAILURES:
            self.ask([worker])
        else:
            self.refuse(worker, why)

    def hear(self, worker: Worker, word: Machine | Wants | Lacks | Ready) -> None:
        """Handle a worker's answer, and continue with it."""
        if isinstance(word, Machine):
            worker.station, worker.cores = word.station, word.cores
            if found := differences(versions(), word.versions):
                self.refuse(worker, f"it has {', '.join(found)}")
            else:
                self._send(tasks.prepare, worker, pack(self._setup, []))
        elif isinstance(word, Wants):
            self._send(tasks.prepare, worker, pack(self._setup, [self._content()]))
        elif isinstance(word, Lacks):
            self.refuse(worker, word.why)
        else:
            worker.state, worker.most = "ready", word.most
            self._crew.share()

    def refuse(self, worker: Worker, why: str) -> None:
        """Stop using a worker in this run."""
        if "No module named 'torchgrade" in why:
            why = f"torchgrade is not installed there, or another one ({why})"
        worker.state = "refused"
        self._refusals[worker.address] = why
        self._tell(f"worker {worker.address} is not used: {why}")

    def need_gpu(self, now: float, needed: bool) -> None:
        """Tell people, once, that work waits for a worker with a GPU."""
        if not needed or any(worker.gpus for worker in self._crew.with_state("ready")):
            self._without_gpu_since = None
            return
        self._without_gpu_since = self._without_gpu_since or now
        if now - self._without_gpu_since > _TOLD and not self._told_of_gpu:
            self._told_of_gpu = True
            self._tell(
                f"{self._name} has no worker that announces a GPU (dask worker --resources GPU=1); "
                "what needs one waits for it (Ctrl-C stops)"
            )

    def need_somebody(self, now: float) -> None:
        """Check that there are workers, or may be.

        Raises:
            AuthorError: there are, but none is usable.
        """
        if self._crew.with_state("ready"):
            self._lonely_since, self._told = now, False
            return
        waited = now - self._lonely_since
        refused = [worker.address for worker in self._crew.with_state("refused")]
        if refused and not self._crew.with_state("asked") and waited > _ALL_REFUSED:
            reasons = dict.fromkeys(self._refusals[address] for address in refused)
            raise AuthorError(f"no worker of {self._name} may be used here: {'; '.join(reasons)}")
        if waited > _TOLD and not self._told and not self._crew.with_state("asked"):
            self._told = True
            self._tell(f"{self._name} has no worker yet; waiting for one (Ctrl-C stops)")
