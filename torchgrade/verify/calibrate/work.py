"""Runs one training, in any process."""

from __future__ import annotations

import os
import sys
import time
import traceback
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from torchgrade.verify.calibrate.solution import make_solution

__all__ = ["Task", "Training", "TrainingError", "prepare", "train_once"]

_LAST_LINES = 12

_tell: Any = None  # the queue on which this process reports progress, if anybody wants to know


@dataclass(frozen=True)
class Task:
    """A training to run; ``gpu``: on a machine that has a GPU, if there are several machines."""

    where: str
    code: str
    definitions: str
    support: tuple[tuple[str, str], ...]
    dataset: str
    variant: str
    seed: int
    gpu: bool = False

    @property
    def name(self) -> str:
        """Its name for people."""
        return f"{self.dataset}, {self.variant}, seed {self.seed}"


@dataclass(frozen=True)
class Training:
    """The result of a training: the accuracy on the test part, and how it was reached."""

    dataset: str
    variant: str
    seed: int
    accuracy: float
    seconds: float
    device: str
    torch: str


class TrainingError(Exception):
    """``calibrate.py`` raised; the text is the end of the traceback."""


def prepare(tell: Any, threads: int) -> None:
    """Initialize a worker process: silence it, and limit its threads.

    Args:
        tell: a queue for (name of the task, steps done, steps in all).
        threads: the most threads that torch may use.
    """
    import torch

    global _tell
    _tell = tell
    os.environ["MPLBACKEND"] = "Agg"
    # Progress bars and figures of a notebook's functions would mix with the command's progress bar.
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - for the life of the process
    torch.set_num_threads(min(torch.get_num_threads(), threads))  # OMP_NUM_THREADS may be less


def train_once(task: Task) -> Training:
    """Train one network.

    Raises:
        TrainingError: its code raised.
    """
    import torch

    import torchgrade

    device = torchgrade.device()

    def step(done: int, total: int) -> None:
        if _tell is not None:
            _tell.put((task.name, done, total))

    start = time.monotonic()
    try:
        for name, text in task.support:
            sys.modules[name] = module = ModuleType(name)
            exec(compile(text, f"{name}.py", "exec"), module.__dict__)
        recipe: dict[str, Any] = {"__name__": "calibrate"}
        exec(compile(task.code, task.where, "exec"), recipe)
        solution = make_solution(task.definitions)
        accuracy = float(
            recipe["train"](solution, task.dataset, task.seed, task.variant, device, step)
        )
    except Exception:
        lines = traceback.format_exc().splitlines()
        raise TrainingError("\n".join(lines[-_LAST_LINES:])) from None
    seconds = round(time.monotonic() - start, 2)
    return Training(
        task.dataset,
        task.variant,
        task.seed,
        accuracy,
        seconds,
        _name(device),
        str(torch.__version__),
    )


def _name(device: Any) -> str:
    """Return what did the computing: the name of a GPU, or the kind of device."""
    import torch

    return torch.cuda.get_device_name() if device.type == "cuda" else str(device)
