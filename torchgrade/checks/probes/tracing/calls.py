"""The library functions that a call uses."""

from __future__ import annotations

import contextlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import torch
from torch.autograd.profiler import profile, record_function
from torch.overrides import TorchFunctionMode

from torchgrade.checks.probes.names import function_name

__all__ = ["library_calls"]

Result = TypeVar("Result")


def library_calls(
    fn: Callable[..., Result], *args: object, **kwargs: object
) -> tuple[Result, list[str]]:
    """Call ``fn(*args, **kwargs)`` and observe which library functions it calls.

    What such a function calls internally is not seen: F.dropout is one call. Source: "Extending
    PyTorch" in torch's docs, on `torch.overrides.TorchFunctionMode`.

    A mode misses what other threads, scripted functions or `DisableTorchFunction` hide. The
    profiler, which PyTorch's dispatcher tells of every operation in every thread, does not: what it
    saw outside of a call that the mode saw is added.

    Returns:
        The result, and the functions' names in order, as `names.function_name` returns them; at the
        end the names of operations that only the profiler saw, and "autograd" if the autograd
        engine ran that way.
    """
    tracer, missed = _Tracer(), list[str]()
    with _profiled(tracer.mark, missed), tracer:
        result = fn(*args, **kwargs)
    return result, [*tracer.names, *missed]


class _Tracer(TorchFunctionMode):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.mark = f"traced {os.urandom(8).hex()}"  # the code under test may name ranges, too

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        name = function_name(func)
        if name:
            self.names.append(name)
        with record_function(self.mark):
            return func(*args, **(kwargs or {}))


@contextlib.contextmanager
def _profiled(mark: str, missed: list[str]) -> Iterator[None]:
    """Add the names of operations that ran outside of the calls that a tracer saw and marked."""
    quiet = "KINETO_LOG_LEVEL" not in os.environ
    if quiet:  # it writes to stderr when it starts
        os.environ["KINETO_LOG_LEVEL"] = "99"
    try:
        settings = torch._C._profiler._ExperimentalConfig(profile_all_threads=True)
        with profile(experimental_config=settings) as profiler:
            yield
    finally:
        if quiet:
            os.environ.pop("KINETO_LOG_LEVEL", None)
    missed += _unseen(mark, profiler.kineto_results.events())


def _unseen(mark: str, events: Sequence[Any]) -> list[str]:
    """Name what ran outside of all calls that were seen and of all other operations, each once."""
    threads = defaultdict(list)
    for event in events:
        threads[event.start_thread_id()].append(event)
    names: dict[str, None] = {}
    for thread in threads.values():
        end = -1
        for event in sorted(thread, key=lambda e: (e.start_ns(), -e.duration_ns())):
            space, _, name = event.name().partition("::")
            whole = event.name() == mark or space in ("aten", "autograd")
            if event.start_ns() >= end and whole:
                end = event.start_ns() + event.duration_ns()
                if event.name() != mark:
                    names[space if space == "autograd" else name.strip("_")] = None
    return list(names)
