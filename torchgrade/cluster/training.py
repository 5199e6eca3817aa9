"""Runs an author's trainings in a worker, in separate processes, which can be ended.

``python -m torchgrade.cluster.training`` is such a process: it reads a record from standard input
and writes one to standard output, again and again. It ends when the other end is closed.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from dataclasses import asdict

import msgspec

from torchgrade import datasets
from torchgrade.cluster.wire import Train, Trained
from torchgrade.engine.protocol.lines import decode, encode
from torchgrade.errors import AuthorError

__all__ = ["Trainings"]

_Process = subprocess.Popen[bytes]


class Trainings:
    """The trainings of a worker, by run."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._all: dict[str, set[_Process]] = {}
        self._idle: dict[str, list[_Process]] = {}

    def __contains__(self, run: str) -> bool:
        return run in self._all

    def prepare(self, run: str, dataset: str) -> None:
        """Prepare for a run.

        Raises:
            AuthorError: the data set is missing here.
        """
        try:
            datasets.load(dataset, train=False)
        except Exception as error:
            raise AuthorError(f"it has no {dataset}: {error}") from None
        with self._lock:
            self._all.setdefault(run, set())
            self._idle.setdefault(run, [])

    def train(self, token: str, run: str, asked: Train, threads: int) -> Trained:
        """Train once."""
        process = self._take(run, threads)
        answer = _answer(process, encode(asked) + b"\n") if process else b""
        with self._lock:
            if answer and run in self._idle and process:
                self._idle[run].append(process)
        if not answer:
            why = "the process of a training died; out of memory?"
            return Trained(token=token, number=asked.number, why=why)
        return msgspec.structs.replace(decode(answer, Trained), token=token)

    def end(self, run: str) -> None:
        """End a run's work here."""
        with self._lock:
            self._idle.pop(run, None)
            processes = self._all.pop(run, set())
        for process in processes:
            process.kill()
            process.wait()

    def close(self) -> None:
        """End all runs."""
        for run in list(self._all):
            self.end(run)

    def _take(self, run: str, threads: int) -> _Process | None:
        """Return a waiting process, or a new one; None if the run has ended."""
        with self._lock:
            if run not in self._all:
                return None
            if self._idle[run]:
                return self._idle[run].pop()
            process = subprocess.Popen(
                [sys.executable, "-m", "torchgrade.cluster.training", str(threads)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            self._all[run].add(process)
            return process


def _answer(process: _Process, order: bytes) -> bytes:
    """Return a process's answer; nothing if it died."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(order)
        process.stdin.flush()
        return process.stdout.readline()
    except (BrokenPipeError, ValueError):
        return b""


def _main() -> None:
    from torchgrade.verify.calibrate.work import prepare

    orders: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # for output that bypasses Python
    prepare(None, int(sys.argv[1]))
    while True:
        answers.write(encode(_trained(decode(orders.get(), Train))) + b"\n")
        answers.flush()


def _listen(orders: queue.Queue[bytes]) -> None:
    """Run orders until the worker ends, when nobody waits for a training any more."""
    for line in sys.stdin.buffer:
        orders.put(line)
    os._exit(1)


def _trained(asked: Train) -> Trained:
    from torchgrade.verify.calibrate.work import Task, TrainingError, train_once

    fields = msgspec.structs.asdict(asked)
    number = fields.pop("number")
    try:
        made = asdict(train_once(Task(**fields)))
    except TrainingError as error:
        return Trained(token="", number=number, raised=str(error))
    kept = {name: made[name] for name in ("accuracy", "seconds", "device", "torch")}
    return Trained(token="", number=number, **kept)


if __name__ == "__main__":
    _main()
